internal import Sampling

/// An interval of scores with exact ends, `[200,500)`.
struct ScoreInterval: Hashable, Sendable {
  var lower: Ratio
  var upper: Ratio
  var hasLower: Bool
  var hasUpper: Bool
  private let ends: (lower: String, upper: String)

  static func == (left: ScoreInterval, right: ScoreInterval) -> Bool { left.text == right.text }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// Reads an interval, in half or full width; nil for anything else, and for one that holds nothing.
  init?(_ text: String) {
    var plain = String(String.UnicodeScalarView(text.unicodeScalars.map(FoldedText.fold)))
    plain = plain.replacing(" ", with: "").replacing("，", with: ",").replacing("、", with: ",")
    guard let first = plain.first, let last = plain.last, "[(".contains(first), "])".contains(last)
    else {
      return nil
    }
    let parts = plain.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let lower = ScoreInterval.decimal(String(parts[0])),
      let upper = ScoreInterval.decimal(String(parts[1]))
    else { return nil }
    (self.lower, self.upper) = (lower, upper)
    (hasLower, hasUpper) = (first == "[", last == "]")
    ends = (String(parts[0]), String(parts[1]))
    guard lower < upper || (lower == upper && hasLower && hasUpper) else { return nil }
  }

  /// A score as an exact number; nil for what is none.
  static func decimal(_ text: String) -> Ratio? {
    guard let value = Ratio(decimal: text), value >= Ratio(0) else { return nil }
    return value
  }

  /// The one form in which it is kept.
  var text: String { "\(hasLower ? "[" : "(")\(ends.lower),\(ends.upper)\(hasUpper ? "]" : ")")" }

  /// Whether a score lies in it.
  func contains(_ score: Ratio) -> Bool {
    (hasLower ? score >= lower : score > lower) && (hasUpper ? score <= upper : score < upper)
  }

  /// Whether some score lies in both.
  func overlaps(_ other: ScoreInterval) -> Bool {
    let (first, second) = lower <= other.lower ? (self, other) : (other, self)
    if first.lower == second.lower { return true }
    return second.lower < first.upper
      || (second.lower == first.upper && first.hasUpper && second.hasLower)
  }
}
