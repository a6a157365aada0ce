/// How bad a class is at a size; it falls with every unit, down to 0.
protocol ClassFault {
  /// The fault of a class at a size, in double precision.
  func fault(_ stratum: Int, at size: Int) -> Double
  /// The fault at a size, from that at the size below.
  func fault(_ stratum: Int, at size: Int, after fault: Double) -> Double
  /// Compares two faults, exactly where doubles are near: 1, 0 or −1.
  func compare(_ left: SeparableAllocation.UnitWorth, _ right: SeparableAllocation.UnitWorth) -> Int
}

extension SeparableAllocation {
  /// The same bounds where every unit counts alike.
  var counted: SeparableAllocation {
    SeparableAllocation(
      .flat,
      weights: weights.map { _ in Weight() },
      populations: populations,
      minimums: minimums,
      maximums: maximums
    )
  }

  /// The plans that are better than all cheaper ones, for an objective that is a sum.
  func chain(
    price: SpendingPrice,
    budget: Int
  ) throws(BudgetError) -> [(sizes: [Int], gap: Double)] {
    let floors = floors
    let least = price.sum(floors)
    guard let least, least <= budget else { throw .floorsCostMore(least: least) }
    let table = try SpendingTable(self, floors: floors, price: price, budget: budget - least)
    let rises = table.rises
    guard rises.count <= Frontier.planLimit, table.chainSteps <= Frontier.stepLimit else {
      throw .tooManyPlans(count: rises.count)
    }
    var result: [(sizes: [Int], gap: Double)] = []
    for spending in rises {
      let best = table.best(within: spending, of: rises.count)
      if let last = result.last, !table.isBetter(sizes: best.sizes, than: last.sizes) { continue }
      result.append(best)
    }
    return result
  }

  /// The plans whose worst class is better than in all cheaper ones.
  ///
  /// To better the worst class every class that is as bad must get a unit, and no other need: so the
  /// plans that follow are the cheapest for each level, whatever the prices.
  func climb(
    _ faults: some ClassFault,
    price: SpendingPrice,
    budget: Int
  ) throws(BudgetError) -> [(sizes: [Int], gap: Double)] {
    var sizes = floors
    let least = price.sum(sizes)
    guard let least, least <= budget else { throw .floorsCostMore(least: least) }
    var left = budget - least
    var classes = sizes.indices.map {
      UnitWorth(stratum: $0, size: sizes[$0], worth: faults.fault($0, at: sizes[$0]))
    }
    var result: [(sizes: [Int], gap: Double)] = [(sizes, 0)]
    while true {
      var worst: [UnitWorth] = []
      for item in classes where item.worth > 0 {
        let order = worst.first.map { faults.compare(item, $0) } ?? 1
        if order > 0 { worst = [item] } else if order == 0 { worst.append(item) }
      }
      guard !worst.isEmpty, worst.allSatisfy({ $0.size < maximums[$0.stratum] }) else { break }
      for item in worst {
        let opening = item.size == 0 ? price.setups[item.stratum] : 0
        // Below 0 once the money is gone.
        for cost in [price.prices[item.stratum], opening] {
          left = left < cost ? -1 : left - cost
        }
      }
      guard left >= 0 else { break }
      for item in worst {
        let size = item.size + 1
        sizes[item.stratum] = size
        classes[item.stratum].size = size
        classes[item.stratum].worth =
          faults.fault(item.stratum, at: size, after: item.worth)
      }
      result.append((sizes, 0))
      guard result.count <= Frontier.planLimit else { throw .tooManyPlans(count: result.count) }
    }
    return result
  }
}

/// What the worst class of a problem is measured by: w_h(1/n_h − 1/N_h), or the probability to miss.
struct ClassErrors: ClassFault {
  private let problem: SeparableAllocation

  /// - Parameter problem: one of the curves ``GainCurve/residual`` and ``GainCurve/miss``.
  init(_ problem: SeparableAllocation) { self.problem = problem }

  func fault(_ stratum: Int, at size: Int) -> Double { problem.worth(stratum, at: size) }

  func fault(_ stratum: Int, at size: Int, after fault: Double) -> Double {
    problem.misses?.fault(stratum, at: size, after: fault) ?? problem.worth(stratum, at: size)
  }

  func compare(
    _ left: SeparableAllocation.UnitWorth,
    _ right: SeparableAllocation.UnitWorth
  ) -> Int { problem.compare(left, right, by: problem.curve) }
}
