import Foundation
import Inference
import Sampling
import TestSupport
import Testing

/// A reference CSV whose cells hold no comma.
struct ReferenceRows {
  let rows: [[String: String]]

  init(_ file: String) throws {
    let text = String(decoding: try Shared.data("reference/inference/\(file)"), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\"")) }
    }
    let header = lines.first ?? []
    rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  func text(_ column: String) -> [String] { rows.map { $0[column] ?? "" } }
  func numbers(_ column: String) throws -> [Double] {
    try text(column).map { try #require(Double($0)) }
  }

  /// The sample with strata named by a column and sizes in another.
  ///
  /// With weights of a column, or N_h/n_h.
  func sample(
    stratum: String?,
    population: String,
    weight: String? = nil
  ) throws -> SurveySample {
    let names = rows.map { row in stratum.flatMap { row[$0] } ?? "*" }
    let distinct = Set(names).sorted()
    let strata = try distinct.map { name in
      let row = zip(names, rows).first { $0.0 == name }?.1 ?? [:]
      return Stratum(
        name: try ProtocolText(name),
        population: try #require(Int(row[population] ?? ""))
      )
    }
    let places = names.map { distinct.firstIndex(of: $0) ?? 0 }
    guard let weight else { return try SurveySample(strata: strata, places: places) }
    return try SurveySample(strata: strata, places: places, weights: try numbers(weight))
  }

  func summaries(of values: [Double], _ sample: SurveySample) throws -> StratifiedEstimate {
    try StratifiedEstimate(
      sample.strata.indices.map { place in
        try StratumSummary(
          name: sample.strata[place].name,
          population: sample.strata[place].population,
          values: zip(sample.places, values).filter { $0.0 == place }.map(\.1)
        )
      }
    )
  }
}

/// Expects an estimate, its standard error and, where there is one, its interval of 95 %.
func expect(
  _ estimate: Estimate,
  _ value: ReferenceValue,
  _ error: ReferenceValue,
  interval: ReferenceValue = .nothing,
  tolerance: Double = 1e-9,
  _ place: String
) throws {
  #expect(agree(estimate.value, value.number, tolerance), "\(place): \(estimate.value)")
  #expect(
    agree(estimate.standardError, error.number, tolerance),
    "\(place): \(estimate.standardError ?? .nan)"
  )
  guard let lower = interval[0].number, let upper = interval[1].number else { return }
  let bounds = try #require(try estimate.interval(confidence: Ratio(95, 100)))
  #expect(agree(bounds.lower, lower, tolerance), "\(place)")
  #expect(agree(bounds.upper, upper, tolerance), "\(place)")
}
