import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// The order by buckets against the plain order of `SimpleSelection`.
@Suite struct RankingTests {
  /// A pool in a temporary file.
  final class File: Sendable {
    let path: String
    init(_ text: String) throws {
      path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
    deinit { unlink(path) }
  }

  static let key = DrawKey(.units, label: "ranking", seed: "1 2 3")

  static func pool(_ file: File) throws -> Pool {
    var layout = PoolLayout()
    layout.idColumns = ["id"]
    layout.stratumColumn = "class"
    return try Pool(file.path, layout: layout)
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
    let rows = (0..<60_000).map { number in
      let stratum = strata[number % 7 % 3]
      names[stratum, default: []].append("U\(number)")
      return "U\(number),\(stratum)\n"
    }
    let file = try File("id,class\n" + rows.joined())
    let census = try RankingTests.pool(file).census(key: RankingTests.key, threads: threads)
    #expect(census.stores[0].bucketBits > 0)
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
    #expect(try RankingTests.ids(try census.ranked(everything)).count == 60_000)
  }

  /// Prefixes cut to four bits make nearly every unit tie, and none of them a duplicate.
  @Test func equalPrefixesAreSettledOnTheWholeTicket() throws {
    let names = (0..<200).map { "U\($0)" }
    let file = try File("id,class\n" + names.map { "\($0),A\n" }.joined())
    let census = try RankingTests.pool(file).census(key: RankingTests.key, threads: 1)
    let store = TicketStore(expected: 200)
    var batch = UnitBatch()
    var tickets: [Digest] = []
    var offset = census.pool.firstRecord
    for name in names {
      let words = RankingTests.key.ticket(of: name.utf8).words
      tickets.append(Digest(words: (words.0 & 0xF << 60, words.1, words.2, words.3)))
      batch.ids.append(IdentifierRange(offset: 0, length: 0))
      batch.strata.append(0)
      batch.offsets.append(offset)
      offset += name.utf8.count + 3
    }
    tickets.withUnsafeBufferPointer { store.append(batch, tickets: $0) }
    let tied = Census(
      pool: census.pool,
      strata: census.strata,
      digest: nil,
      normalized: 0,
      key: RankingTests.key,
      stores: [store],
      codes: [0],
      threads: 1
    )
    let count = StratumCount(size: 150)
    #expect(
      try RankingTests.ids(try tied.ranked([count]))
        == RankingTests.expected(names, stratum: "A", count: count)
    )
  }

  @Test func duplicatesAreFoundAcrossStrataWithBothRows() throws {
    var rows = (0..<30_000).map { "U\($0),\($0 % 2 == 0 ? "A" : "B")\n" }
    rows[29_998] = "U17,A\n"
    rows[29_999] = "\"U17\",B\n"
    let file = try File("id,class\n" + rows.joined())
    let census = try RankingTests.pool(file).census(key: RankingTests.key, threads: 2)
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

  @Test func aSmallWindowOfMemoryGivesTheSameRows() throws {
    let file = try File(
      "id,class\n"
        + (0..<2000).map { "U\($0),\"A\nB\"\n" }.joined().replacing("\"A\nB\"", with: "A")
    )
    let census = try RankingTests.pool(file).census(key: RankingTests.key)
    let selection = try census.ranked([StratumCount(size: 500)])
    var few: [String] = []
    try selection.forEachUnit(memory: 4096) { few.append(String(decoding: $0.id, as: UTF8.self)) }
    var many: [String] = []
    try selection.forEachUnit { many.append(String(decoding: $0.id, as: UTF8.self)) }
    #expect(few == many && few.count == 500)
  }

  @Test func rowsAreCountedAsASpreadsheetDoes() throws {
    // Two records with line breaks stand before the bad one: it is row 5.
    let file = try File("id,class\n1,\"A\n1\"\n2,\"A\n\n1\"\n3,A\n,A\n")
    do {
      _ = try RankingTests.pool(file).census(key: RankingTests.key)
      Issue.record("not found")
    } catch let error as DataError {
      // Line breaks in a stratum's name are refused as well, in their rows.
      #expect(error.problems.map(\.row) == [2, 3, 5])
    }
  }
}
