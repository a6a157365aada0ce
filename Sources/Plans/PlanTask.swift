public import Sampling

/// One task of a plan, as `draw` takes it.
public struct PlanTask: Hashable, Sendable, Codable {
  /// Its number in the document, from 1: the 1 of `PLAN.json#1`.
  public var id: Int
  /// The number that the office gave it, 浙工商抽查[2017]1号.
  public var code: String?
  /// The serial number in its table.
  public var serial: String?
  /// The name of the plan that it belongs to.
  public var plan: String?
  /// The name; where the table has none, that of its plan, its field or its first item.
  public var name: String
  /// Whether the draw is inside a filter or from the whole library; both are random.
  public var kind: Kind?
  /// The category of its items.
  public var category: Category?
  /// The field of supervision.
  public var field: String?
  /// What is inspected.
  public var items: [Item]
  /// Who is inspected, in words.
  public var scope: String
  /// The number of objects in the scope when the plan was made.
  public var base: Int?
  /// The same by class, where the plan gives it so.
  public var baseByClass: [GroupCount]?
  /// The number of objects that are drawn, where the plan gives it; the rules are then its check.
  public var target: Int?
  /// The same by class; each class's number is drawn in it.
  public var targetByClass: [GroupCount]?
  /// The rules for the number to draw.
  public var rules: [PlanRule]
  /// How often it is carried out; the cap where only that is given.
  public var frequency: Frequency?
  /// The same by class.
  public var frequencyByClass: [GroupFrequency]?
  /// How often one object may be inspected at most.
  public var cap: Frequency?
  /// When; nil where there are several periods.
  public var period: Period?
  /// The periods, where there are several.
  public var periods: [Period]?
  /// The department that leads a joint task, or the one authority.
  public var leadDepartment: String?
  /// The departments that take part.
  public var cooperatingDepartments: [String]
  /// The section that is responsible.
  public var responsibleUnit: String?
  /// The label for its draw: document number, task number and name.
  public var label: String
  /// Whether a draw may take it: every number of its cells was used, and no finding holds it back.
  public var ready: Bool
  /// The findings that hold it back, each once.
  public var heldBy: [FindingCode]
  /// What its sample can find, where the base is known.
  public var detection: DetectionNote?
  /// Where it stands.
  public var source: Source

  /// 定向 or 不定向.
  public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    /// A draw inside a filter (type, size, trade, area).
    case targeted = "定向"
    /// A draw from the whole library.
    case untargeted = "不定向"
  }

  /// 重点 or 一般.
  public enum Category: String, Hashable, Sendable, CaseIterable, Codable {
    /// Safety, quality, public interest: no cap on the ratio.
    case key = "重点检查事项"
    /// Everything else.
    case general = "一般检查事项"
  }

  /// An item and whose it is.
  public struct Item: Hashable, Sendable, Codable {
    /// The department, where the plan names one.
    public var department: String?
    /// What is inspected.
    public var text: String
  }

  /// The file and the first row of a task.
  public struct Source: Hashable, Sendable, Codable {
    /// The file.
    public var file: String
    /// The row, from 1.
    public var row: Int
  }

  /// The rules as a draw takes them: those of the plan, and exactly the number to draw where it gives
  /// one.
  ///
  /// A ratio beside a number to draw is its check over all strata together, and not in each.
  public var ruleSet: RuleSet {
    var set = RuleSet()
    for rule in rules {
      switch rule.reach {
      case .everywhere where target != nil: set.overall.append(rule.rule)
      case .overall: set.overall.append(rule.rule)
      case .everywhere, .each: set.add(rule.rule, in: nil)
      case .stratum(let name): set.add(rule.rule, in: name)
      case .others: set.others.append(rule.rule)
      }
    }
    for target in targetByClass ?? [] {
      guard let name = target.stratum.flatMap({ try? ProtocolText($0) }) else { continue }
      set.add(.exactly(.count(target.count)), in: name)
    }
    if let target { set.overall.append(.exactly(.count(target))) }
    return set
  }

  /// Whether it says how many are drawn.
  var hasSize: Bool { target != nil || !rules.isEmpty }
}

/// What the sample of a task can find.
///
/// For one in ten objects violating, ⌈N/10⌉ of them, and inspections that recognise every violator:
/// the probability that the least sample under the rules meets one, and the sample that meets one
/// with 95 %. Computed by ``Detection``; `detect` answers the same for other numbers.
public struct DetectionNote: Hashable, Sendable, Codable {
  /// N, the base of the task.
  public var population: Int
  /// n, the least number that the rules ask for.
  public var sample: Int
  /// D, the violators assumed.
  public var violators: Int
  /// P(at least one found).
  public var probability: Double
  /// The smallest sample for which P is 95 %.
  public var sufficientSample: Int

  /// Populations up to which a plan's note is computed, so that checking a plan takes no time.
  static let greatestPopulation = 1_000_000_000

  /// Computes the note; nil where nothing is drawn or more than there is.
  ///
  /// - Parameters:
  ///   - population: N, ≥ 0.
  ///   - sample: n.
  init?(population: Int, sample: Int) {
    guard sample > 0, sample <= population,
      let detection = try? Detection(
        population: population,
        prevalence: Ratio(1, 10),
        rounding: .up
      ),
      let probability = try? detection.probability(sample: sample),
      let needed = try? detection.sampleSize(confidence: Ratio(19, 20))
    else { return nil }
    self.population = population
    self.sample = sample
    violators = detection.violators
    self.probability = probability
    sufficientSample = needed
  }

  /// „10 % of 20“ in a sentence.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    let tenths = Int((probability * 1000).rounded())
    let chance = "\(tenths / 10).\(tenths % 10)%"
    return language(
      "draws \(sample) of \(population); if one in ten violates (\(violators)), the chance to meet"
        + " at least one is \(chance); for 95% it takes \(sufficientSample)",
      "\(population) 个对象抽 \(sample) 个；若十分之一（\(violators) 个）违规，至少查到一个的概率为 \(chance)，"
        + "要达到 95% 需抽 \(sufficientSample) 个"
    )
  }
}
