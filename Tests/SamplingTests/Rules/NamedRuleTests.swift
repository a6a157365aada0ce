import Sampling
import Testing

/// Which rule is named for a least and a greatest size: only one that moves it.
@Suite struct NamedRuleTests {
  static func bounds(_ rules: [String], of population: Int) throws -> StratumBounds {
    try StratumBounds(
      Stratum(name: .everything, population: population),
      rules: try rules.map { try Rule(parsing: $0) }
    )
  }

  @Test(
    arguments: [
      // A cap at the population is none: the population sets the greatest size.
      (["≤10"], 10, nil), (["≤11"], 10, nil), (["≤9"], 10, "≤9"), (["≤100%"], 10, nil),
      (["<11"], 10, nil), (["<10"], 10, "<10"), (["≤9", "<10"], 10, "≤9"),
      (["<10", "≤9"], 10, "<10"),
      (["≤9", "≤8"], 10, "≤8"), (["≤5%"], 10, "≤5%"), (["≤5"], 0, nil),
    ] as [([String], Int, String?)]
  )
  func cap(rules: [String], population: Int, named: String?) throws {
    let bounds = try Self.bounds(rules, of: population)
    #expect(bounds.maximumRule?.description == named)
    #expect(bounds.maximum <= population)
  }

  @Test(
    arguments: [
      // A floor of 0 is none; of equal floors the first is named.
      (["≥0"], 10, nil), (["≥1"], 10, "≥1"), (["≥10%", "≥1"], 10, "≥10%"),
      (["≥1", "≥10%"], 10, "≥1"), (["≥1", "≥2"], 10, "≥2"), (["≥0", "≥3"], 10, "≥3"),
      (["≥50%"], 0, nil),
    ] as [([String], Int, String?)]
  )
  func floor(rules: [String], population: Int, named: String?) throws {
    #expect(try Self.bounds(rules, of: population).minimumRule?.description == named)
  }

  /// A demand beyond the population fails alone; one within it names the cap that it meets.
  @Test func theCapThatCollides() throws {
    let beyond = try #require(throws: RuleCollision.self) {
      try Self.bounds(["≥11", "≤5"], of: 10)
    }
    #expect(beyond.limit == .population(Stratum(name: .everything, population: 10)))
    #expect(beyond.shortfall == 1)
    let within = try #require(throws: RuleCollision.self) {
      try Self.bounds(["≥10", "≤5"], of: 10)
    }
    guard case .rule(let cap) = within.limit else {
      Issue.record("\(within.limit)")
      return
    }
    #expect(cap.rule.description == "≤5" && cap.count == 5 && within.shortfall == 5)
    #expect(try Self.bounds(["≥5", "≤5"], of: 10).maximum == 5)
  }
}
