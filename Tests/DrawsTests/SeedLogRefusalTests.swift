import Foundation
import Frames
import Sampling
import TestSupport
import Testing

@testable import Draws

/// What a seed log refuses, and what its lines forbid a draw.
@Suite struct SeedLogRefusalTests {
  static let mine = String(repeating: "ab", count: 32)
  static let other = String(repeating: "cd", count: 32)
  static let record = RecordOfSeeds.text

  static func log(_ text: String, of record: DrawRecord) throws -> SeedLog {
    try SeedLog(Array(text.utf8), path: "record.seeds", commitment: record.commitment)
  }

  /// Lines that are none, and the row that is named.
  @Test(arguments: [
    ("id\n", 1), ("\(mine)\t1\nx\n", 2), ("\(mine) 1\n", 1), ("\(mine)\n", 1), ("\t1\n", 1),
    ("\(mine.uppercased())\t1\n", 1), ("\(mine)0\t1\n", 1), ("\n\n\(mine.dropLast())\t1", 3),
    ("\(mine)\t1\r\nx\r\n", 2), (" \(mine)\t1\n", 1),
  ])
  func isNoLog(text: String, row: Int) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    let mine = try #require(Digest(hex: Self.mine))
    let error = try #require(throws: DataError.self) {
      try HeldSeedLog(path, commitment: mine) { Issue.record("nobody holds it") }
    }
    #expect(error.problems.map(\.row) == [row])
    let source = try SourceTexts(
      "Sources/Draws/SeedLog.swift",
      behind: [#"Sentence\(\s*"#],
      testedIn: #filePath
    )
    #expect(source.texts.count == 1)
    #expect(source.missing(in: [error.explanation(in: .english)]).isEmpty)
  }

  @Test func whatIsNotUTF8() throws {
    let record = try DrawRecord(parsing: Self.record)
    let error = try #require(throws: DataError.self) {
      try SeedLog([0x61, 0xFF], path: "log", commitment: record.commitment)
    }
    #expect(error.problems.map(\.reason) == [.notText(encoding: "UTF-8")])
  }

  /// Seeds of the record itself, and those of others: which draw is refused, and why.
  @Test func whichSeedIsFree() throws {
    let record = try DrawRecord(parsing: Self.record)
    let own = record.commitment.hex
    func find(_ text: String, seed: String) throws -> DrawnBefore? {
      try DrawnBefore.find(
        "record.txt",
        record: record,
        seed: try ProtocolText(seed),
        logs: [try Self.log(text, of: record)],
        receipts: []
      )
    }
    // The same seed again, and the first one.
    #expect(try find("", seed: "1 2") == nil)
    #expect(try find("\(own)\t1 2\n", seed: "1 2") == nil)
    #expect(try find("\(Self.other)\t9 9\n", seed: "1 2") == nil)
    // Another one of this record.
    let before = try #require(try find("\(own)\t1 2\n", seed: "3 4"))
    #expect(before.seed == "1 2" && before.nextAttempt == 2 && before.source == "record.seeds")
    #expect(try find("\(own)\t1 2\n\(own)\t3 4\n", seed: "3 4")?.seed == "1 2")
    // The seed of another record, which was known; seeds are compared by their bytes.
    let known = SeedOfAttemptBefore(seed: "1 2", source: "record.seeds")
    #expect(throws: known) { try find("\(Self.other)\t1 2\n", seed: "1 2") }
    #expect(throws: known) { try find("\(own)\t1 2\n\(Self.other)\t1 2\n", seed: "1 2") }
    #expect(try find("\(Self.other)\t1 2 \n", seed: "1 2") == nil)
    let log = try Self.log("\(Self.other)\t1 2\n\(own)\t3 4\n\(Self.mine)\t5\t6\n", of: record)
    #expect(log.seeds == ["3 4"] && log.others == ["1 2", "5\t6"])
  }

  /// A receipt that lies where the draw would write counts as a log does.
  @Test func aReceiptTells() throws {
    let record = try DrawRecord(parsing: Self.record)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { unlink(path) }
    for (commitment, seed) in [
      (record.commitment.hex, "1 2"), (record.commitment.hex, nil), (Self.other, nil),
    ] as [(String, String?)] {
      let text = "{\"seed\": \"\(seed ?? "3 4")\", \"commitment\": \"\(commitment)\"}"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let found = try DrawnBefore.find(
        "record.txt",
        record: record,
        seed: try ProtocolText("3 4"),
        logs: [],
        receipts: [path, path + ".none"]
      )
      #expect(found?.seed == seed)
    }
  }
}

/// A short record.
enum RecordOfSeeds {
  static let text = """
    spotcheck-draw-v1
    record\t2
    label\tx
    attempt\t1
    previous\t
    after\t
    seed-source\tdice
    seed-form\t# #
    secret\t
    pool\t
    shown\t0\t
    units\t9\t\(String(repeating: "ab", count: 32))
    inspectors\t0\t
    assignment\t
    stratum\t*\t9\t2\t0\tsrs\t

    """
}
