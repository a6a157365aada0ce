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
  /// Units of the stratum that are kept out of the frame; the base of a ratio is N and these.
  public var excluded = 0
  /// Other names by which rules, sizes, reserves or starts named the stratum.
  public var otherNames: [ProtocolText] = []
}

extension [StratumPlan] {
  /// The names that were read as those of strata whose own they are not, by stratum.
  public var nameMatches: [StratumNameMatch] {
    flatMap { plan in
      plan.otherNames.map { StratumNameMatch(given: $0, stratum: plan.stratum.name) }
    }
  }
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

extension Sizing {
  /// Decides the sizes of a pool's strata.
  ///
  /// A rule on reserves is a rule on the stratum's size; one of a stratum's own takes the place of
  /// one for all.
  ///
  /// - Parameters:
  ///   - strata: the strata, by the bytes of their names.
  ///   - excluded: units of each stratum that are kept out of the frame and stay in the base.
  ///   - reserves: rules on reserves; none where empty.
  ///   - starts: where the circle is entered.
  ///   - file: the pool, for messages.
  /// - Returns: the plan of each stratum, in their order.
  /// - Throws: ``StrataMismatch`` for a stratum without a rule, a rule without a stratum, and a name
  ///   that fits two; `RuleCollision`; ``StratumOverdrawn`` where sizes and reserves exceed what is
  ///   left of a stratum.
  public func plans(
    for strata: [Stratum],
    excluded: [ProtocolText: Int] = [:],
    reserves: RuleSet,
    starts: Starts,
    file: String
  ) throws -> [StratumPlan] {
    var names = StratumNames(strata.map(\.name))
    let sizing = try named(by: &names)
    let (reserves, starts) = (reserves.named(by: &names), starts.named(by: &names))
    try StrataMismatch.check(names, unruled: sizing.unruled(strata), file: file)
    // What is kept out of the draw stays in the base of every ratio.
    let bases = strata.map { stratum in
      Stratum(
        name: stratum.name,
        population: stratum.population + excluded[stratum.name, default: 0]
      )
    }
    let sizes: [(rule: String, size: Int)]
    switch sizing {
    case .rules(let rules):
      // In one stratum a rule over all is a rule of it, and is said with its size.
      let rules = strata.count == 1 ? rules.ofOneStratum : rules
      sizes = try Sizes.proportional(bases, rules: rules).strata.map { size in
        let rule = size.bounds.rules.map(\.description).joined(separator: "; ")
        return (rule, size.size)
      }
    case .sizes(let given):
      try given.checkPopulations(bases)
      sizes = strata.map { stratum in
        let row = given.sizes[stratum.name]
        return (row?.rule ?? "", row?.size ?? 0)
      }
    }
    let otherNames = Dictionary(grouping: names.matches, by: \.stratum)
    return try zip(strata, sizes).map { stratum, size in
      let count = StratumCount(
        size: size.size,
        reserves: reserves.reserves(in: stratum.name, of: size.size),
        start: starts.start(in: stratum.name)
      )
      let (wanted, overflow) = count.size.addingReportingOverflow(count.reserves)
      guard !overflow, wanted <= stratum.population else {
        throw StratumOverdrawn(
          stratum: stratum,
          size: count.size,
          reserves: count.reserves,
          excluded: excluded[stratum.name, default: 0]
        )
      }
      return StratumPlan(
        stratum: stratum,
        rule: size.rule,
        count: count,
        excluded: excluded[stratum.name, default: 0],
        otherNames: (otherNames[stratum.name] ?? []).map(\.given)
      )
    }
  }

  /// The rules that the sizes answer to, under the names that the strata have.
  ///
  /// - Parameters:
  ///   - strata: the strata.
  ///   - file: the pool, for messages.
  /// - Returns: the rules as a record keeps them; of a table of sizes those that stand beside them.
  /// - Throws: ``StrataMismatch``; `DataError` for a rule of a table of sizes that is none.
  func ruleSet(for strata: [Stratum], file: String) throws -> RuleSet {
    switch try named(for: strata, file: file).sizing {
    case .rules(let rules): return rules
    case .sizes(let table):
      var rules = RuleSet()
      for stratum in strata {
        for text in table.sizes[stratum.name]?.rule.split(separator: ";") ?? [] {
          do throws(RuleSyntaxError) {
            rules.add(try Rule(parsing: String(text)), in: stratum.name)
          } catch {
            throw DataError(
              .init(
                file: table.file,
                column: "rule",
                value: String(text),
                reason: .rule(error)
              )
            )
          }
        }
      }
      return rules
    }
  }

  /// The rules or sizes under the names of the strata, all of which have one.
  ///
  /// - Parameters:
  ///   - strata: the strata.
  ///   - file: the pool or table, for messages.
  /// - Returns: the rules or sizes, and the names that were read as those of strata whose own they are
  ///   not.
  /// - Throws: ``StrataMismatch``; `DataError` where two rows of sizes name one stratum.
  public func named(
    for strata: [Stratum],
    file: String
  ) throws -> (sizing: Sizing, matches: [StratumNameMatch]) {
    var names = StratumNames(strata.map(\.name))
    let sizing = try named(by: &names)
    try StrataMismatch.check(names, unruled: sizing.unruled(strata), file: file)
    return (sizing, names.matches)
  }

  private func named(by names: inout StratumNames) throws -> Sizing {
    switch self {
    case .rules(let rules): .rules(rules.named(by: &names))
    case .sizes(let file): .sizes(try file.named(by: &names))
    }
  }

  private func unruled(_ strata: [Stratum]) -> [ProtocolText] {
    switch self {
    case .rules(let rules): rules.unruled(strata)
    case .sizes(let file): strata.map(\.name).filter { file.sizes[$0] == nil }
    }
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
  /// The starts under the names that the strata have; those of the draw before may be gone.
  func named(by names: inout StratumNames) -> Starts {
    guard case .byStratum(let digests) = self else { return self }
    var result: [ProtocolText: Digest] = [:]
    for (name, digest) in digests.sorted(by: { $0.key < $1.key }) {
      if let stratum = names.stratum(name) { result[stratum] = digest }
    }
    return .byStratum(result)
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
  /// Units of the stratum that are kept out of the draw.
  public var excluded = 0

  /// What it is about.
  public var kind: ErrorKind { .no }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    let name = stratum.name.text.excerpt
    guard excluded == 0 else {
      return language(
        "stratum \"\(name)\" has \(stratum.population + excluded) units, of which \(Setting.exclude) keeps"
          + " \(excluded) out; of the \(stratum.population) left \(size) can not be selected with"
          + " \(reserves) in reserve: keep fewer out, or lower the rule",
        "分类“\(name)”共 \(stratum.population + excluded) 个对象，其中 \(excluded) 个被 \(Setting.exclude) 排除，剩余"
          + " \(stratum.population) 个不足以抽取 \(size) 个加候补 \(reserves) 个，请减少排除或调整规则"
      )
    }
    return language(
      "stratum \"\(name)\" has \(stratum.population) units; \(size) selected and \(reserves) in"
        + " reserve are more: lower one, as in \(Setting.reserves) \"\(name): 0\"",
      "分类“\(name)”只有 \(stratum.population) 个对象，抽取 \(size) 个加候补 \(reserves) 个超出范围，"
        + "请减少，例如 \(Setting.reserves) \"\(name): 0\""
    )
  }
}
