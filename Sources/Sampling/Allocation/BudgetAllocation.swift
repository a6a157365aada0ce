/// The integer sizes that are best for an objective within a budget.
///
/// ```
/// best Σ f_h(n_h)   subject to   Σ (c_h n_h + s_h [n_h > 0]) ≤ B,   m_h ≤ n_h ≤ M_h
/// ```
///
/// Prices and budget are whole multiples of one unit (an hour, half an inspector-day). Giving the
/// next inspection to the greatest gain for its price is only near the optimum (it missed it for 2 of
/// 8 budgets of one regulator), so every spending is tried, by dynamic programming in 128-bit
/// integers; the few plans that are equally good in them are compared in exact fractions.
///
/// For ``GainCurve/residual``, ``GainCurve/miss`` and ``GainCurve/quota``, which are no sums to be traded off, the best
/// sizes for the greatest total that the budget pays for are taken: the worst class can then not be
/// made better.
public struct BudgetAllocation: Hashable, Sendable {
  /// n_h, as the classes are given; of equally good plans the cheapest, then the one that gives most
  /// to the class that stands first.
  public let sizes: [Int]
  /// Σ (c_h n_h + s_h [n_h > 0]), in budget units.
  public let spent: Int
  /// By how much other sizes within the budget can be better at most, as a share of what the budget
  /// gains over the floors: 0 where it is proved that none are.
  public let gap: Double

  /// The cells that the table of spendings may have.
  static let cellLimit = 1 << 23

  /// Finds the sizes.
  ///
  /// - Precondition: one price and one set-up price a class; prices > 0, set-up prices ≥ 0.
  /// - Parameters:
  ///   - problem: the objective and the bounds.
  ///   - prices: c_h, of one inspection, in budget units.
  ///   - setups: s_h, of the first inspection of a class beside its price.
  ///   - budget: B, in budget units.
  /// - Throws: ``BudgetError`` where the floors cost more, or classes times budget exceed 2²³.
  /// - Complexity: O(H B log B) time and O(H B) memory, B counted from what the floors cost.
  public init(
    _ problem: SeparableAllocation,
    prices: [Int],
    setups: [Int],
    budget: Int
  ) throws(BudgetError) {
    precondition(
      prices.count == problem.weights.count && setups.count == prices.count,
      "one price and one set-up price a class"
    )
    let price = SpendingPrice(prices: prices, setups: setups)
    let floors = problem.floors
    let least = price.sum(floors)
    guard let least, least <= budget else { throw .floorsCostMore(least: least) }
    if problem.curve != .reciprocal, problem.curve != .flat {
      sizes = Self.greatestPaid(problem, price: price, budget: budget)
      gap = 0
    } else {
      let table = try SpendingTable(problem, floors: floors, price: price, budget: budget - least)
      (sizes, gap) = table.best()
    }
    spent = price.sum(sizes) ?? budget
  }

  /// The sizes for the greatest total within the budget; the price rises with the total, since no
  /// size falls.
  private static func greatestPaid(
    _ problem: SeparableAllocation,
    price: SpendingPrice,
    budget: Int
  ) -> [Int] {
    var low = problem.minimums.reduce(0, +)
    var high = price.greatestTotal(problem, budget: budget)
    while low < high {
      let middle = low + (high - low + 1) / 2
      if let sum = price.sum(problem.sizes(total: middle)), sum <= budget {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return problem.sizes(total: low)
  }
}

extension SeparableAllocation {
  /// The minimums, with a unit in each class that is worth more than any number without one.
  var floors: [Int] {
    guard curve.needsFirstUnit else { return minimums }
    return minimums.indices.map { index in
      minimums[index] == 0 && !weights[index].isZero ? min(1, maximums[index]) : minimums[index]
    }
  }
}

/// What sizes cost.
struct SpendingPrice {
  var prices: [Int]
  var setups: [Int]

  /// The price of some inspections of a class, nil beyond 2⁶³−1.
  func of(_ stratum: Int, size: Int) -> Int? {
    guard size > 0 else { return 0 }
    let (product, overflow) = prices[stratum].multipliedReportingOverflow(by: size)
    let (sum, carry) = product.addingReportingOverflow(setups[stratum])
    return overflow || carry ? nil : sum
  }

  /// The greatest total that a budget could pay for, at the least price.
  func greatestTotal(_ problem: SeparableAllocation, budget: Int) -> Int {
    let (least, most) = (problem.minimums.reduce(0, +), problem.maximums.reduce(0, +))
    let units = max(budget - (sum(problem.minimums) ?? budget), 0) / (prices.min() ?? 1)
    return most - least <= units ? most : least + units
  }

  /// The price of all, nil beyond 2⁶³−1.
  func sum(_ sizes: [Int]) -> Int? {
    var total = 0
    for (stratum, size) in sizes.enumerated() {
      guard let price = of(stratum, size: size) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(price)
      if overflow { return nil }
      total = sum
    }
    return total
  }
}
