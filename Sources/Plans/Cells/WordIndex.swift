/// Words with their meaning, found at one end of a phrase; the longest that fits is taken.
struct WordIndex<Meaning: Sendable>: Sendable {
  private let table: [Unicode.Scalar: [Entry]]
  private let isAtEnd: Bool

  private struct Entry: Sendable {
    var scalars: [Unicode.Scalar]
    var meaning: Meaning
  }

  /// - Parameters:
  ///   - words: folded words with their meaning.
  ///   - atEnd: whether they end a phrase, and do not begin it.
  init(_ words: [(String, Meaning)], atEnd: Bool = false) {
    var table: [Unicode.Scalar: [Entry]] = [:]
    for (word, meaning) in words {
      let entry = Entry(scalars: Array(word.unicodeScalars), meaning: meaning)
      guard let key = atEnd ? entry.scalars.last : entry.scalars.first else { continue }
      table[key, default: []].append(entry)
    }
    self.table = table.mapValues { $0.sorted { $0.scalars.count > $1.scalars.count } }
    isAtEnd = atEnd
  }

  /// The longest word at the end of a part that this index is for.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - range: the part.
  /// - Returns: the meaning and the number of scalars, nil where no word fits.
  func match(_ text: CellText, _ range: Range<Int>) -> (meaning: Meaning, length: Int)? {
    guard let key = isAtEnd ? range.last : range.first, let entries = table[text.scalars[key]]
    else {
      return nil
    }
    for entry in entries where entry.scalars.count <= range.count {
      let start = isAtEnd ? range.upperBound - entry.scalars.count : range.lowerBound
      if text.sees(entry.scalars, at: start) { return (entry.meaning, entry.scalars.count) }
    }
    return nil
  }
}
