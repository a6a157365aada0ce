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
