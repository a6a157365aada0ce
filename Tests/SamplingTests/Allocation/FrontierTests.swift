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
      goal: .method(.variance)
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

  /// All plans of three small classes, enumerated: the cheapest spendings at which a goal improves,
  /// and its best value there.
  @Test(
    arguments: [
      FrontierGoal.method(.variance), .detection, .method(.violations), .coverage,
      .method(.worstError),
    ]
  )
  func aFrontierIsTheEnumerated(goal: FrontierGoal) throws {
    for seed in UInt64(1)...40 {
      var generator = SeededGenerator(seed: seed)
      let names = try ["A", "B", "C"].map { try ProtocolText($0) }
      let strata = names.map {
        Stratum(name: $0, population: .random(in: 2...6, using: &generator))
      }
      let shares = names.map { _ in Ratio(.random(in: 1...9, using: &generator), 10) }
      let prices = names.map { _ in Ratio(.random(in: 1...4, using: &generator), 2) }
      let setups = names.map { _ in Ratio(.random(in: 0...2, using: &generator)) }
      var rules = RuleSet()
      if goal == .method(.variance) || goal == .method(.worstError) {
        rules.add(.atLeast(.count(1)), in: nil)
      }
      let frontier = try Frontier(
        strata,
        traits: Dictionary(
          uniqueKeysWithValues: zip(names, shares.map { StratumTraits(prevalence: $0) })
        ),
        rules: rules,
        spending: Spending(
          budget: Ratio(100),
          prices: Dictionary(uniqueKeysWithValues: zip(names, prices)),
          setups: Dictionary(uniqueKeysWithValues: zip(names, setups))
        ),
        goal: goal
      )
      let first = rules.isEmpty ? 0 : 1
      var plans: [(halves: Int, value: Double)] = []
      for a in first...strata[0].population {
        for b in first...strata[1].population {
          for c in first...strata[2].population {
            let sizes = [a, b, c]
            let halves = sizes.indices.reduce(0) { sum, place in
              let price = prices[place].numerator * (2 / prices[place].denominator)
              return sum + price * sizes[place]
                + (sizes[place] > 0 ? 2 * setups[place].numerator : 0)
            }
            plans.append((halves, worth(sizes, strata.map(\.population), shares, goal)))
          }
        }
      }
      var expected: [(halves: Int, value: Double)] = []
      for plan in plans.sorted(by: {
        $0.halves == $1.halves ? $0.value > $1.value : $0.halves < $1.halves
      })
      where plan.value > (expected.last?.value ?? -.infinity) + 1e-9 {
        expected.append(plan)
      }
      #expect(
        frontier.points.map(\.spent) == expected.map { Ratio($0.halves, 2) },
        "seed \(seed)"
      )
      for (point, plan) in zip(frontier.points, expected) {
        let value = worth(point.sizes, strata.map(\.population), shares, goal)
        #expect(abs(value - plan.value) < 1e-9, "seed \(seed)")
        #expect(point.gap == 0)
      }
    }
  }

  /// What a goal makes of a plan, more being better, from its definition.
  private func worth(
    _ sizes: [Int],
    _ populations: [Int],
    _ shares: [Ratio],
    _ goal: FrontierGoal
  ) -> Double {
    let classes = sizes.indices.map { place in
      (n: Double(sizes[place]), N: Double(populations[place]), p: shares[place].approximation)
    }
    switch goal {
    case .coverage: return classes.reduce(0) { $0 + $1.n }
    case .method(.violations): return classes.reduce(0) { $0 + $1.p * $1.n }
    case .detection:
      return -sizes.indices.map { place in
        let population = populations[place]
        let violators = shares[place].minimumCount(of: population) ?? 0
        return (0..<sizes[place]).reduce(1.0) {
          $0 * Double(max(population - violators - $1, 0)) / Double(population - $1)
        }
      }.reduce(0, max)
    default:
      let terms = classes.map { item in
        item.N / (item.N - 1) * item.p * (1 - item.p) * (1 / item.n - 1 / item.N)
      }
      return goal == .method(.variance)
        ? -zip(terms, classes).reduce(0) { $0 + $1.0 * $1.1.N * $1.1.N } : -terms.reduce(0, max)
    }
  }

  /// Ten classes alike have more equally good plans than could be listed; they are exact all the same.
  @Test func manyTiesAreExact() throws {
    let names = try (0..<10).map { try ProtocolText("S\($0)") }
    let strata = names.map { Stratum(name: $0, population: 20) }
    let frontier = try Frontier(
      strata,
      traits: [:],
      rules: RuleSet(),
      spending: Spending(budget: Ratio(150), prices: [:]),
      goal: .coverage
    )
    #expect(frontier.points.count == 151)
    #expect(frontier.points.allSatisfy { $0.gap == 0 })
    // Ties go to the classes that stand first.
    #expect(frontier.points[45].sizes == [20, 20, 5, 0, 0, 0, 0, 0, 0, 0])
  }

  /// A class of 100 with 5 violators is detected with 95 % by 45 units (Cannon and Roe 1982; GSL
  /// agrees), one of 20 with 2 by 16: the first plan that does both has these sizes.
  @Test func aPointIsChosenByWhatItReaches() throws {
    let names = try ["A", "B"].map { try ProtocolText($0) }
    let strata = zip(names, [100, 20]).map { Stratum(name: $0, population: $1) }
    let frontier = try Frontier(
      strata,
      traits: [
        names[0]: StratumTraits(prevalence: Ratio(1, 20)),
        names[1]: StratumTraits(prevalence: Ratio(1, 10)),
      ],
      rules: RuleSet(),
      spending: Spending(budget: Ratio(120), prices: [:]),
      goal: .detection
    )
    func sizes(_ demands: [Frontier.Demand]) throws -> [Int]? {
      try frontier.index(reaching: demands).map { frontier.points[$0].sizes }
    }
    #expect(try sizes([.detection(Ratio(95, 100))]) == [45, 16])
    #expect(try sizes([.detection(Ratio(95, 100)), .cost(Ratio(60))]) == nil)
    #expect(try sizes([.detection(Ratio(95, 100)), .cost(Ratio(61))]) == [45, 16])
    // Detection is sure before all are seen, so that the frontier ends below 7 expected violations.
    #expect(try sizes([.violations(Ratio(7))]) == nil)
    #expect(try sizes([.violations(Ratio(6))])?.reduce(0, +) ?? 0 > 61)
    let half = try #require(try frontier.index(reaching: [.coverage(Ratio(1, 2))]))
    #expect(frontier.points[half].total >= 60 && frontier.points[half - 1].total < 60)
    let fine = try #require(try frontier.index(reaching: [.variance(Ratio(3))]))
    #expect((frontier.points[fine].variance?.approximation ?? 9) <= 3)
    #expect((frontier.points[fine - 1].variance?.approximation ?? 9) > 3)
    #expect(frontier.index(of: .least) == 0)
    #expect(frontier.index(of: .most) == frontier.points.count - 1)
    #expect((1..<frontier.points.count - 1).contains(frontier.index(of: .knee)))
    #expect(throws: AllocationError.self) { try sizes([.detection(Ratio(2))]) }
  }

  @Test func whatAFrontierRefuses() throws {
    let name = try ProtocolText("A")
    let strata = [Stratum(name: name, population: 9)]
    func frontier(_ goal: FrontierGoal, _ budget: Int = 5) throws(AllocationError) -> Frontier {
      try Frontier(
        strata,
        traits: [:],
        rules: RuleSet(),
        spending: Spending(budget: Ratio(budget), prices: [:]),
        goal: goal
      )
    }
    #expect(throws: AllocationError.noSum(.proportional)) {
      try frontier(.method(.proportional))
    }
    #expect(throws: AllocationError.missing(stratum: name, column: "prevalence")) {
      try frontier(.detection)
    }
    #expect(throws: AllocationError.missing(stratum: name, column: "sd")) {
      try frontier(.method(.variance))
    }
    #expect(throws: AllocationError.missing(stratum: name, column: "sd")) {
      try frontier(.coverage).index(reaching: [.variance(Ratio(1))])
    }
    #expect(try frontier(.coverage, 0).points.map(\.sizes) == [[0]])
  }
}
