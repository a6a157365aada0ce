/// How often the units of a class must and may be visited.
public struct VisitDemand: Hashable, Sendable {
  /// The class.
  public var stratum: Stratum
  /// The least number of visits of each unit in a year; 1/3 is once in three years.
  public var least: Ratio
  /// The greatest number of visits of each unit in a year, nil without a limit.
  public var most: Ratio?
  /// The visits of one unit that a year may have at most, nil without a cap.
  public var cap: Int?
  /// For how many years a unit that was visited is left out of the rounds that follow.
  public var exclusion: Ratio
  /// Rules on the visits of a year, as shares of the class.
  public var rules: [Rule]

  /// States a demand.
  ///
  /// - Parameters:
  ///   - stratum: the class.
  ///   - least: the least number of visits of each unit in a year.
  ///   - most: the greatest number, > 0; nil without a limit.
  ///   - cap: the visits of one unit that a year may have at most, ≥ 1; nil without a cap.
  ///   - exclusion: for how many years a visited unit is left out.
  ///   - rules: rules on the visits of a year, as shares of the class.
  public init(
    _ stratum: Stratum,
    least: Ratio = Ratio(0),
    most: Ratio? = nil,
    cap: Int? = nil,
    exclusion: Ratio = Ratio(0),
    rules: [Rule] = []
  ) {
    self.stratum = stratum
    self.least = least
    self.most = most
    self.cap = cap
    self.exclusion = exclusion
    self.rules = rules
  }
}

/// What bounds the visits of a year, from below or from above.
public enum VisitBound: Hashable, Sendable {
  /// So many visits of each unit in a year.
  case frequency(Ratio)
  /// A rule on the visits of a year.
  case rule(Rule)
  /// So many visits of one unit a year at most.
  case cap(Int)
  /// So many years without a visited unit.
  case exclusion(Ratio)
  /// So many rounds a year, in each of which a unit is visited once at most.
  case rounds(Int)

  /// The bound in words.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: a phrase.
  public func explanation(in language: Language) -> String {
    switch self {
    case .frequency(let rate):
      language("a frequency of \(rate) a year", "每个对象每年 \(rate) 次")
    case .rule(let rule): "\(rule)"
    case .cap(let cap):
      language("a cap of \(cap) a year", "每个对象每年至多 \(cap) 次的上限")
    case .exclusion(let years):
      language(
        "leaving out what was visited in \(years.decimal) years",
        "检查后 \(years.decimal) 年内不再抽取"
      )
    case .rounds(let rounds):
      language("having \(rounds) round\(rounds == 1 ? "" : "s") a year", "每年 \(rounds) 轮")
    }
  }
}

/// Demands on the visits of a class that can not hold together (exit status 1).
public struct VisitCollision: ExplainedError, Hashable {
  /// The class.
  public var stratum: ProtocolText
  /// What demands more.
  public var demand: VisitBound
  /// The visits a year that it demands.
  public var demanded: Ratio
  /// What allows less.
  public var limit: VisitBound
  /// The visits a year that it allows.
  public var allowed: Ratio

  /// What it is about.
  public var kind: ErrorKind { .no }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    let first = demand.explanation(in: language)
    let second = limit.explanation(in: language)
    let (demanded, allowed) = (demanded.decimal, allowed.decimal)
    return language(
      "stratum \(stratum): \(first) needs \(demanded) visits a year, but \(second) allows"
        + " \(allowed); change one of them",
      "分类“\(stratum)”：\(first) 每年需要 \(demanded) 次检查，而\(second) 仅允许 \(allowed) 次，请修改其中之一"
    )
  }
}

extension VisitDemand {
  /// States what a plan demands of a class.
  ///
  /// - Parameters:
  ///   - stratum: the class.
  ///   - frequency: how often its units are visited, nil where nothing is said.
  ///   - cap: the visits of one unit that a year may have at most, nil without a cap.
  ///   - exclusion: for how many years a visited unit is left out.
  ///   - rules: rules on the visits of a year.
  public init(
    _ stratum: Stratum,
    frequency: Frequency?,
    cap: Int?,
    exclusion: Ratio?,
    rules: [Rule]
  ) {
    self.init(
      stratum,
      least: frequency?.yearly.least ?? Ratio(0),
      most: frequency?.yearly.most,
      cap: cap,
      exclusion: exclusion ?? Ratio(0),
      rules: rules
    )
  }
}
