internal import Inference
package import Sampling

/// The planning tables that `detect` prints for the user's own population.
package enum PlanningTable: String, CaseIterable, Sendable, Encodable {
  /// Sample sizes by expected and tolerable rate (AICPA tables ).
  case sizes
  /// Upper limits by sample and number found (AICPA tables ).
  case limits
  /// Sample sizes by level of detection and confidence (ISPM 31, table 1).
  case lots
}

/// A planning table with its figures.
package struct PlanningFigures: Sendable {
  /// What heads a row or column.
  package enum Heading: Sendable {
    case share(Ratio)
    case count(Int)
  }

  /// A cell.
  package enum Figure: Sendable {
    case count(Int)
    /// An upper limit as a share, where there is no population to count.
    case limit(Double)
  }

  package let table: PlanningTable
  /// N, nil where none is given.
  package let population: Int?
  /// The confidence, nil where it heads the rows.
  package let confidence: Ratio?
  package let rounding: Detection.Rounding
  package let columns: [Heading]
  /// The rows; nil where nothing reaches what the cell asks for.
  package let rows: [(heading: Heading, figures: [Figure?])]

  /// Computes a table.
  ///
  /// - Parameters:
  ///   - table: which.
  ///   - population: N.
  ///   - confidence: C of the sizes and limits.
  ///   - rounding: which way a rate becomes a number of units.
  /// - Throws: `InferenceError`; `DetectionError`.
  package init(
    _ table: PlanningTable,
    population: Int?,
    confidence: Ratio,
    rounding: Detection.Rounding
  ) throws {
    self.table = table
    self.population = population
    self.confidence = table == .lots ? nil : confidence
    self.rounding = rounding
    switch table {
    case .sizes:
      columns = PlanningFigures.tolerable.map { .share($0) }
      rows = try PlanningFigures.sizes(population, confidence, rounding)
    case .limits:
      columns = (0...10).map { .count($0) }
      rows = try PlanningFigures.limits(population, confidence)
    case .lots:
      guard let population else {
        throw InferenceError.needsPopulation(method: "\(Setting.table) lots")
      }
      columns = PlanningFigures.levels.map { .share($0) }
      rows = try PlanningFigures.lots(population, rounding)
    }
  }

  /// Rates of the guide, in ten-thousandths.
  private static let expected = [0, 25, 50, 75, 100, 125, 150, 175, 200, 250, 300, 400, 500, 700]
    .map { Ratio($0, 10_000) }
  private static let tolerable = [2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20].map { Ratio($0, 100) }
  private static let samples = [
    20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 90, 100, 125, 150, 200, 300, 400, 500,
  ]
  private static let levels = [
    Ratio(5, 100), Ratio(2, 100), Ratio(1, 100), Ratio(5, 1_000), Ratio(1, 1_000),
  ]
  private static let confidences = [80, 90, 95, 99].map { Ratio($0, 100) }

  private static func sizes(
    _ population: Int?,
    _ confidence: Ratio,
    _ rounding: Detection.Rounding
  ) throws -> [(heading: Heading, figures: [Figure?])] {
    let planning = try Planning(
      confidence: confidence,
      population: population,
      rounding: rounding
    )
    return try expected.map { expected in
      (
        .share(expected),
        try tolerable.map { tolerable in
          try planning.sampleSize(tolerable: tolerable, expected: expected).map { .count($0) }
        }
      )
    }
  }

  private static func limits(
    _ population: Int?,
    _ confidence: Ratio
  ) throws -> [(heading: Heading, figures: [Figure?])] {
    try samples.filter { $0 < population ?? .max }.map { sample in
      (
        .count(sample),
        try (0...10).map { found in
          let interval = try ProportionInterval(
            found: found,
            sample: sample,
            population: population,
            confidence: confidence,
            side: .upper
          )
          return interval.upperCount.map { .count($0) } ?? interval.upper.map { .limit($0) }
        }
      )
    }
  }

  private static func lots(
    _ population: Int,
    _ rounding: Detection.Rounding
  ) throws -> [(heading: Heading, figures: [Figure?])] {
    try confidences.map { confidence in
      (
        .share(confidence),
        try levels.map { level in
          let detection = try Detection(
            population: population,
            prevalence: level,
            rounding: rounding
          )
          return try detection.sampleSize(confidence: confidence).map { .count($0) }
        }
      )
    }
  }
}
