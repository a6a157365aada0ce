import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// The order by buckets against the plain order of `SimpleSelection`.
@Suite struct RankingTests {
  static let key = DrawKey(.units, label: "ranking", seed: "1 2 3")

  static func pool(_ file: ScratchFile) throws -> Pool {
    var layout = PoolLayout()
    layout.idColumns = ["id"]
    layout.stratumColumn = "class"
    return try Pool(file.path, layout: layout)
  }

  static func census(
    _ file: ScratchFile,
    threads: Int = 2,
    memory: Memory = .usual,
    ceiling: (@Sendable (ProtocolText) -> CountCeiling?)? = nil
  ) throws -> Census {
    var options = CensusOptions()
    options.threads = threads
    options.memory = memory
    options.ceiling = ceiling
    return try pool(file).census(key: key, options: options)
  }

  static func ids(_ selection: Selection) throws -> [String] {
    var ids: [String] = []
    try selection.forEachUnit { unit in
      ids.append(
        "\(selection.strata[unit.stratum].name)|\(unit.rank)|"
          + String(decoding: unit.id, as: UTF8.self)
      )
    }
    return ids
  }

  /// The expected units of one stratum, from the start on.
  static func expected(
    _ names: [String],
    stratum: String,
    count: StratumCount
  ) -> [String] {
    let tickets = names.map { key.ticket(of: $0.utf8) }
    let order = SimpleSelection.order(tickets: tickets, ids: names, start: count.start)
    return order.prefix(count.size + count.reserves).enumerated().map {
      "\(stratum)|\($0 + 1)|\(names[$1])"
    }
  }

  @Test(arguments: [1, 2, 4]) func manyUnitsAndBuckets(threads: Int) throws {
    let strata = ["甲", "A", "b"]
    var names: [String: [String]] = [:]
    // Long rows, so that the file's size lets expect several buckets.
    let name = String(repeating: "n", count: 90)
    let rows = (0..<40_000).map { number in
      let stratum = strata[number % 7 % 3]
      names[stratum, default: []].append("U\(number)")
      return "U\(number),\(stratum),\(name)\n"
    }
    let file = try ScratchFile("id,class,name\n" + rows.joined())
    let census = try RankingTests.census(file, threads: threads)
    #expect(census.shapes.buckets > 1)
    let start = try #require(Digest(hex: String(repeating: "c", count: 64)))
    let counts = [
      StratumCount(size: 100, reserves: 5), StratumCount(size: 3000, start: start),
      StratumCount(size: 0),
    ]
    let expected = zip(["A", "b", "甲"], counts).flatMap { stratum, count in
      RankingTests.expected(names[stratum] ?? [], stratum: stratum, count: count)
    }
    #expect(try RankingTests.ids(try census.ranked(counts)) == expected)
    // A start that is a ticket itself begins behind that unit.
    let last = try #require(expected.first { $0.hasPrefix("A|100|") })
    let ticket = RankingTests.key.ticket(of: last.dropFirst(6).utf8)
    let next = try census.ranked([
      StratumCount(size: 5, start: ticket), StratumCount(size: 0), StratumCount(size: 0),
    ])
    let reserves = expected.filter { $0.hasPrefix("A|10") && $0.count > 6 }.suffix(5)
      .map { $0.split(separator: "|")[2] }
    #expect(try RankingTests.ids(next).map { $0.split(separator: "|")[2] } == reserves)
    let everything = census.strata.map { StratumCount(size: $0.population) }
    #expect(try RankingTests.ids(try census.ranked(everything)).count == 40_000)
  }

  /// Prefixes cut to four bits make nearly every unit tie, and none of them a duplicate.
  @Test func equalPrefixesAreSettledOnTheWholeTicket() throws {
    let names = (0..<200).map { "U\($0)" }
    let file = try ScratchFile("id,class\n" + names.map { "\($0),A\n" }.joined())
    let census = try RankingTests.census(file, threads: 1)
    let log = EntryLog<TicketEntry>(census.shapes.candidates)
    var offset = census.pool.firstRecord
    for name in names {
      let prefix = RankingTests.key.ticket(of: name.utf8).words.0 & 0xF << 60
      try log.append(TicketEntry(prefix: prefix, stratum: 0, place: .init(offset: offset)), to: 0)
      offset += name.utf8.count + 3
    }
    let tied = Census(
      reading: census.reading,
      key: RankingTests.key,
      tickets: CensusTickets(
        .init(
          parts: [.init(candidates: log, others: EntryLog(census.shapes.others))],
          shelves: Shelves(shelves: []),
          reach: [.everything],
          isWhole: true
        )
      ),
      shapes: census.shapes,
      options: CensusOptions()
    )
    let count = StratumCount(size: 150)
    // The cut tickets are not those of the records, so that only the order is looked at.
    let selection = try tied.ranked([count])
    var fetcher = RecordFetcher(census.pool)
    var ids: [String] = []
    let picked = try #require(selection.picks.logs.first)
    let entry = UnsafeMutablePointer<TicketEntry>.allocate(capacity: 1)
    defer { entry.deallocate() }
    for index in 0..<count.size {
      try picked.copy(index..<index + 1, of: 0, to: entry)
      let id = try fetcher.identifier(at: entry.pointee.place.offset)
      ids.append("A|\(index + 1)|" + String(decoding: id, as: UTF8.self))
    }
    #expect(ids == RankingTests.expected(names, stratum: "A", count: count))
    #expect(throws: InputError.changed(file: census.pool.file)) {
      try RankingTests.ids(selection)
    }
  }

  @Test func duplicatesAreFoundAcrossStrataWithBothRows() throws {
    var rows = (0..<30_000).map { "U\($0),\($0 % 2 == 0 ? "A" : "B")\n" }
    rows[29_998] = "U17,A\n"
    rows[29_999] = "\"U17\",B\n"
    let file = try ScratchFile("id,class\n" + rows.joined())
    let census = try RankingTests.census(file)
    do {
      _ = try census.ranked(census.strata.map { _ in StratumCount(size: 0) })
      Issue.record("not found")
    } catch let error as DataError {
      #expect(error.count == 2)
      #expect(error.problems.map(\.row) == [30_000, 30_001])
      #expect(error.problems.map(\.value) == ["U17", "U17"])
      #expect(error.problems.map(\.reason) == [.duplicate(otherRow: 19), .duplicate(otherRow: 19)])
    }
  }

  /// Memory for 4,096 records at once, tickets and entries in temporary files.
  @Test func littleMemoryGivesTheSameRows() throws {
    let rows = (0..<60_000).map { "U\($0),\($0 % 3)\n" }
    let file = try ScratchFile("id,class\n" + rows.joined())
    let start = try #require(Digest(hex: String(repeating: "7", count: 64)))
    let counts = [
      StratumCount(size: 15_000), StratumCount(size: 20, start: start), StratumCount(size: 9000),
    ]
    let usual = try RankingTests.ids(try RankingTests.census(file).ranked(counts))
    let little = try RankingTests.census(file, memory: .limited(1))
    #expect(try RankingTests.ids(try little.ranked(counts)) == usual)
    #expect(usual.count == 24_020)
  }

  /// A reach that is too short is noticed, and the pool is read again for a wider one.
  @Test func aShortReachIsWidened() throws {
    let file = try ScratchFile("id,class\n" + (0..<5000).map { "U\($0),A\n" }.joined())
    let counts = [StratumCount(size: 400)]
    let short = try RankingTests.census(file).ranked(counts, margin: -1, monitor: WorkMonitor())
    let usual = try RankingTests.census(file).ranked(counts)
    #expect(try RankingTests.ids(short) == RankingTests.ids(usual))
  }

  /// Many small strata are ordered together, with starts of their own.
  @Test func manySmallStrata() throws {
    let names = (0..<9000).map { "U\($0)" }
    let strata = names.indices.map { String(format: "%04d", $0 % 1500) }
    let file = try ScratchFile(
      "id,class\n" + zip(names, strata).map { "\($0),\($1)\n" }.joined()
    )
    let start = try #require(Digest(hex: String(repeating: "9", count: 64)))
    let census = try RankingTests.census(file)
    let counts = (0..<1500).map { StratumCount(size: $0 % 4, start: $0 % 2 == 0 ? start : nil) }
    let expected = (0..<1500).flatMap { stratum in
      RankingTests.expected(
        names.indices.filter { $0 % 1500 == stratum }.map { names[$0] },
        stratum: String(format: "%04d", stratum),
        count: counts[stratum]
      )
    }
    #expect(try RankingTests.ids(try census.ranked(counts)) == expected)
  }

  /// The frame sorted in runs against a sort of everything.
  @Test func frameDigestOfManyRuns() throws {
    var random = SeededGenerator(seed: 9)
    let ids = (0..<30_000).map { "91411\($0)x\(UInt16.random(in: 0...9, using: &random))" }
      .shuffled(using: &random)
    let file = try ScratchFile("id,class\n" + ids.map { "\($0),\($0.utf8.count)\n" }.joined())
    var expected = UnitFrameDigest()
    for id in ids.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      expected.add(id: id.utf8, stratum: "\(id.utf8.count)".utf8)
    }
    let digest = expected.digest
    for memory in [Memory.usual, .limited(100_000)] {
      var options = CensusOptions()
      options.memory = memory
      options.wantsFrame = true
      let census = try RankingTests.pool(file).census(key: RankingTests.key, options: options)
      #expect(census.reading.frameDigest == digest)
    }
  }

  @Test func rowsAreCountedAsASpreadsheetDoes() throws {
    // Two records with line breaks stand before the bad one: it is row 5.
    let file = try ScratchFile("id,class\n1,\"A\n1\"\n2,\"A\n\n1\"\n3,A\n,A\n")
    do {
      _ = try RankingTests.census(file)
      Issue.record("not found")
    } catch let error as DataError {
      // Line breaks in a stratum's name are refused as well, in their rows.
      #expect(error.problems.map(\.row) == [2, 3, 5])
    }
  }
}
