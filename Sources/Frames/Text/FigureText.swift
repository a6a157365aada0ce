/// A number that a person measured: an outcome, a weight, the load of a visit.
///
/// Written in ASCII digits with a point, a sign or an exponent. At most 10¹⁰⁰: squares and their sums over
/// 10⁸ units stay within the range of doubles, so that no figure made of them is infinite.
public enum FigureText {
  /// The greatest number that is taken, without its sign.
  public static let greatest = 1e100

  /// Reads a number.
  ///
  /// - Parameter text: the cell.
  /// - Returns: the number; nil where the text is none, or one out of the range.
  public static func number(_ text: String) -> Double? {
    let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    guard isNumber, let value = Double(text), abs(value) <= greatest else { return nil }
    return value
  }
}
