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

  /// Whether the bytes of a word are among these; much faster than the search by characters, which
  /// minds equivalent spellings that a folded text does not have.
  func holds(_ word: String) -> Bool {
    let (text, part) = (Array(utf8), Array(word.utf8))
    guard let first = part.first, part.count <= text.count else { return part.isEmpty }
    for start in 0...(text.count - part.count) where text[start] == first {
      if text[start..<(start + part.count)] == part[...] { return true }
    }
    return false
  }
}

extension Character {
  /// Whether it is 0 to 9 in either width; 一 is a number to Unicode and a word in most cells.
  var isDigit: Bool { ("0"..."9").contains(self) || ("０"..."９").contains(self) }
}
