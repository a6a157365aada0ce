internal import Foundation
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
  private let note: RawStatement
  private var nextVersion: Int
  private var salts = SaltSource()
  private var digests = SHA256()

  /// The version that the first new one has.
  let firstVersion: Int
  /// Lines so far.
  private(set) var lines = 0
  /// How many records were made, changed, ended.
  private(set) var counts: [LibraryChange.Kind: Int] = [:]
  /// In how many changed records each column has changed.
  private(set) var causes: [Int: Int] = [:]

  init(_ database: Database, _ kind: LibraryKind, entry: Int) throws {
    self.kind = kind
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
    note = try RawStatement(
      database,
      "INSERT INTO change (entry, line, library, began, ended, salt, digest) VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    nextVersion =
      try (Int.fetchOne(database, sql: "SELECT max(version) FROM \(kind.name)") ?? 0) + 1
    firstVersion = nextVersion
  }

  /// The digest over the digests of the lines.
  var digest: Digest { digests.digest }

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
    lines += 1
    counts[change.kind, default: 0] += 1
    let salt = salts.next()
    let digest = LedgerEntry.digest(of: change.line(in: kind), salt: RandomHex.hex(salt))
    digests.add(digest.hex.utf8)
    digests.add(CollectionOfOne(0x0A))
    try note.bind(1, entry)
    try note.bind(2, lines)
    try note.bind(3, kind.rawValue)
    if let began { try note.bind(4, began) } else { try note.bindNull(4) }
    if let ended { try note.bind(5, ended) } else { try note.bindNull(5) }
    try salt.withUnsafeBytes { try note.bind(6, bytes: $0) }
    try digest.withBytes { try note.bind(7, bytes: $0) }
    try note.run()
  }

  /// What the ledger says of the change.
  func payload(_ more: [String: LedgerPayload.Value] = [:]) -> LedgerPayload {
    var values = more
    values["library"] = .text(kind.name)
    for kind in LibraryChange.Kind.allCases {
      values[kind.rawValue] = .integer(counts[kind, default: 0])
    }
    values["lines"] = .integer(lines)
    values["digest"] = .text(digest.hex)
    return LedgerPayload(values)
  }
}

/// Salts of 32 bytes from the system's generator, fetched eight at a time.
struct SaltSource {
  private var bytes = [UInt8](repeating: 0, count: 256)
  private var place = 256

  mutating func next() -> [UInt8] {
    if place == bytes.count {
      place = 0
      // The generator of the system does not fail for so few bytes.
      precondition(getentropy(&bytes, bytes.count) == 0, "the system has a random generator")
    }
    place += 32
    return Array(bytes[place - 32..<place])
  }
}

extension Digest {
  /// Gives the 32 bytes to a body.
  func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let big = (
      words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
    )
    return try withUnsafeBytes(of: big, body)
  }

  /// Reads 32 bytes; nil for another number of them.
  init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 32 else { return nil }
    func word(_ start: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    self.init(words: (word(0), word(8), word(16), word(24)))
  }
}
