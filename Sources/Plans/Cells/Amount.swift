internal import Sampling

/// A number of a cell with its unit, and what stands directly around it.
struct Amount {
  /// What is counted.
  enum Kind {
    /// A share of objects: `10%`, `百分之十`, `三成`, `1/3`.
    case share
    /// All objects: 全部, 全覆盖.
    case all
    /// A number of objects: `20户`, `0.39万家`.
    case count
    /// A number of visits: `80家次`.
    case visits
    /// A number of rounds: `2次`, `一轮`.
    case times
    /// A number without a unit.
    case number
    /// A number of inspectors to a number of objects: `1:5`.
    case inspectors
  }

  var kind: Kind
  /// Where it stands, with its unit and the words behind it.
  var range: Range<Int>
  /// The number as a rule writes it, `5%`, `1/3`, `20`.
  var lower: String
  /// The second end of a range.
  var upper: String?
  /// The comparison behind it: 以上, 以下.
  var comparison: Rule.Comparison?
  /// A second one that says something else: 10%以上以下.
  var isContradictory = false
  /// For each of which spans of time it holds: /年, /季度.
  var interval: Interval?
  /// Whether it is about so many: 约, 左右.
  var isApproximate = false
  /// Whether there are more than that: 余, 多.
  var isMore = false
  /// Whether a blank stands inside the number.
  var hasBlank = false

  /// The rule that the number makes with a comparison; without one it is a minimum.
  ///
  /// - Parameter before: the comparison before it.
  /// - Returns: the rule.
  /// - Throws: `RuleSyntaxError` where no count could satisfy it, or two comparisons disagree.
  func rule(_ before: Rule.Comparison?) throws(RuleSyntaxError) -> Rule {
    guard kind != .all else { return .atLeast(.ratio(Ratio(1))) }
    let sign = before?.sign ?? ""
    if isContradictory { return try Rule(parsing: sign + lower + "以上以下") }
    if let comparison, let before, comparison != before {
      return try Rule(parsing: sign + lower + (comparison == .atLeast ? "以上" : "以下"))
    }
    let number = upper.map { "\(lower)-\($0)" } ?? lower
    return try Rule(parsing: ((before ?? comparison)?.sign ?? "") + number)
  }

  /// The number as a whole number, nil where it is none or has more than 63 bits.
  var count: Int? { upper == nil ? Int(lower) : nil }

  /// Moves the point of a decimal number to the right: `0.39` by 4 is `3900`.
  ///
  /// - Parameters:
  ///   - digits: digits with at most one point.
  ///   - places: how far, ≥ 0.
  /// - Returns: the number, with a point only where digits are left behind it.
  static func shifted(_ digits: String, by places: Int) -> String {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts.first.map(String.init) ?? ""
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    fraction += String(repeating: "0", count: max(places - fraction.count, 0))
    var moved = whole + fraction.prefix(places)
    while moved.count > 1, moved.first == "0" { moved.removeFirst() }
    let rest = fraction.dropFirst(places)
    return rest.allSatisfy { $0 == "0" } ? moved : "\(moved).\(rest)"
  }
}
