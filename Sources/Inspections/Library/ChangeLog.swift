internal import Foundation
internal import GRDB
internal import Sampling

/// The lines of the diff of one entry, of whatever libraries: each with a salt and a digest of its own.
final class ChangeLog {
  private let entry: Int
  private let note: RawStatement
  private var salts = SaltSource()
  private var digests = SHA256()
  /// Lines so far.
  private(set) var lines = 0

  init(_ database: Database, entry: Int) throws {
    self.entry = entry
    note = try RawStatement(
      database,
      "INSERT INTO change (entry, line, library, began, ended, salt, digest) VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
  }

  /// Notes what was done to a record.
  ///
  /// - Parameters:
  ///   - change: what was done.
  ///   - kind: the library.
  ///   - began: the version that began.
  ///   - ended: the version that ended.
  /// - Throws: what the database says.
  func add(_ change: LibraryChange, in kind: LibraryKind, began: Int?, ended: Int?) throws {
    lines += 1
    let salt = salts.next()
    let digest = LedgerEntry.digest(of: change.line(in: kind), salt: RandomHex.hex(salt))
    digests.add(digest.hex)
    digests.add("\n")
    try note.bind(1, entry)
    try note.bind(2, lines)
    try note.bind(3, kind.rawValue)
    if let began { try note.bind(4, began) } else { try note.bindNull(4) }
    if let ended { try note.bind(5, ended) } else { try note.bindNull(5) }
    try salt.withUnsafeBytes { try note.bind(6, bytes: $0) }
    try digest.withBytes { try note.bind(7, bytes: $0) }
    try note.run()
  }

  /// What the ledger says of the change: their number, and the digest over their digests.
  func payload(_ more: [String: LedgerPayload.Value]) -> LedgerPayload {
    var values = more
    values["lines"] = .integer(lines)
    values["digest"] = .text(digests.digest.hex)
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
    let big = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
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
