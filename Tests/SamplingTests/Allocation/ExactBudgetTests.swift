import Sampling
import Testing

/// A budget that is met to the unit, and one unit less.
@Suite struct ExactBudgetTests {
  static func problem(
    _ curve: GainCurve,
    minimums: [Int],
    maximums: [Int] = [10, 10]
  ) -> SeparableAllocation {
    SeparableAllocation(
      curve,
      weights: [Weight(linear: Weight.Fraction(1)), Weight(linear: Weight.Fraction(1))],
      populations: [10, 10],
      minimums: minimums,
      maximums: maximums
    )
  }

  /// What the floors cost is enough, and they are then the sizes.
  @Test(arguments: [GainCurve.reciprocal, .residual, .flat])
  func floorsThatCostTheBudget(curve: GainCurve) throws {
    let problem = Self.problem(curve, minimums: [2, 3])
    // 2·3 + 3·5 and set-up prices of 1 and 2.
    let best = try BudgetAllocation(problem, prices: [3, 5], setups: [1, 2], budget: 24)
    #expect(best.sizes == [2, 3] && best.spent == 24)
    #expect(throws: BudgetError.floorsCostMore(least: 24)) {
      try BudgetAllocation(problem, prices: [3, 5], setups: [1, 2], budget: 23)
    }
  }

  /// Two classes alike: one more inspection in each for the last unit of money.
  @Test(arguments: [GainCurve.reciprocal, .residual])
  func theLastUnitIsSpent(curve: GainCurve) throws {
    let problem = Self.problem(curve, minimums: [0, 0])
    for (budget, sizes) in [(8, [4, 4]), (7, [4, 3]), (20, [10, 10]), (21, [10, 10])] {
      let best = try BudgetAllocation(problem, prices: [1, 1], setups: [0, 0], budget: budget)
      #expect(best.sizes == sizes, "\(budget)")
      #expect(best.spent == min(budget, 20))
    }
  }

  /// How many of the demanded inspections, the dearest first, would have to go.
  @Test(arguments: [
    // Two classes at 3 and 5, floors of 4 each: 32 in all.
    (31, 1), (28, 1), (27, 1), (26, 2), (22, 2), (21, 3), (17, 3), (16, 4), (12, 4),
    // The dear ones are gone; 12 are left of the others.
    (11, 5), (9, 5), (8, 6), (0, 8),
  ])
  func inspectionsThatMustGo(budget: Int, units: Int) throws {
    let names = [try ProtocolText("a"), try ProtocolText("b")]
    var rules = RuleSet()
    rules.add(.atLeast(.count(4)), in: nil)
    let error = BudgetError.shortBy(Ratio(32 - budget), least: Ratio(32), units: units)
    #expect(throws: AllocationError.budget(error)) {
      try Allocation(
        names.map { Stratum(name: $0, population: 10) },
        traits: [
          names[0]: StratumTraits(deviation: Ratio(1)),
          names[1]: StratumTraits(deviation: Ratio(1)),
        ],
        rules: rules,
        spending: Spending(
          budget: Ratio(budget),
          prices: [names[0]: Ratio(3), names[1]: Ratio(5)]
        ),
        method: .variance
      )
    }
  }

  /// A class that is closed altogether saves its set-up price too: 2·5 + 2 and 2·1 are 14 in all.
  @Test(arguments: [(13, 1), (9, 1), (8, 2), (2, 2), (1, 3), (0, 4)])
  func aSetupGoesWithTheLastInspection(budget: Int, units: Int) throws {
    let names = [try ProtocolText("a"), try ProtocolText("b")]
    var rules = RuleSet()
    rules.add(.atLeast(.count(2)), in: nil)
    let error = BudgetError.shortBy(Ratio(14 - budget), least: Ratio(14), units: units)
    #expect(throws: AllocationError.budget(error)) {
      try Allocation(
        names.map { Stratum(name: $0, population: 10) },
        traits: [
          names[0]: StratumTraits(deviation: Ratio(1)),
          names[1]: StratumTraits(deviation: Ratio(1)),
        ],
        rules: rules,
        spending: Spending(
          budget: Ratio(budget),
          prices: [names[0]: Ratio(5), names[1]: Ratio(1)],
          setups: [names[0]: Ratio(2)]
        ),
        method: .variance
      )
    }
  }
}
