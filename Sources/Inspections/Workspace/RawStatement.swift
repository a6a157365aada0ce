internal import GRDB
internal import GRDBSQLite

/// A statement that is run for every row of a large library, without a value object a cell.
///
/// Parameters count from 1, columns from 0, as in SQLite's own interface.
struct RawStatement {
  // Kept: the pointer lives as long as the statement.
  private let statement: Statement
  private let pointer: OpaquePointer?
  private let database: Database

  /// SQLite copies what is bound.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ database: Database, _ sql: String) throws {
    statement = try database.makeStatement(sql: sql)
    pointer = statement.sqliteStatement
    self.database = database
  }

  func bind(_ index: Int32, _ text: String) throws {
    var text = text
    try check(
      text.withUTF8 { bytes in
        guard !bytes.isEmpty else {
          // Empty, and not NULL, as a text without an address would be.
          return sqlite3_bind_text(pointer, index, "", 0, RawStatement.transient)
        }
        return bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(
            pointer,
            index,
            $0.baseAddress,
            Int32(clamping: $0.count),
            RawStatement.transient
          )
        }
      }
    )
  }

  func bind(_ index: Int32, _ number: Int) throws {
    try check(sqlite3_bind_int64(pointer, index, Int64(number)))
  }

  func bindNull(_ index: Int32) throws { try check(sqlite3_bind_null(pointer, index)) }

  func bind(_ index: Int32, bytes: UnsafeRawBufferPointer) throws {
    try check(
      sqlite3_bind_blob(
        pointer,
        index,
        bytes.baseAddress,
        Int32(clamping: bytes.count),
        RawStatement.transient
      )
    )
  }

  /// The next row; false where there is none.
  func step() throws -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      let message = String(cString: sqlite3_errmsg(database.sqliteConnection))
      sqlite3_reset(pointer)
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
  }

  /// Runs the statement, which answers no rows, and makes it ready to be run again.
  func run() throws {
    while try step() {}
    reset()
  }

  func reset() { sqlite3_reset(pointer) }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

  func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(pointer, column)) }

  /// A column as text; empty where it is NULL.
  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  /// The bytes of a column, valid until the next step.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    guard let start = sqlite3_column_blob(pointer, column) else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
  }

  private func check(_ code: Int32) throws {
    if code != SQLITE_OK { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }
}
