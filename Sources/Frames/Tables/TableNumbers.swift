public import Sampling

extension Table {
  /// A cell as an exact number: `12`, `0.5`, `10%`, `1,200`.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - column: the index of the column.
  /// - Returns: the number; nil where it is none, or negative.
  public func number(_ row: Row, _ column: Int) -> Ratio? {
    let text = plainNumber(row, column)
    guard text.hasSuffix("%") else { return Ratio(decimal: text) }
    return Ratio(decimal: "\(text.dropLast())e-2")
  }

  /// A cell with half-width digits and without marks of thousands, as `1,200` and `１２００` are 1200.
  ///
  /// Between semicolons a comma may be that of a decimal, `1,200` being 1.2 there: it stays, and is no number.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - column: the index of the column.
  /// - Returns: the text; as it stands where its commas do not part thousands.
  public func plainNumber(_ row: Row, _ column: Int) -> String {
    var digits = String.UnicodeScalarView()
    for scalar in row.cells[column].unicodeScalars {
      let isFullWidth =
        (0xFF10...0xFF19).contains(scalar.value) || [0xFF0C, 0xFF0E, 0xFF05].contains(scalar.value)
      digits.append(isFullWidth ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    let text = String(digits).trimmingBlanks
    guard text.contains(","), delimiter != UInt8(ascii: ";") else { return text }
    let isPercent = text.hasSuffix("%")
    let parts = (isPercent ? text.dropLast() : text[...])
      .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    let areDigits = groups.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard areDigits, (1...3).contains(groups[0].count),
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return text }
    return text.replacing(",", with: "")
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
