package import Inference
package import Sampling

/// What a plan covers over the years, from its rules alone.
package struct CoverageForecast: Sendable {
  /// The classes of the first year, by the bytes of their names.
  package var strata: [Stratum]
  /// Decides the sizes of a year from the populations that the classes then have.
  package var sizes: @Sendable (_ populations: [Int]) throws -> [Int]
  /// How many years.
  package var years: Int
  /// What happens to the units between two years; empty where the frame stays as it is.
  package var moves: [CoverageProjection.Move]
  /// The digests of what was read, by what it was read as.
  package var inputs: [String: String]

  /// Takes a plan.
  ///
  /// - Parameters:
  ///   - strata: the classes of the first year; they are sorted by name, and `moves` must follow
  ///     that order.
  ///   - years: how many years, at least 1.
  ///   - moves: what happens between two years.
  ///   - inputs: the digests of what was read, by what it was read as.
  ///   - sizes: decides the sizes of a year, in the order of the names.
  package init(
    strata: [Stratum],
    years: Int,
    moves: [CoverageProjection.Move] = [],
    inputs: [String: String],
    sizes: @escaping @Sendable (_ populations: [Int]) throws -> [Int]
  ) {
    self.strata = strata.sorted { $0.name < $1.name }
    self.years = max(years, 1)
    self.moves = moves
    self.inputs = inputs
    self.sizes = sizes
  }

  /// Follows the years.
  ///
  /// - Returns: the answer.
  /// - Throws: what ``sizes`` throws; ``CoverageTooLarge``; `InferenceError` for more units than are
  ///   counted.
  /// - Complexity: as `CoverageProjection` and `RepeatedDraws`.
  package func run() throws -> CoverageResult {
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
    return CoverageResult(
      basis: .rules,
      inputs: inputs,
      years: years,
      hasTurnover: !moves.isEmpty,
      classes: classes,
      total: try total(independent: projections[0], rotation: projections[1]),
      draws: [],
      notes: []
    )
  }

  private func coverageClass(
    _ index: Int,
    independent: CoverageProjection,
    rotation: CoverageProjection
  ) throws -> CoverageResult.Class {
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
    return CoverageResult.Class(
      stratum: strata[index].name,
      population: strata[index].population,
      sizes: sizes,
      populations: independent.years.map { $0.populations[index] },
      independent: outlooks.independent,
      rotation: outlooks.rotation,
      observed: nil
    )
  }

  private func total(
    independent: CoverageProjection,
    rotation: CoverageProjection
  ) throws -> CoverageResult.Class {
    let all = strata.reduce(0) { $0 + $1.population }
    let outlooks = try outlooks(
      Array(strata.indices),
      seen: [independent, rotation].map { $0.years.map(\.seenInAll) },
      frameSeen: [independent, rotation].map { $0.years.map(\.frameSeenInAll) },
      neverSeen: [independent, rotation].map { $0.years[years - 1].neverSeen },
      projection: independent
    )
    return CoverageResult.Class(
      stratum: nil,
      population: all,
      sizes: independent.years.map { $0.sizes.reduce(0, +) },
      populations: independent.years.map { $0.populations.reduce(0, +) },
      independent: outlooks.independent,
      rotation: outlooks.rotation,
      observed: nil
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
        seenByYear: seen[design],
        frameSeenByYear: frameSeen[design],
        distinct: nil,
        neverSeen: neverSeen[design],
        longestGap: nil,
        yearsTo: CoverageOutlook.shares.map { share in
          // A sum of halves and tenths may miss the share by a rounding error.
          seen[design].firstIndex { ($0 ?? 0) >= share.approximation * (1 - 1e-12) }
            .map { $0 + 1 }
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
    outlooks[1].fillRotation(draws)
    outlooks[0].yearsTo = CoverageOutlook.shares.map { yearly.years(toSee: $0) }
    outlooks[1].yearsTo = CoverageOutlook.shares.map { yearly.rotationYears(toSee: $0) }
    return (outlooks[0], outlooks[1])
  }
}

/// More classes and years than an answer shows (exit status 64).
package struct CoverageTooLarge: ExplainedError, Hashable {
  /// The classes.
  package var classes: Int
  /// The years.
  package var years: Int

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
  package var kind: ErrorKind { .usage }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  package func explanation(in language: Language) -> String {
    let figures = CoverageTooLarge.limits.figures
    let steps = CoverageTooLarge.limits.steps
    return language(
      "\(classes) classes over \(years) years are too many to show: classes times years go up to \(figures),"
        + " and classes times years squared up to \(steps); lower \(Setting.years), or join classes",
      "\(classes) 个分类、\(years) 年过多：分类数乘年数上限为 \(figures)，分类数乘年数的平方上限为 \(steps)，"
        + "请减少 \(Setting.years) 或合并分类"
    )
  }
}
