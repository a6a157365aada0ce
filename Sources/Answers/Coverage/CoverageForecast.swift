public import Draws
internal import Frames
public import Inference
internal import Reports
public import Sampling

/// What a plan covers over the years, from its rules alone.
public struct CoverageForecast: Sendable {
  /// The classes of the first year, by the bytes of their names.
  public var strata: [Stratum]
  /// How the sizes of every year are decided.
  public var sizing: Sizing
  /// How many years.
  public var years: Int
  /// What happens to the units between two years; empty where the frame stays as it is.
  public var moves: [CoverageProjection.Move]
  /// The file of the strata, for messages.
  public var file: String

  /// Takes a plan.
  ///
  /// - Parameters:
  ///   - strata: the classes of the first year; they are sorted by name, and `moves` must follow
  ///     that order.
  ///   - sizing: how the sizes of every year are decided, under the names of the classes
  ///     (``Sizing/named(for:file:)``); sizes of a table are held while there are so many units.
  ///   - years: how many years, at least 1.
  ///   - moves: what happens between two years.
  ///   - file: the file of the strata, for messages.
  public init(
    strata: [Stratum],
    sizing: Sizing,
    years: Int,
    moves: [CoverageProjection.Move] = [],
    file: String
  ) {
    self.strata = strata.sorted { $0.name < $1.name }
    self.sizing = sizing
    self.years = max(years, 1)
    self.moves = moves
    self.file = file
  }

  /// Follows the years.
  ///
  /// - Returns: the answer.
  /// - Throws: ``StrataMismatch``; `RuleCollision` where the rules of a year can not hold together;
  ///   ``StratumOverdrawn``; ``CoverageTooLarge``; `InferenceError` for more units than are counted.
  /// - Complexity: as `CoverageProjection` and `RepeatedDraws`.
  public func document() throws -> CoverageDocument {
    try CoverageTooLarge.check(classes: strata.count, years: years)
    let projections = try CoverageProjection.Design.allCases.map { design in
      try CoverageProjection(
        populations: strata.map(\.population),
        moves: moves,
        years: years,
        design: design,
        sizes: sizes
      )
    }
    let classes = try strata.indices.map { index in
      try coverageClass(index, independent: projections[0], rotation: projections[1])
    }
    return CoverageDocument(
      basis: .rules,
      years: years,
      hasTurnover: !moves.isEmpty,
      strata: classes,
      total: try total(independent: projections[0], rotation: projections[1]),
      draws: [],
      notes: []
    )
  }

  /// The sizes of a year.
  private func sizes(_ populations: [Int]) throws -> [Int] {
    let now = zip(strata, populations).map { Stratum(name: $0.name, population: $1) }
    switch sizing {
    case .rules:
      return try sizing.plans(for: now, reserves: RuleSet(), starts: .none, file: file)
        .map(\.count.size)
    case .sizes(let given):
      if now == strata { try given.checkPopulations(now) }
      return now.map { min(given.sizes[$0.name]?.size ?? 0, $0.population) }
    }
  }

  private func coverageClass(
    _ index: Int,
    independent: CoverageProjection,
    rotation: CoverageProjection
  ) throws -> CoverageClass {
    let sizes = independent.years.map { $0.sizes[index] }
    let outlooks = try outlooks(
      [index],
      seen: [independent, rotation].map { $0.years.map { $0.seen[index] } },
      frameSeen: [independent, rotation].map { $0.years.map { $0.frameSeen[index] } },
      neverSeen: [independent, rotation].map { projection in
        let last = projection.years[years - 1]
        return Double(last.populations[index]) * (1 - (last.frameSeen[index] ?? 1))
      },
      projection: independent
    )
    return CoverageClass(
      stratum: strata[index].name.text,
      population: strata[index].population,
      sizes: sizes,
      populations: independent.years.map { $0.populations[index] },
      independent: outlooks.independent,
      rotation: outlooks.rotation,
      observed: Nullable(nil)
    )
  }

  private func total(
    independent: CoverageProjection,
    rotation: CoverageProjection
  ) throws -> CoverageClass {
    let all = strata.reduce(0) { $0 + $1.population }
    let outlooks = try outlooks(
      Array(strata.indices),
      seen: [independent, rotation].map { $0.years.map(\.seenInAll) },
      frameSeen: [independent, rotation].map { $0.years.map(\.frameSeenInAll) },
      neverSeen: [independent, rotation].map { $0.years[years - 1].neverSeen },
      projection: independent
    )
    return CoverageClass(
      stratum: "*",
      population: all,
      sizes: independent.years.map { $0.sizes.reduce(0, +) },
      populations: independent.years.map { $0.populations.reduce(0, +) },
      independent: outlooks.independent,
      rotation: outlooks.rotation,
      observed: Nullable(nil)
    )
  }

  /// What some classes together can expect under both designs.
  private func outlooks(
    _ places: [Int],
    seen: [[Double?]],
    frameSeen: [[Double?]],
    neverSeen: [Double],
    projection: CoverageProjection
  ) throws -> (independent: CoverageOutlook, rotation: CoverageOutlook) {
    var outlooks = (0...1).map { design in
      CoverageOutlook(
        seenByYear: seen[design].map { Nullable($0) },
        frameSeenByYear: frameSeen[design].map { Nullable($0) },
        distinct: Nullable(nil),
        neverSeen: neverSeen[design],
        longestGap: Nullable(nil),
        yearsTo: CoverageDocument.shares.map { share in
          // A sum of halves and tenths may miss the share by a rounding error.
          let year = seen[design].firstIndex { ($0 ?? 0) >= share.approximation * (1 - 1e-12) }
          return YearsTo(share, year.map { $0 + 1 })
        }
      )
    }
    guard moves.isEmpty else { return (outlooks[0], outlooks[1]) }
    let draws = try places.map { place in
      try RepeatedDraws(
        population: strata[place].population,
        sizes: projection.years.map { $0.sizes[place] }
      )
    }
    let yearly = try YearlyDraws(
      draws.map { YearlyDraws.Stratum(population: $0.population, size: $0.sizes[0]) }
    )
    outlooks[0].fill(draws, of: strata.count)
    outlooks[1].distinct = Nullable(
      DistinctSummary(constant: draws.reduce(0) { $0 + $1.distinctInRotation })
    )
    outlooks[1].longestGap = Nullable(draws.map(\.longestGapInRotation).max() ?? 0)
    outlooks[0].yearsTo = CoverageDocument.shares.map { YearsTo($0, yearly.years(toSee: $0)) }
    outlooks[1].yearsTo = CoverageDocument.shares.map {
      YearsTo($0, yearly.rotationYears(toSee: $0))
    }
    return (outlooks[0], outlooks[1])
  }
}

extension CoverageOutlook {
  /// Fills in what is known of independent draws from strata that stay as they are.
  ///
  /// - Parameters:
  ///   - draws: the draws of the strata that are looked at.
  ///   - classes: how many strata there are in all, over which the work is spread.
  mutating func fill(_ draws: [RepeatedDraws], of classes: Int) {
    let (mean, variance) = draws.reduce((0.0, 0.0)) { ($0.0 + $1.mean, $0.1 + $1.variance) }
    distinct = Nullable(
      DistinctSummary(
        mean: mean,
        variance: variance,
        distribution: RepeatedDraws.distinct(of: draws, ofAll: classes),
        population: draws.reduce(0) { $0 + $1.population }
      )
    )
    longestGap = Nullable(RepeatedDraws.longestGap(of: draws))
  }
}

extension RepeatedDraws {
  /// The distribution of the distinct units seen in some strata together; nil where it takes too many
  /// steps.
  static func distinct(of draws: [RepeatedDraws], ofAll classes: Int) -> CountDistribution? {
    var total = CountDistribution(constant: 0)
    var steps = 0
    for draw in draws {
      guard let own = draw.distinct(within: stepLimit / max(classes, 1)) else { return nil }
      steps += total.values.count * own.values.count
      guard steps <= stepLimit else { return nil }
      total = total.convolved(with: own)
    }
    return total
  }
}

/// More classes and years than an answer shows (exit status 64).
public struct CoverageTooLarge: ExplainedError, Hashable {
  /// The classes.
  public var classes: Int
  /// The years.
  public var years: Int

  /// Figures by class and year, and the steps of the longest gaps, classes times years squared.
  private static let limits = (figures: 100_000, steps: 30_000_000)

  /// Refuses what is too large.
  static func check(classes: Int, years: Int) throws(CoverageTooLarge) {
    let (figures, overflow) = classes.multipliedReportingOverflow(by: years)
    guard !overflow, figures <= limits.figures, figures <= limits.steps / max(years, 1) else {
      throw CoverageTooLarge(classes: classes, years: years)
    }
  }

  /// What it is about.
  public var kind: ErrorKind { .usage }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    let figures = CoverageTooLarge.limits.figures
    let steps = CoverageTooLarge.limits.steps
    return language(
      "\(classes) classes over \(years) years are too many to show: classes times years go up to \(figures),"
        + " and classes times years squared up to \(steps); lower --years, or join classes",
      "\(classes) 个分类、\(years) 年过多：分类数乘年数上限为 \(figures)，分类数乘年数的平方上限为 \(steps)，"
        + "请减少 --years 或合并分类"
    )
  }
}
