/// The byte between the fields of a table, where nobody names it.
public enum Delimiter {
  /// What tables are written with.
  public static let usual: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  /// The delimiter of a table, found in its heading: the one of comma, semicolon, tab and vertical bar
  /// that stands there most often outside quotes, the comma where none does.
  ///
  /// - Parameter text: the table, or its beginning with the whole heading.
  /// - Returns: the delimiter.
  /// - Complexity: O(length of the heading).
  public static func found(in text: some Sequence<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in text {
      if byte == 0x22 { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == 0x0A { break }
      if usual.contains(byte) { counts[byte, default: 0] += 1 }
    }
    var best = usual[0]
    for byte in usual where counts[byte, default: 0] > counts[best, default: 0] { best = byte }
    return best
  }

  /// The usual delimiters, those first that a text has most often outside quotes in its first lines.
  ///
  /// - Parameter text: the beginning of the table.
  /// - Returns: all of ``usual``.
  /// - Complexity: O(length of the first lines).
  static func candidates(in text: UnsafeRawBufferPointer) -> [UInt8] {
    let first = found(in: text)
    return [first] + usual.filter { $0 != first }
  }
}
