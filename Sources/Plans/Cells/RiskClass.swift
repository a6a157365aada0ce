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
    /// A to E; a to e are kept apart from them.
    case letters
    /// AAA, AA, A.
    case ratings
    /// 低, 中, 中高, 高.
    case lowMiddleHigh
    /// 低, 一般, 较高, 高.
    case lowGeneralHigh
    /// 低 and 高 by themselves, which both schemes have.
    case lowHigh
    /// 守信, 警示, 失信, 严重失信.
    case credit
  }

  private static let schemes: [(String, (scheme: Scheme, order: Int))] = [
    ("中高风险", (.lowMiddleHigh, 2)), ("中低风险", (.lowMiddleHigh, 1)),
    ("较高风险", (.lowGeneralHigh, 2)), ("较低风险", (.lowGeneralHigh, 0)),
    ("中风险", (.lowMiddleHigh, 1)), ("中等风险", (.lowMiddleHigh, 1)),
    ("一般风险", (.lowGeneralHigh, 1)), ("低风险", (.lowHigh, 0)), ("高风险", (.lowHigh, 3)),
    ("极高风险", (.lowHigh, 4)), ("重大风险", (.lowGeneralHigh, 3)), ("较大风险", (.lowGeneralHigh, 2)),
    ("信用风险低", (.lowHigh, 0)), ("信用风险一般", (.lowGeneralHigh, 1)),
    ("信用风险中", (.lowMiddleHigh, 1)), ("信用风险中高", (.lowMiddleHigh, 2)),
    ("信用风险较高", (.lowGeneralHigh, 2)), ("信用风险高", (.lowHigh, 3)),
    ("严重失信", (.credit, 3)), ("失信", (.credit, 2)), ("轻微失信", (.credit, 1)),
    ("一般失信", (.credit, 2)), ("警示", (.credit, 1)), ("守信", (.credit, 0)),
  ]
  private static let words = WordIndex(schemes)

  /// The class of a word, nil where it is none.
  init?(named name: String) {
    guard let found = Self.schemes.first(where: { $0.0 == name }) else { return nil }
    self.init(name: name, scheme: found.1.scheme, order: found.1.order)
  }

  private init(name: String, scheme: Scheme, order: Int) {
    (self.name, self.scheme, self.order) = (name, scheme, order)
  }

  /// The class, or the classes of several letters, that a part begins with.
  ///
  /// `A类`, `A级企业`, `AB类`, `AAA级`, `低风险`, `守信企业`; letters need a mark or the end behind them.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - range: the part.
  /// - Returns: the classes and the end of their name, nil where none comes.
  static func match(_ text: CellText, _ range: Range<Int>) -> (classes: [RiskClass], end: Int)? {
    if let (meaning, length) = words.match(text, range) {
      var end = range.lowerBound + length
      let name = text.folded(range.lowerBound..<end)
      if let mark = text.first(of: ["等级", "类", "级"], at: end) {
        end = min(end + mark.unicodeScalars.count, range.upperBound)
      }
      return ([RiskClass(name: name, scheme: meaning.scheme, order: meaning.order)], end)
    }
    return letters(text, range)
  }

  private static func letters(
    _ text: CellText,
    _ range: Range<Int>
  ) -> (classes: [RiskClass], end: Int)? {
    let run = range.prefix { text[$0].map { ("a"..."e").contains($0) } ?? false }
    guard let last = run.last, run.count <= 5 else { return nil }
    var end = last + 1
    if let mark = text.first(of: ["类", "级", "等级", "等", "档"], at: end),
      end + mark.unicodeScalars.count <= range.upperBound
    {
      end += mark.unicodeScalars.count
    } else if end < range.upperBound {
      let isSubject = text.first(of: ["企业", "单位", "主体", "对象"], at: end) != nil
      guard isSubject else { return nil }
    }
    let names = run.map { text.written($0..<($0 + 1)) }
    func order(_ index: Int) -> Int { Int(text.scalars[index].value) - 0x61 }
    if names.count > 1, Set(names).count == 1 {
      let name = names.joined()
      return ([RiskClass(name: name, scheme: .ratings, order: 10 - names.count)], end)
    }
    let classes = zip(run, names).map {
      RiskClass(name: $1, scheme: .letters, order: order($0))
    }
    return (classes, end)
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
    case .atLeast, .moreThan, .exactly, .countOrAll: nil
    }
  }

  /// The least quantity of a range or of a comparison that opens one.
  fileprivate var lowerEnd: (Quantity, Bool)? {
    switch self {
    case .range(let quantity, _): (quantity, true)
    case .moreThan(let quantity): (quantity, false)
    case .atLeast, .atMost, .lessThan, .exactly, .countOrAll: nil
    }
  }
}
