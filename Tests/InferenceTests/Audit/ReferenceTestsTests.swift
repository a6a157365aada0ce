import Inference
import Sampling
import TestSupport
import Testing

/// The tests against base R.
@Suite(.enabled(if: Shared.isAvailable)) struct ReferenceTestsTests {
  private func cases() throws -> [String: ReferenceCase] {
    Dictionary(
      try ReferenceCase.load("r_selection_tests").map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  @Test(arguments: [("padjust_holm", Multiplicity.holm), ("padjust_BH", .benjaminiHochberg)])
  func adjustedProbabilities(id: String, method: Multiplicity) throws {
    let reference = try #require(try cases()[id])
    // From the smallest to the largest, and the other way round.
    let values = reference.input["p"].numbers
    let adjusted = method.adjusted(values)
    #expect(zip(adjusted, reference.output.numbers).allSatisfy { agree($0, $1, 1e-12) })
    #expect(method.adjusted(values.reversed()) == adjusted.reversed())
    #expect(method.adjusted([]).isEmpty)
  }

  @Test(arguments: ["ks_n20", "ks_n25"]) func exactKolmogorovSmirnov(id: String) throws {
    let reference = try #require(try cases()[id])
    let uniformity = Uniformity(reference.input["x"].numbers)
    #expect(agree(uniformity.distance, reference.output["D"].number, 1e-9))
    #expect(agree(uniformity.distanceProbability, reference.output["p"].number, 1e-9))
  }

  @Test(arguments: ["ks_asymptotic_n20", "ks_asymptotic_n25"])
  func limitOfKolmogorovSmirnov(id: String) throws {
    let reference = try #require(try cases()[id])
    let uniformity = Uniformity(reference.input["x"].numbers)
    let p = Uniformity.limitTail(uniformity.distance, count: uniformity.values.count)
    #expect(agree(p, reference.output["p"].number, 1e-6))
  }

  /// The exact distribution against its limit where both hold, and the ends.
  @Test func kolmogorovSmirnovFarAndNear() {
    let exact = Uniformity.exactTail(0.02, count: 4_000)
    #expect(agree(exact, Uniformity.limitTail(0.02, count: 4_000), 0.02))
    #expect(Uniformity.exactTail(1, count: 5) == 0 && Uniformity.exactTail(0.1, count: 5) == 1)
    // P(D_1 ≥ d) = 2 (1 − d) for one number.
    #expect(agree(Uniformity.exactTail(0.75, count: 1), 0.5))
  }

  /// Anderson and Darling 1954: 2.492 and 3.878 are the 5 % and 1 % points of the limit.
  @Test func andersonDarling() {
    let even = Uniformity((0..<1_000).map { (Double($0) + 0.5) / 1_000 })
    #expect(even.squareDistance < 0.01 && even.squareDistanceProbability > 0.999)
    let low = Uniformity((0..<1_000).map { (Double($0) + 0.5) / 2_000 })
    #expect(low.squareDistanceProbability == 2e-6)
    var alarms = 0
    for number in 0..<2_000 {
      var generator = ReplicateGenerator(purpose: "test", seed: "ad", number: number)
      let sample = Uniformity((0..<25).map { _ in generator.uniform() })
      if sample.squareDistanceProbability <= 0.05 { alarms += 1 }
    }
    // 5 % of 2,000 with three standard errors.
    #expect((71...129).contains(alarms), "\(alarms) of 2000, seed ad")
  }

  /// Counts of inclusion over 500 draws, against 2,000 replicates with NumPy: Pearson's statistic
  /// never alarms at n/N = 0.3, the scaled one in 5 %.
  @Test func inclusionCountsOfTheReference() throws {
    let file = try Shared.json(
      "reference/inference/inclusion_count_test_calibration.json",
      as: ReferenceValue.self
    )
    for (number, entry) in file["cases"].list.enumerated() {
      let population = try #require(entry["N"].integer)
      let size = try #require(entry["n"].integer)
      let draws = try #require(entry["B"].integer)
      let replicates = 200
      var (sum, alarms) = (0.0, 0)
      for replicate in 0..<replicates {
        var generator = ReplicateGenerator(
          purpose: "test",
          seed: "counts \(number)",
          number: replicate
        )
        var counts = [Int](repeating: 0, count: population)
        var units = Array(0..<population)
        for _ in 0..<draws {
          for place in 0..<size {
            units.swapAt(place, place + generator.below(population - place))
            counts[units[place]] += 1
          }
        }
        let inclusion = InclusionCounts(
          counts: [counts],
          sizes: [Array(repeating: size, count: draws)]
        )
        #expect(inclusion.degreesOfFreedom == entry["df"].integer)
        sum += inclusion.statistic
        if inclusion.pValue <= 0.05 { alarms += 1 }
      }
      // The mean of chi-square with 39 degrees, and 5 % of 200, with four standard errors of both
      // sides' replicates.
      let mean = try #require(entry["scaled_mean"].number)
      #expect(abs(sum / Double(replicates) - mean) < 2.7, "case \(number)")
      #expect((1...22).contains(alarms), "case \(number): \(alarms) of 200")
    }
  }
}
