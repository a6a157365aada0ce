public import Inference
public import Sampling

/// A table of strata seen through last year's results: what is known of each class after them, and
/// what it takes to test the class model.
///
/// Every class keeps a random sample by which it can be told from the class next to it in prevalence
/// (``ClassTest``): from the next worse one, and the worst class from the next better one. Without
/// that a plan that follows last year's figures inspects a good class so little that nobody ever
/// learns it has turned bad.
public struct PosteriorPlan: Sendable {
  /// The classes, in the order of the table.
  public let classes: [Class]
  /// The prior.
  public let prior: BetaPrior

  /// One class.
  public struct Class: Sendable {
    /// The stratum.
    public let stratum: Stratum
    /// What was found; nothing inspected where the table does not say.
    public let results: ClassResults
    /// What is known after it.
    public let posterior: ClassPosterior
    /// The test of the class model; nil where no floor is asked for, or no class differs.
    public let test: ClassTest?
    /// The class that the test tells it from.
    public let against: ProtocolText?
  }

  /// Looks at the results.
  ///
  /// - Parameters:
  ///   - table: the strata with the columns `inspected` and `violations`.
  ///   - prior: what is believed of every class before.
  ///   - confidence: C of the tests.
  ///   - power: W of the tests, nil for no floors.
  /// - Throws: ``InferenceError``; ``PosteriorError`` where the table has no results; `DataError` where a
  ///   class has more inspected than there are units.
  /// - Complexity: O(classes log classes) and the tests.
  public init(
    _ table: StrataTable,
    prior: BetaPrior,
    confidence: Ratio,
    power: Ratio?
  ) throws {
    guard table.rows.contains(where: { $0.results != nil }) else { throw PosteriorError() }
    try table.checkResults()
    var known: [(row: StrataTable.Row, posterior: ClassPosterior)] = []
    for row in table.rows {
      let results = row.results ?? ClassResults(inspected: 0, violations: 0)
      known.append((row, try ClassPosterior(prior, results)))
    }
    // The class with the next greater mean, else the next smaller; of equal means the one that stands first.
    let order = known.indices.sorted {
      (known[$0].posterior.mean, $0) < (known[$1].posterior.mean, $1)
    }
    var neighbours = known.map { _ in nil as Int? }
    var above: Int?
    for place in order.indices.reversed() {
      let own = known[order[place]].posterior.mean
      if place + 1 < order.count, known[order[place + 1]].posterior.mean > own {
        above = order[place + 1]
      }
      neighbours[order[place]] = above
    }
    if let greatest = order.last.map({ known[$0].posterior.mean }) {
      let below = order.last { known[$0].posterior.mean < greatest }
        .map { known[$0].posterior.mean }
        .flatMap { mean in order.first { known[$0].posterior.mean == mean } }
      for place in order where neighbours[place] == nil { neighbours[place] = below }
    }
    self.prior = prior
    classes = try known.enumerated().map { place, item in
      let (row, posterior) = item
      let population = row.stratum.population
      let neighbour = neighbours[place].map { known[$0] }
      let test = try power.flatMap { power in
        try neighbour.map { neighbour in
          try ClassTest(
            population: population,
            expected: posterior.mean.minimumCount(of: population) ?? population,
            alternative: neighbour.posterior.mean.minimumCount(of: population) ?? population,
            confidence: confidence,
            power: power
          )
        }
      }
      return Class(
        stratum: row.stratum,
        results: row.results ?? ClassResults(inspected: 0, violations: 0),
        posterior: posterior,
        test: test,
        against: test == nil ? nil : neighbour?.row.stratum.name
      )
    }
  }

  /// The rules with the floors of the tests.
  ///
  /// - Parameter rules: the rules to begin with.
  /// - Returns: all rules.
  public func rules(_ rules: RuleSet) -> RuleSet {
    var result = rules
    for item in classes {
      if let sample = item.test?.sample {
        result.add(.atLeast(.count(sample)), in: item.stratum.name)
      }
    }
    return result
  }

  /// The table with the traits that the posterior gives: E[p] and E[p(1 − p)].
  ///
  /// - Parameter table: the table.
  /// - Returns: the table with other traits.
  public func expected(_ table: StrataTable) -> StrataTable {
    let classes = byName
    return table.replacingTraits { name, traits in
      guard let item = classes[name] else { return traits }
      return StratumTraits(
        prevalence: item.posterior.mean,
        weight: traits.weight,
        variance: item.posterior.spread
      )
    }
  }

  var byName: [ProtocolText: Class] {
    Dictionary(uniqueKeysWithValues: classes.map { ($0.stratum.name, $0) })
  }

  /// The table with the point estimates x/n; a class that was not inspected has none.
  ///
  /// - Parameter table: the table.
  /// - Returns: the table with other traits.
  public func pointEstimated(_ table: StrataTable) -> StrataTable {
    let classes = byName
    return table.replacingTraits { name, traits in
      guard let item = classes[name] else { return traits }
      let (found, inspected) = (item.results.violations, item.results.inspected)
      return StratumTraits(
        prevalence: inspected > 0 ? Ratio(found, inspected) : nil,
        weight: traits.weight
      )
    }
  }
}

/// A table without results, from which nothing can be learnt (exit status 65).
public struct PosteriorError: ExplainedError, Hashable {
  /// What it is about.
  public var kind: ErrorKind { .data }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    language(
      "the table has no results of last year; add the columns inspected and violations",
      "表中没有上一年度的结果，请补充 inspected、violations 两列"
    )
  }
}
