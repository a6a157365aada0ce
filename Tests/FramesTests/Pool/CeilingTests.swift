import Sampling
import TestSupport
import Testing

@testable import Frames

/// What is known of sizes before the census changes what it keeps, never what is selected.
@Suite struct CeilingTests {
  static let rows = 50_000
  static let start = Digest(words: (0xC000_0000_0000_0000, 0, 0, 0))
  static let counts = [
    StratumCount(size: 1000), StratumCount(size: 700, reserves: 50, start: start),
    StratumCount(size: 0),
  ]

  /// Three strata; quoted, normalised and long records among the usual ones.
  static func text(lineEnd: String = "\n") -> String {
    let long = String(repeating: "x", count: Slab.bytes / 8)
    let rows = (0..<rows).map { number in
      let stratum = "ABC".dropFirst(number % 3).prefix(1)
      switch number {
      case let number where number % 1009 == 0: return "\"U\(number)\",\(stratum),\"a, \"\"b\"\"\""
      case let number where number % 5003 == 0: return "Ｕ\(number),\(stratum),full width"
      case let number where number % 9973 == 1: return "U\(number),\(stratum),\(long)"
      default: return "U\(number),\(stratum),n"
      }
    }
    return "id,class,name\(lineEnd)" + rows.map { $0 + lineEnd }.joined()
  }

  /// Every selected unit with its record.
  static func units(_ selection: Selection) throws -> [String] {
    var units: [String] = []
    try selection.forEachUnit { unit in
      let id = String(decoding: unit.id, as: UTF8.self)
      let record = String(decoding: unit.record, as: UTF8.self)
      units.append("\(unit.stratum)|\(unit.rank)|\(unit.ticket.hex)|\(id)|\(record.prefix(80))")
    }
    return units
  }

  static func ceiling(_ stratum: ProtocolText) -> CountCeiling? {
    switch stratum.text {
    case "A": CountCeiling(share: 0.06, units: 1)
    case "B": CountCeiling(share: 0, units: 750, start: start)
    default: CountCeiling(share: 0, units: 0)
    }
  }

  @Test(arguments: [1, 2, 4]) func theSelectionIsTheSame(threads: Int) throws {
    for lineEnd in ["\n", "\r\n"] {
      let file = try ScratchFile(CeilingTests.text(lineEnd: lineEnd))
      let whole = try RankingTests.census(file, threads: threads)
      let expected = try CeilingTests.units(try whole.ranked(CeilingTests.counts))
      #expect(expected.count == 1750)
      for memory in [Memory.usual, .limited(1)] {
        let census = try RankingTests.census(
          file,
          threads: threads,
          memory: memory,
          ceiling: CeilingTests.ceiling
        )
        let selection = try census.ranked(CeilingTests.counts)
        #expect((selection.shelves.bytes > 0) == (memory == .usual))
        #expect(try CeilingTests.units(selection) == expected)
        // Handed out once: a second selection reads the pool again.
        #expect(try CeilingTests.units(try census.ranked(CeilingTests.counts)) == expected)
      }
    }
  }

  /// Too low a ceiling, another start, and a ceiling for one stratum only: the pool is read again
  /// where too little was kept.
  @Test func aWrongCeilingCostsTimeOnly() throws {
    let file = try ScratchFile(CeilingTests.text())
    let expected = try CeilingTests.units(
      try RankingTests.census(file).ranked(CeilingTests.counts)
    )
    let wrong: [@Sendable (ProtocolText) -> CountCeiling?] = [
      { _ in CountCeiling(share: 0, units: 0) },
      { _ in CountCeiling(share: 0.01, units: 0, start: CeilingTests.start) },
      { stratum in stratum.text == "B" ? CountCeiling(share: 0.5, units: 0) : nil },
      { _ in CountCeiling(share: 3, units: 1e30) },
    ]
    for ceiling in wrong {
      let census = try RankingTests.census(file, ceiling: ceiling)
      #expect(try CeilingTests.units(try census.ranked(CeilingTests.counts)) == expected)
    }
  }

  /// A start that is the ticket of a unit whose record was kept.
  @Test func aStartThatIsATicketOnAShelf() throws {
    let file = try ScratchFile(CeilingTests.text())
    let first = try CeilingTests.units(
      try RankingTests.census(file).ranked([
        StratumCount(size: 10), StratumCount(size: 0), StratumCount(size: 0),
      ])
    )
    let hex = try #require(first.dropFirst(4).first?.split(separator: "|").dropFirst(2).first)
    let ticket = try #require(Digest(hex: String(hex)))
    let counts = [
      StratumCount(size: 5, start: ticket), StratumCount(size: 0), StratumCount(size: 0),
    ]
    let census = try RankingTests.census(file) { _ in
      CountCeiling(share: 0, units: 5, start: ticket)
    }
    let next = try CeilingTests.units(try census.ranked(counts))
    #expect(
      next.map { $0.split(separator: "|")[3] }
        == first.suffix(5).map { $0.split(separator: "|")[3] }
    )
  }

  /// Units of which only the ticket was kept are found by reading the pool again.
  @Test func duplicatesAmongUnitsThatCanNotBeSelected() throws {
    var rows = (0..<30_000).map { "U\($0),A\n" }
    rows[29_999] = "U17,B\n"
    let file = try ScratchFile("id,class\n" + rows.joined())
    let census = try RankingTests.census(file) { _ in CountCeiling(share: 0, units: 0) }
    do {
      _ = try census.ranked([StratumCount(size: 0), StratumCount(size: 0)])
      Issue.record("not found")
    } catch let error as DataError {
      #expect(error.problems.map(\.row) == [30_001])
      #expect(error.problems.map(\.reason) == [.duplicate(otherRow: 19)])
    }
  }

  /// The reach narrows as the population grows, so that what was kept early holds what is wanted in
  /// the end.
  @Test func theReachNarrows() {
    for ceiling in [CountCeiling(share: 0.1, units: 1), CountCeiling(share: 0, units: 500)] {
      var last = UInt64.max
      for population in [1, 10, 100, 1000, 10_000, 1_000_000, 100_000_000] {
        let span = ceiling.reach(from: population).span
        #expect(span <= last)
        last = span
      }
      #expect(last < UInt64.max / 5)
    }
  }
}
