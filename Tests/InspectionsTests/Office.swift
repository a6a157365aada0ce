import Foundation
import Frames
import GRDB
import Inspections
import Sampling
import TestSupport

/// A workspace in a folder of its own.
final class Office: Sendable {
  let folder: URL
  var path: String { folder.appendingPathComponent("office.spotcheck").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "spotcheck-\(UUID().uuidString)"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    _ = try Workspace.create(path, isDemo: true, now: "2024-03-14T09:00:00Z", actor: "clerk")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func open() throws -> Workspace { try Workspace(path, now: "2024-03-15T09:00:00Z") }

  func write(_ text: String, to name: String) throws -> String {
    let file = folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// Imports a table.
  @discardableResult
  func take(
    _ kind: LibraryKind,
    _ text: String,
    _ adjust: (inout LibraryImport) -> Void = { _ in },
    onChange: (LibraryChange) -> Void = { _ in }
  ) throws -> LibraryImport.Outcome {
    var request = LibraryImport(
      kind,
      try write(text, to: "\(kind.name).csv"),
      layout: TableLayout()
    )
    adjust(&request)
    return try request.run(on: try open(), by: "clerk", onChange: onChange)
  }

  /// The records of a library, in the order of `header`.
  func list(_ kind: LibraryKind, _ filters: [String] = [], showsClasses: Bool = false) throws
    -> [[String]]
  {
    let list = try LibraryList(
      kind,
      filters: try filters.map { try RowFilter(parsing: $0) },
      showsClasses: showsClasses
    )
    var records: [[String]] = []
    _ = try list.forEach(in: try open()) { records.append($0) }
    return records
  }

  func verify(_ head: String? = nil) throws -> LedgerVerification {
    try LedgerVerification(of: try open(), against: head)
  }

  /// Changes the file as another program would, its triggers dropped.
  func tamper(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
    let queue = try DatabaseQueue(
      path: path,
      configuration: {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        return configuration
      }()
    )
    try queue.write { database in
      let triggers = try String.fetchAll(
        database,
        sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'"
      )
      for name in triggers { try database.execute(sql: "DROP TRIGGER \(name)") }
      try database.execute(sql: sql, arguments: arguments)
    }
    try queue.close()
  }

  /// Leaves the file as a crash in the middle of a change does: half of it written, and the journal beside it.
  func leaveJournal() throws {
    let queue = try DatabaseQueue(path: path)
    let names = [path, path + "-journal"]
    let copies = try queue.writeWithoutTransaction { database in
      var copies: [Data] = []
      try database.execute(sql: "PRAGMA cache_size = 1")
      try database.inTransaction(.immediate) {
        try database.execute(sql: "CREATE TABLE half (x)")
        for _ in 0..<100 {
          try database.execute(sql: "INSERT INTO half VALUES (randomblob(1000))")
        }
        copies = try names.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        return .rollback
      }
      return copies
    }
    try queue.close()
    for (name, bytes) in zip(names, copies) { try bytes.write(to: URL(fileURLWithPath: name)) }
  }

  /// A code of so many with its checks right.
  static func code(_ number: Int) -> String {
    let digits = String(number)
    let body = String(repeating: "0", count: 8 - digits.count) + digits
    let organisation = Array(body.utf8)
    let inner = CreditCode.organisationCheck(of: organisation[...])
    let front = Array("91410000".utf8) + organisation + [inner]
    return String(decoding: front + [CreditCode.check(of: front[...])], as: UTF8.self)
  }

  /// The sentences of an error, English and Chinese.
  static func sentences(_ body: () throws -> Void) -> (
    english: String, chinese: String, kind: ErrorKind?
  ) {
    do {
      try body()
      return ("", "", nil)
    } catch let error as any ExplainedError {
      return (error.explanation(in: .english), error.explanation(in: .chinese), error.kind)
    } catch {
      return ("\(error)", "\(error)", nil)
    }
  }
}
