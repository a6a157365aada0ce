extension String {
  /// Without white space at either end.
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// On one line: line breaks go, as between Chinese characters nothing stands for a space.
  var joinedLines: String {
    split { $0.isNewline }.map { String($0).trimmed }.reduce("") { text, line in
      guard let last = text.last, let first = line.first else { return text + line }
      return text + (last.isASCII && first.isASCII ? " " : "") + line
    }
  }
}

extension Character {
  /// Whether it is 0 to 9 in either width; 一 is a number to Unicode and a word in most cells.
  var isDigit: Bool { ("0"..."9").contains(self) || ("０"..."９").contains(self) }
}
