/// What each budget buys: the best plans, from what the rules demand to a budget or to everything.
///
/// The points are all the spendings at which the optimum improves, not a grid: between two of them
/// no plan is better than the first.
public struct Frontier: Hashable, Sendable {
  /// One spending and its best plan.
  public struct Point: Hashable, Sendable {
    /// What the plan costs; nil beyond 63 bits.
    public var spent: Ratio?
    /// n_h, the strata by name.
    public var sizes: [Int]
    /// Σ n_h.
    public var total: Int
    /// The objective, nil where it has no finite value.
    public var value: ExactValue?
    /// The least probability, over the classes with violators, to find one if the class has
    /// ⌈N_h p_h⌉; nil where a prevalence is missing or none is above 0.
    public var worstDetection: Double?
    /// Σ p_h n_h, nil where a prevalence is missing.
    public var expectedViolations: Double?
    /// Σ n_h / Σ N_h.
    public var coverage: Ratio
    /// As ``BudgetAllocation/gap``.
    public var gap: Double
  }

  /// The points, by rising spending.
  public var points: [Point]
  /// The strata and their bounds, by name.
  public var bounds: [StratumBounds]
  /// What the plans are best for.
  public var method: AllocationMethod

  /// Finds all points.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - traits: what is known about each, by its name.
  ///   - rules: the rules; those over all strata are not looked at.
  ///   - spending: the prices, and the budget at which the frontier ends.
  ///   - method: what the plans are to be best for: one whose objective is a sum.
  /// - Throws: ``AllocationError``; ``AllocationError/noSum(_:)`` for ``AllocationMethod/proportional``,
  ///   ``AllocationMethod/worstError`` and ``AllocationMethod/equalPrecision``.
  /// - Complexity: O(H B log B) for B units of budget, and O(H B) for each point at most.
  public init(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits],
    rules: RuleSet,
    spending: Spending,
    method: AllocationMethod
  ) throws(AllocationError) {
    guard method.curve == .reciprocal || method.curve == .flat else { throw .noSum(method) }
    var rules = rules
    rules.overall = []
    let (problem, frame) = try Allocation.problem(
      strata,
      traits: traits,
      rules: rules,
      total: nil,
      method: method
    )
    bounds = frame.bounds
    self.method = method
    guard let money = spending.inUnits(of: bounds.map(\.stratum.name)) else {
      throw .budget(.tooFine(cells: .max, limit: BudgetAllocation.cellLimit))
    }
    let price = SpendingPrice(prices: money.prices, setups: money.setups)
    let floors = problem.floors
    let floorPrice = price.sum(floors)
    guard let least = floorPrice, least <= money.budget else {
      let error = BudgetError.floorsCostMore(least: floorPrice)
      throw .budget(error.inCurrency(of: money.unit, budget: spending.budget))
    }
    let table: SpendingTable
    do {
      table = try SpendingTable(
        problem,
        floors: floors,
        price: price,
        budget: money.budget - least
      )
    } catch {
      throw .budget(error)
    }
    points = []
    for spending in table.rises {
      let (sizes, gap) = table.best(within: spending)
      if let last = points.last, !table.isBetter(sizes: sizes, than: last.sizes) { continue }
      let spent = price.sum(sizes).flatMap { money.unit.multiplied(by: $0) }
      points.append(
        Point(sizes, spent: spent, gap: gap, value: problem.value(of: sizes), bounds, traits)
      )
    }
  }

  /// The sizes of one point, as every method has them.
  ///
  /// - Parameter point: a point of this frontier.
  /// - Returns: the sizes with their reasons.
  public func sizes(of point: Point) -> Sizes {
    Sizes(
      strata: zip(bounds, point.sizes).map {
        StratumSize(bounds: $0, size: $1, between: .objective)
      },
      method: method.description
    )
  }
}

extension Frontier.Point {
  /// A plan with what it shows about the classes.
  fileprivate init(
    _ sizes: [Int],
    spent: Ratio?,
    gap: Double,
    value: ExactValue?,
    _ bounds: [StratumBounds],
    _ traits: [ProtocolText: StratumTraits]
  ) {
    self.sizes = sizes
    self.spent = spent
    self.gap = gap
    self.value = value
    total = sizes.reduce(0, +)
    let population = bounds.reduce(0) { $0 + $1.stratum.population }
    coverage = population == 0 ? Ratio(0) : Ratio(total, population)
    var found = 0.0
    var worst: Double?
    for (bound, size) in zip(bounds, sizes) {
      guard let prevalence = traits[bound.stratum.name]?.prevalence else { return }
      found += prevalence.approximation * Double(size)
      // A prevalence of a class is at most 1, as its traits say.
      let detection = try? Detection(
        population: bound.stratum.population,
        prevalence: prevalence,
        rounding: .up
      )
      guard let detection, detection.violators > 0,
        let probability = try? detection.probability(sample: size)
      else { continue }
      worst = min(worst ?? 1, probability)
    }
    expectedViolations = found
    worstDetection = worst
  }
}
