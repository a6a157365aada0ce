internal import GRDB
internal import Sampling

/// Writes versions of records within the transaction of one change, each with its line of the diff.
final class LibraryWriter {
  /// What one record is now.
  struct Current {
    var version: Int
    var cells: [String]
  }

  let kind: LibraryKind
  private let entry: Int
  private let width: Int
  private let select: RawStatement
  private let insert: RawStatement
  private let end: RawStatement
  private let log: ChangeLog
  private var nextVersion: Int

  /// The version that the first new one has.
  let firstVersion: Int
  /// Lines of the entry so far.
  var lines: Int { log.lines }
  /// How many records were made, changed, ended.
  private(set) var counts: [LibraryChange.Kind: Int] = [:]
  /// In how many changed records each column has changed.
  private(set) var causes: [Int: Int] = [:]

  /// Makes what writes a library's versions.
  ///
  /// - Parameters:
  ///   - database: where.
  ///   - kind: the library.
  ///   - entry: the entry of the ledger.
  ///   - log: the lines of the entry, where it changes several libraries; nil for one of its own.
  /// - Throws: what the database says.
  init(
    _ database: Database,
    _ kind: LibraryKind,
    entry: Int,
    log: ChangeLog? = nil
  ) throws {
    self.kind = kind
    self.log = try log ?? ChangeLog(database, entry: entry)
    self.entry = entry
    let names = kind.columns.map(\.name)
    width = names.count
    let list = names.joined(separator: ", ")
    select = try RawStatement(
      database,
      "SELECT version, \(list) FROM \(kind.name) WHERE key = ? AND until = 0"
    )
    insert = try RawStatement(
      database,
      "INSERT INTO \(kind.name) (version, key, since, \(list)) VALUES (?, ?, ?"
        + String(repeating: ", ?", count: names.count) + ")"
    )
    end = try RawStatement(database, "UPDATE \(kind.name) SET until = ? WHERE version = ?")
    nextVersion =
      try (Int.fetchOne(database, sql: "SELECT max(version) FROM \(kind.name)") ?? 0) + 1
    firstVersion = nextVersion
  }

  /// The record of a key, as it is now; nil where there is none.
  func current(_ key: String) throws -> Current? {
    try select.bind(1, key)
    defer { select.reset() }
    guard try select.step() else { return nil }
    return Current(version: select.int(0), cells: (1...width).map { select.text(Int32($0)) })
  }

  /// Puts a record in place of what it is now; nothing where it is the same already.
  ///
  /// - Returns: the change and the version that began; nil where nothing has changed.
  func put(
    _ key: String,
    _ cells: [String],
    over old: Current?
  ) throws -> (change: LibraryChange, version: Int)? {
    let change = LibraryChange(key, from: old?.cells, to: cells)
    if old != nil, change.cells.isEmpty { return nil }
    if let old { try end(old.version) }
    let version = nextVersion
    nextVersion += 1
    try insert.bind(1, version)
    try insert.bind(2, key)
    try insert.bind(3, entry)
    for (column, cell) in cells.enumerated() { try insert.bind(Int32(4 + column), cell) }
    try insert.run()
    try add(change, began: version, ended: old?.version)
    if old != nil { for cell in change.cells { causes[cell.column, default: 0] += 1 } }
    return (change, version)
  }

  /// Ends a record.
  func end(_ key: String, _ current: Current) throws -> LibraryChange {
    let change = LibraryChange(key, from: current.cells, to: nil)
    try end(current.version)
    try add(change, began: nil, ended: current.version)
    return change
  }

  private func end(_ version: Int) throws {
    try end.bind(1, entry)
    try end.bind(2, version)
    try end.run()
  }

  private func add(_ change: LibraryChange, began: Int?, ended: Int?) throws {
    counts[change.kind, default: 0] += 1
    try log.add(change, in: kind, began: began, ended: ended)
  }

  /// What the ledger says of the change.
  func payload(_ more: [String: LedgerPayload.Value] = [:]) -> LedgerPayload {
    var values = more
    values["library"] = .text(kind.name)
    for kind in LibraryChange.Kind.allCases {
      values[kind.rawValue] = .integer(counts[kind, default: 0])
    }
    return log.payload(values)
  }
}
