/// What each demand on a plan is worth: one more unit, each legal minimum, each assumption.
///
/// Every figure is the objective of a plan solved anew with one thing changed, not a derivative.
public struct Sensitivity: Hashable, Sendable {
  /// What changes in one stratum.
  public struct Row: Hashable, Sendable {
    /// The stratum.
    public var stratum: ProtocolText
    /// By what share the objective would improve at the same total without the stratum's minimum, 0
    /// where the minimum does not bind; nil where the objective has no value.
    public var minimumCost: Double?
    /// Where the least share demanded can move without any change of the plan; nil without units.
    public var unchanged: ShareRange?
    /// n_h where the stratum's S_h (p_h, for violations) is a fifth lower.
    public var sizeIfLower: Int
    /// n_h where it is a fifth higher.
    public var sizeIfHigher: Int
  }

  /// The least shares of a population that lead to the same plan.
  public struct ShareRange: Hashable, Sendable {
    /// The share that must be exceeded, nil where the demand can fall away altogether.
    public var above: Ratio?
    /// The greatest share.
    public var upTo: Ratio
  }

  /// By how much the objective improves with one more unit, nil where no unit can be added, or a
  /// budget and not a total was given.
  public var nextUnit: Double?
  /// By how much it worsens with one unit less, nil likewise.
  public var lastUnit: Double?
  /// The strata, by name.
  public var strata: [Row]

  /// Solves the plan for a total anew with each demand changed.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - traits: what is known about each, by its name.
  ///   - rules: the rules.
  ///   - total: Σ n_h, nil for the least that the rules allow.
  ///   - method: what the sizes are best for.
  /// - Throws: ``AllocationError``, where the plan itself has no sizes.
  /// - Complexity: O(H²).
  public init(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits],
    rules: RuleSet,
    total: Int?,
    method: AllocationMethod
  ) throws(AllocationError) {
    let (problem, frame) = try Allocation.problem(
      strata,
      traits: traits,
      rules: rules,
      total: total,
      method: method
    )
    guard problem.isWithinReach(total: frame.total, plans: 3 * frame.bounds.count + 3) else {
      throw .tooManyViolators
    }
    self.init(problem, frame.bounds, method) { $0.sizes(total: frame.total) }
    let value = problem.value(of: problem.sizes(total: frame.total))?.approximation
    nextUnit = value.flatMap { value in
      guard frame.total < problem.maximums.reduce(0, +) else { return nil }
      let next = problem.sizes(total: frame.total + 1)
      return problem.value(of: next).map { abs($0.approximation - value) }
    }
    lastUnit = value.flatMap { value in
      guard frame.total > problem.minimums.reduce(0, +) else { return nil }
      let last = problem.sizes(total: frame.total - 1)
      return problem.value(of: last).map { abs($0.approximation - value) }
    }
  }

  /// Solves the plan within a budget anew with each demand changed; what more budget buys stands in
  /// ``Allocation/Payment/nextStep``.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - traits: what is known about each, by its name.
  ///   - rules: the rules; those over all strata are not looked at.
  ///   - spending: the budget and the prices.
  ///   - method: what the sizes are best for.
  /// - Throws: ``AllocationError``, where the plan itself has no sizes.
  /// - Complexity: three plans within the budget for each stratum.
  public init(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits],
    rules: RuleSet,
    spending: Spending,
    method: AllocationMethod
  ) throws(AllocationError) {
    let (problem, bounds, money) = try Allocation.problem(
      strata,
      traits: traits,
      rules: rules,
      spending: spending,
      method: method
    )
    let price = SpendingPrice(prices: money.prices, setups: money.setups)
    let most = price.greatestTotal(problem, budget: money.budget)
    let plans = 3 * bounds.count + 1
    guard problem.isWithinReach(total: most, plans: 64 * plans) else { throw .tooManyViolators }
    if problem.curve == .reciprocal || problem.curve == .flat {
      let left =
        min(money.budget, price.sum(problem.maximums) ?? .max) - (price.sum(problem.floors) ?? 0)
      let cells = Double(max(left, 0)) * Double(bounds.count) * Double(plans)
      guard cells <= 0x1p27 else {
        throw .budget(
          .tooFine(cells: Int(min(cells, 0x1p62)), limit: 1 << 27)
        )
      }
    }
    do {
      try self.init(problem, bounds, method) { problem throws(BudgetError) in
        try BudgetAllocation(
          problem,
          prices: money.prices,
          setups: money.setups,
          budget: money.budget
        ).sizes
      }
    } catch {
      throw .budget(error)
    }
  }

  private init<Failure: Error>(
    _ problem: SeparableAllocation,
    _ bounds: [StratumBounds],
    _ method: AllocationMethod,
    solve: (SeparableAllocation) throws(Failure) -> [Int]
  ) throws(Failure) {
    let sizes = try solve(problem)
    let value = problem.value(of: sizes)?.approximation
    strata = []
    for (index, bound) in bounds.enumerated() {
      let free = problem.freed(index)
      let freeSizes = try solve(free)
      let binds = freeSizes[index] < sizes[index]
      var cost = value == nil ? nil : 0.0
      if binds, let value {
        cost = free.value(of: freeSizes).map {
          value == 0 ? 0 : abs(value - $0.approximation) / value
        }
      }
      let population = bound.stratum.population
      let lower = try solve(problem.scaled(index, by: Ratio(4, 5), method))
      let higher = try solve(problem.scaled(index, by: Ratio(6, 5), method))
      strata.append(
        Row(
          stratum: bound.stratum.name,
          minimumCost: cost,
          unchanged: population == 0
            ? nil
            : ShareRange(
              above: binds ? Ratio(bound.minimum - 1, population) : nil,
              upTo: Ratio(sizes[index], population)
            ),
          sizeIfLower: lower[index],
          sizeIfHigher: higher[index]
        )
      )
    }
  }
}

extension SeparableAllocation {
  /// The problem where one stratum has no minimum.
  fileprivate func freed(_ stratum: Int) -> SeparableAllocation {
    var minimums = minimums
    minimums[stratum] = 0
    return SeparableAllocation(
      curve,
      weights: weights,
      populations: populations,
      minimums: minimums,
      maximums: maximums
    )
  }

  /// The problem where S_h of one stratum is scaled, or p_h for expected violations and for the
  /// probability to find one; as it is where sizes go by populations alone.
  fileprivate func scaled(
    _ stratum: Int,
    by factor: Ratio,
    _ method: AllocationMethod
  ) -> SeparableAllocation {
    guard curve != .quota else { return self }
    var weights = weights
    if case .general(_, _, let exponent) = method {
      weights[stratum].raise(Weight.Fraction(factor), to: exponent, times: 4)
      return replacing(weights)
    }
    let part = curve == .flat || curve == .miss ? \Weight.linear : \Weight.root
    let old = weights[stratum][keyPath: part]
    let up = UInt128(factor.numerator)
    let down = UInt128(factor.denominator)
    let (top, isLong) = old.numerator.multipliedReportingOverflow(by: up)
    let (bottom, isDeep) = old.denominator.multipliedReportingOverflow(by: down)
    // Of more than 120 bits the last ones do not matter to an assumption of a fifth.
    if isLong {
      weights[stratum][keyPath: part].numerator = old.numerator / down * up
    } else if isDeep {
      weights[stratum][keyPath: part].denominator = old.denominator / up * down
    } else {
      weights[stratum][keyPath: part] = Weight.Fraction(top, bottom)
    }
    return replacing(weights)
  }

  private func replacing(_ weights: [Weight]) -> SeparableAllocation {
    SeparableAllocation(
      curve,
      weights: weights,
      populations: populations,
      minimums: minimums,
      maximums: maximums
    )
  }
}
