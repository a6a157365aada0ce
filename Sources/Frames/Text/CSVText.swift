/// Fields of CSV output (RFC 4180).
public enum CSVText {
  /// A field, in quotes where its content needs them.
  ///
  /// - Parameter text: the content.
  /// - Returns: the content, or the content in quotes with its quotes doubled, where it holds a
  ///   comma, a quote or a line break.
  public static func field(_ text: String) -> String {
    field(text, delimiter: 0x2C)
  }

  /// A field between other delimiters than commas.
  ///
  /// - Parameters:
  ///   - text: the content.
  ///   - delimiter: the byte between fields.
  /// - Returns: the field.
  public static func field(_ text: String, delimiter: UInt8) -> String {
    let needsQuotes = text.utf8.contains {
      $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D
    }
    guard needsQuotes else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// Rows as lines, each with a line feed at its end.
  ///
  /// - Parameters:
  ///   - rows: the rows, each a list of cells.
  ///   - delimiter: the byte between fields.
  /// - Returns: the text.
  public static func lines(_ rows: [[String]], delimiter: UInt8 = 0x2C) -> String {
    let separator = String(UnicodeScalar(delimiter))
    return rows.map { row in
      row.map { field($0, delimiter: delimiter) }.joined(separator: separator) + "\n"
    }.joined()
  }

  /// Adds a field to a text, in quotes where its content needs them.
  static func append(_ content: UnsafeRawBufferPointer, delimiter: UInt8, to text: ByteText) {
    guard content.contains(where: { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D })
    else {
      text.append(content)
      return
    }
    text.append(0x22)
    for byte in content {
      if byte == 0x22 { text.append(0x22) }
      text.append(byte)
    }
    text.append(0x22)
  }
}
