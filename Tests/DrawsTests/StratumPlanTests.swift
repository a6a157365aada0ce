import Draws
import Frames
import Sampling
import Testing

/// Sizes and reserves of the strata, up to all their units.
@Suite struct StratumPlanTests {
  static func plans(
    _ populations: [Int],
    rules: [String],
    excluded: Int = 0,
    reserves: String = "=0",
    starts: Starts = .none
  ) throws -> [StratumPlan] {
    let names = try ["A", "B"].map { try ProtocolText($0) }
    var set = RuleSet()
    for rule in rules { set.add(try Rule(parsing: rule), in: nil) }
    var own = RuleSet()
    own.add(try Rule(parsing: reserves), in: nil)
    return try Sizing.rules(set).plans(
      for: zip(names, populations).map { Stratum(name: $0, population: $1) },
      excluded: excluded == 0 ? [:] : [names[0]: excluded],
      reserves: own,
      starts: starts,
      file: "pool.csv"
    )
  }

  /// What is kept out stays in the base: 10 % of 90 + 11 are 11.
  @Test func theBaseHoldsWhatIsKeptOut() throws {
    #expect(try Self.plans([90, 90], rules: ["≥10%"], excluded: 11).map(\.count.size) == [11, 9])
    #expect(try Self.plans([90, 90], rules: ["≥10%"]).map(\.count.size) == [9, 9])
  }

  @Test func allUnitsAndNoMore() throws {
    let full = try Self.plans([10, 20], rules: ["=8"], reserves: "=2")
    #expect(full.map(\.count.size) == [8, 8] && full.map(\.count.reserves) == [2, 2])
    let overdrawn = try #require(throws: StratumOverdrawn.self) {
      try Self.plans([10, 20], rules: ["=8"], reserves: "=3")
    }
    #expect(overdrawn.stratum.name.text == "A" && overdrawn.stratum.population == 10)
    #expect(overdrawn.size == 8 && overdrawn.reserves == 3 && overdrawn.excluded == 0)
    // A rule that the base allows and the units that are left do not.
    let left = try #require(throws: StratumOverdrawn.self) {
      try Self.plans([10, 20], rules: ["=50%"], excluded: 12)
    }
    #expect(left.size == 11 && left.excluded == 12)
  }

  @Test func startsByStratum() throws {
    let (start, other) = (Digest(words: (1, 2, 3, 4)), Digest(words: (5, 6, 7, 8)))
    func of(_ starts: Starts) throws -> [Digest?] {
      try Self.plans([10, 10], rules: ["=1"], starts: starts).map(\.count.start)
    }
    #expect(try of(.none) == [nil, nil])
    #expect(try of(.everywhere(start)) == [start, start])
    let names = try ["A", "B"].map { try ProtocolText($0) }
    #expect(try of(.byStratum([names[1]: other])) == [nil, other])
    #expect(try of(.rotation([names[0]: start, names[1]: other])) == [start, other])
  }
}
