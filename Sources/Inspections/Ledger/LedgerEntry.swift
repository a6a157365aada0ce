internal import Frames
package import Sampling

/// One entry of the ledger: who did what to what, when, and the digest of what is said of it.
///
/// Its text is `k LF time LF actor LF action LF subject LF digest LF`; actor and subject are numbers of chance,
/// whose names stand in a table beside, so that a name can be blanked while the chain stays.
package struct LedgerEntry: Hashable, Sendable {
  /// The number k, from 1.
  package var number: Int
  /// The time in UTC, `YYYY-MM-DDThh:mm:ssZ`.
  package var time: String
  /// 32 random hexadecimal digits in place of who did it.
  package var actor: String
  /// The words of the command.
  package var action: String
  /// 32 random hexadecimal digits in place of what it was done to.
  package var subject: String
  /// The digest of salt and payload.
  package var digest: Digest

  /// The text that is chained.
  package var text: String {
    "\(number)\n\(time)\n\(actor)\n\(action)\n\(subject)\n\(digest.hex)\n"
  }

  /// The digest of a payload, or of a line: hex SHA-256( salt LF text ).
  ///
  /// - Parameters:
  ///   - text: the payload, or the line.
  ///   - salt: 64 random hexadecimal digits.
  /// - Returns: the digest.
  package static func digest(of text: String, salt: String) -> Digest {
    var hash = SHA256()
    hash.add(salt)
    hash.add("\n")
    hash.add(text)
    return hash.digest
  }
}

/// The head of a chain of entries: head(k) = hex SHA-256( head(k−1) LF hex SHA-256(entry k) ), head(0) the SHA-256
/// of the empty text.
package struct LedgerHead: Hashable, Sendable, CustomStringConvertible {
  /// How many entries are chained.
  package private(set) var count: Int
  /// The digest that speaks for all of them.
  package private(set) var digest: Digest

  /// The head of no entry.
  package init() {
    count = 0
    digest = SHA256.digest(of: EmptyCollection())
  }

  /// A head as it is kept.
  init(count: Int, digest: Digest) { (self.count, self.digest) = (count, digest) }

  /// Reads `k hex`, as `ledger head` prints it; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let count = Int(parts[0]), count >= 0, String(count) == parts[0],
      let digest = Digest(hex: parts[1])
    else { return nil }
    self.init(count: count, digest: digest)
  }

  /// Chains an entry.
  package mutating func add(_ entry: LedgerEntry) {
    var text = SHA256()
    text.add(entry.text)
    var hash = SHA256()
    hash.add(digest.hex)
    hash.add("\n")
    hash.add(text.digest.hex)
    digest = hash.digest
    count += 1
  }

  /// `k hex`.
  package var description: String { "\(count) \(digest.hex)" }
}

extension SHA256 {
  /// Adds a text as UTF-8, without the detour by which any sequence is added.
  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }
}

/// Hexadecimal digits from the system's generator.
enum RandomHex {
  /// So many digits, an even number.
  static func digits(_ count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<count / 2).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    return hex(bytes)
  }

  /// Bytes as lower-case digits.
  static func hex(_ bytes: some Collection<UInt8>) -> String {
    String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
      func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
      for (index, byte) in bytes.enumerated() {
        buffer[2 * index] = digit(byte >> 4)
        buffer[2 * index + 1] = digit(byte & 15)
      }
      return 2 * bytes.count
    }
  }
}
