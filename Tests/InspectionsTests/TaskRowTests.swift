import GRDB
import Sampling
import Testing

@testable import Inspections

/// Rows of tasks and draws are held by the ledger as those of libraries are.
@Suite struct TaskRowTests {
  /// An entry that changes several libraries has one numbering of lines, and each of its cells is found.
  @Test(arguments: [
    "UPDATE tasks SET rules = '≥1%'", "UPDATE draws SET seed = '7'",
    "UPDATE draws SET state = 'drawn'",
    "UPDATE drawn SET class = 'D'", "UPDATE drawn SET rank = '2'", "UPDATE drawn SET object = '9'",
    "DELETE FROM drawn", "UPDATE change SET library = 8 WHERE library = 9",
  ]) func aChangedCellIsFound(_ sql: String) throws {
    let office = try Office()
    _ = try office.open().change("task commit", subject: "2024/1", by: "clerk") { database, entry in
      let log = try ChangeLog(database, entry: entry)
      for (kind, key, first) in [
        (LibraryKind.tasks, "2024/1", ["2024", "1"]), (.draws, "2024/1/1", ["2024/1", "1"]),
        (.drawn, "2024/1/1/5", ["2024/1/1", "5", "A", "selected", "1"]),
      ] {
        let writer = try LibraryWriter(database, kind, entry: entry, log: log)
        let empty = [String](repeating: "", count: kind.columns.count - first.count)
        _ = try writer.put(key, first + empty, over: nil)
      }
      #expect(log.lines == 3)
      return log.payload([:])
    }
    let before = try office.verify()
    #expect(before.state == .notChecked && before.lines.allSatisfy { $0.state != .differs })
    try office.tamper(sql)
    #expect(try office.verify().state == .differs)
  }

  /// What is written by commands of its own is neither imported nor edited as a library.
  @Test func tasksAreNoLibrary() {
    for kind in LibraryKind.allCases {
      #expect((LibraryKind(name: kind.name) == kind) == LibraryKind.libraries.contains(kind))
    }
  }
}
