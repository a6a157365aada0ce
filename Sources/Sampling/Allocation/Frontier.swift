/// What each budget buys: the best plans, from what the rules demand to a budget or to everything.
///
/// The points are all the spendings at which the optimum improves, not a grid: between two of them
/// no plan is better than the first. What „better“ means is the ``goal``; whatever it is, each point
/// shows what its plan is worth by every other measure.
///
/// One idea serves all goals: a chain of plans, each better than the one before and none in between.
/// For a sum over the classes the chain is read off the table of the budget's dynamic programme
/// (``BudgetAllocation``); for the worst class it is climbed from the floors, one unit at a time in
/// the classes that are worst.
public struct Frontier: Sendable {
  /// One spending and its best plan.
  public struct Point: Hashable, Sendable {
    /// What the plan costs; nil beyond 63 bits.
    public var spent: Ratio?
    /// n_h, the strata by name.
    public var sizes: [Int]
    /// Σ n_h.
    public var total: Int
    /// The goal's objective with the risk weights, nil where it has no finite value; for
    /// ``FrontierGoal/detection`` the greatest probability to miss.
    public var value: ExactValue?
    /// Neyman's variance of the total, without risk weights; nil where it has no finite value or the
    /// spread of a class is not known.
    public var variance: ExactValue?
    /// The least probability, over the classes with violators, to find one if the class has
    /// ⌈N_h p_h⌉; nil where a prevalence is missing or none is above 0.
    public var worstDetection: Double?
    /// Σ p_h n_h, nil where a prevalence is missing.
    public var expectedViolations: ExactValue?
    /// Σ n_h / Σ N_h: the probability that a unit taken at random is seen.
    public var coverage: Ratio
    /// As ``BudgetAllocation/gap``.
    public var gap: Double
  }

  /// The plans that a frontier has at most.
  public static let planLimit = 20_000
  /// The steps that their search takes at most, a few seconds.
  static let stepLimit = 0x1p31

  /// What the plans are best for.
  public let goal: FrontierGoal
  /// The points, by rising spending.
  public let points: [Point]
  /// The strata and their bounds, by name.
  public let bounds: [StratumBounds]
  /// What the classes are judged by.
  let measures: PlanMeasures

  /// Finds all points.
  ///
  /// Edge cases: rules over all strata are not looked at, since the totals differ. Where nothing is
  /// left to choose there is one point, what the rules demand.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - traits: what is known about each, by its name.
  ///   - rules: the rules.
  ///   - spending: the prices, and the budget at which the frontier ends.
  ///   - start: where the frontier begins, nil where with what the rules demand: of the plans that
  ///     cost no more, the best is the first point.
  ///   - goal: what the plans are to be best for.
  /// - Throws: ``AllocationError``; ``AllocationError/noSum(_:)`` for
  ///   ``AllocationMethod/proportional`` and ``AllocationMethod/costa(share:)``, by which no plan is
  ///   better than another;
  ///   ``AllocationError/missing(stratum:column:)`` where the goal needs what is not known;
  ///   ``BudgetError/tooManyPlans(count:)`` above ``planLimit``.
  /// - Complexity: for a sum O(H B log B) for B units of budget, and O(H B) for each point at most;
  ///   for the worst class O(H) for each point.
  public init(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits],
    rules: RuleSet,
    spending: Spending,
    from start: Ratio? = nil,
    goal: FrontierGoal
  ) throws(AllocationError) {
    if case .method(let method) = goal, method.curve == .quota { throw .noSum(method) }
    let (problem, bounds, money) = try Allocation.problem(
      strata,
      traits: traits,
      rules: rules,
      spending: spending,
      method: goal.method
    )
    let price = SpendingPrice(prices: money.prices, setups: money.setups)
    let objective = goal == .coverage ? problem.counted : problem
    let chain: [(sizes: [Int], gap: Double)]
    do throws(BudgetError) {
      chain =
        objective.curve == .reciprocal || objective.curve == .flat
        ? try objective.chain(price: price, budget: money.budget)
        : try objective.climb(ClassErrors(objective), price: price, budget: money.budget)
    } catch {
      throw .budget(error.inCurrency(of: money, floors: problem.floors, budget: spending.budget))
    }
    let measures = PlanMeasures(bounds, traits)
    self.goal = goal
    self.measures = measures
    self.bounds = bounds
    let spent = chain.map { price.sum($0.sizes).flatMap { money.unit.multiplied(by: $0) } }
    let skipped = start.map { start in
      spent.lastIndex { $0.map { $0 <= start } ?? false } ?? 0
    }
    var detections = measures.detectionTracks
    var misses = objective.misses?.tracks ?? []
    points = zip(chain, spent).dropFirst(skipped ?? 0).map { plan, spent in
      let (sizes, gap) = plan
      var worst: Double?
      for entry in detections.indices {
        let size = sizes[detections[entry].place]
        worst = min(worst ?? 1, detections[entry].track.probability(sample: size))
      }
      let value =
        misses.isEmpty
        ? objective.value(of: sizes)
        : objective.worstClass(of: sizes).map { misses[$0].miss(sample: sizes[$0]) }
      return Point(
        spent: spent,
        sizes: sizes,
        total: sizes.reduce(0, +),
        value: value ?? (misses.isEmpty ? nil : .zero),
        variance: (try? measures.variance.get())?.value(of: sizes),
        worstDetection: worst,
        expectedViolations: (try? measures.violations.get())?.value(of: sizes),
        coverage: measures.coverage(of: sizes),
        gap: gap
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
      method: .frontier(goal)
    )
  }
}
