internal import Inference
internal import Reports
package import Sampling

/// The planning tables that `detect` prints for the user's own population.
package enum PlanningTable: String, CaseIterable {
  /// Sample sizes by expected and tolerable rate (AICPA tables ).
  case sizes
  /// Upper limits by sample and number found (AICPA tables ).
  case limits
  /// Sample sizes by level of detection and confidence (ISPM 31, table 1).
  case lots

  /// Computes the table.
  package func document(
    population: Int?,
    confidence: Ratio,
    rounding: Detection.Rounding
  ) throws -> PlanningDocument {
    switch self {
    case .sizes: try sizes(population, confidence, rounding)
    case .limits: try limits(population, confidence, rounding)
    case .lots: try lots(population, rounding)
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

  private func sizes(
    _ population: Int?,
    _ confidence: Ratio,
    _ rounding: Detection.Rounding
  ) throws -> PlanningDocument {
    let planning = try Planning(
      confidence: confidence,
      population: population,
      rounding: rounding
    )
    let values = try PlanningTable.expected.map { expected in
      PlanningDocument.Line(
        row: expected.percentage,
        values: try PlanningTable.tolerable.map { tolerable in
          Nullable(
            try planning.sampleSize(tolerable: tolerable, expected: expected).map { "\($0)" }
          )
        }
      )
    }
    return document(
      population,
      confidence,
      rounding,
      ("expected", "tolerable"),
      PlanningTable.tolerable.map(\.percentage),
      values
    )
  }

  private func limits(
    _ population: Int?,
    _ confidence: Ratio,
    _ rounding: Detection.Rounding
  ) throws -> PlanningDocument {
    let fitting = PlanningTable.samples.filter { $0 < population ?? .max }
    let values = try fitting.map { sample in
      PlanningDocument.Line(
        row: "\(sample)",
        values: try (0...10).map { found in
          let interval = try ProportionInterval(
            found: found,
            sample: sample,
            population: population,
            confidence: confidence,
            side: .upper
          )
          return Nullable(
            interval.upperCount.map { "\($0)" }
              ?? interval.upper.map { ResultText.percent($0, .up) }
          )
        }
      )
    }
    return document(
      population,
      confidence,
      rounding,
      ("sample", "found"),
      (0...10).map { "\($0)" },
      values
    )
  }

  private func lots(
    _ population: Int?,
    _ rounding: Detection.Rounding
  ) throws -> PlanningDocument {
    guard let population else { throw InferenceError.needsPopulation(method: "--table lots") }
    let values = try PlanningTable.confidences.map { confidence in
      PlanningDocument.Line(
        row: confidence.percentage,
        values: try PlanningTable.levels.map { level in
          let detection = try Detection(
            population: population,
            prevalence: level,
            rounding: rounding
          )
          return Nullable(try detection.sampleSize(confidence: confidence).map { "\($0)" })
        }
      )
    }
    return document(
      population,
      nil,
      rounding,
      ("confidence", "level of detection"),
      PlanningTable.levels.map(\.percentage),
      values
    )
  }

  private func document(
    _ population: Int?,
    _ confidence: Ratio?,
    _ rounding: Detection.Rounding,
    _ names: (row: String, column: String),
    _ columns: [String],
    _ values: [PlanningDocument.Line]
  ) -> PlanningDocument {
    PlanningDocument(
      table: rawValue,
      population: Nullable(population),
      confidence: Nullable(confidence?.description),
      rounding: rounding.rawValue,
      row: names.row,
      column: names.column,
      columns: columns,
      values: values
    )
  }
}
