import Foundation
import GRDB
import Inspections
import Sampling
import TestSupport
import Testing

/// Whoever changes the file with another program is found.
@Suite struct TamperTests {
  /// A workspace with every kind of change in it.
  static func made() throws -> Office {
    let office = try Office()
    let rows = (1...12).map { "\(Office.code($0)),单位\($0),\($0)号,存续,\(["A", "B", ""][$0 % 3])\n" }
    let heading = "统一社会信用代码,名称,住所,登记状态,信用风险等级\n"
    try office.take(.objects, heading + rows.joined())
    try office.take(.objects, heading + rows.joined().replacing("存续,A", with: "注销,A"))
    try office.take(.objects, heading + rows.dropLast().joined()) { $0.endsMissing = true }
    try office.take(.items, "抽查事项,检查依据\n资质,法一\n质量,法二\n")
    try office.take(.inspectors, "姓名,执法证号,自编号,人员类别\n张某,A1,,公务员\n李某,,X1,日常监管人员\n")
    try office.take(.departments, "单位名称,上级单位\n甲局,\n测绘股,甲局\n")
    try office.take(.schemes, "") { $0.preset = SchemePreset.named("henan-2022") }
    _ = try LibraryEdit.set(
      Office.code(1),
      in: nil,
      [("住所", "新路")],
      reason: "搬迁",
      on: try office.open(),
      by: "clerk"
    )
    _ = try LibraryEdit.link(
      Office.code(1),
      Office.code(2),
      relation: "same",
      reason: "",
      on: try office.open(),
      by: "clerk"
    )
    try office.plan("任务一,全部,A: 50%;未分类: 1;B: 1,候补=50%")
    try office.commit("1")
    try office.draw("1")
    let drawn = try TaskRecord(TaskKey(year: 2024, number: 1), of: try office.open()).objects
    let first = try #require(drawn.first { $0.role == .selected })
    _ = try TaskChange.replace(
      first.key,
      of: TaskKey(year: 2024, number: 1),
      reason: .closed,
      on: try office.open(),
      by: "clerk"
    )
    _ = try LibraryEdit.end("own:X1", in: nil, reason: "调离", on: try office.open(), by: "clerk")
    return office
  }

  @Test func nothingDiffersInWhatWasWritten() throws {
    let office = try Self.made()
    let head = try office.open().head.description
    let verification = try office.verify(head)
    #expect(verification.state == .holds, "\(verification.lines)")
    #expect(verification.lines.map(\.part) == [.chain, .payloads, .names, .rows, .published])
    #expect(verification.lines.allSatisfy { $0.count > 0 })
    // Without a published head that is said, and nothing differs.
    let unseen = try office.verify()
    #expect(unseen.state == .notChecked && unseen.lines.last?.state == .notChecked)
    #expect(try WorkspaceCheck(of: try office.open()).problems.isEmpty)
  }

  /// Every single cell of every row of the ledger, its names, lines and the versions that they speak of, changed by
  /// itself; 1,000 of them at random in the long form, 150 in the short one.
  @Test func everySingleEditIsFound() throws {
    let office = try Self.made()
    let original = try Data(contentsOf: URL(fileURLWithPath: office.path))
    var random = SeededGenerator(seed: 5)
    let tables =
      ["ledger", "ledger_name", "ledger_head", "change", "workspace"]
      + LibraryKind.allCases.map(\.name)
    var cells: [(table: String, row: [String: DatabaseValue], column: String)] = []
    let queue = try DatabaseQueue(path: office.path)
    try queue.read { database in
      for table in tables {
        for row in try Row.fetchAll(database, sql: "SELECT * FROM \(table)") {
          let values = Dictionary(uniqueKeysWithValues: row.map { ($0.0, $0.1) })
          for column in row.columnNames { cells.append((table, values, column)) }
        }
      }
    }
    try queue.close()
    let isLong = ProcessInfo.processInfo.environment["SPOTCHECK_LONG"] != nil
    for (table, row, column) in cells.shuffled(using: &random).prefix(isLong ? 1_000 : 150) {
      try original.write(to: URL(fileURLWithPath: office.path))
      let old = row[column] ?? .null
      let new: DatabaseValue =
        switch old.storage {
        case .int64(let number): (number + Int64.random(in: 1...3, using: &random)).databaseValue
        case .string(let text):
          (Bool.random(using: &random) || text.isEmpty ? text + "x" : String(text.dropLast()))
            .databaseValue
        case .blob(let data): Data(data.dropLast() + [data.last.map { $0 ^ 1 } ?? 0]).databaseValue
        default: 1.databaseValue
        }
      let names = row.keys.sorted()
      let condition = names.map { "\($0) IS ?" }.joined(separator: " AND ")
      do {
        try office.tamper(
          "UPDATE \(table) SET \(column) = ? WHERE \(condition)",
          StatementArguments([new] + names.map { row[$0] ?? .null })
        )
      } catch is DatabaseError {
        // The file itself does not take it.
        continue
      }
      let state = Result { try office.verify().state }
      if case .success(let state) = state {
        #expect(state == .differs, "\(table).\(column): \(old) → \(new)")
      }
    }
  }

  @Test(arguments: [
    "DELETE FROM ledger WHERE number = (SELECT max(number) FROM ledger)",
    "DELETE FROM ledger WHERE number = 3", "DELETE FROM ledger_name WHERE entry = 4",
    "DELETE FROM ledger",
    "DELETE FROM ledger_head",
    "DELETE FROM objects WHERE version = 5", "DELETE FROM change WHERE entry = 2 AND line = 3",
    "DELETE FROM change WHERE entry = 2", "DELETE FROM links", "DELETE FROM workspace",
    "UPDATE ledger SET number = -number; UPDATE ledger SET number = 3 WHERE number = -4;"
      + " UPDATE ledger SET number = 4 WHERE number = -3; UPDATE ledger SET number = -number WHERE number < 0",
    "INSERT INTO ledger SELECT number + 1, time, actor, action, subject, digest, salt, payload FROM ledger"
      + " WHERE number = (SELECT max(number) FROM ledger)",
    "INSERT INTO objects (version, key, since, until, \(columns)) SELECT 900, key || 'x', since, until, \(columns)"
      + " FROM objects WHERE version = 1",
    "INSERT INTO change SELECT entry, 99, library, began, ended, salt, digest FROM change WHERE entry = 2 AND line = 1",
    "INSERT INTO change SELECT 77, line, library, began, ended, salt, digest FROM change WHERE entry = 2 AND line = 1",
    "UPDATE ledger SET salt = NULL, payload = NULL WHERE number = 4",
    "UPDATE change SET salt = NULL WHERE entry = 2 AND line = 1",
    "UPDATE objects SET until = 0 WHERE until = 4 AND key = '\(Office.code(12))'",
  ]) func deletionsInsertionsAndMovesAreFound(_ sql: String) throws {
    let office = try Self.made()
    try office.tamper(sql)
    let verification = try office.verify()
    #expect(verification.state == .differs, "\(sql)")
    let check = try WorkspaceCheck(of: try office.open())
    #expect(!check.problems.isEmpty)
    #expect(check.problems.allSatisfy { !$0.english.isEmpty && !$0.chinese.isEmpty })
  }

  private static let columns = LibraryKind.objects.columns.map(\.name).joined(separator: ", ")

  /// Who cuts the last entries off and writes count and head anew is found against a head that was published.
  @Test func aFileRewrittenWholeIsFoundAgainstAPublishedHead() throws {
    let office = try Office()
    try office.take(.items, "抽查事项\n资质\n")
    let published = try office.open().head.description
    let other = try Office()
    try other.take(.items, "抽查事项\n别的\n")
    try FileManager.default.removeItem(atPath: office.path)
    try FileManager.default.copyItem(atPath: other.path, toPath: office.path)
    #expect(try office.verify().state == .notChecked)
    #expect(try office.verify(published).state == .differs)
    let digest = try #require(published.split(separator: " ").last)
    #expect(try office.verify(String(digest)).state == .differs)
    // The ledger of the published head has grown: the head is in its chain.
    let later = try Office()
    try later.take(.items, "抽查事项\n资质\n")
    let head = try later.open().head
    try later.take(.items, "抽查事项\n资质\n质量\n")
    #expect(try later.verify(head.description).state == .holds)
    #expect(try later.verify(head.digest.hex).state == .holds)
    #expect(throws: WorkspaceError.self) { try later.verify("12") }
  }

  @Test func triggersKeepOtherProgramsFromWritingBySlip() throws {
    let office = try Self.made()
    let queue = try DatabaseQueue(path: office.path)
    for sql in [
      "DELETE FROM ledger", "UPDATE ledger SET time = 'x'", "UPDATE ledger SET payload = 'x'",
      "DELETE FROM objects",
    ] {
      #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
    }
    try queue.close()
  }
}
