import Sampling
import TestSupport
import Testing

/// The reference file of discovery sampling; its README says that `n_exact` was found with big
/// integers (gmp in R).
private func reference(_ name: String) throws -> [ReferenceValue] {
  try Shared.json("reference/allocation/detection.json", as: ReferenceValue.self)[name].list
}

@Suite struct DetectionTests {
  @Test(.enabled(if: Shared.isAvailable))
  func everySizeOfTheTable() throws {
    var cases = Set<[Int]>()
    for row in try reference("table") {
      let parts = (row["rate"].text ?? "").split(separator: "/").compactMap { Int($0) }
      let population = try #require(row["N"].integer)
      let percent = try #require(row["conf_pct"].integer)
      let detection = try Detection(
        population: population,
        prevalence: Ratio(parts[0], parts[1]),
        rounding: .up
      )
      #expect(detection.violators == row["D"].integer)
      let size = try detection.sampleSize(confidence: Ratio(percent, 100))
      #expect(
        size == row["n_exact"].integer,
        "N \(population), D \(detection.violators), \(percent) %"
      )
      cases.insert([population, detection.violators, percent])
    }
    #expect(cases.count == 672)
    for row in try reference("jfa") {
      let detection = try Detection(
        population: #require(row["N"].integer),
        prevalence: #require(row["materiality"].number.flatMap { Ratio(decimal: "\($0)") }),
        rounding: .up
      )
      #expect(try detection.sampleSize(confidence: Ratio(95, 100)) == row["exact"].integer)
    }
  }

  @Test(.enabled(if: Shared.isAvailable))
  func imperfectSensitivity() throws {
    for row in try reference("imperfect_sensitivity") {
      let detection = try Detection(
        population: #require(row["N"].integer),
        violators: #require(row["D"].integer),
        sensitivity: Ratio(#require(row["se_pct"].integer), 100)
      )
      let confidence = Ratio(try #require(row["conf_pct"].integer), 100)
      #expect(try detection.sampleSize(confidence: confidence) == row["n_exact"].integer)
    }
  }

  @Test(.enabled(if: Shared.isAvailable))
  func everySizeOfISPM31() throws {
    let table = try Shared.json("reference/inference/ispm31_table1.json", as: ReferenceValue.self)
    let rows = table["rows"].list
    #expect(rows.count == 17)
    for row in rows {
      let population = try #require(row["N"].integer)
      for (index, percent) in row["level_of_detection_percent"].numbers.enumerated() {
        let prevalence = Ratio(Int((percent * 10).rounded()), 1000)
        func size(_ rounding: Detection.Rounding, _ percent: Int) throws -> Int? {
          try Detection(population: population, prevalence: prevalence, rounding: rounding)
            .sampleSize(confidence: Ratio(percent, 100))
        }
        let place = "N \(population), \(percent) %"
        #expect(try size(.down, 95) == row["R_exact_95_floor_d"][index].integer, "\(place)")
        #expect(try size(.up, 95) == row["R_exact_95_ceil_d"][index].integer, "\(place)")
        #expect(try size(.down, 99) == row["R_exact_99_floor_d"][index].integer, "\(place)")
      }
    }
  }

  @Test func anOfficialNote() throws {
    // C(18, 2) / C(20, 2) = 153/190, so 37/190 = 19.5 %.
    let detection = try Detection(population: 20, prevalence: Ratio(1, 10), rounding: .up)
    #expect(detection.violators == 2)
    #expect(abs(try detection.probability(sample: 2) - 37.0 / 190) < 1e-15)
    #expect(try detection.sampleSize(confidence: Ratio(95, 100)) == 16)
  }

  @Test func tiesAreExact() throws {
    // C(99, 95) / C(100, 95) is 1/20: 95 units reach 95 %, and not a hair more.
    let detection = try Detection(population: 100, violators: 1)
    #expect(try detection.reaches(Ratio(95, 100), sample: 95))
    #expect(
      try !detection.reaches(Ratio(95_000_000_000_000_001, 100_000_000_000_000_000), sample: 95)
    )
    #expect(try detection.sampleSize(confidence: Ratio(95, 100)) == 95)
    // N = 10⁸ with one violator: a size of exactly 95 %.
    let large = try Detection(population: 100_000_000, violators: 1)
    #expect(try large.sampleSize(confidence: Ratio(95, 100)) == 95_000_000)
    // With s = 1/2 and D = 1: P(found) = n / 2N.
    let blind = try Detection(population: 10, violators: 1, sensitivity: Ratio(1, 2))
    #expect(try blind.sampleSize(confidence: Ratio(2, 5)) == 8)
    #expect(try blind.sampleSize(confidence: Ratio(1, 2)) == 10)
    #expect(try blind.sampleSize(confidence: Ratio(51, 100)) == nil)
  }

  @Test func edges() throws {
    let none = try Detection(population: 50, violators: 0)
    #expect(try none.probability(sample: 50) == 0)
    #expect(try none.sampleSize(confidence: Ratio(1, 2)) == nil)
    #expect(try none.sampleSize(confidence: Ratio(0)) == 0)
    #expect(try Detection(population: 0, violators: 0).probability(sample: 0) == 0)
    let all = try Detection(population: 50, violators: 50)
    #expect(try all.probability(sample: 1) == 1)
    #expect(try all.sampleSize(confidence: Ratio(1)) == 1)
    let certain = try Detection(population: 100_000_000, violators: 1_000_000)
    #expect(try certain.sampleSize(confidence: Ratio(1)) == 99_000_001)
    let overlooked = try Detection(population: 50, violators: 5, sensitivity: Ratio(0))
    #expect(try overlooked.probability(sample: 50) == 0)
    #expect(try overlooked.sampleSize(confidence: Ratio(1, 10)) == nil)
    // ISPM 31 prints a dash where a lot is too small for the level of detection.
    let small = try Detection(population: 50, prevalence: Ratio(1, 100), rounding: .down)
    #expect(small.violators == 0)
  }

  @Test func refusals() {
    #expect(throws: DetectionError.violators(21, population: 20)) {
      try Detection(population: 20, violators: 21)
    }
    #expect(throws: DetectionError.sample(21, population: 20)) {
      try Detection(population: 20, violators: 2).probability(sample: 21)
    }
    #expect(throws: DetectionError.share(.confidence, Ratio(3, 2))) {
      try Detection(population: 20, violators: 2).sampleSize(confidence: Ratio(3, 2))
    }
    #expect(throws: DetectionError.share(.prevalence, Ratio(3, 2))) {
      try Detection(population: 20, prevalence: Ratio(3, 2), rounding: .down)
    }
    #expect(throws: DetectionError.share(.sensitivity, Ratio(3, 2))) {
      try Detection(population: 20, violators: 2, sensitivity: Ratio(3, 2))
    }
  }

  /// Tiny probabilities are added up as such: 1 − P(nothing found) has none of their digits left.
  @Test func tinyProbabilities() throws {
    // n D/N less what two violators in one sample take off, which is below the last digit.
    for (population, violators, sample, expected) in [
      (1_000_000_000, 1, 1, 1e-9), (1_000_000_000_000, 1, 7, 7e-12), (1 << 62, 1, 1, 0x1p-62),
      (Int.max - 1, 2, 1, 2 / 0x1p63), (1_000_000_000_000_000_000, 3, 1_000, 3e-15),
    ] {
      let detection = try Detection(population: population, violators: violators)
      let found = try detection.probability(sample: sample)
      #expect(abs(found / expected - 1) < 1e-14, "\(population): \(found)")
    }
    // s of them are told.
    let half = try Detection(population: 1 << 50, violators: 1, sensitivity: Ratio(1, 2))
    #expect(try half.probability(sample: 4) == 0x1p-49)
    // Of 5 violators in all 5 units: 1 − (1 − s)⁵ with s = 2⁻⁶⁰.
    let faint = try Detection(population: 5, violators: 5, sensitivity: Ratio(1, 1 << 60))
    #expect(abs(try faint.probability(sample: 5) / (5 * 0x1p-60) - 1) < 1e-14)
    // A probability near 1 keeps the digits of what is missed.
    let many = try Detection(population: 50_000, violators: 50)
    #expect(abs(try many.probability(sample: 5_000) - 0.994_860_245_190_495_3) < 1e-15)
  }

  /// The split of a sample tells tiny probabilities too.
  @Test func tinyProbabilityOfASplit() throws {
    let name = try ProtocolText("A")
    let population = 1 << 40
    let split = try DetectionSplit(
      [try StratumBounds(Stratum(name: name, population: population), rules: [])],
      prevalences: [Ratio(1, population)],
      total: 3,
      belief: .known(.up)
    )
    #expect(abs(split.probability / (3 * 0x1p-40) - 1) < 1e-12)
  }
}
