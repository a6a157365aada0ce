public import Frames
public import Sampling

/// What is to be selected in one stratum.
public struct StratumPlan: Hashable, Sendable {
  /// The stratum.
  public var stratum: Stratum
  /// The rules that set the size, as text; empty where sizes were given.
  public var rule: String
  /// n, r and the start.
  public var count: StratumCount
}

/// How the sizes of a draw are decided.
public enum Sizing: Sendable {
  /// By rules, the least that they allow.
  case rules(RuleSet)
  /// By a table of sizes, as `size` and `tune` write it.
  case sizes(SizesFile)
}

/// Where the circle is entered in a coordinated draw.
public enum Starts: Sendable {
  /// At its beginning.
  case none
  /// At the same ticket in every stratum.
  case everywhere(Digest)
  /// At a ticket of its own in each stratum; strata that are not named begin at the beginning.
  case byStratum([ProtocolText: Digest])
  /// Behind the draw before, of which strata may be empty this time: they keep their place.
  case rotation([ProtocolText: Digest])

  /// The start of a stratum.
  func start(in stratum: ProtocolText) -> Digest? {
    switch self {
    case .none: nil
    case .everywhere(let digest): digest
    case .byStratum(let digests), .rotation(let digests): digests[stratum]
    }
  }

  /// The places of strata that are not drawn from this time.
  func kept(beside strata: [Stratum]) -> [ProtocolText: Digest] {
    guard case .rotation(let digests) = self else { return [:] }
    let known = Set(strata.map(\.name))
    return digests.filter { !known.contains($0.key) }
  }
}

/// A name that does not fit the strata of a pool (exit status 65).
public struct StrataMismatch: ExplainedError, Hashable {
  /// The pool.
  public var file: String
  /// Strata of the pool for which nothing is said.
  public var unruled: [String]
  /// Names for which the pool has no stratum.
  public var unknown: [String]
  /// The strata that the pool has.
  public var known: [String]

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: a line for each kind of mismatch.
  public func explanation(in language: Language) -> String {
    func list(_ names: [String]) -> String {
      let shown = names.prefix(10).map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
      return names.count > 10 ? "\(shown), … (\(names.count))" : shown
    }
    var lines: [String] = []
    if !unruled.isEmpty {
      lines.append(
        language(
          "\(file): no rule or size for the strata \(list(unruled));"
            + " add one, as in --rule \"\(unruled[0].excerpt): 10%\"",
          "\(file)：分类 \(list(unruled)) 没有规则或数量，请补充，例如 --rule \"\(unruled[0].excerpt): 10%\""
        )
      )
    }
    if !unknown.isEmpty {
      lines.append(
        language(
          known == [ProtocolText.everything.text]
            ? "\(file): without --stratum COLUMN the pool is one stratum, and there is no"
              + " \(list(unknown)) in it"
            : "\(file): there is no stratum \(list(unknown)) in the pool; it has \(list(known))",
          known == [ProtocolText.everything.text]
            ? "\(file)：未用 --stratum 指定分类列，对象库视为一个分类，没有分类 \(list(unknown))"
            : "\(file)：对象库中没有分类 \(list(unknown))，现有分类为 \(list(known))"
        )
      )
    }
    return lines.joined(separator: "\n")
  }
}

extension Sizing {
  /// Decides the sizes of a pool's strata.
  ///
  /// A rule on reserves is a rule on the stratum's size; one of a stratum's own takes the place of
  /// one for all.
  ///
  /// - Parameters:
  ///   - strata: the strata, by the bytes of their names.
  ///   - reserves: rules on reserves; none where empty.
  ///   - starts: where the circle is entered.
  ///   - file: the pool, for messages.
  /// - Returns: the plan of each stratum, in their order.
  /// - Throws: ``StrataMismatch`` for a stratum without a rule or a rule without a stratum;
  ///   `RuleCollision`; `SelectionError` where sizes and reserves exceed a stratum.
  public func plans(
    for strata: [Stratum],
    reserves: RuleSet,
    starts: Starts,
    file: String
  ) throws -> [StratumPlan] {
    try StrataMismatch.checkNames(strata, reserves: reserves, starts: starts, file: file)
    let sizes: [(rule: String, size: Int)]
    switch self {
    case .rules(let rules):
      try checkRules(rules, of: strata, file: file)
      sizes = try Sizes.proportional(strata, rules: rules).strata.map { size in
        let rule = size.bounds.rules.map(\.description).joined(separator: "; ")
        return (rule, size.size)
      }
    case .sizes(let given):
      try given.checkNames(strata, file: file)
      sizes = strata.map { stratum in
        let row = given.sizes[stratum.name]
        return (row?.rule ?? "", row?.size ?? 0)
      }
    }
    return try zip(strata, sizes).map { stratum, size in
      let count = StratumCount(
        size: size.size,
        reserves: reserves.reserves(in: stratum.name, of: size.size),
        start: starts.start(in: stratum.name)
      )
      let (wanted, overflow) = count.size.addingReportingOverflow(count.reserves)
      guard !overflow, wanted <= stratum.population else {
        throw StratumOverdrawn(stratum: stratum, size: count.size, reserves: count.reserves)
      }
      return StratumPlan(stratum: stratum, rule: size.rule, count: count)
    }
  }

  /// Every stratum has a rule, and every rule a stratum.
  private func checkRules(
    _ rules: RuleSet,
    of strata: [Stratum],
    file: String
  ) throws(StrataMismatch) {
    let known = Set(strata.map(\.name))
    // A rule over all strata alone is a rule for each: they share in proportion.
    let isEveryRuled =
      !rules.everywhere.isEmpty || (rules.byStratum.isEmpty && !rules.overall.isEmpty)
    let unruled = isEveryRuled ? [] : strata.map(\.name).filter { rules.byStratum[$0] == nil }
    let unknown = Set(rules.byStratum.keys).subtracting(known)
    try StrataMismatch.check(strata, unruled: unruled, unknown: unknown, file: file)
  }
}

extension RuleSet {
  /// Reserves of a stratum, by a rule on its size.
  func reserves(in stratum: ProtocolText, of size: Int) -> Int {
    reserveRule(in: stratum).counts(of: size).minimum
  }

  /// The rule on a stratum's reserves: its own before one for all.
  func reserveRule(in stratum: ProtocolText) -> Rule {
    byStratum[stratum]?.last ?? everywhere.last ?? .atLeast(.count(0))
  }
}

extension Starts {
  /// Strata for which a start was given by name; those of the draw before may be gone.
  fileprivate var named: Set<ProtocolText> {
    if case .byStratum(let digests) = self { Set(digests.keys) } else { [] }
  }
}

extension StrataMismatch {
  /// Refuses reserves and starts of strata that the pool does not have.
  static func checkNames(
    _ strata: [Stratum],
    reserves: RuleSet,
    starts: Starts,
    file: String
  ) throws(StrataMismatch) {
    let unknown = starts.named.union(reserves.byStratum.keys).subtracting(strata.map(\.name))
    try check(strata, unruled: [], unknown: unknown, file: file)
  }

  fileprivate static func check(
    _ strata: [Stratum],
    unruled: [ProtocolText],
    unknown: Set<ProtocolText>,
    file: String
  ) throws(StrataMismatch) {
    guard !unruled.isEmpty || !unknown.isEmpty else { return }
    throw StrataMismatch(
      file: file,
      unruled: unruled.map(\.text),
      unknown: unknown.sorted().map(\.text),
      known: strata.map(\.name.text)
    )
  }
}

/// More units than a stratum has (exit status 1).
public struct StratumOverdrawn: ExplainedError, Hashable {
  /// The stratum.
  public var stratum: Stratum
  /// n.
  public var size: Int
  /// r.
  public var reserves: Int

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    let name = stratum.name.text.excerpt
    return language(
      "stratum \"\(name)\" has \(stratum.population) units; \(size) selected and \(reserves) in"
        + " reserve are more: lower one, as in --reserves \"\(name): 0\"",
      "分类“\(name)”只有 \(stratum.population) 个对象，抽取 \(size) 个加候补 \(reserves) 个超出范围，"
        + "请减少，例如 --reserves \"\(name): 0\""
    )
  }
}
