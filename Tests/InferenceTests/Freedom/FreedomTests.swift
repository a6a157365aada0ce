import Inference
import Sampling
import TestSupport
import Testing

@Suite(.enabled(if: Shared.isAvailable)) struct FreedomTests {
  private func cases(_ prefix: String) throws -> [ReferenceCase] {
    try ReferenceCase.load("r_detection_freedom").filter { $0.id.hasPrefix(prefix) }
  }

  /// epiR's search in R's dhyper: 20 pairs of prevalence and confidence, 31 populations.
  @Test func exactSizes() throws {
    var compared = 0
    for item in try cases("detect_n_conf") {
      let sizes = item.output["exact_n_dhyper_d_ceiling"].list
      for (index, population) in item.input["N"].integers.enumerated() {
        let detection = try Detection(
          population: population,
          prevalence: item.ratio("pstar"),
          rounding: .up
        )
        #expect(detection.violators == item.input["d"][index].integer)
        let size = try detection.sampleSize(confidence: item.ratio("conf"))
        #expect(size == sizes[index].integer, "\(item.id), N \(population)")
        compared += 1
      }
    }
    #expect(compared == 620)
  }

  @Test func probabilities() throws {
    let items = try cases("sep_")
    #expect(items.count == 36)
    for item in items {
      let detection = try Detection(
        population: item.integer("N"),
        violators: item.integer("d")
      )
      let probability = try detection.probability(sample: item.integer("n"))
      #expect(agree(probability, item.output["exact_hyper"].number), "\(item.id)")
    }
  }

  /// Without N: binomial sizes, epiR's.
  @Test func binomialSizes() throws {
    for item in try cases("detect_n_binom") {
      let planning = try Planning(
        confidence: item.ratio("conf"),
        population: nil,
        largest: 10_000
      )
      let size = try planning.sampleSize(tolerable: item.ratio("pstar"), expected: Ratio(0))
      // epiR rounds the logarithms' quotient up; 2,302.6 becomes 2,302 where the file was written.
      let expected = try #require(item.output["n"].integer)
      #expect(size.map { abs($0 - expected) <= 1 } == true, "\(item.id): \(size ?? 0)")
    }
  }

  @Test func overTheYears() throws {
    let items = try cases("pfree_")
    #expect(items.count == 9)
    for item in items {
      let freedom = try Freedom(
        prior: item.ratio("prior"),
        introduction: item.ratio("p.intro"),
        detections: item.input["se.p"].numbers
      )
      let output = item.output
      for (index, year) in freedom.years.enumerated() {
        #expect(agree(year.after, output["PFree"][index].number), "\(item.id)")
        #expect(agree(year.before, output["discounted_prior"][index].number), "\(item.id)")
        // epiR's is that of the probability before the inspections of a year.
        let before = year.equilibrium * (1 - (try item.ratio("p.intro").approximation))
        #expect(agree(before, output["equilibrium_PFree"][index].number), "\(item.id)")
      }
    }
  }

  /// epiR answers 214 with its approximation; the exact size is smaller and reaches the same goal.
  @Test func sizeForFreedom() throws {
    let item = try #require(try cases("sspfree").first)
    let needed = try Freedom.detection(
      for: Ratio(95, 100),
      prior: Ratio(7, 10),
      introduction: Ratio(1, 100)
    )
    #expect(agree(needed, item.output["se.p"].number))
    let detection = try Detection(
      population: 1_000,
      prevalence: Ratio(1, 100),
      rounding: .up,
      sensitivity: Ratio(9, 10)
    )
    let size = try #require(
      try Freedom.sampleSize(
        for: Ratio(95, 100),
        prior: Ratio(7, 10),
        introduction: Ratio(1, 100),
        in: detection
      )
    )
    #expect(size.sample == 213)
    #expect(size.detection >= needed)
    #expect(try detection.probability(sample: 212) < needed)
  }

  /// The adjusted risks are epiR's; its hypergeometric probability is an approximation, .97398.
  @Test func riskDesign() throws {
    let names = try ["A", "B", "C"].map { try ProtocolText($0) }
    let item = try #require(try cases("riskbased_sep_hyper").first)
    let strata = zip(names, [(100, 20, 5), (200, 10, 3), (700, 5, 1)]).map { name, row in
      RiskDesign.Stratum(
        name: name,
        population: row.0,
        sample: row.1,
        relativeRisk: Ratio(row.2)
      )
    }
    let design = try RiskDesign(
      strata,
      prevalence: Ratio(5, 100),
      rounding: .up,
      sensitivity: Ratio(9, 10)
    )
    for (own, peer) in zip(design.adjustedRisks, item.output["adj.risk"].numbers) {
      #expect(agree(own, peer))
    }
    // 50 of 1,000 in all: 13.89, 16.67 and 19.44 by the largest fractions.
    #expect(design.violators == [14, 17, 19])
    // 1 − Π Σ_k C(D, k) C(N − D, n − k)/C(N, n) 0.1ᵏ, in fractions.
    #expect(agree(design.probability, 0.979_909_640_567_460_2, 1e-12))
  }

  /// 10 violators of 1,000 in 100 strata of 10, one of each inspected: ten strata have one, and not
  /// each, which would be found with 99.997 %.
  @Test func theWholePopulationIsRounded() throws {
    let strata = try (0..<100).map {
      RiskDesign.Stratum(name: try ProtocolText("s\($0)"), population: 10, sample: 1)
    }
    let design = try RiskDesign(strata, prevalence: Ratio(1, 100), rounding: .up)
    #expect(design.violators.reduce(0, +) == 10)
    #expect(agree(design.probability, 0.651_321_559_9, 1e-12))
    // A stratum that can not hold its part leaves it to the others.
    let uneven = try RiskDesign(
      [
        .init(name: try ProtocolText("A"), population: 10, sample: 1, relativeRisk: Ratio(1000)),
        .init(name: try ProtocolText("B"), population: 1_000_000_000, sample: 1),
      ],
      prevalence: Ratio(1, 2),
      rounding: .up
    )
    #expect(uneven.violators == [10, 499_999_995])
  }

  /// (P − i)/(P (1 − i)): RSurveillance pfree.equ gives 0.99326599 for P = 0.6, i = 0.01.
  @Test func whatFreedomTendsTo() throws {
    func limit(_ prior: Ratio, _ introduction: Ratio, _ detection: Double) throws -> Double {
      try #require(
        try Freedom(prior: prior, introduction: introduction, detections: [detection]).years.first
      ).equilibrium
    }
    #expect(agree(try limit(Ratio(1, 2), Ratio(1, 100), 0.6), 0.59 / 0.6 / 0.99, 1e-14))
    for detection in [0.0, 1e-9, 0.3, 1] {
      for introduction in [Ratio(0), Ratio(1, 10), Ratio(1)] {
        for prior in [Ratio(0), Ratio(1, 2), Ratio(1)] {
          let years = try Freedom(
            prior: prior,
            introduction: introduction,
            detections: Array(repeating: detection, count: 20_000)
          ).years
          let told = try #require(years.first).equilibrium
          let met = try #require(years.last).after
          // So slow an approach is not over in 20,000 years.
          if detection == 1e-9, introduction == Ratio(0) { continue }
          #expect(abs(told - met) < 1e-9, "\(prior) \(introduction) \(detection)")
        }
      }
    }
  }

  @Test func equalRisksAreOnePrevalence() throws {
    let name = try ProtocolText("A")
    let strata = [RiskDesign.Stratum(name: name, population: 20, sample: 2)]
    let design = try RiskDesign(strata, prevalence: Ratio(1, 10), rounding: .up)
    #expect(design.violators == [2])
    #expect(agree(design.probability, 37.0 / 190, 1e-14))
  }

  @Test func refusals() throws {
    let name = try ProtocolText("A")
    #expect(throws: InferenceError.relativeRisk(Ratio(0))) {
      try RiskDesign(
        [.init(name: name, population: 20, sample: 2, relativeRisk: Ratio(0))],
        prevalence: Ratio(1, 10),
        rounding: .up
      )
    }
    #expect(throws: InferenceError.sample(21, population: 20, stratum: name)) {
      try RiskDesign(
        [.init(name: name, population: 20, sample: 21)],
        prevalence: Ratio(1, 10),
        rounding: .up
      )
    }
    #expect(throws: InferenceError.prior(Ratio(2))) {
      try Freedom(prior: Ratio(2), introduction: Ratio(0), detections: [0.5])
    }
    #expect(throws: InferenceError.introduction(Ratio(2))) {
      try Freedom(prior: Ratio(1), introduction: Ratio(2), detections: [0.5])
    }
    #expect(throws: InferenceError.prevalence(Ratio(3, 2))) {
      try Planning(confidence: Ratio(95, 100), population: 9)
        .sampleSize(tolerable: Ratio(3, 2), expected: Ratio(0))
    }
  }
}
