@_spi(_Unicode) import Swift

/// A text that a draw accepts: an identifier, a stratum's name, a label or a seed.
///
/// 1 to 1,024 bytes of UTF-8 in normalisation form C, without control characters, line or paragraph
/// separators, default-ignorable or unassigned code points, and without white space at either end.
/// Anything else is refused, never repaired: two texts that look alike and differ in their bytes
/// would get different tickets.
///
/// Compares by its bytes, as the protocol does.
///
/// Which code points are assigned follows the Unicode version of the Swift runtime: a text with a
/// newer one is refused by an older build, never drawn differently.
public struct ProtocolText: Hashable, Sendable {
  /// The text.
  public let text: String

  /// The greatest length in bytes.
  public static let maximumLength = 1024

  /// Checks a text.
  ///
  /// - Parameter text: the text.
  /// - Throws: ``ProtocolTextError``, the first thing that a draw refuses.
  /// - Complexity: O(length).
  public init(_ text: String) throws(ProtocolTextError) {
    if let error = ProtocolText.problem(in: text) { throw error }
    self.text = text
  }

  /// A text that is known to be acceptable.
  init(unchecked text: String) {
    self.text = text
  }

  /// A text that a draw may refuse: the functions of the protocol are defined for any, and tested so.
  package init(anyText text: String) { self.init(unchecked: text) }

  /// What a draw refuses in a text, or nil where it accepts it.
  ///
  /// - Parameter text: the text.
  /// - Returns: the first problem.
  /// - Complexity: O(length).
  public static func problem(in text: String) -> ProtocolTextError? {
    let length = text.utf8.count
    guard length > 0 else { return .empty }
    guard length <= maximumLength else { return .tooLong(bytes: length) }
    let scalars = text.unicodeScalars
    for scalar in scalars {
      if scalar.isASCII {
        if scalar.value < 0x20 || scalar.value == 0x7F { return .control(scalar.value) }
        continue
      }
      switch scalar.properties.generalCategory {
      case .control: return .control(scalar.value)
      case .lineSeparator, .paragraphSeparator: return .lineSeparator(scalar.value)
      case .unassigned: return .unassigned(scalar.value)
      default: break
      }
      if scalar.properties.isDefaultIgnorableCodePoint { return .invisible(scalar.value) }
    }
    if let first = scalars.first, first.properties.isWhitespace { return .whiteSpaceAtEnd }
    if let last = scalars.last, last.properties.isWhitespace { return .whiteSpaceAtEnd }
    return isNormalized(text) ? nil : .notNormalized
  }

  /// Whether a text is in normalisation form C.
  private static func isNormalized(_ text: String) -> Bool {
    var scalars = text.unicodeScalars.makeIterator()
    // The standard library's own normaliser, which Foundation too is built on; Sampling stays free
    // of Foundation.
    for normal in text._nfc {
      guard scalars.next() == normal else { return false }
    }
    return scalars.next() == nil
  }
}

extension ProtocolText: Comparable, CustomStringConvertible {
  /// Compares bytes.
  public static func < (left: ProtocolText, right: ProtocolText) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// Compares bytes.
  public static func == (left: ProtocolText, right: ProtocolText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// Feeds the bytes.
  ///
  /// - Parameter hasher: the hasher.
  public func hash(into hasher: inout Hasher) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isDone == nil { for byte in text.utf8 { hasher.combine(byte) } }
    hasher.combine(0xFF as UInt8)
  }

  /// The text.
  public var description: String { text }
}

/// Why a draw refuses a text.
public enum ProtocolTextError: ExplainedError, Hashable {
  /// Nothing is written.
  case empty
  /// More than 1,024 bytes.
  case tooLong(bytes: Int)
  /// Not valid UTF-8.
  case notUTF8
  /// A control character.
  case control(UInt32)
  /// A line or paragraph separator.
  case lineSeparator(UInt32)
  /// A code point that can not be seen: zero-width, bidirectional control, byte order mark.
  case invisible(UInt32)
  /// A code point without an assigned character.
  case unassigned(UInt32)
  /// White space at the beginning or the end.
  case whiteSpaceAtEnd
  /// Not in normalisation form C.
  case notNormalized
  /// A character whose GB18030 code means different characters in different editions.
  case unstableCode(UInt32)

  /// What it is about.
  public var kind: ErrorKind { .usage }

  /// The sentence for a person, with the remedy.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line that continues „"value" …“.
  public func explanation(in language: Language) -> String {
    func code(_ value: UInt32) -> String {
      let hex = String(value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(4 - hex.count, 0)) + hex
    }
    return switch self {
    case .empty: language("is empty; fill it in", "为空，请填写")
    case .tooLong(let bytes):
      language(
        "has \(bytes) bytes; at most 1024 are allowed: shorten it",
        "长度为 \(bytes) 字节，最多 1024 字节，请缩短"
      )
    case .notUTF8:
      language(
        "is not valid UTF-8; save the file as UTF-8 or name its \(Setting.encoding)",
        "不是有效的 UTF-8，请另存为 UTF-8 或用 \(Setting.encoding) 指定编码"
      )
    case .control(let value):
      language(
        "holds the control character \(code(value)); remove it",
        "含有控制字符 \(code(value))，请删除"
      )
    case .lineSeparator(let value):
      language(
        "holds the line separator \(code(value)); remove it",
        "含有行分隔符 \(code(value))，请删除"
      )
    case .invisible(let value):
      language(
        "holds the invisible character \(code(value)); remove it",
        "含有不可见字符 \(code(value))，请删除"
      )
    case .unassigned(let value):
      language(
        "holds \(code(value)), to which no character is assigned; correct it",
        "含有未分配的码位 \(code(value))，请更正"
      )
    case .whiteSpaceAtEnd:
      language(
        "begins or ends with white space; remove it",
        "首尾含有空白，请删除"
      )
    case .notNormalized:
      language(
        "is not in Unicode normalisation form C; write it in that form",
        "不是 Unicode NFC 规范形式，请改为该形式"
      )
    case .unstableCode(let value):
      language(
        "holds \(code(value)), whose GB18030 code changed between editions or is for private use;"
          + " save the file as UTF-8",
        "含有 \(code(value))，其 GB18030 编码在不同版本中含义不同或属于自造字，请另存为 UTF-8"
      )
    }
  }
}

extension ProtocolText: Encodable {
  /// Encodes the text.
  ///
  /// - Parameter encoder: the encoder.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }
}
