/// The rules of one draw: in each stratum, in named strata, and over all strata together.
public struct RuleSet: Hashable, Sendable {
  /// Rules that hold in each stratum.
  public private(set) var everywhere: [Rule] = []
  /// Rules of single strata; they hold together with those that hold everywhere.
  public private(set) var byStratum: [ProtocolText: [Rule]] = [:]
  /// The rules in each stratum or in one, in the order in which they were added.
  public private(set) var lines: [Line] = []
  /// Rules of the strata that have none of their own; 其他单位 in a plan.
  public var others: [Rule] = []
  /// Rules on the sum of all sizes, as a share of the sum of all populations.
  public var overall: [Rule] = []

  /// One rule and where it holds.
  public struct Line: Hashable, Sendable {
    /// The stratum in which it holds, nil for each.
    public var stratum: ProtocolText?
    /// The rule.
    public var rule: Rule
  }

  /// Makes an empty set, under which any size is allowed.
  public init() {}

  /// Adds a rule.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - stratum: the stratum in which it holds, nil for each.
  public mutating func add(_ rule: Rule, in stratum: ProtocolText?) {
    lines.append(Line(stratum: stratum, rule: rule))
    if let stratum {
      byStratum[stratum, default: []].append(rule)
    } else {
      everywhere.append(rule)
    }
  }

  /// The rules that hold in a stratum, those that hold everywhere first.
  ///
  /// - Parameter stratum: its name.
  /// - Returns: the rules, empty where none holds.
  public func rules(in stratum: ProtocolText) -> [Rule] {
    everywhere + (byStratum[stratum] ?? others)
  }

  /// The same rules where there is one stratum: what holds for all together holds in it.
  public var ofOneStratum: RuleSet {
    var set = self
    for rule in overall { set.add(rule, in: nil) }
    set.overall = []
    return set
  }

  /// Whether there is a rule of any kind.
  public var isEmpty: Bool {
    everywhere.isEmpty && byStratum.isEmpty && others.isEmpty && overall.isEmpty
  }
}
