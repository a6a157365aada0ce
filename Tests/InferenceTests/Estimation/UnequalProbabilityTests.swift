import Inference
import Sampling
import Testing

@Suite struct UnequalProbabilityTests {
  /// Three units with π = 1/2, 1/4, 1/5 and y = 6, 4, 1, worked by hand: w y = 12, 16, 5; 1 − π =
  /// 1/2, 3/4, 4/5, together 41/20; A = (6 + 12 + 4)/(41/20) = 440/41;
  /// v = 3/2 (½ (52/41)² + ¾ (216/41)² + ⅘ (235/41)²).
  @Test func rosenByHand() throws {
    let sample = try SurveySample(
      strata: [Stratum(name: .everything, population: 11)],
      places: [0, 0, 0],
      weights: [2, 4, 5]
    )
    let total = sample.total(of: [6, 4, 1])
    let squares = 0.5 * 52 * 52 + 0.75 * 216 * 216 + 0.8 * 235 * 235
    #expect(agree(total.value, 33, 1e-15))
    #expect(agree(total.standardError, (1.5 * squares).squareRoot() / 41, 1e-14))
    // Hájek: 33/11 over Σ w = 11.
    let mean = try #require(sample.mean(of: [6, 4, 1], in: [true, true, true]))
    #expect(agree(mean.value, 3, 1e-15))
  }

  /// Values in proportion to the probabilities have no error.
  @Test func proportionalValues() throws {
    let weights = [2.0, 4, 5, 8]
    let sample = try SurveySample(
      strata: [Stratum(name: .everything, population: 40)],
      places: [0, 0, 0, 0],
      weights: weights
    )
    let total = sample.total(of: weights.map { 1 / $0 })
    #expect(total.value == 4)
    #expect(total.standardError == nil)
    #expect(total.reasons.contains(.nothingVaries))
  }

  /// A certain unit adds its value and no variance.
  @Test func certainUnits() throws {
    let strata = [Stratum(name: .everything, population: 21)]
    let without = try SurveySample(strata: strata, places: [0, 0], weights: [10, 10])
    let with = try SurveySample(strata: strata, places: [0, 0, 0], weights: [1, 10, 10])
    let (small, large) = (without.total(of: [2, 5]), with.total(of: [900, 2, 5]))
    #expect(large.value == small.value + 900)
    #expect(agree(large.standardError, small.standardError, 1e-14))
    let certain = try SurveySample(strata: strata, places: [0, 0], weights: [1, 1])
    #expect(certain.total(of: [3, 4]).standardError == 0)
    let lone = try SurveySample(strata: strata, places: [0, 0], weights: [1, 20])
    #expect(lone.total(of: [3, 4]).standardError == nil)
    #expect(lone.total(of: [3, 4]).reasons == [.loneUnit(.everything)])
  }

  @Test func refusals() throws {
    let strata = [Stratum(name: .everything, population: 1)]
    #expect(throws: InferenceError.nothingInspected(stratum: nil)) {
      try SurveySample(strata: strata, places: [])
    }
    #expect(throws: InferenceError.sample(2, population: 1, stratum: .everything)) {
      try SurveySample(strata: strata, places: [0, 0])
    }
    let sample = try SurveySample(
      strata: [Stratum(name: .everything, population: 9)],
      places: [0, 0]
    )
    #expect(sample.mean(of: [1, 2], in: [false, false]) == nil)
    #expect(sample.ratio([1, 2], to: [0, 0]) == nil)
    #expect(sample.postStratifiedMean(of: [1, 2], groups: [0, 0], totals: [5, 4]) == nil)
  }

  /// A stratum without an inspection is left out and named.
  @Test func uninspectedStratum() throws {
    let (first, second) = (try ProtocolText("A"), try ProtocolText("B"))
    let estimate = try StratifiedEstimate([
      StratumSummary(name: first, population: 10, values: [1, 3]),
      StratumSummary(name: second, population: 90, values: []),
    ])
    #expect(estimate.mean.value == 2)
    #expect(estimate.mean.population == 10)
    #expect(estimate.total.value == 20)
    #expect(estimate.mean.reasons == [.notInspected(second, population: 90)])
    #expect(throws: InferenceError.nothingInspected(stratum: nil)) {
      try StratifiedEstimate([StratumSummary(name: second, population: 90, values: [])])
    }
  }
}
