extension Sizes {
  /// The sizes that the rules demand, and no more; with a total, or where a rule over all strata
  /// asks for more, the rest in proportion to the populations.
  ///
  /// The rest is apportioned by the method of Sainte-Laguë (Webster) between the bounds m_h and
  /// M_h: each further unit goes to the stratum with the greatest
  ///
  /// ```
  /// N_h / (2 n_h + 1)
  /// ```
  ///
  /// compared in exact integers, ties by the bytes of the name. That minimises Σ (n_h − q_h)²/N_h
  /// around the exact quotas q_h (Balinski and Young, Fair Representation, 1982, ch. A.3), never
  /// takes a unit away when the total grows (no Alabama paradox), and never leaves the bounds.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - rules: the rules.
  ///   - total: Σ n_h, or nil for the least that the rules allow.
  /// - Returns: the sizes.
  /// - Throws: ``RuleCollision`` with rules of which none can be left out, where the rules, the
  ///   populations and the total can not be met together.
  /// - Complexity: O(H log H) for H strata, whatever the total.
  public static func proportional(
    _ strata: [Stratum],
    rules: RuleSet,
    total: Int? = nil
  ) throws(RuleCollision) -> Sizes {
    let (bounds, goal, isLeast) = try frame(strata, rules: rules, total: total)
    let sizes = SeparableAllocation(
      .quota,
      weights: bounds.map { Weight(linear: Weight.Fraction(UInt128($0.stratum.population))) },
      bounds: bounds
    ).sizes(total: goal)
    return Sizes(
      strata: zip(bounds, sizes).map {
        StratumSize(bounds: $0, size: $1, between: .proportional)
      },
      method: isLeast ? .floors : .allocation(.proportional)
    )
  }

  /// The bounds by name and the total, checked against each other.
  ///
  /// - Returns: the bounds, Σ n_h, and whether that is just what the rules demand.
  static func frame(
    _ strata: [Stratum],
    rules: RuleSet,
    total: Int?
  ) throws(RuleCollision) -> (bounds: [StratumBounds], total: Int, isLeast: Bool) {
    var bounds: [StratumBounds] = []
    for stratum in strata.sorted(by: { $0.name < $1.name }) {
      bounds.append(try StratumBounds(stratum, rules: rules.rules(in: stratum.name)))
    }
    let least = bounds.reduce(0) { $0 + $1.minimum }
    let overall = try StratumBounds(Stratum.all(strata), rules: rules.overall)
    try RuleCollision.checkCaps(bounds, reach: overall)
    try RuleCollision.checkFloors(bounds, stayWithin: overall)
    if let total { try RuleCollision.check(total: total, bounds: bounds, overall: overall) }
    let goal = total ?? max(least, overall.minimum)
    return (bounds, goal, total == nil && goal == least)
  }
}

extension StratumSize {
  /// A size and its reason: a bound where it stands at one, else the one given.
  init(bounds: StratumBounds, size: Int, between other: Reason) {
    self.bounds = bounds
    self.size = size
    if size == bounds.minimum {
      reason = size == 0 ? .none : .minimum
    } else {
      reason = size == bounds.maximum ? .maximum : other
    }
  }
}

extension Stratum {
  /// The scope as a whole: what a rule over all strata takes its share of.
  static func all(_ strata: [Stratum]) -> Stratum {
    Stratum(name: .everything, population: strata.reduce(0) { $0 + $1.population })
  }
}

extension ProtocolText {
  /// `*`, the name of the one stratum of an unstratified draw.
  public static let everything = ProtocolText(unchecked: "*")
}

extension RuleCollision {
  /// Caps that keep the sum below what a rule over all strata demands.
  fileprivate static func checkCaps(
    _ bounds: [StratumBounds],
    reach overall: StratumBounds
  ) throws(RuleCollision) {
    guard let rule = overall.minimumRule else { return }
    let demand = Demand(stratum: nil, rule: rule, count: overall.minimum)
    try checkCaps(bounds, reach: overall.minimum, limit: .rule(demand))
  }

  /// Floors that add up to more than a rule over all strata allows.
  fileprivate static func checkFloors(
    _ bounds: [StratumBounds],
    stayWithin overall: StratumBounds
  ) throws(RuleCollision) {
    guard let rule = overall.maximumRule else { return }
    let demand = Demand(stratum: nil, rule: rule, count: overall.maximum)
    try checkFloors(bounds, stayWithin: overall.maximum, limit: .rule(demand))
  }

  /// A total below the floors or above the caps, of the strata or of all together.
  fileprivate static func check(
    total: Int,
    bounds: [StratumBounds],
    overall: StratumBounds
  ) throws(RuleCollision) {
    try checkFloors(bounds, stayWithin: total, limit: .total(total))
    let population = overall.stratum.population
    guard total <= population else {
      throw RuleCollision(demands: [], limit: .total(total), areCaps: true, uncapped: population)
    }
    if let rule = overall.minimumRule, overall.minimum > total {
      let demand = Demand(stratum: nil, rule: rule, count: overall.minimum)
      throw RuleCollision(demands: [demand], limit: .total(total))
    }
    if let rule = overall.maximumRule, overall.maximum < total {
      let demand = Demand(stratum: nil, rule: rule, count: overall.maximum)
      throw RuleCollision(demands: [demand], limit: .total(total), areCaps: true)
    }
    try checkCaps(bounds, reach: total, limit: .total(total))
  }

  /// The greatest floors first, until they exceed the limit: without any one of them it would hold.
  private static func checkFloors(
    _ bounds: [StratumBounds],
    stayWithin limitCount: Int,
    limit: Limit
  ) throws(RuleCollision) {
    guard bounds.reduce(0, { $0 + $1.minimum }) > limitCount else { return }
    var demands: [Demand] = []
    var sum = 0
    for bound in bounds.sorted(by: { $0.minimum > $1.minimum }) where sum <= limitCount {
      guard let rule = bound.minimumRule else { continue }
      demands.append(Demand(stratum: bound.stratum, rule: rule, count: bound.minimum))
      sum += bound.minimum
    }
    throw RuleCollision(demands: demands, limit: limit)
  }

  /// The caps that take away most first, until what is left falls short of the limit.
  private static func checkCaps(
    _ bounds: [StratumBounds],
    reach limitCount: Int,
    limit: Limit
  ) throws(RuleCollision) {
    guard bounds.reduce(0, { $0 + $1.maximum }) < limitCount else { return }
    var offered = bounds.reduce(0) { $0 + $1.stratum.population }
    var uncapped = offered
    var demands: [Demand] = []
    let taken = { (bound: StratumBounds) in bound.stratum.population - bound.maximum }
    for bound in bounds.sorted(by: { taken($0) > taken($1) }) where offered >= limitCount {
      guard let rule = bound.maximumRule else { continue }
      demands.append(Demand(stratum: bound.stratum, rule: rule, count: bound.maximum))
      offered -= taken(bound)
      uncapped -= bound.stratum.population
    }
    throw RuleCollision(demands: demands, limit: limit, areCaps: true, uncapped: uncapped)
  }
}
