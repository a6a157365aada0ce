/// Rules that demand more units than a total or an overall rule allows, and what those units cost
/// (exit status 1).
public struct PricedShortage: ExplainedError, Hashable {
  /// The rules that collide.
  public let collision: RuleCollision
  /// What the missing units cost where they are the cheapest of those demanded.
  public let least: Ratio
  /// What they cost where they are the dearest.
  public let most: Ratio

  /// Prices a collision; nil where its demands are caps or of all strata together, so that there is
  /// nothing to price, and beyond 63 bits.
  ///
  /// - Parameters:
  ///   - collision: the rules that collide.
  ///   - spending: the prices; the budget is not looked at.
  /// - Complexity: O(demands).
  public init?(_ collision: RuleCollision, spending: Spending) {
    let demands = collision.demands.filter { $0.stratum != nil }
    guard !collision.areCaps, demands.count == collision.demands.count, !demands.isEmpty,
      let money = spending.inUnits(of: demands.compactMap { $0.stratum?.name })
    else { return nil }
    func cost(_ order: (Int, Int) -> Bool) -> Ratio? {
      var missing = collision.shortfall
      var sum = 0
      for place in demands.indices.sorted(by: { order(money.prices[$0], money.prices[$1]) }) {
        let units = min(missing, demands[place].count)
        let (product, isLong) = units.multipliedReportingOverflow(by: money.prices[place])
        let (total, overflow) = sum.addingReportingOverflow(product)
        guard !isLong, !overflow else { return nil }
        sum = total
        missing -= units
      }
      return money.unit.multiplied(by: sum)
    }
    guard let least = cost(<), let most = cost(>) else { return nil }
    self.collision = collision
    self.least = least
    self.most = most
  }

  /// What it is about.
  public var kind: ErrorKind { .no }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    let price =
      least == most
      ? least.decimal
      : language("from \(least.decimal) to \(most.decimal)", "\(least.decimal) 至 \(most.decimal)")
    return collision.explanation(in: language)
      + language("; by the column cost these units take \(price)", "；按 cost 列计，这些对象需 \(price)")
  }
}
