import Sampling
import Testing

@testable import Draws

/// Reserves of a stratum: its own rule before one for all, the last one named of each.
@Suite struct ReserveRuleTests {
  static let (a, b) = (try? ProtocolText("A"), try? ProtocolText("B"))

  @Test(
    arguments: [
      ([], "≥0", "≥0"), ([("", "5")], "=5", "=5"), ([("A", "2")], "=2", "≥0"),
      ([("", "5"), ("A", "2")], "=2", "=5"), ([("A", "2"), ("", "5")], "=2", "=5"),
      ([("A", "0"), ("", "5")], "=0", "=5"), ([("", "5"), ("", "6")], "=6", "=6"),
      ([("A", "2"), ("A", "3"), ("", "1")], "=3", "=1"),
    ] as [([(String, String)], String, String)]
  )
  func rule(lines: [(String, String)], ofA: String, ofB: String) throws {
    let (a, b) = (try #require(Self.a), try #require(Self.b))
    var set = RuleSet()
    for (stratum, rule) in lines {
      set.add(
        try Rule(parsing: "=" + rule),
        in: stratum.isEmpty ? nil : try ProtocolText(stratum)
      )
    }
    #expect(set.reserveRule(in: a).description == ofA)
    #expect(set.reserveRule(in: b).description == ofB)
  }

  /// A share is one of the size, rounded up.
  @Test(arguments: [(10, 1), (11, 2), (0, 0), (1, 1)])
  func share(size: Int, reserves: Int) throws {
    var set = RuleSet()
    set.add(try Rule(parsing: "≥10%"), in: nil)
    #expect(set.reserves(in: try #require(Self.a), of: size) == reserves)
  }
}
