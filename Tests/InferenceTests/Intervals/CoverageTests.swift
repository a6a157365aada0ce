import Inference
import Sampling
import TestSupport
import Testing

@Suite struct CoverageTests {
  /// The enumeration of nine populations by the definition, 5 methods each that are offered.
  @Test(.enabled(if: Shared.isAvailable))
  func enumerations() throws {
    let names: [String: ProportionInterval.Method] = [
      "clopper_pearson": .clopperPearson, "wilson": .wilson,
      "jeffreys_modified_at_0_n": .jeffreys, "wilson_fpc_neff": .wilsonFinite,
      "hypergeometric_equal_tailed": .hypergeometric,
    ]
    let file = "reference/inference/exact_coverage_srs.json"
    var compared = 0
    for row in try Shared.json(file, as: ReferenceValue.self)["cases"].list {
      guard let method = names[row["method"].text ?? ""] else { continue }
      let population = try #require(row["N"].integer)
      let sample = try #require(row["n"].integer)
      let coverage = try Coverage(
        of: method,
        sample: sample,
        population: population,
        confidence: Ratio(95, 100)
      )
      let place = "\(method), N \(population), n \(sample)"
      let lowest = row["min_coverage"].number
      #expect(agree(coverage.minimum, lowest), "\(place): \(coverage.minimum)")
      #expect(agree(coverage.values[try #require(row["M_at_min"].integer)], lowest), "\(place)")
      #expect(agree(coverage.mean, row["mean_coverage"].number), "\(place)")
      #expect(
        agree(coverage.mean(upTo: Ratio(1, 10)), row["mean_coverage_p_le_10pct"].number),
        "\(place)"
      )
      let five = Int((Double(population) * 0.05).rounded(.toNearestOrEven))
      #expect(agree(coverage.values[five], row["coverage_at_5pct"].number), "\(place)")
      #expect(agree(coverage.widths[five], row["expected_width_at_5pct"].number, 1e-8), "\(place)")
      compared += 1
    }
    #expect(compared == 45)
  }

  /// Every population up to 40 and every sample of it, both kinds of exact interval, one-sided and
  /// two-sided: never below the confidence.
  @Test func exactIntervalsHoldTheirConfidence() throws {
    for population in [1, 2, 3, 7, 12, 23, 40] {
      for sample in 1...population {
        for method in ProportionInterval.Method.allCases where method.isExact {
          for side in Side.allCases {
            for confidence in [Ratio(9, 10), Ratio(19, 20), Ratio(99, 100)] {
              let coverage = try Coverage(
                of: method,
                sample: sample,
                population: population,
                confidence: confidence,
                side: side
              )
              #expect(
                coverage.minimum >= confidence.approximation - 1e-12,
                "\(method) \(side) \(confidence) N \(population) n \(sample)"
              )
            }
          }
        }
      }
    }
  }

  /// The gate can fail: Wilson is not exact.
  @Test func anApproximationFallsBelow() throws {
    let coverage = try Coverage(
      of: .wilson,
      sample: 59,
      population: 5_000,
      confidence: Ratio(95, 100)
    )
    // inference.md, section 0: .847.
    #expect(coverage.minimum < 0.85)
  }
}
