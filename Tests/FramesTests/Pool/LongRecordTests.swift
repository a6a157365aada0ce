import Foundation
import GRDB
import Sampling
import TestSupport
import Testing

@testable import Frames

/// No record is cut: lengths on both sides of every buffer's end, beginnings on both sides of every
/// piece's, from every source, against a reader that goes from byte to byte.
@Suite struct LongRecordTests {
  /// What is read at once somewhere: a fetcher's buffer, an overlap, an eighth of a slab, a block,
  /// a slab and a piece, a piece with its overlap, and twice these.
  static let rooms = [
    4096, 8192, 1 << 15, 1 << 18, 1 << 18 + 1 << 12, 1 << 19, 1 << 19 + 1 << 13,
  ]

  /// How a record is written.
  enum Shape: String, CaseIterable, Sendable {
    case idFirst, idLast, quoted, carriageReturns, noLastLineEnd, twoIDs

    var header: String {
      switch self {
      case .idLast: "remark,id"
      case .twoIDs: "code,remark,id"
      default: "id,remark"
      }
    }

    var lineEnd: String { self == .carriageReturns ? "\r\n" : "\n" }

    /// A record of exactly so many bytes, its line end not counted.
    func record(_ id: String, length: Int) -> [UInt8] {
      var (before, after) = ("", "")
      switch self {
      case .idLast: after = ",\(id)"
      case .quoted: (before, after) = ("\"\(id)\",\"甲,\"\"\n", "\"")
      case .twoIDs: (before, after) = (",甲", ",\(id)")
      default: before = "\(id),甲"
      }
      let count = max(0, length - before.utf8.count - after.utf8.count)
      return Array(before.utf8) + LongRecordTests.digits.prefix(count) + Array(after.utf8)
    }

    /// A pool of records whose lengths and beginnings lie on both sides of every room's end.
    var text: [UInt8] {
      var text = Array((header + lineEnd).utf8)
      var number = 0
      func add(_ length: Int) {
        number += 1
        text += record("U\(10_000 + number)", length: length) + lineEnd.utf8
      }
      for room in LongRecordTests.rooms {
        for difference in -1...1 { add(room + difference) }
      }
      let piece = 1 << 18
      for difference in -1...1 {
        for length in [20, 5000, piece + 1 << 13] {
          // So that the next record begins so far from a piece's end.
          let there = text.count + lineEnd.utf8.count
          add(((there + 64) / piece + 1) * piece + difference - there)
          add(length)
        }
      }
      if self == .noLastLineEnd { text.removeLast() }
      return text
    }
  }

  /// Numbers that tell where they stand.
  static let digits: [UInt8] = {
    var digits: [UInt8] = []
    while digits.count < rooms[rooms.count - 1] { digits += "\(digits.count).".utf8 }
    return digits
  }()

  /// Records by their identifiers, byte by byte with the number of quotes.
  static func slowly(_ text: [UInt8]) -> [String: Data] {
    var result: [String: Data] = [:]
    var start = 0
    var isQuoted = false
    for (place, byte) in (text + [0x0A]).enumerated() {
      if byte == 0x22 { isQuoted.toggle() }
      guard byte == 0x0A, !isQuoted else { continue }
      var record = text[start..<place]
      start = place + 1
      if record.last == 0x0D { record.removeLast() }
      for cell in [record.prefix { $0 != 0x2C }, record.suffix(6)] {
        let id = String(decoding: cell.filter { $0 != 0x22 }, as: UTF8.self)
        if id.hasPrefix("U1") { result[id] = Data(record) }
      }
    }
    return result
  }

  /// The records of a pool as draws of all its units hand them out.
  ///
  /// Without a ceiling they are read a second time; with one the census keeps what it has room for;
  /// in little memory they are read window by window.
  static func drawn(_ pool: Pool) throws -> [(how: String, records: [String: Data])] {
    let key = DrawKey(.units, label: "long", seed: "1 2 3")
    func options(_ threads: Int, hasCeiling: Bool, _ memory: Memory = .usual) -> CensusOptions {
      var options = CensusOptions()
      options.threads = threads
      options.memory = memory
      if hasCeiling { options.ceiling = { _ in CountCeiling(share: 1, units: 0) } }
      return options
    }
    let ways = [
      ("read again", options(1, hasCeiling: false)), ("kept", options(3, hasCeiling: true)),
      ("little memory", options(2, hasCeiling: true, .limited(Memory.least))),
    ]
    let selections = try ways.map { name, options in
      let census = try pool.census(key: key, options: options)
      return (name, try census.ranked(census.strata.map { StratumCount(size: $0.population) }))
    }
    let roster = try pool.roster()
    let whole = try roster.ranked(
      roster.strata.map { StratumCount(size: $0.population) },
      key: key
    )
    return try (selections + [("roster", whole)]).map { name, selection in
      var records: [String: Data] = [:]
      try selection.forEachUnit { unit in
        records[String(decoding: unit.id, as: UTF8.self)] = Data(unit.record)
      }
      return (name, records)
    }
  }

  static func check(
    _ file: String,
    _ expected: [String: Data],
    layout: PoolLayout = PoolLayout()
  ) throws {
    #expect(!expected.isEmpty)
    for way in try drawn(try Pool(file, layout: layout)) {
      #expect(way.records.count == expected.count, "\(way.how)")
      for (id, record) in expected where way.records[id] != record {
        Issue.record(
          "\(way.how): \(id) has \(way.records[id]?.count ?? -1) of \(record.count) bytes"
        )
      }
    }
  }

  static func file(_ bytes: [UInt8]) throws -> ScratchFile {
    let file = try ScratchFile("")
    try Data(bytes).write(to: URL(fileURLWithPath: file.path))
    return file
  }

  @Test(arguments: Shape.allCases) func everyLengthAndBeginning(shape: Shape) throws {
    let text = shape.text
    let file = try Self.file(text)
    let expected = Self.slowly(text)
    var layout = PoolLayout()
    if shape == .twoIDs { layout.idColumns = ["code", "id"] }
    try Self.check(file.path, expected, layout: layout)
    // Normalised identifiers are taken another way.
    layout.normalizes = true
    if shape == .idLast { try Self.check(file.path, expected, layout: layout) }
  }

  @Test func compressed() throws {
    let text = Shape.idLast.text
    let file = try Self.file(text)
    for (program, end) in [("gzip -1", "gz"), ("zstd -1", "zst")] {
      guard try Self.isThere(program) else { continue }
      defer { unlink("\(file.path).\(end)") }
      try SourceTests.run("\(program) -c \(file.path) > \(file.path).\(end)")
      try Self.check("\(file.path).\(end)", Self.slowly(text))
    }
  }

  private static func isThere(_ program: String) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "command -v \(program) >/dev/null"]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test func gb18030() throws {
    let text = Shape.idFirst.text
    // 甲 is E7 94 B2 in UTF-8, BC D7 in GBK and GB18030.
    var bytes: [UInt8] = []
    for byte in text where byte != 0xB2 {
      bytes.append(byte == 0xE7 ? 0xBC : byte == 0x94 ? 0xD7 : byte)
    }
    let file = try Self.file(bytes)
    try Self.check(file.path, Self.slowly(text))
  }

  @Test func aTable() throws {
    let expected = Self.slowly(Shape.idFirst.text)
    let file = try ScratchFile("")
    let queue = try DatabaseQueue(path: file.path)
    try queue.write { database in
      try database.execute(sql: "CREATE TABLE objects (id TEXT, remark TEXT)")
      for (id, record) in expected {
        try database.execute(
          sql: "INSERT INTO objects VALUES (?, ?)",
          arguments: [id, String(decoding: record.dropFirst(id.utf8.count + 1), as: UTF8.self)]
        )
      }
    }
    try queue.close()
    var layout = PoolLayout()
    layout.table = "objects"
    try Self.check(file.path, expected, layout: layout)
  }

  /// 20,002 cells of which each is short.
  @Test func manyColumns() throws {
    let cells = (1...20_001).map { "c\($0)" }
    var text = cells.joined(separator: ",") + ",id\n"
    for number in 1...7 {
      text += cells.map { "\($0)value\(number)" }.joined(separator: ",") + ",U1000\(number)\n"
    }
    let file = try ScratchFile(text)
    try Self.check(file.path, Self.slowly(Array(text.utf8)))
  }

  /// A carriage return that belongs to the last cell is kept, on whichever way the record is read.
  @Test func onlyOneCarriageReturnIsTheLineEnd() throws {
    let text = "id,remark\r\nU10001,a\r\r\nU10002,\"b\"\r\nU10003,\r\r\n"
    let file = try ScratchFile(text)
    try Self.check(file.path, Self.slowly(Array(text.utf8)))
    #expect(Self.slowly(Array(text.utf8))["U10001"] == Data("U10001,a\r".utf8))
  }

  /// As long as a block may grow, and a byte more: whole or refused.
  @Test func theGreatestRecordIsWholeAndALongerOneRefused() throws {
    for length in [Block.greatestCapacity - 2, Block.greatestCapacity - 1] {
      let text =
        "remark,id\na,U1\n" + String(repeating: "0123456789abcdef", count: length / 16)
        + String(repeating: "x", count: length % 16 - 3) + ",U2\nb,U3\n"
      let file = try ScratchFile(text)
      let pool = try Pool(file.path, layout: PoolLayout())
      var options = CensusOptions()
      options.threads = 1
      let key = RankingTests.key
      guard length < Block.greatestCapacity - 1 else {
        #expect(throws: DataError.self) { try pool.census(key: key, options: options) }
        continue
      }
      let selection = try pool.census(key: key, options: options).ranked([StratumCount(size: 3)])
      var lengths: [String: Int] = [:]
      try selection.forEachUnit {
        lengths[String(decoding: $0.id, as: UTF8.self)] = $0.record.count
      }
      #expect(lengths == ["U1": 4, "U2": length, "U3": 4])
    }
  }
}
