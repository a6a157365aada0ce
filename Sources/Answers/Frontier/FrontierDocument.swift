public import Analysis
public import Sampling

/// What each budget buys, `spotcheck.frontier/1`: the value from which `tune` makes its JSON, its
/// CSV, its table and its page.
///
/// There is a curve for each goal. Every point of every curve is a whole plan, with what it costs,
/// its sizes and what it is worth by each measure, so that one curve can be drawn in the panel of
/// another. Exact numbers are texts, beside their nearest doubles.
public struct FrontierDocument: Encodable, Hashable, Sendable {
  /// The form of the document.
  public let schema = "spotcheck.frontier/1"
  /// The SHA-256 of each input: `strata`.
  public var inputs: [String: String] = [:]
  /// The published ratios that the rules were taken from, if any.
  public let preset: Preset?
  /// Where the curves begin, absent where they begin with what the rules demand.
  public let from: String?
  /// Where the curves end, in the unit of the prices.
  public let budget: String
  /// ``budget`` as a number.
  public let budgetDecimal: Double
  /// The classes, by name; the sizes of a point are in their order.
  public let classes: [Class]
  /// The curves, in the order of the goals.
  public let frontiers: [Curve]
  /// The goals that have no curve, and why.
  public let leftOut: [LeftOut]
  /// The plan that was chosen, if any.
  public let chosen: Chosen?
  /// How surely a violator is found in each class, by its size; of classes with a prevalence alone.
  public let detection: [DetectionCurve]

  /// A published scheme of ratios.
  public struct Preset: Encodable, Hashable, Sendable {
    /// The name, as `--preset` takes it.
    public let name: String
    /// Where it was published, and when.
    public let source: String
  }

  /// A class: what is known about it and what the rules make of it.
  public struct Class: Encodable, Hashable, Sendable {
    /// The name.
    public let stratum: String
    /// N_h.
    public let population: Int
    /// The rules, joined by semicolons.
    public let rule: String
    /// m_h, what the rules demand.
    public let minimum: Int
    /// M_h, what the rules allow.
    public let maximum: Int
    /// p_h as an exact ratio, absent where it is not known.
    public let prevalence: String?
    /// S_h as an exact ratio, absent where it is not given.
    public let sd: String?
    /// c_h, what one inspection costs.
    public let cost: String
    /// s_h, what the first inspection costs beside.
    public let setup: String
  }

  /// The best plans for one goal.
  public struct Curve: Encodable, Hashable, Sendable {
    /// The goal: `variance`, `detection`, `violations`, `coverage`, or another method.
    public let goal: String
    /// What to draw over the budget.
    public let measure: Measure
    /// The numbers of the points with a name: `least`, `knee`, `most`.
    public let landmarks: [String: Int]
    /// The points, by rising spending, each better than those before; between two of them no plan is
    /// better than the first.
    public let points: [Point]
  }

  /// A measure of a plan, by the name that it has in a point.
  public enum Measure: String, Encodable, Hashable, Sendable, CaseIterable {
    /// ``Point/varianceDecimal``; less is better.
    case variance
    /// ``Point/worstDetection``; more is better.
    case worstDetection = "worst_detection"
    /// ``Point/expectedViolationsDecimal``; more is better.
    case expectedViolations = "expected_violations"
    /// ``Point/coverageDecimal``; more is better.
    case coverage
    /// ``Point/objectiveDecimal``; less is better.
    case objective
  }

  /// One plan.
  public struct Point: Encodable, Hashable, Sendable {
    /// The number within the curve, from 1.
    public let number: Int
    /// What the plan costs as an exact ratio; absent beyond 63 bits.
    public let spent: String?
    /// ``spent`` as a number.
    public let spentDecimal: Double?
    /// Σ n_h.
    public let total: Int
    /// The objective of the goal with its risk weights, in 30 digits; absent where it is not finite.
    ///
    /// For `detection` it is the greatest probability to miss, 1 less ``worstDetection``.
    public let objective: String?
    /// ``objective`` as a number.
    public let objectiveDecimal: Double?
    /// The variance of the estimated total, in 30 digits; absent where a class without a unit, or of
    /// unknown spread, leaves it open.
    public let variance: String?
    /// ``variance`` as a number.
    public let varianceDecimal: Double?
    /// The least probability, over the classes, to find a violator if the class has ⌈N_h p_h⌉.
    public let worstDetection: Double?
    /// Σ p_h n_h exactly, in 30 digits.
    public let expectedViolations: String?
    /// ``expectedViolations`` as a number.
    public let expectedViolationsDecimal: Double?
    /// The share of all units that are seen, as an exact ratio.
    public let coverage: String
    /// ``coverage`` as a number.
    public let coverageDecimal: Double
    /// By how much another plan of the same cost can be better at most; 0 is the proof of none.
    public let gap: Double
    /// n_h, in the order of ``FrontierDocument/classes``.
    public let sizes: [Int]

    /// A measure of the point.
    ///
    /// - Parameter measure: the measure.
    /// - Returns: its value, nil where the point has none.
    public func value(of measure: Measure) -> Double? {
      switch measure {
      case .variance: varianceDecimal
      case .worstDetection: worstDetection
      case .expectedViolations: expectedViolationsDecimal
      case .coverage: coverageDecimal
      case .objective: objectiveDecimal
      }
    }
  }

  /// A goal without a curve.
  public struct LeftOut: Encodable, Hashable, Sendable {
    /// The goal.
    public let goal: String
    /// Why there is no curve, in a sentence.
    public let reason: String
  }

  /// The plan that was chosen.
  public struct Chosen: Encodable, Hashable, Sendable {
    /// The goal of its curve.
    public let goal: String
    /// Its number within the curve.
    public let number: Int

    /// Names a plan.
    ///
    /// - Parameters:
    ///   - goal: the goal of its curve.
    ///   - number: its number within the curve, from 1.
    public init(goal: String, number: Int) {
      self.goal = goal
      self.number = number
    }
  }

  /// Describes frontiers.
  ///
  /// - Parameters:
  ///   - found: the frontiers.
  ///   - traits: what is known about the classes, by name.
  ///   - spending: the prices, and the budget at which the frontiers end.
  ///   - from: where they begin, nil where with what the rules demand.
  ///   - preset: the published ratios that the rules were taken from, if any.
  ///   - chosen: the plan that was chosen, if any.
  ///   - language: the language of the reasons.
  public init(
    _ found: Frontiers,
    traits: [ProtocolText: StratumTraits],
    spending: Spending,
    from: Ratio? = nil,
    preset: RatioScheme? = nil,
    chosen: Chosen? = nil,
    language: Language
  ) {
    self.preset = preset.map { Preset(name: $0.name, source: $0.source) }
    self.from = from?.description
    budget = spending.budget.description
    budgetDecimal = spending.budget.approximation
    classes = (found.frontiers.first?.bounds ?? []).map { bound in
      let name = bound.stratum.name
      return Class(
        stratum: name.text,
        population: bound.stratum.population,
        rule: bound.rules.map(\.description).joined(separator: "; "),
        minimum: bound.minimum,
        maximum: bound.maximum,
        prevalence: traits[name]?.prevalence?.description,
        sd: traits[name]?.deviation?.description,
        cost: (spending.prices[name] ?? Ratio(1)).description,
        setup: (spending.setups[name] ?? Ratio(0)).description
      )
    }
    let curves = found.frontiers.map(Curve.init)
    frontiers = curves
    self.chosen = chosen
    let planned = curves.flatMap { curve in
      curve.named(with: chosen).map { curve.points[$0 - 1].sizes }
    }
    detection = (found.frontiers.first?.bounds ?? []).enumerated().compactMap { place, bound in
      traits[bound.stratum.name]?.prevalence.flatMap { prevalence in
        DetectionCurve(
          bound.stratum,
          prevalence: prevalence,
          planned: Set(planned.map { $0[place] })
        )
      }
    }
    leftOut = found.leftOut.map {
      LeftOut(goal: $0.goal.description, reason: $0.reason.explanation(in: language))
    }
  }
}

extension FrontierDocument.Curve {
  /// The numbers of the plans that have a name or were chosen, ascending.
  func named(with chosen: FrontierDocument.Chosen?) -> [Int] {
    var numbers = Set(landmarks.values)
    if let chosen, chosen.goal == goal { numbers.insert(chosen.number) }
    return numbers.sorted()
  }

  fileprivate init(_ frontier: Frontier) {
    goal = frontier.goal.description
    measure =
      switch frontier.goal {
      case .detection: .worstDetection
      case .coverage: .coverage
      case .method(.violations): .expectedViolations
      case .method(.variance): .variance
      case .method: .objective
      }
    landmarks = Dictionary(
      uniqueKeysWithValues: Frontier.Landmark.allCases.map {
        ($0.rawValue, frontier.index(of: $0) + 1)
      }
    )
    points = frontier.points.enumerated().map { FrontierDocument.Point($1, number: $0 + 1) }
  }
}

extension FrontierDocument.Point {
  fileprivate init(_ point: Frontier.Point, number: Int) {
    self.number = number
    spent = point.spent?.description
    spentDecimal = point.spent?.approximation
    total = point.total
    objective = point.value?.description
    objectiveDecimal = point.value?.approximation
    variance = point.variance?.description
    varianceDecimal = point.variance?.approximation
    worstDetection = point.worstDetection
    expectedViolations = point.expectedViolations?.description
    expectedViolationsDecimal = point.expectedViolations?.approximation
    coverage = point.coverage.description
    coverageDecimal = point.coverage.approximation
    gap = point.gap
    sizes = point.sizes
  }
}
