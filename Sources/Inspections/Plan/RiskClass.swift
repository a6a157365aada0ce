public import Sampling

/// A class of subjects in a plan: risk by letter or word, or a grade of credit.
///
/// Letters have no fixed direction (A is checked least for credit risk and most for pollution), so
/// only words are ordered.
public struct RiskClass: Hashable, Sendable {
  /// The name as tables of strata write it: `A`, `低风险`, `守信`.
  public let name: String
  /// The scheme of names that it belongs to.
  public let scheme: Scheme
  /// Its place in the scheme, ascending risk for words, the alphabet for letters.
  public let order: Int

  /// A scheme of names.
  public enum Scheme: Hashable, Sendable {
    /// A to E.
    case letters
    /// 低, 中, 中高, 高.
    case lowMiddleHigh
    /// 低, 一般, 较高, 高.
    case lowGeneralHigh
    /// 低 and 高 by themselves, which both schemes have.
    case lowHigh
    /// 守信, 警示, 失信, 严重失信.
    case credit
  }

  /// Reads the class that a text begins with, and goes past it.
  ///
  /// `A类`, `A级企业`, `低风险`, `低风险(A类)`, `守信企业`; a letter needs a mark behind it.
  ///
  /// - Parameter scanner: the folded text; left as it is where no class comes.
  /// - Returns: the class, or nil.
  public static func take(from scanner: inout FoldedScanner) -> RiskClass? {
    let start = scanner.index
    _ = scanner.take("对")
    let found = takeWord(from: &scanner) ?? takeLetter(from: &scanner)
    guard found != nil else {
      scanner.index = start
      return nil
    }
    let end = scanner.index
    if scanner.take("("), takeWord(from: &scanner) ?? takeLetter(from: &scanner) != nil,
      scanner.take(")")
    {
      _ = scanner.take(anyOf: subjects)
    } else {
      scanner.index = end
    }
    return found
  }

  private static let subjects = ["市场主体", "企业", "单位", "主体", "对象", "组织", "机构"]

  private static func takeLetter(from scanner: inout FoldedScanner) -> RiskClass? {
    guard let letter = scanner.next, ("a"..."e").contains(letter) else { return nil }
    let start = scanner.index
    scanner.index += 1
    let name = String(Character(letter)).uppercased()
    let isMarked = scanner.take(anyOf: ["类", "级", "等级"])
    let isSubject = scanner.take(anyOf: subjects)
    guard isMarked || isSubject || scanner.sees(":") || scanner.sees(")") || scanner.isAtEnd else {
      scanner.index = start
      return nil
    }
    return RiskClass(name: name, scheme: .letters, order: Int(letter.value) - 0x61)
  }

  private static let words: [(String, String, Scheme, Int)] = [
    ("中高风险", "中高风险", .lowMiddleHigh, 2), ("较高风险", "较高风险", .lowGeneralHigh, 2),
    ("中风险", "中风险", .lowMiddleHigh, 1), ("一般风险", "一般风险", .lowGeneralHigh, 1),
    ("低风险", "低风险", .lowHigh, 0), ("高风险", "高风险", .lowHigh, 3),
    ("信用风险低", "低风险", .lowHigh, 0), ("信用风险一般", "一般风险", .lowGeneralHigh, 1),
    ("信用风险较高", "较高风险", .lowGeneralHigh, 2), ("信用风险高", "高风险", .lowHigh, 3),
    ("严重失信", "严重失信", .credit, 3), ("失信", "失信", .credit, 2), ("警示", "警示", .credit, 1),
    ("守信", "守信", .credit, 0),
  ]

  private static func takeWord(from scanner: inout FoldedScanner) -> RiskClass? {
    for (word, name, scheme, order) in words where scanner.take(word) {
      _ = scanner.take(anyOf: ["等级", "类"])
      _ = scanner.take(anyOf: subjects)
      return RiskClass(name: name, scheme: scheme, order: order)
    }
    return nil
  }
}

/// Two neighbouring classes whose ranges leave out or share a ratio.
public enum ClassSeam: Hashable, Sendable {
  /// Ratios between the ends belong to no class: `5%-20%` and `21%-60%`.
  case gap(Rule.Quantity, Rule.Quantity)
  /// The end of one is the start of the other: `≤5%` and `5%-20%`.
  case overlap(Rule.Quantity)

  /// Compares the ranges of two classes, the lower one first.
  ///
  /// Only where both say where they begin and end; a plain minimum has no end.
  ///
  /// - Parameters:
  ///   - lower: the rule of the class with the lower ratios.
  ///   - upper: the rule of the next class.
  /// - Returns: what is wrong, or nil.
  static func between(_ lower: Rule, _ upper: Rule) -> ClassSeam? {
    guard let (end, includesEnd) = lower.upperEnd, let (start, includesStart) = upper.lowerEnd,
      case .ratio(let endRatio) = end, case .ratio(let startRatio) = start
    else { return nil }
    if endRatio < startRatio { return .gap(end, start) }
    if startRatio < endRatio || (includesEnd && includesStart) { return .overlap(start) }
    return nil
  }
}

extension Rule {
  /// The greatest quantity of a rule that has one, and whether it is included.
  fileprivate var upperEnd: (Quantity, Bool)? {
    switch self {
    case .atMost(let quantity), .range(_, let quantity): (quantity, true)
    case .lessThan(let quantity): (quantity, false)
    case .atLeast, .moreThan, .exactly: nil
    }
  }

  /// The least quantity of a range or of a comparison that opens one.
  fileprivate var lowerEnd: (Quantity, Bool)? {
    switch self {
    case .range(let quantity, _): (quantity, true)
    case .moreThan(let quantity): (quantity, false)
    case .atLeast, .atMost, .lessThan, .exactly: nil
    }
  }
}
