/// The rules of one draw: in each stratum, in named strata, and over all strata together.
public struct RuleSet: Hashable, Sendable {
  /// Rules that hold in each stratum.
  public private(set) var everywhere: [Rule] = []
  /// Rules of single strata; they hold together with those that hold everywhere.
  public private(set) var byStratum: [ProtocolText: [Rule]] = [:]
  /// The rules in each stratum or in one, in the order in which they were added.
  public private(set) var lines: [Line] = []
  /// Rules of the strata that have none of their own; 其他单位 in a plan.
  public var others: [Rule] = []
  /// Rules on the sum of all sizes, as a share of the sum of all populations.
  public var overall: [Rule] = []

  /// One rule and where it holds.
  public struct Line: Hashable, Sendable {
    /// The stratum in which it holds, nil for each.
    public var stratum: ProtocolText?
    /// The rule.
    public var rule: Rule
  }

  /// Makes an empty set, under which any size is allowed.
  public init() {}

  /// Adds a rule.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - stratum: the stratum in which it holds, nil for each.
  public mutating func add(_ rule: Rule, in stratum: ProtocolText?) {
    lines.append(Line(stratum: stratum, rule: rule))
    if let stratum {
      byStratum[stratum, default: []].append(rule)
    } else {
      everywhere.append(rule)
    }
  }

  /// The rules that hold in a stratum, those that hold everywhere first.
  ///
  /// - Parameter stratum: its name.
  /// - Returns: the rules, empty where none holds.
  public func rules(in stratum: ProtocolText) -> [Rule] {
    everywhere + (byStratum[stratum] ?? others)
  }

  /// The same rules where there is one stratum: what holds for all together holds in it.
  public var ofOneStratum: RuleSet {
    var set = self
    for rule in overall { set.add(rule, in: nil) }
    set.overall = []
    return set
  }

  /// Whether there is a rule of any kind.
  public var isEmpty: Bool {
    everywhere.isEmpty && byStratum.isEmpty && others.isEmpty && overall.isEmpty
  }
}

/// A stratum and its population.
public struct Stratum: Hashable, Sendable {
  /// The name.
  public var name: ProtocolText
  /// N_h, the number of units in the frame, ≥ 0.
  public var population: Int

  /// Makes a stratum.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - population: N_h, ≥ 0.
  public init(name: ProtocolText, population: Int) {
    self.name = name
    self.population = population
  }
}

/// The least and the greatest size that the rules allow in one stratum, and which rules set them.
public struct StratumBounds: Hashable, Sendable {
  /// The stratum.
  public var stratum: Stratum
  /// The rules that hold in it.
  public var rules: [Rule]
  /// m_h, the least size.
  public var minimum: Int
  /// M_h, the greatest size, at most the population.
  public var maximum: Int
  /// The rule that sets the least size; nil where it is 0 without a rule.
  public var minimumRule: Rule?
  /// The rule that sets the greatest size; nil where the population does.
  public var maximumRule: Rule?
  /// What had to give way in the rule that sets the least size.
  public var adjustment: Rule.Adjustment?

  /// Intersects the rules that hold in a stratum.
  ///
  /// - Parameters:
  ///   - stratum: the stratum.
  ///   - rules: the rules.
  /// - Throws: ``RuleCollision`` where no size satisfies them all.
  /// - Complexity: O(rules).
  public init(_ stratum: Stratum, rules: [Rule]) throws(RuleCollision) {
    self.stratum = stratum
    self.rules = rules
    minimum = 0
    maximum = stratum.population
    for rule in rules {
      let counts = rule.counts(of: stratum.population)
      if counts.minimum > minimum || (counts.minimum == minimum && minimumRule == nil) {
        minimum = counts.minimum
        minimumRule = counts.minimum == 0 ? nil : rule
        adjustment = counts.adjustment
      }
      if counts.maximum < maximum {
        maximum = counts.maximum
        maximumRule = rule
      }
    }
    guard minimum <= maximum else {
      let demands = minimumRule.map {
        [RuleCollision.Demand(stratum: stratum, rule: $0, count: minimum)]
      }
      // A rule that the stratum can not meet on its own needs no second rule to fail.
      let cap = minimum > stratum.population ? nil : maximumRule
      throw RuleCollision(
        demands: demands ?? [],
        limit: cap.map {
          .rule(RuleCollision.Demand(stratum: stratum, rule: $0, count: maximum))
        }
          ?? .population(stratum)
      )
    }
  }
}

/// Rules that can not hold together: a set from which none can be left out, and by how much they
/// miss each other (exit status 1).
public struct RuleCollision: ExplainedError, Hashable {
  /// One rule and the count it leads to.
  public struct Demand: Hashable, Sendable {
    /// The stratum, nil for all strata together.
    public var stratum: Stratum?
    /// The rule.
    public var rule: Rule
    /// The least count that it demands, or the greatest that it allows.
    public var count: Int

    /// Makes a demand.
    ///
    /// - Parameters:
    ///   - stratum: the stratum, nil for all together.
    ///   - rule: the rule.
    ///   - count: the count it leads to.
    public init(stratum: Stratum?, rule: Rule, count: Int) {
      self.stratum = stratum
      self.rule = rule
      self.count = count
    }
  }

  /// What stands against the demands.
  public enum Limit: Hashable, Sendable {
    /// The number of units in the stratum.
    case population(Stratum)
    /// Another rule, which allows at most its count (or, against caps, demands at least it).
    case rule(Demand)
    /// The total that was asked for.
    case total(Int)
  }

  /// The rules that together demand more than the limit, or, where ``areCaps``, allow less.
  public var demands: [Demand]
  /// What they collide with.
  public var limit: Limit
  /// Whether the demands are caps that stay below the limit, rather than floors above it.
  public var areCaps = false
  /// Units of the strata without a cap of their own, where ``areCaps``.
  public var uncapped = 0

  /// Makes a collision.
  ///
  /// - Parameters:
  ///   - demands: the rules on one side.
  ///   - limit: what stands against them.
  ///   - areCaps: whether the demands are caps.
  ///   - uncapped: units that the strata without a cap offer.
  public init(demands: [Demand], limit: Limit, areCaps: Bool = false, uncapped: Int = 0) {
    self.demands = demands
    self.limit = limit
    self.areCaps = areCaps
    self.uncapped = uncapped
  }

  /// The count that stands against the demands.
  public var limitCount: Int {
    switch limit {
    case .population(let stratum): stratum.population
    case .rule(let demand): demand.count
    case .total(let total): total
    }
  }

  /// By how many units the two sides miss each other, ≥ 1.
  public var shortfall: Int {
    let sum = demands.reduce(uncapped) { $0 + $1.count }
    return areCaps ? limitCount - sum : sum - limitCount
  }

  /// What it is about.
  public var kind: ErrorKind { .no }

  /// The sentence for a person: the rules, their counts, and by how many units they collide.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    let units = shortfall == 1 ? "1 unit" : "\(shortfall) units"
    let sides = demands.map { demand in
      let place = demand.stratum.map { "\($0.name): " } ?? ""
      return areCaps
        ? language(
          "\(place)\(demand.rule) allows \(demand.count)",
          "\(place)\(demand.rule) 最多 \(demand.count)"
        )
        : language(
          "\(place)\(demand.rule) needs \(demand.count)",
          "\(place)\(demand.rule) 至少 \(demand.count)"
        )
    }.joined(separator: language(", ", "，"))
    if demands.isEmpty {
      return language(
        "the strata hold \(uncapped) units, but \(limitCount) are asked for: \(units)"
          + " apart; lower the total",
        "各分类共 \(uncapped) 个对象，而要求抽取 \(limitCount) 个，相差 \(shortfall) 个，请减少总数"
      )
    }
    let other: String
    switch limit {
    case .population(let stratum):
      other = language(
        "stratum \(stratum.name) has \(stratum.population) units",
        "“\(stratum.name)”只有 \(stratum.population) 个对象"
      )
    case .rule(let demand):
      let place = demand.stratum.map { "\($0.name): " } ?? language("overall ", "总体 ")
      other =
        areCaps
        ? language(
          "\(place)\(demand.rule) needs \(demand.count)",
          "\(place)\(demand.rule) 至少 \(demand.count)"
        )
        : language(
          "\(place)\(demand.rule) allows \(demand.count)",
          "\(place)\(demand.rule) 最多 \(demand.count)"
        )
    case .total(let total):
      other = language("the total is \(total)", "总数为 \(total)")
    }
    let rest =
      areCaps && uncapped > 0
      ? language(", the other strata hold \(uncapped)", "，其余分类共 \(uncapped)") : ""
    return language(
      "the rules collide: \(sides)\(rest), but \(other): \(units) apart;"
        + " change one of them",
      "规则互相冲突：\(sides)\(rest)，而\(other)，相差 \(shortfall) 个，请修改其中之一"
    )
  }
}
