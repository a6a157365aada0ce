internal import CTickets

/// The 256 bits of a SHA-256: a ticket, a key, a commitment, a file's digest.
///
/// Orders as its bytes do, which is also the order of its hexadecimal text.
public struct Digest: Hashable, Sendable {
  /// The bits as four big-endian words.
  public let words: (UInt64, UInt64, UInt64, UInt64)

  /// Makes a digest from its words.
  ///
  /// - Parameter words: four big-endian words, the first the most significant.
  public init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// Reads 64 lower-case hexadecimal digits.
  ///
  /// Nil for anything else; upper case is refused, because it would not be the same text.
  ///
  /// - Parameter hex: the text.
  public init?(hex: some StringProtocol) {
    var text = String(hex)
    let words = text.withUTF8 { digits -> (UInt64, UInt64, UInt64, UInt64)? in
      guard digits.count == 64, let first = Digest.word(digits, 0),
        let second = Digest.word(digits, 16), let third = Digest.word(digits, 32),
        let fourth = Digest.word(digits, 48)
      else { return nil }
      return (first, second, third, fourth)
    }
    guard let words else { return nil }
    self.words = words
  }

  /// Sixteen digits from a place on; nil where one is none.
  private static func word(_ digits: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt64? {
    var word: UInt64 = 0
    for digit in digits[start..<start + 16] {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x61...0x66: value = digit - 0x61 + 10
      default: return nil
      }
      word = word << 4 | UInt64(value)
    }
    return word
  }

  /// The 64 lower-case hexadecimal digits.
  public var hex: String {
    String(unsafeUninitializedCapacity: 64) { buffer in
      writeHex(to: UnsafeMutableRawBufferPointer(buffer))
      return 64
    }
  }

  /// Writes the 64 digits into memory.
  ///
  /// - Parameter buffer: room for at least 64 bytes.
  public func writeHex(to buffer: UnsafeMutableRawBufferPointer) {
    precondition(buffer.count >= 64, "64 digits need 64 bytes")
    func write(_ word: UInt64, at start: Int) {
      for index in 0..<16 {
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * index)) & 15
        buffer[start + index] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
    }
    write(words.0, at: 0)
    write(words.1, at: 16)
    write(words.2, at: 32)
    write(words.3, at: 48)
  }

  /// Compares all 256 bits.
  public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  /// Feeds all 256 bits.
  ///
  /// - Parameter hasher: the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

extension Digest: Comparable, CustomStringConvertible {
  /// Compares as bytes.
  public static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }

  /// The hexadecimal text.
  public var description: String { hex }
}

/// A running SHA-256 (FIPS 180-4).
public struct SHA256: Sendable {
  private var state = ct_sha256()

  /// Starts a hash.
  public init() { ct_sha256_start(&state) }

  /// The digest of bytes that are all at hand.
  ///
  /// - Parameter bytes: the bytes.
  /// - Returns: their digest.
  public static func digest(of bytes: some Sequence<UInt8>) -> Digest {
    var hash = SHA256()
    hash.add(bytes)
    return hash.digest
  }

  /// Adds bytes.
  ///
  /// - Parameter bytes: the bytes.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { buffer in
      ct_sha256_add(&state, buffer.baseAddress, buffer.count)
    }
    if isDone == nil { add(Array(bytes)) }
  }

  /// Adds bytes in memory.
  ///
  /// - Parameter bytes: the bytes.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    ct_sha256_add(&state, bytes.baseAddress, bytes.count)
  }

  /// The digest of what was added so far; more can be added afterwards.
  public var digest: Digest {
    var copy = state
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { bytes in
      ct_sha256_finish(&copy, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
    return Digest(
      words: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
    )
  }

  /// The state as the kernels take it.
  var kernelState: ct_sha256 { state }
}
