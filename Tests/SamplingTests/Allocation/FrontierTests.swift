import Sampling
import TestSupport
import Testing

@Suite struct FrontierTests {
  /// Every point is the optimum for its spending, and one unit of budget less buys the point before.
  @Test func everyPointIsABreakpoint() throws {
    let names = try ["A", "B", "C"].map { try ProtocolText($0) }
    let strata = zip(names, [20, 12, 6]).map { Stratum(name: $0, population: $1) }
    let traits = zip(names, [1, 20, 40]).map {
      ($0, StratumTraits(prevalence: Ratio($1, 100)))
    }
    let known = Dictionary(uniqueKeysWithValues: traits)
    let prices = Dictionary(
      uniqueKeysWithValues: zip(names, [Ratio(1, 2), Ratio(3, 2), Ratio(2)])
    )
    var rules = RuleSet()
    rules.add(.atLeast(.ratio(Ratio(1, 10))), in: nil)
    func best(_ budget: Ratio) throws -> Allocation {
      try Allocation(
        strata,
        traits: known,
        rules: rules,
        spending: Spending(budget: budget, prices: prices),
        method: .variance
      )
    }
    let frontier = try Frontier(
      strata,
      traits: known,
      rules: rules,
      spending: Spending(budget: Ratio(100), prices: prices),
      method: .variance
    )
    #expect(frontier.points.count > 20)
    // 10 + 18 + 12: everything, with no variance left and every violator found.
    #expect(frontier.points.last?.spent == Ratio(40))
    #expect(frontier.points.last?.worstDetection == 1)
    #expect(frontier.points.last?.coverage == Ratio(1))
    var before: Frontier.Point?
    for point in frontier.points {
      let spent = try #require(point.spent)
      #expect(try best(spent).sizes.strata.map(\.size) == point.sizes)
      if let before {
        let lower = Ratio(spent.numerator * (2 / spent.denominator) - 1, 2)
        #expect(try best(lower).sizes.strata.map(\.size) == before.sizes)
      }
      before = point
    }
  }
}
