/// Recognises what a spreadsheet makes of a code: `9.14E+17`, `="914…"`, `'914…`, `#N/A`, `####`.
///
/// Such a cell names no unit: the digits of a number beyond the fifteenth are lost for good, and two
/// enterprises become one.
public enum ShortenedCode {
  /// Whether a cell is what a spreadsheet made of a code, most of which the first byte settles.
  ///
  /// - Parameter text: the cell.
  /// - Returns: whether it is one.
  /// - Complexity: O(length).
  package static func isOne(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first, first <= UInt8(ascii: "=") else { return false }
      // Without a mark before it, only an exponent.
      guard first < 0x30 || first > 0x39 || bytes.contains(where: { $0 | 0x20 == 0x65 }) else {
        return false
      }
      return isOne(bytes)
    }
  }

  /// Whether a cell is what a spreadsheet made of a code.
  ///
  /// - Parameter text: the cell, as UTF-8.
  /// - Returns: whether it is one.
  /// - Complexity: O(length).
  public static func isOne(_ text: some Collection<UInt8>) -> Bool {
    let bytes = Array(text.prefix(64))
    guard bytes.count >= 2, text.count <= 64 else { return false }
    switch bytes[0] {
    case UInt8(ascii: "#"):
      return bytes.allSatisfy { $0 == UInt8(ascii: "#") } && bytes.count > 2
        || errors.contains { bytes.elementsEqual($0.utf8) }
    case UInt8(ascii: "'"):
      return bytes.count > 4 && bytes.dropFirst().allSatisfy(isLetterOrDigit)
    case UInt8(ascii: "="):
      return bytes[1] == 0x22 && bytes.last == 0x22 && bytes.count > 3
    default: return isScientific(bytes)
    }
  }

  private static let errors = [
    "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#GETTING_DATA",
  ]

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 <= 25
  }

  /// `9.14E+17`, `9,14e17`, `9E+17`: an exponent of two digits behind a point or with its sign.
  private static func isScientific(_ bytes: [UInt8]) -> Bool {
    guard bytes[0] &- 0x30 <= 9, let mark = bytes.firstIndex(where: { $0 | 0x20 == 0x65 }) else {
      return false
    }
    var exponent = bytes[(mark + 1)...]
    let isSigned = exponent.first == UInt8(ascii: "+")
    if isSigned { exponent.removeFirst() }
    let fraction = bytes[1..<mark]
    let hasPoint = fraction.first == UInt8(ascii: ".") || fraction.first == UInt8(ascii: ",")
    return (2...3).contains(exponent.count) && exponent.allSatisfy { $0 &- 0x30 <= 9 }
      && (fraction.isEmpty && isSigned
        || hasPoint && fraction.count > 1 && fraction.dropFirst().allSatisfy { $0 &- 0x30 <= 9 })
  }

  /// Whether an identifier of plain ASCII that ends with a digit may be one, so that it needs a closer
  /// look; with what a scanner looks at anyway.
  @inline(__always)
  static func mayBeOne(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    guard length > 3 else { return false }
    // Every mark comes before the digits, so that one comparison settles nearly all identifiers.
    let least = min(min(bytes[0], bytes[1]), min(bytes[length - 3], bytes[length - 4]))
    guard least < 0x30 else { return false }
    let isMarked = bytes[0] < 0x30
    let hasPoint = bytes[1] == UInt8(ascii: ".") || bytes[1] == UInt8(ascii: ",")
    return isMarked || hasPoint || bytes[length - 3] == UInt8(ascii: "+")
      || bytes[length - 4] == UInt8(ascii: "+")
  }
}
