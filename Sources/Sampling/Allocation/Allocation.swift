/// Sizes that are best for an objective, with the proof.
public struct Allocation: Hashable, Sendable {
  /// The sizes.
  public var sizes: Sizes
  /// The best exchange of one unit, which decides that they are optimal; strata by index in `sizes`.
  public var certificate: ExchangeCertificate
  /// The objective at the sizes, nil where it has no finite value or none of its own.
  public var value: ExactValue?
  /// What the sizes cost, where a budget set them; the exchange of ``certificate`` is then one of
  /// units whatever they cost, and ``Payment/gap`` is the proof.
  public var payment: Payment?

  /// The best sizes under rules, for a method and a total.
  ///
  /// Edge cases: without a total, the least that the rules allow, and where a rule over all strata
  /// asks for more, the rest by the method. A stratum whose units vary in nothing gets more than
  /// its minimum only when all others are full, and then in proportion to its population. Equal
  /// worth goes to the stratum whose name comes first by its bytes.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - traits: what is known about each, by its name.
  ///   - rules: the rules.
  ///   - total: Σ n_h, or nil for the least that the rules allow.
  ///   - method: what the sizes are to be best for.
  /// - Throws: ``AllocationError``.
  /// - Complexity: O(H log H), whatever the total.
  public init(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits] = [:],
    rules: RuleSet,
    total: Int? = nil,
    method: AllocationMethod
  ) throws(AllocationError) {
    let (problem, frame) = try Self.problem(
      strata,
      traits: traits,
      rules: rules,
      total: total,
      method: method
    )
    guard problem.isWithinReach(total: frame.total) else { throw .tooManyViolators }
    let optimum = problem.sizes(total: frame.total)
    self.init(problem, frame.bounds, optimum, method: method, isLeast: frame.isLeast)
  }

  /// The best sizes under rules within a budget.
  ///
  /// Edge cases: as in the initialiser with a total; a rule over all strata must leave every total
  /// open that the budget may choose, so there is none.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - traits: what is known about each, by its name.
  ///   - rules: the rules; those over all strata are not looked at.
  ///   - spending: the budget and the prices.
  ///   - method: what the sizes are to be best for.
  /// - Throws: ``AllocationError``.
  /// - Complexity: O(H B log B) for B units of budget.
  public init(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits] = [:],
    rules: RuleSet,
    spending: Spending,
    method: AllocationMethod
  ) throws(AllocationError) {
    let (problem, bounds, money) = try Self.problem(
      strata,
      traits: traits,
      rules: rules,
      spending: spending,
      method: method
    )
    let price = SpendingPrice(prices: money.prices, setups: money.setups)
    let most = price.greatestTotal(problem, budget: money.budget)
    // The plan within one unit more is found too, and the totals of both by halving.
    guard problem.isWithinReach(total: most, plans: 128) else { throw .tooManyViolators }
    let best: BudgetAllocation
    do {
      best = try BudgetAllocation(
        problem,
        prices: money.prices,
        setups: money.setups,
        budget: money.budget
      )
    } catch {
      throw .budget(error.inCurrency(of: money, floors: problem.floors, budget: spending.budget))
    }
    self.init(problem, bounds, best.sizes, method: method, isLeast: false)
    // One whole unit of the currency, or the least that prices can tell apart.
    let step = max(money.unit.denominator / money.unit.numerator, 1)
    let (more, overflow) = money.budget.addingReportingOverflow(step)
    let next = try? BudgetAllocation(
      problem,
      prices: money.prices,
      setups: money.setups,
      budget: overflow ? money.budget : more
    )
    let nextValue = next.flatMap { problem.value(of: $0.sizes)?.approximation }
    payment = Payment(
      spent: money.unit.multiplied(by: best.spent),
      gap: best.gap,
      step: money.unit.multiplied(by: step),
      nextStep: nextValue.flatMap { next in value.map { abs(next - $0.approximation) } }
    )
  }

  /// What sizes within a budget cost.
  public struct Payment: Hashable, Sendable {
    /// What is spent, nil beyond 63 bits.
    public var spent: Ratio?
    /// By how much other sizes within the budget can be better at most, as a share of what the
    /// budget gains over the floors; 0 where it is proved that none are.
    public var gap: Double
    /// One unit of the currency, or the least amount above it that prices can tell apart.
    public var step: Ratio?
    /// By how much the objective improves when the budget grows by ``step``.
    public var nextStep: Double?
  }

  /// The sizes of a solved problem, with their reasons and the proof.
  private init(
    _ problem: SeparableAllocation,
    _ bounds: [StratumBounds],
    _ optimum: [Int],
    method: AllocationMethod,
    isLeast: Bool
  ) {
    let reason: StratumSize.Reason = method == .proportional ? .proportional : .objective
    sizes = Sizes(
      strata: zip(bounds, optimum).map { StratumSize(bounds: $0, size: $1, between: reason) },
      method: isLeast ? .floors : .allocation(method)
    )
    certificate = problem.certificate(optimum)
    value = problem.value(of: optimum)
  }

  /// The problem that strata, rules and method state.
  static func problem(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits],
    rules: RuleSet,
    total: Int?,
    method: AllocationMethod
  ) throws(AllocationError) -> (
    SeparableAllocation, frame: (bounds: [StratumBounds], total: Int, isLeast: Bool)
  ) {
    var population = 0
    for stratum in strata {
      let (sum, overflow) = population.addingReportingOverflow(stratum.population)
      guard !overflow else { throw .tooManyUnits }
      population = sum
    }
    let frame: (bounds: [StratumBounds], total: Int, isLeast: Bool)
    do {
      frame = try Sizes.frame(strata, rules: rules, total: total)
    } catch {
      throw .rules(error)
    }
    var weights: [Weight] = []
    for bound in frame.bounds {
      let traits = traits[bound.stratum.name] ?? StratumTraits()
      weights.append(
        try method.weight(bound.stratum, traits, strata: strata.count, total: population)
      )
    }
    return (SeparableAllocation(method.curve, weights: weights, bounds: frame.bounds), frame)
  }

  /// The problem of a plan within a budget, and the budget in whole units; rules over all strata would
  /// fix the total that the budget is to choose, and are not looked at.
  static func problem(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits],
    rules: RuleSet,
    spending: Spending,
    method: AllocationMethod
  ) throws(AllocationError) -> (
    SeparableAllocation, bounds: [StratumBounds], money: Spending.WholeUnits
  ) {
    var rules = rules
    rules.overall = []
    let (problem, frame) = try problem(
      strata,
      traits: traits,
      rules: rules,
      total: nil,
      method: method
    )
    guard let money = spending.inUnits(of: frame.bounds.map(\.stratum.name)) else {
      throw .budget(.tooFine(cells: .max, limit: BudgetAllocation.cellLimit))
    }
    return (problem, frame.bounds, money)
  }
}
