import Inference
import Sampling
import TestSupport
import Testing

/// How often Student's interval of a stratified share holds the truth, by enumeration of all samples:
/// why shares have exact bounds by default.
@Suite(.enabled(if: Shared.isAvailable)) struct StudentCoverageTests {
  @Test func everySample() throws {
    let file = "reference/inference/exact_coverage_stratified.json"
    let cases = try Shared.json(file, as: ReferenceValue.self)["cases"].list
    #expect(cases.count == 12)
    for item in cases {
      let (populations, samples) = (item["N_h"].integers, item["n_h"].integers)
      let marked = item["M_h"].integers
      let truth = Double(marked.reduce(0, +)) / Double(populations.reduce(0, +))
      var counts: [[(found: Int, probability: Double)]] = []
      for index in populations.indices {
        let probabilities = Hypergeometric(
          population: populations[index],
          marked: marked[index],
          draws: samples[index]
        ).probabilities
        counts.append(
          probabilities.values.enumerated().map { (probabilities.first + $0.offset, $0.element) }
            .filter { $0.probability > 1e-12 }
        )
      }
      // The interval depends on the summaries alone; one of each stratum and count.
      let summaries = try counts.enumerated().map { index, counts in
        try counts.map { count in
          StratumSummary(
            try InspectedStratum(
              name: try ProtocolText("\(index)"),
              population: populations[index],
              sample: samples[index],
              found: count.found
            )
          )
        }
      }
      var coverage = 0.0
      for (first, one) in counts[0].enumerated() {
        for (second, two) in counts[1].enumerated() {
          for (third, three) in counts[2].enumerated() {
            let probability = one.probability * two.probability * three.probability
            guard probability > 1e-11 else { continue }
            let mean = try StratifiedEstimate([
              summaries[0][first], summaries[1][second], summaries[2][third],
            ]).mean
            // Where nothing varies this library gives no interval; the file counts a point.
            let bounds = try mean.interval(confidence: Ratio(95, 100))
            let lower = bounds?.lower ?? mean.value
            let upper = bounds?.upper ?? mean.value
            if lower <= truth, truth <= upper { coverage += probability }
          }
        }
      }
      let expected = try #require(item["wald_t_fpc_coverage"].number)
      #expect(abs(coverage - expected) < 1e-6, "\(marked): \(coverage) for \(expected)")
      #expect(coverage < 0.95)
    }
  }
}
