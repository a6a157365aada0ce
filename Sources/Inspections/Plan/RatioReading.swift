public import Sampling

/// What a ratio cell says: it may hold several rules, a frequency, a base and a target number at
/// once (`3%；2次/年`, `A类1%，D类30%`, `10%（20户）`, `抽查基数约40065户，比例不低于3%`).
public struct RatioReading: Hashable, Sendable {
  /// The rules, in the order of the cell.
  public var rules: [PlanRule] = []
  /// The rules that name a class, in the same order.
  public var classes: [ClassRule] = []
  /// The frequency.
  public var frequency: Frequency?
  /// The number of objects in the scope.
  public var base: Base?
  /// The number that is to be drawn.
  public var target: Int?
  /// What was not understood, or understood with something left over.
  public var remarks: [Remark] = []

  /// A class and its rule.
  public struct ClassRule: Hashable, Sendable {
    /// The class.
    public var riskClass: RiskClass
    /// The rule.
    public var rule: Rule
  }

  /// A base and how sure it is.
  public struct Base: Hashable, Sendable {
    /// The number of objects, ≥ 0.
    public var count: Int
    /// Whether the cell says 约 or 动态.
    public var isApproximate: Bool
  }

  /// Something that a planner should know of the cell.
  public enum Remark: Hashable, Sendable {
    /// Nothing is written.
    case empty
    /// The cell leaves the ratio open.
    case undetermined
    /// The cell leaves the frequency open.
    case frequencyUndetermined
    /// No rule: why.
    case syntax(RuleSyntaxError)
    /// A number without a unit, which could be a percentage, a number of objects or of times.
    case bareNumber(String)
    /// More is said than the rule that was read.
    case leftover(String, read: String)
    /// Rules for several groups that are no classes.
    case severalGroups([String])
    /// The number is provisional: 以实际为准.
    case provisional(Int)
    /// The ratio rises by class, and no numbers are given: 分别递加.
    case risesByClass
    /// The ratio holds for a part of the year: 每季度.
    case perPeriod(String)
    /// A ratio of inspectors to objects: 1:5.
    case perInspector(String)
    /// A ratio of nothing.
    case zero
    /// A second frequency, where a task has one.
    case otherFrequency(Frequency)
  }

  /// Which number stands in the cell, by its column.
  public enum Content: Hashable, Sendable {
    /// A ratio; perhaps also frequency, base and target.
    case ratio
    /// The number to be drawn.
    case target
    /// The number of objects in the scope.
    case base
  }

  /// Reads a cell; it never fails, ``remarks`` says what was not understood.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - content: what the column is for.
  /// - Complexity: O(length²) for a cell that is no rule, O(length) else.
  public init(_ text: String, as content: Content) {
    var parser = RatioCellParser(content: content)
    parser.read(text)
    self = parser.reading
  }

  init() {}
}
