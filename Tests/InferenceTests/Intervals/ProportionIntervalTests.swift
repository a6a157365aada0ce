import Foundation
import Inference
import Sampling
import TestSupport
import Testing

@Suite(.enabled(if: Shared.isAvailable)) struct ProportionIntervalTests {
  /// SciPy's hypergeometric tails with a search, 66 cases.
  @Test func hypergeometricBoundsOfSciPy() throws {
    let cases = try ReferenceCase.load("py_hypergeometric_bounds")
    #expect(cases.count == 66)
    for item in cases {
      let found = try item.integer("x")
      let sample = try item.integer("n")
      let population = try item.integer("N")
      func interval(_ side: Side) throws -> ProportionInterval {
        try ProportionInterval(
          found: found,
          sample: sample,
          population: population,
          confidence: item.ratio("conf"),
          side: side
        )
      }
      let upper = try interval(.upper)
      #expect(upper.upperCount == item.output["upper_one_sided_M"].integer, "\(item.id)")
      #expect(agree(upper.upper, item.output["upper_one_sided_p"].number), "\(item.id)")
      #expect(upper.lower == nil && upper.lowerCount == nil)
      let lower = try interval(.lower)
      #expect(lower.lowerCount == item.output["lower_one_sided_M"].integer, "\(item.id)")
      let two = try interval(.two)
      let expected = item.output["equal_tailed_two_sided_M"].integers
      #expect([two.lowerCount, two.upperCount] == expected, "\(item.id)")
      // The tail at the bound and just above it.
      let bound = try #require(upper.upperCount)
      func tail(_ marked: Int) -> Double {
        Hypergeometric(population: population, marked: marked, draws: sample)
          .probabilities.lowerTail(found)
      }
      #expect(agree(tail(bound), item.output["cdf_at_U"].number), "\(item.id)")
      if let next = item.output["cdf_at_U_plus_1"].number {
        #expect(agree(tail(bound + 1), next), "\(item.id)")
      }
    }
  }

  /// The one-sided bounds of ExactCIone; its two-sided interval is Wang's, which is not offered.
  @Test func oneSidedBoundsOfExactCIone() throws {
    let cases = try ReferenceCase.load("r_hypergeometric_wang2015")
    #expect(cases.count == 40)
    for item in cases {
      func interval(_ side: Side) throws -> ProportionInterval {
        try ProportionInterval(
          found: item.integer("x"),
          sample: item.integer("n"),
          population: item.integer("N"),
          confidence: item.ratio("conf"),
          side: side
        )
      }
      // [x, lower, upper].
      let lower = item.output["lower_one_sided"]["CI"][0].integers
      let upper = item.output["upper_one_sided"]["CI"][0].integers
      #expect(try interval(.lower).lowerCount == lower[1], "\(item.id)")
      #expect(try interval(.upper).upperCount == upper[2], "\(item.id)")
    }
  }

  /// jfa's evaluation of a hypergeometric sample, one-sided.
  @Test func upperBoundsOfJFA() throws {
    let cases = try ReferenceCase.load("r_jfa").filter { $0.id.hasPrefix("eval_hyper_") }
    #expect(cases.count == 20)
    for item in cases {
      let interval = try ProportionInterval(
        found: item.integer("x"),
        sample: item.integer("n"),
        population: item.integer("N"),
        confidence: item.ratio("conf"),
        side: .upper
      )
      #expect(interval.upperCount == item.output["ub_times_N"].integer, "\(item.id)")
      #expect(agree(interval.estimate, item.output["mle"].number, 1e-12), "\(item.id)")
    }
  }

  /// What R's binom and stats and SciPy and statsmodels answer for the methods offered: 28 pairs
  /// (x, n) at three levels, two-sided and one-sided.
  @Test func binomialIntervals() throws {
    var compared = 0
    let files = ["r_binomial_intervals", "py_binomial_intervals"]
    for item in try files.flatMap({ try ReferenceCase.load($0) }) {
      let found = try item.integer("x")
      let sample = try item.integer("n")
      for (name, value) in item.output.fields {
        guard let peer = Peer(name, found: found, sample: sample) else { continue }
        let interval = try ProportionInterval(
          found: found,
          sample: sample,
          confidence: item.ratio("conf"),
          side: peer.side,
          method: peer.method
        )
        let expected = peer.side == .two ? value.numbers : [value.number ?? .nan]
        let bounds = [interval.lower, interval.upper].compactMap(\.self)
        for (index, bound) in bounds.enumerated() where !peer.skips(index) {
          // R's binom does not keep Agresti–Coull within 0 and 1.
          let kept =
            peer.method == .agrestiCoull ? min(max(expected[index], 0), 1) : expected[index]
          #expect(
            abs(bound - kept) <= max(peer.tolerance * abs(kept), peer.absolute),
            "\(item.id) \(name) \(index): \(bound) for \(kept)"
          )
          compared += 1
        }
      }
    }
    #expect(compared > 2_500)
  }

  @Test func publishedFigures() throws {
    // 0 of 59 from 500, 3 of 300 from 12,367.
    func bound(_ found: Int, _ sample: Int, _ population: Int) throws -> Int? {
      try ProportionInterval(
        found: found,
        sample: sample,
        population: population,
        confidence: Ratio(95, 100),
        side: .upper
      ).upperCount
    }
    #expect(try bound(0, 59, 500) == 23)
    #expect(try bound(3, 300, 12_367) == 314)
    // 1 − 0.05^(1/59).
    let endless = try ProportionInterval(
      found: 0,
      sample: 59,
      confidence: Ratio(95, 100),
      side: .upper
    )
    #expect(agree(endless.upper, 1 - pow(0.05, 1.0 / 59), 1e-13))
  }

  @Test func edges() throws {
    let census = try ProportionInterval(
      found: 7,
      sample: 20,
      population: 20,
      confidence: Ratio(95, 100)
    )
    #expect(census.lowerCount == 7 && census.upperCount == 7)
    // C(99, 95) / C(100, 95) is 1/20, which does not exceed 0.05: the tie is decided exactly.
    let tie = try ProportionInterval(
      found: 0,
      sample: 95,
      population: 100,
      confidence: Ratio(95, 100),
      side: .upper
    )
    #expect(tie.upperCount == 0)
    for method in ProportionInterval.Method.allCases {
      let none = try ProportionInterval(
        found: 0,
        sample: 59,
        population: 500,
        confidence: Ratio(95, 100),
        method: method
      )
      #expect(none.lower == 0 && none.lowerCount == 0)
      let all = try ProportionInterval(
        found: 59,
        sample: 59,
        population: 500,
        confidence: Ratio(95, 100),
        method: method
      )
      #expect(all.upper == 1 && all.upperCount == 500)
    }
    // Large numbers: N = 10⁸, n = 1,000, found 3.
    let large = try ProportionInterval(
      found: 3,
      sample: 1_000,
      population: 100_000_000,
      confidence: Ratio(95, 100)
    )
    let endless = try ProportionInterval(found: 3, sample: 1_000, confidence: Ratio(95, 100))
    #expect(agree(large.upper, endless.upper, 1e-4))
    #expect(agree(large.lower, endless.lower, 1e-3))
  }

  @Test func refusals() {
    func interval(
      _ found: Int,
      _ sample: Int,
      _ population: Int?,
      _ confidence: Ratio,
      _ method: ProportionInterval.Method? = nil
    ) throws(InferenceError) -> ProportionInterval {
      try ProportionInterval(
        found: found,
        sample: sample,
        population: population,
        confidence: confidence,
        method: method
      )
    }
    let ordinary = Ratio(95, 100)
    #expect(throws: InferenceError.found(4, sample: 3, stratum: nil)) {
      try interval(4, 3, 10, ordinary)
    }
    #expect(throws: InferenceError.sample(11, population: 10, stratum: nil)) {
      try interval(4, 11, 10, ordinary)
    }
    #expect(throws: InferenceError.nothingInspected(stratum: nil)) {
      try interval(0, 0, 10, ordinary)
    }
    #expect(throws: InferenceError.confidence(Ratio(3, 2))) { try interval(1, 3, 10, Ratio(3, 2)) }
    #expect(throws: InferenceError.confidence(Ratio(1))) { try interval(1, 3, 10, Ratio(1)) }
    #expect(throws: InferenceError.confidence(Ratio(0))) { try interval(1, 3, 10, Ratio(0)) }
    #expect(throws: InferenceError.needsPopulation(method: "wilson-fpc")) {
      try interval(1, 3, nil, ordinary, .wilsonFinite)
    }
    #expect(throws: InferenceError.tooLarge(method: "jeffreys", sample: 100_000_000)) {
      try interval(50_000_000, 100_000_000, nil, ordinary, .jeffreys)
    }
  }
}

/// A name of a peer's answer in the files, with the method it stands for.
private struct Peer {
  var method: ProportionInterval.Method
  var side = Side.two
  var tolerance = 1e-9
  var absolute = 1e-12
  /// Bounds in which the peer follows another rule at x = 0, 1, n − 1 or n.
  var differing: Set<Int> = []

  func skips(_ index: Int) -> Bool { differing.contains(index) }

  init?(_ name: String, found: Int, sample: Int) {
    switch name {
    case "binom_exact", "hmisc_exact", "stats_binom_test", "statsmodels_beta":
      method = .clopperPearson
    case "scipy_exact":
      // SciPy's root finder stops at 10⁻¹².
      (method, tolerance) = (.clopperPearson, 1e-8)
    case "stats_binom_test_upper_one_sided", "scipy_exact_upper_one_sided":
      (method, side, tolerance) = (.clopperPearson, .upper, 1e-8)
    case "stats_binom_test_lower_one_sided", "scipy_exact_lower_one_sided":
      (method, side, tolerance) = (.clopperPearson, .lower, 1e-8)
    case "binom_wilson", "scipy_wilson", "statsmodels_wilson":
      method = .wilson
    case "hmisc_wilson":
      // Hmisc replaces a bound at x = 1 and x = n − 1.
      method = .wilson
      if found == 1 { differing.insert(0) }
      if found == sample - 1 { differing.insert(1) }
    case "binom_agresti-coull", "statsmodels_agresti_coull":
      method = .agrestiCoull
    case "binom_bayes":
      // binom goes over to a one-sided region at x = 0 and x = n.
      if found == 0 || found == sample { return nil }
      method = .jeffreys
    case "statsmodels_jeffreys":
      // statsmodels has no rule for the end at x = 0 and x = n.
      method = .jeffreys
      if found == 0 { differing.insert(0) }
      if found == sample { differing.insert(1) }
    case "midp_exactci":
      // exactci answers to four decimals.
      (method, absolute) = (.midP, 1e-4)
    default: return nil
    }
  }
}
