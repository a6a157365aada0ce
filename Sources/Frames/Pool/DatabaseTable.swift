import Foundation
internal import GRDB
internal import GRDBSQLite
internal import Sampling

/// A table or view of an SQLite database, opened for reading only.
struct DatabaseTable {
  private let file: String
  private let table: String
  private let queue: DatabaseQueue

  /// What every SQLite database begins with.
  static let mark = Array("SQLite format 3\0".utf8)

  /// Opens a table.
  ///
  /// - Throws: ``InputError`` for a file that can not be opened; ``DataError`` for one that is no
  ///   database or has no such table.
  init(_ file: String, table: String) throws {
    // A missing file, a folder or one without permission is told as for any input.
    let input = try InputFile.open(file)
    defer { close(input) }
    var head = [UInt8](repeating: 0, count: DatabaseTable.mark.count)
    let count = try PoolSource.read(input, at: 0, into: &head, file: file)
    // SQLite's files beside a database, with changes that are not in it yet.
    for end in ["-wal", "-journal", "-shm"] {
      try RunFiles.current?.noteRead(FileIdentity(at: file + end), as: file + end)
    }
    guard count == head.count, head == DatabaseTable.mark else {
      throw DatabaseTable.error(
        file,
        "is no SQLite database, so that it has no tables; leave \(Setting.table) out",
        "不是 SQLite 数据库，没有表，请去掉 \(Setting.table)"
      )
    }
    self.file = file
    self.table = table
    var configuration = Configuration()
    configuration.readonly = true
    do {
      queue = try DatabaseQueue(path: file, configuration: configuration)
      let known = try queue.read { database in
        try String.fetchAll(
          database,
          sql: "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
        )
      }
      guard known.contains(table) else {
        throw DatabaseTable.error(
          file,
          "has no table \"\(table.excerpt)\"; it has \(known.joined(separator: ", "))",
          "没有表“\(table.excerpt)”，现有：\(known.joined(separator: "、"))"
        )
      }
    } catch let error as DatabaseError {
      throw InputError.unreadable(file: file, reason: error.description)
    }
  }

  private static func error(_ file: String, _ english: String, _ chinese: String) -> DataError {
    DataError(.init(file: file, reason: .other(Sentence(english, chinese))))
  }

  /// The table as CSV in a temporary file: its columns as the header, its rows in their order.
  ///
  /// Integers and numbers are written as SQLite writes them, NULL as an empty cell.
  ///
  /// - Throws: ``DataError`` with the row of a cell that is no text; ``InputError``; ``OutputError``;
  ///   ``Interruption``.
  func text(delimiter: UInt8, monitor: WorkMonitor) throws -> TemporaryFile {
    let file = try TemporaryFile()
    do {
      try queue.read { database in
        monitor.begin(.reading, goal: 0)
        let statement = try database.makeStatement(
          sql: "SELECT * FROM \"\(table.replacing("\"", with: "\"\""))\""
        )
        let names = statement.columnNames
        let text = ByteText(capacity: 1 << 20)
        for (column, name) in names.enumerated() {
          if column > 0 { text.append(delimiter) }
          Array(name.utf8).withUnsafeBytes { CSVText.append($0, delimiter: delimiter, to: text) }
        }
        text.append(0x0A)
        let pointer = statement.sqliteStatement
        var row = 1
        while true {
          let code = sqlite3_step(pointer)
          if code == SQLITE_DONE { break }
          guard code == SQLITE_ROW else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code))
          }
          row += 1
          for column in 0..<Int32(names.count) {
            if column > 0 { text.append(delimiter) }
            try append(column, of: pointer, row: row, name: names[Int(column)], delimiter, to: text)
          }
          text.append(0x0A)
          if text.count > 1 << 19 {
            try file.append(text.bytes)
            try monitor.advance(text.count)
            text.removeAll()
          }
        }
        try file.append(text.bytes)
      }
    } catch let error as DatabaseError {
      throw InputError.unreadable(file: self.file, reason: error.description)
    }
    return file
  }

  /// Adds a cell.
  private func append(
    _ column: Int32,
    of statement: OpaquePointer?,
    row: Int,
    name: String,
    _ delimiter: UInt8,
    to text: ByteText
  ) throws {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_NULL: return
    case SQLITE_BLOB:
      throw DataError(
        .init(
          file: file,
          row: row,
          column: name,
          reason: .other(
            Sentence(
              "is binary data (BLOB); draw from a view with text in its place",
              "是二进制数据（BLOB），请改用文本列的视图"
            )
          )
        )
      )
    default: break
    }
    // What is no NULL has a text, unless there is no memory for it.
    guard let cell = sqlite3_column_text(statement, column) else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
    let count = Int(sqlite3_column_bytes(statement, column))
    CSVText.append(
      UnsafeRawBufferPointer(start: cell, count: count),
      delimiter: delimiter,
      to: text
    )
  }
}
