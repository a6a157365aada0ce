import CTickets
import Foundation
import GRDB
import Sampling
import TestSupport
import Testing

@testable import Frames

/// The same selection from CSV, from a table, by every kernel and in every order of the rows.
@Suite(.serialized) struct DatabaseTableTests {
  static let rows = (0..<3000).map { number in
    (id: number % 5 == 0 ? "甲,\(number)" : "U\(number)", stratum: number % 3 == 0 ? "低" : "高")
  }
  static let counts = [StratumCount(size: 200, reserves: 3), StratumCount(size: 77)]

  static func csv(_ rows: [(id: String, stratum: String)]) throws -> ScratchFile {
    let lines = rows.map { "\(CSVText.field($0.id)),\($0.stratum)\n" }
    return try ScratchFile("id,class\n" + lines.joined())
  }

  static func database(_ statement: String) throws -> ScratchFile {
    let file = try ScratchFile("")
    let queue = try DatabaseQueue(path: file.path)
    try queue.write { database in
      try database.execute(sql: statement)
      for row in rows {
        try database.execute(
          sql: "INSERT INTO objects (id, class) VALUES (?, ?)",
          arguments: [row.id, row.stratum]
        )
      }
    }
    try queue.close()
    return file
  }

  static func pool(_ file: ScratchFile, table: String? = nil) throws -> Pool {
    var layout = PoolLayout()
    layout.idColumns = ["id"]
    layout.stratumColumn = "class"
    layout.table = table
    return try Pool(file.path, layout: layout)
  }

  static func selected(_ pool: Pool) throws -> [String] {
    try RankingTests.ids(try pool.census(key: RankingTests.key).ranked(counts))
  }

  @Test func aTableGivesWhatTheFileGives() throws {
    let expected = try Self.selected(Self.pool(try Self.csv(Self.rows)))
    let file = try Self.database("CREATE TABLE objects (id TEXT, class TEXT, note REAL)")
    let pool = try Self.pool(file, table: "objects")
    #expect(pool.header == ["id", "class", "note"] && pool.isTable)
    #expect(try Self.selected(pool) == expected && expected.count == 280)
    // A table has no bytes of its own: its digest is that of the unit frame.
    var frame = UnitFrameDigest()
    for row in Self.rows.sorted(by: { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }) {
      frame.add(id: row.id.utf8, stratum: row.stratum.utf8)
    }
    #expect(try pool.roster().digest == frame.digest)
    #expect(try pool.census(key: RankingTests.key).reading.digest == nil)
  }

  @Test func everyKernelAndOrderGivesTheSame() throws {
    let expected = try Self.selected(Self.pool(try Self.csv(Self.rows)))
    var random = SeededGenerator(seed: 4)
    let shuffled = try Self.csv(Self.rows.shuffled(using: &random))
    let before = ct_kernel_in_use()
    defer { ct_kernel_use(before) }
    var kernel: Int32 = 0
    while let name = ct_kernel_name(kernel) {
      if ct_kernel_use(kernel) {
        #expect(try Self.selected(Self.pool(shuffled)) == expected, "\(String(cString: name))")
      }
      kernel += 1
    }
  }

  @Test func whatIsNoTableOrNoTextIsRefused() throws {
    let file = try Self.database("CREATE TABLE objects (id TEXT, class TEXT)")
    #expect(throws: DataError.self) { try Self.pool(file) }
    #expect(throws: DataError.self) { try Self.pool(file, table: "subjects") }
    #expect(throws: DataError.self) { try Self.pool(try Self.csv(Self.rows), table: "objects") }
    #expect(throws: InputError.self) {
      try Pool(
        "/nowhere/registry.sqlite",
        layout: {
          var layout = PoolLayout()
          layout.table = "a"
          return layout
        }()
      )
    }
    let queue = try DatabaseQueue(path: file.path)
    try queue.write { try $0.execute(sql: "UPDATE objects SET class = x'00FF' WHERE id = 'U7'") }
    try queue.close()
    do {
      _ = try Self.pool(file, table: "objects")
      Issue.record("a BLOB is no text")
    } catch let error as DataError {
      #expect(error.problems.first?.row == 9 && error.problems.first?.column == "class")
    }
  }
}
