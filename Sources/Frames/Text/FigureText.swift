/// A number that a person measured: an outcome, a weight, the load of a visit.
///
/// Written in ASCII digits with a point, a sign or an exponent. From 10⁻¹⁰⁰ to 10¹⁰⁰, or 0: squares and
/// their sums over 10⁸ units stay within the range of doubles, so that no figure made of them is infinite.
public enum FigureText {
  /// The greatest number that is taken, without its sign.
  public static let greatest = 1e100

  /// Reads a number.
  ///
  /// - Parameter text: the cell.
  /// - Returns: the number; nil where the text is none, or one out of the range.
  public static func number(_ text: String) -> Double? {
    let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    guard isNumber, let value = Double(text), value == 0 || isWithin(value) else { return nil }
    return value
  }

  private static func isWithin(_ value: Double) -> Bool {
    (1 / greatest...greatest).contains(abs(value))
  }

  /// What is said of a cell that is none.
  public static let expected = DataProblem.notNumber(
    expected: "a number between -1e100 and 1e100 (and not nearer to 0 than 1e-100)",
    expectedChinese: "-1e100 到 1e100 之间的数（且不小于 1e-100，0 除外）"
  )
}
