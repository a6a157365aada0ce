internal import Sampling

/// A cell as its grammar reads it: folded, without quotation marks, and which numbers were used.
///
/// Positions are those of the folded scalars.
struct CellText {
  /// The folded text.
  let scalars: [Unicode.Scalar]
  /// The characters as they were written, without quotation marks.
  private let characters: [Character]
  /// For each scalar the place of its character, from 1.
  private let positions: [Int]
  /// The scalars whose numbers were used.
  private var used: [Bool]

  private static let quotes = Set("“”\"‘’'「」『』《》【】")

  init(_ text: String) {
    characters = text.filter { !Self.quotes.contains($0) }
    let folded = FoldedText(String(characters))
    scalars = folded.scalars
    positions = folded.positions
    used = [Bool](repeating: false, count: scalars.count)
  }

  /// The whole cell.
  var all: Range<Int> { scalars.indices }

  /// Whether nothing is written.
  var isEmpty: Bool { scalars.isEmpty }

  /// A scalar, nil beyond the end.
  subscript(index: Int) -> Unicode.Scalar? {
    scalars.indices.contains(index) ? scalars[index] : nil
  }

  /// A part of the folded text.
  func folded(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  /// A part as it was written, without white space and with letters, digits and signs in half width:
  /// the name that a table of strata has.
  func written(_ range: Range<Int>) -> String {
    guard !range.isEmpty else { return "" }
    var view = String.UnicodeScalarView()
    for character in characters[(positions[range.lowerBound] - 1)..<positions[range.upperBound - 1]]
    {
      for scalar in character.unicodeScalars {
        let isWide = (0xFF01...0xFF5E).contains(scalar.value)
        let narrow = isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
        let properties = narrow.properties
        guard !properties.isWhitespace, !properties.isDefaultIgnorableCodePoint else { continue }
        view.append(narrow)
      }
    }
    return String(view)
  }

  /// Whether a word stands at a position.
  func sees(_ word: some Sequence<Unicode.Scalar>, at index: Int) -> Bool {
    index <= scalars.count && scalars[index...].starts(with: word)
  }

  /// The first of several words that stands at a position.
  func first(of words: [String], at index: Int) -> String? {
    words.first { sees($0.unicodeScalars, at: index) }
  }

  /// Where a word begins in a part, nil where it is not there.
  func find(_ word: String, in range: Range<Int>) -> Int? {
    let scalars = Array(word.unicodeScalars)
    guard let first = scalars.first, range.count >= scalars.count else { return nil }
    return range.prefix(range.count - scalars.count + 1).first {
      self.scalars[$0] == first && sees(scalars, at: $0)
    }
  }

  /// Whether any of the words is in a part.
  func holds(_ words: [String], in range: Range<Int>) -> Bool {
    words.contains { find($0, in: range) != nil }
  }

  /// Whether 0 to 9 stands at a position.
  func isDigit(_ index: Int) -> Bool { self[index].map { ("0"..."9").contains($0) } ?? false }

  /// Notes that the numbers of a part were used.
  mutating func use(_ range: Range<Int>) {
    for index in range { used[index] = true }
  }

  /// Whether a part has a digit that was not used.
  func hasUnused(in range: Range<Int>) -> Bool { range.contains { isDigit($0) && !used[$0] } }

  /// Runs of digits that were not used.
  var unused: [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in scalars.indices where isDigit(index) && !used[index] {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<(index + 1)
      } else {
        runs.append(index..<(index + 1))
      }
    }
    return runs
  }
}
