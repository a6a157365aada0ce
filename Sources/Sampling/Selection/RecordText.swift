/// A text that a record keeps although a draw would not take it as a name: a filter, a reason, the
/// name of a column.
///
/// What ``ProtocolText`` asks for holds, but that white space may stand at the ends, and that a
/// backslash, a tab and line ends may be in it, which are written `\\ \t \n \r`. Compares by its bytes.
public struct RecordText: Hashable, Sendable, Comparable {
  /// The text.
  public let text: String

  /// Checks a text.
  ///
  /// - Parameter text: the text.
  /// - Throws: ``ProtocolTextError``, the first thing that a record refuses.
  /// - Complexity: O(length).
  public init(_ text: String) throws(ProtocolTextError) {
    switch ProtocolText.problem(in: RecordText.escape(text)) {
    case nil, .whiteSpaceAtEnd: break
    case .some(let problem): throw problem
    }
    self.text = text
  }

  /// Reads a text as a record writes it; nil for what no record writes.
  ///
  /// - Parameter escaped: the field.
  public init?(escaped: String) {
    var text = String.UnicodeScalarView()
    var scalars = escaped.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      guard let code = scalars.next(), let meaning = RecordText.meanings[code] else { return nil }
      text.append(meaning)
    }
    try? self.init(String(text))
  }

  /// The text as a record and a frame write it.
  public var escaped: String { RecordText.escape(text) }

  /// Writes a text so that it has neither tabs nor line ends.
  ///
  /// - Parameter text: any text.
  /// - Returns: the same with `\\ \t \n \r` for a backslash, a tab and line ends.
  /// - Complexity: O(length).
  public static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D })
    else { return text }
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let code = meanings.first(where: { $0.value == scalar })?.key {
        escaped.append("\\")
        escaped.append(code)
      } else {
        escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  private static let meanings: [Unicode.Scalar: Unicode.Scalar] = [
    "\\": "\\", "t": "\t", "n": "\n", "r": "\r",
  ]

  /// Compares bytes.
  public static func < (left: RecordText, right: RecordText) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// Compares bytes.
  public static func == (left: RecordText, right: RecordText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }
}
