import Sampling
import TestSupport
import Testing

@Suite struct BudgetAllocationTests {
  private struct File: Decodable {
    struct Problem: Decodable {
      var populations: [Int]
      var deviations: [String]
      var minimums: [Int]
      var maximums: [Int]
      var prices: [Int]

      enum CodingKeys: String, CodingKey {
        case populations = "N"
        case deviations = "S"
        case minimums = "m"
        case maximums = "M"
        case prices = "unitCostHours"
      }
    }
    struct Case: Decodable {
      struct Plan: Decodable {
        var n: [Int]
        var cost: Int
        var varianceTotalFloat: Double
      }
      var budget: Int
      var dp: Plan
    }
    var problem: Problem
    var cases: [Case]
  }

  /// HiGHS and a dynamic programme in exact fractions, 8 budgets.
  @Test(.enabled(if: Shared.isAvailable)) func budgetsInHours() throws {
    let file = try Shared.json(
      "reference/allocation/r03_cost_integer.json",
      as: File.self,
      camelCase: true
    )
    let problem = file.problem
    let allocation = SeparableAllocation(
      .reciprocal,
      weights: zip(problem.populations, problem.deviations).map { population, text in
        let parts = text.split(separator: "/").compactMap { Int($0) }
        return Weight(root: Weight.Fraction(Ratio(parts[0], parts[1]), times: population))
      },
      populations: problem.populations,
      minimums: problem.minimums,
      maximums: problem.maximums
    )
    #expect(file.cases.count == 8)
    for entry in file.cases {
      let best = try BudgetAllocation(
        allocation,
        prices: problem.prices,
        setups: problem.prices.map { _ in 0 },
        budget: entry.budget
      )
      #expect(best.sizes == entry.dp.n, "budget \(entry.budget)")
      #expect(best.spent == entry.dp.cost)
      #expect(best.gap == 0)
    }
    #expect(throws: BudgetError.floorsCostMore(least: 1285)) {
      try BudgetAllocation(
        allocation,
        prices: problem.prices,
        setups: problem.prices.map { _ in 0 },
        budget: 1284
      )
    }
  }

  /// Every plan of three classes, in integers: 2520 w/n, or w n, with set-up prices.
  @Test(arguments: [GainCurve.reciprocal, .flat])
  func equalsTheEnumeration(curve: GainCurve) throws {
    var generator = SeededGenerator(seed: 3)
    for problem in 0..<1500 {
      let roots = (0..<3).map { _ in Int.random(in: 0...6, using: &generator) }
      let lower = curve == .reciprocal ? 1 : 0
      let minimums = (0..<3).map { _ in Int.random(in: lower...2, using: &generator) }
      let maximums = minimums.map { Int.random(in: $0...8, using: &generator) }
      let prices = (0..<3).map { _ in Int.random(in: 1...4, using: &generator) }
      let setups = (0..<3).map { _ in Int.random(in: 0...5, using: &generator) }
      let budget = Int.random(in: 0...60, using: &generator)
      var best: (value: Int, spent: Int)?
      for first in minimums[0]...maximums[0] {
        for second in minimums[1]...maximums[1] {
          for third in minimums[2]...maximums[2] {
            let plan = [first, second, third]
            let (value, spent) = measure(plan, roots, prices, setups, curve)
            guard spent <= budget else { continue }
            if let other = best, (other.value, other.spent) <= (value, spent) { continue }
            best = (value, spent)
          }
        }
      }
      let allocation = SeparableAllocation(
        curve,
        weights: roots.map { Weight(root: Weight.Fraction(UInt128($0))) },
        populations: maximums.map { $0 + 1 },
        minimums: minimums,
        maximums: maximums
      )
      let note: Comment = "problem \(problem), seed 3"
      guard let best else {
        #expect(throws: BudgetError.self, note) {
          try BudgetAllocation(allocation, prices: prices, setups: setups, budget: budget)
        }
        continue
      }
      let found = try BudgetAllocation(
        allocation,
        prices: prices,
        setups: setups,
        budget: budget
      )
      let (value, spent) = measure(found.sizes, roots, prices, setups, curve)
      #expect(found.gap == 0, note)
      #expect(value == best.value, note)
      #expect(spent == best.spent && spent == found.spent, note)
    }
  }

  private func measure(
    _ plan: [Int],
    _ roots: [Int],
    _ prices: [Int],
    _ setups: [Int],
    _ curve: GainCurve
  ) -> (value: Int, spent: Int) {
    var value = 0
    var spent = 0
    for (index, size) in plan.enumerated() {
      let weight = roots[index] * roots[index]
      value += curve == .flat ? -weight * size : weight * 2520 / max(size, 1)
      spent += size > 0 ? size * prices[index] + setups[index] : 0
    }
    return (value, spent)
  }

  /// A budget whose table would not fit is refused, not answered roughly.
  @Test func aTableBeyondItsLimitIsRefused() {
    let allocation = SeparableAllocation(
      .reciprocal,
      weights: [1, 2].map { Weight(root: Weight.Fraction($0)) },
      populations: [Int.max / 4, Int.max / 4],
      minimums: [1, 1],
      maximums: [Int.max / 4, Int.max / 4]
    )
    #expect(throws: BudgetError.self) {
      try BudgetAllocation(allocation, prices: [1, 1], setups: [0, 0], budget: 1 << 40)
    }
  }

  /// 4(1/39 − 1/1000) = 0.0986 is the least that 90 pay for: 40 units and 10 leave the other class
  /// at 1/10 − 1/1000 = 0.099, and 40 and 11 cost 91.
  @Test func theWorstClassComesFirst() throws {
    let allocation = SeparableAllocation(
      .residual,
      weights: [1, 4].map { Weight(linear: Weight.Fraction($0)) },
      populations: [1000, 1000],
      minimums: [1, 1],
      maximums: [1000, 1000]
    )
    let best = try BudgetAllocation(allocation, prices: [1, 2], setups: [0, 0], budget: 90)
    #expect(best.sizes == [11, 39])
    #expect(best.spent == 89)
  }
}
