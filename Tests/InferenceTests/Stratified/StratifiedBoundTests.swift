import Inference
import Sampling
import TestSupport
import Testing

/// Strata named A, B, ….
func inspected(
  _ populations: [Int],
  _ samples: [Int],
  _ found: [Int]
) throws -> [InspectedStratum] {
  try populations.indices.map { index in
    try InspectedStratum(
      name: ProtocolText(String(UnicodeScalar(UInt8(65 + index)))),
      population: populations[index],
      sample: samples[index],
      found: found[index]
    )
  }
}

@Suite struct StratifiedBoundTests {
  /// Every case of the brute force by the definition, both forms.
  @Test(.enabled(if: Shared.isAvailable))
  func everyReferenceCase() throws {
    let cases = try ReferenceCase.load("exact_stratified_bounds")
    #expect(cases.count == 38)
    for item in cases {
      let strata = try inspected(
        item.input["N"].integers,
        item.input["n"].integers,
        item.input["x"].integers
      )
      let alpha = try item.ratio("alpha")
      let confidence = Ratio(alpha.denominator - alpha.numerator, alpha.denominator)
      let isClear = item.id.hasPrefix("allclear")
      let compatible = try StratifiedBound(.upper, strata: strata, confidence: confidence)
      #expect(compatible.isExact, "\(item.id)")
      let expected = item.output[isClear ? "U" : "U_compatible"].integer
      #expect(compatible.count == expected, "\(item.id): \(compatible.count)")
      if isClear {
        #expect(compatible.split == item.output["M_at_U"].integers, "\(item.id)")
        #expect(agree(compatible.probability, item.output["prob_at_U"].number), "\(item.id)")
      } else if let unrestricted = item.output["U"].integer {
        let bound = try StratifiedBound(
          .upper,
          strata: strata,
          confidence: confidence,
          form: .unrestricted
        )
        #expect(bound.count == unrestricted, "\(item.id): \(bound.count)")
      }
      #expect(compatible.split.reduce(0, +) == compatible.count)
    }
  }

  @Test func theFormsDiffer() throws {
    // 231 and 270; Wendell and Schmee's own form 241 and 280.
    let strata = try inspected([120, 900, 4_200], [60, 90, 84], [9, 5, 0])
    func count(_ confidence: Ratio, _ form: StratifiedBound.Form) throws -> Int {
      try StratifiedBound(.upper, strata: strata, confidence: confidence, form: form).count
    }
    #expect(try count(Ratio(95, 100), .compatible) == 231)
    #expect(try count(Ratio(975, 1_000), .compatible) == 270)
    #expect(try count(Ratio(95, 100), .unrestricted) == 241)
    #expect(try count(Ratio(975, 1_000), .unrestricted) == 280)
    let bound = try StratifiedBound(.upper, strata: strata, confidence: Ratio(95, 100))
    #expect(bound.driver?.name.text == "C")
    let next = try #require(try bound.nextInspection())
    #expect(next.stratum.name.text == "C")

    #expect(next.count == 228)
    let clear = try StratifiedBound(
      .upper,
      strata: inspected([8_441, 2_910, 1_016], [300, 60, 20], [0, 0, 0]),
      confidence: Ratio(95, 100)
    )
    #expect(clear.driver?.name.text == "B")
    let inspection = try #require(try clear.nextInspection())
    #expect(inspection.stratum.name.text == "C")
    #expect(inspection.count == 141)
  }

  /// Small strata against the maximum over all splits, the probabilities by enumeration of every
  /// count of every stratum in exact integers.
  @Test func everySplit() throws {
    var generator = SeededGenerator(seed: 6)
    for round in 0..<60 {
      let count = Int.random(in: 1...3, using: &generator)
      let populations = (0..<count).map { _ in Int.random(in: 2...9, using: &generator) }
      let samples = populations.map { Int.random(in: 1...$0, using: &generator) }
      let found = samples.map { Int.random(in: 0...$0, using: &generator) }
      let strata = try inspected(populations, samples, found)
      let confidence = [Ratio(9, 10), Ratio(1, 2), Ratio(19, 20), Ratio(2, 3)][round % 4]
      let place = "round \(round): N \(populations), n \(samples), x \(found), \(confidence)"
      for form in StratifiedBound.Form.allCases {
        let upper = try StratifiedBound(.upper, strata: strata, confidence: confidence, form: form)
        let lower = try StratifiedBound(.lower, strata: strata, confidence: confidence, form: form)
        let expected = extremes(strata, confidence: confidence, form: form)
        #expect(upper.isExact && lower.isExact)
        #expect(upper.count == expected.greatest, "\(place), \(form)")
        #expect(lower.count == expected.least, "\(place), \(form)")
        #expect(upper.split.reduce(0, +) == upper.count, "\(place), \(form)")
        #expect(lower.split.reduce(0, +) == lower.count, "\(place), \(form)")
        // A search that is stopped at once still holds, by the exponential cap among others.
        for (side, exact) in [(Side.upper, expected.greatest), (.lower, expected.least)] {
          let stopped = try StratifiedBound(
            side,
            strata: strata,
            confidence: confidence,
            form: form,
            limit: 1
          )
          #expect(stopped.bracket.contains(exact), "\(place), \(form), \(side)")
        }
      }
    }
  }

  /// One stratum is the exact hypergeometric bound, ties included.
  @Test func oneStratum() throws {
    for (population, sample, found) in [(500, 59, 0), (12_367, 300, 3), (100, 95, 0), (60, 20, 20)]
    {
      let strata = try inspected([population], [sample], [found])
      for side in [Side.upper, .lower] {
        let bound = try StratifiedBound(side, strata: strata, confidence: Ratio(95, 100))
        let interval = try ProportionInterval(
          found: found,
          sample: sample,
          population: population,
          confidence: Ratio(95, 100),
          side: side
        )
        #expect(bound.count == (side == .upper ? interval.upperCount : interval.lowerCount))
      }
    }
  }

  /// Whatever the split is, the bound is below the true total with probability at most α, by
  /// enumeration of all samples.
  @Test func theBoundHoldsItsConfidence() throws {
    let populations = [5, 8, 7]
    let samples = [2, 3, 1]
    for form in StratifiedBound.Form.allCases {
      for confidence in [Ratio(9, 10), Ratio(3, 4)] {
        var bounds: [[Int]: ClosedRange<Int>] = [:]
        for found in combinations(samples.map { 0...$0 }) {
          let strata = try inspected(populations, samples, found)
          let lower = try StratifiedBound(
            .lower,
            strata: strata,
            confidence: confidence,
            form: form
          )
          let upper = try StratifiedBound(
            .upper,
            strata: strata,
            confidence: confidence,
            form: form
          )
          bounds[found] = lower.count...max(lower.count, upper.count)
        }
        for marked in combinations(populations.map { 0...$0 }) {
          let total = marked.reduce(0, +)
          var (above, below) = (0.0, 0.0)
          for (found, range) in bounds {
            var probability = 1.0
            for index in populations.indices {
              probability *= Hypergeometric(
                population: populations[index],
                marked: marked[index],
                draws: samples[index]
              ).probabilities.probability(found[index])
            }
            if range.upperBound < total { above += probability }
            if range.lowerBound > total { below += probability }
          }
          #expect(above <= 1 - confidence.approximation + 1e-12, "\(marked) \(form)")
          #expect(below <= 1 - confidence.approximation + 1e-12, "\(marked) \(form)")
        }
      }
    }
  }

  /// The greedy choice of the all-clear bound against a dynamic program over totals.
  @Test func allClearAgainstDynamicProgram() throws {
    let cases = [
      ([8_441, 2_910, 1_016], [300, 60, 20]), ([120, 900, 4_200], [60, 90, 84]),
      ([400, 400, 400, 400], [20, 20, 20, 20]), ([50, 300, 650], [50, 60, 33]),
    ]
    for (populations, samples) in cases {
      let strata = try inspected(populations, samples, populations.map { _ in 0 })
      let bound = try StratifiedBound(.upper, strata: strata, confidence: Ratio(95, 100))
      let most = 400
      // best[t]: the greatest probability of a clean sample over the splits with total t.
      var best = [1.0] + [Double](repeating: 0, count: most)
      for stratum in strata {
        var clean = [1.0]
        for marked in 0..<most {
          let all = Double(stratum.population - marked)
          clean.append(clean[marked] * max(0, all - Double(stratum.sample)) / max(all, 1))
        }
        best = (0...most).map { total in
          (0...total).map { best[total - $0] * clean[$0] }.max() ?? 0
        }
      }
      #expect(bound.count == best.lastIndex { $0 > 0.05 })
      #expect(agree(bound.probability, best[bound.count]))
    }
  }

  @Test func aLimitLeavesAProvenBracket() throws {
    let strata = try inspected([120, 900, 4_200], [60, 90, 84], [9, 5, 2])
    let exact = try StratifiedBound(.upper, strata: strata, confidence: Ratio(95, 100))
    #expect(exact.isExact)
    var widths: [Int] = []
    for limit in [1, 4, 16, 64] {
      let bound = try StratifiedBound(
        .upper,
        strata: strata,
        confidence: Ratio(95, 100),
        limit: limit
      )
      #expect(bound.bracket.contains(exact.count))
      #expect(bound.count == bound.bracket.upperBound)
      widths.append(bound.bracket.count)
    }
    #expect(widths[0] > 1)
    #expect(widths == widths.sorted(by: >))
  }

  /// Millions of units: exact, and the same as a search that begins with nothing found but the
  /// sample, which took 21 seconds for it.
  @Test func largePopulations() throws {
    let bound = try StratifiedBound(
      .lower,
      strata: try inspected([10_000_000, 5_000_000], [3000, 2000], [30, 12]),
      confidence: Ratio(19, 20)
    )
    #expect(bound.isExact)
    #expect(bound.count == 97_915)
  }

  /// Ten strata: no exact bound within a small limit, but a bracket far below the sum of all that
  /// is open, 15,200 units.
  @Test func tenStrata() throws {
    let strata = try inspected(
      [1_000, 1_200, 1_300, 1_400, 1_500, 1_600, 1_700, 1_800, 1_900, 2_000],
      [50, 60, 70, 80, 90, 100, 60, 70, 80, 90],
      [1, 0, 2, 1, 3, 1, 0, 0, 1, 2]
    )
    let upper = try StratifiedBound(
      .upper,
      strata: strata,
      confidence: Ratio(975, 1_000),
      limit: 50
    )
    #expect(!upper.isExact)
    #expect(upper.bracket.upperBound < 500)
    let lower = try StratifiedBound(
      .lower,
      strata: strata,
      confidence: Ratio(975, 1_000),
      limit: 50
    )
    #expect(lower.bracket.lowerBound > 40)
  }

  @Test func edges() throws {
    // A census stratum is fixed, a stratum without inspection adds all its units.
    let strata = try inspected([30, 10, 50], [30, 0, 50], [4, 0, 6])
    let upper = try StratifiedBound(.upper, strata: strata, confidence: Ratio(95, 100))
    #expect(upper.isExact && upper.count == 20)
    let lower = try StratifiedBound(.lower, strata: strata, confidence: Ratio(95, 100))
    #expect(lower.isExact && lower.count == 10)
    #expect(throws: InferenceError.noStrata) {
      try StratifiedBound(.upper, strata: [], confidence: Ratio(95, 100))
    }
    #expect(throws: InferenceError.nothingInspected(stratum: nil)) {
      try StratifiedBound(.upper, strata: inspected([3], [0], [0]), confidence: Ratio(95, 100))
    }
    let name = try ProtocolText("A")
    #expect(throws: InferenceError.found(4, sample: 3, stratum: name)) {
      try inspected([5], [3], [4])
    }
    #expect(throws: InferenceError.sample(6, population: 5, stratum: name)) {
      try inspected([5], [6], [4])
    }
  }

  /// The greatest and the least total over all splits.
  private func extremes(
    _ strata: [InspectedStratum],
    confidence: Ratio,
    form: StratifiedBound.Form
  ) -> (least: Int, greatest: Int) {
    let risk = Ratio(confidence.denominator - confidence.numerator, confidence.denominator)
    // N_h/n_h over the product of all n_h, as whole numbers.
    let common = strata.reduce(1) { $0 * $1.sample }
    let weights = strata.map { $0.population * (common / $0.sample) }
    let observed = zip(strata, weights).reduce(0) { $0 + $1.0.found * $1.1 }
    let all = strata.reduce(0) { $0 + $1.population }
    var (least, greatest) = (all, 0)
    let ranges = strata.map { stratum in
      form == .compatible
        ? stratum.found...(stratum.population - stratum.sample + stratum.found)
        : 0...stratum.population
    }
    for marked in combinations(ranges) {
      var (below, above, whole) = (0, 0, 1)
      for stratum in strata { whole *= choose(stratum.population, stratum.sample) }
      for found in combinations(strata.map { 0...$0.sample }) {
        var ways = 1
        for (index, stratum) in strata.enumerated() {
          ways *= choose(marked[index], found[index])
          ways *= choose(stratum.population - marked[index], stratum.sample - found[index])
        }
        let score = zip(found, weights).reduce(0) { $0 + $1.0 * $1.1 }
        if score <= observed { below += ways }
        if score >= observed { above += ways }
      }
      let total = marked.reduce(0, +)
      if below * risk.denominator > whole * risk.numerator { greatest = max(greatest, total) }
      if above * risk.denominator > whole * risk.numerator { least = min(least, total) }
    }
    return (least, greatest)
  }
}

/// Every list with one value of each range.
private func combinations(_ ranges: [ClosedRange<Int>]) -> [[Int]] {
  ranges.reduce([[]]) { lists, range in
    lists.flatMap { list in range.map { list + [$0] } }
  }
}

/// C(n, k).
private func choose(_ n: Int, _ k: Int) -> Int {
  guard 0 <= k, k <= n else { return 0 }
  return (0..<k).reduce(1) { $0 * (n - $1) / ($1 + 1) }
}
