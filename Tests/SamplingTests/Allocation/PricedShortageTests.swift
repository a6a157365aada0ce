import Sampling
import Testing

/// What the units cost that rules demand beyond a total: where they are the cheapest, and the dearest.
@Suite struct PricedShortageTests {
  static func shortage(total: Int, areCaps: Bool = false) throws -> PricedShortage? {
    let strata = try ["A", "B"].map { Stratum(name: try ProtocolText($0), population: 9) }
    let rule = try Rule(parsing: "≥3")
    let collision = RuleCollision(
      demands: strata.map { RuleCollision.Demand(stratum: $0, rule: rule, count: 3) },
      limit: .total(total),
      areCaps: areCaps
    )
    let prices = [strata[0].name: Ratio(2), strata[1].name: Ratio(5)]
    return PricedShortage(collision, spending: Spending(budget: Ratio(0), prices: prices))
  }

  @Test(arguments: [(5, 2, 5), (4, 4, 10), (3, 6, 15), (2, 11, 17), (0, 21, 21)])
  func costs(total: Int, least: Int, most: Int) throws {
    let shortage = try #require(try Self.shortage(total: total))
    #expect(shortage.least == Ratio(least) && shortage.most == Ratio(most))
  }

  @Test func capsHaveNoPrice() throws {
    #expect(try Self.shortage(total: 7, areCaps: true) == nil)
  }
}
