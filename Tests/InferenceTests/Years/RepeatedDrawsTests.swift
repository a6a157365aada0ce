import Inference
import Sampling
import TestSupport
import Testing

@Suite struct RepeatedDrawsTests {
  /// Draws of the same size each year, the distribution from an occupancy chain with SciPy.
  @Test(.enabled(if: Shared.isAvailable)) func distinctUnitsOfTheReference() throws {
    var checked = 0
    for entry in try ReferenceCase.load("rotation_coverage") where entry.id.hasPrefix("independent")
    {
      let input = entry.input
      let output = entry.output
      let population = try #require(input["N"].integer)
      let size = try #require(input["n"].integer)
      let years = try #require(input["k"].integer)
      let draws = try RepeatedDraws(
        population: population,
        sizes: Array(repeating: size, count: years)
      )
      let distinct = try #require(draws.distinct)
      #expect(agree(draws.seen, output["prob_unit_inspected_at_least_once"].number), "\(entry.id)")
      #expect(agree(draws.mean, output["expected_distinct"].number), "\(entry.id)")
      #expect(agree(distinct.mean, output["expected_distinct"].number), "\(entry.id)")
      #expect(agree(draws.variance, output["var_distinct"].number, 1e-9), "\(entry.id)")
      #expect(agree(distinct.variance, output["var_distinct"].number, 1e-9), "\(entry.id)")
      #expect(distinct.quantile(0.5) == output["median_distinct"].integer, "\(entry.id)")
      #expect(distinct.quantile(0.05) == output["q05"].integer, "\(entry.id)")
      #expect(distinct.quantile(0.95) == output["q95"].integer, "\(entry.id)")
      #expect(
        agree(draws.seenInRotation, min(output["rotation_without_repeat_prob"].number ?? 0, 1)),
        "\(entry.id)"
      )
      for (value, probability) in output["pmf_nonzero"].fields {
        let value = try #require(Int(value))
        #expect(
          agree(distinct.probability(value), probability.number, 1e-9),
          "\(entry.id) \(value)"
        )
        #expect(draws.neverSeen?.probability(population - value) == distinct.probability(value))
      }
      let yearly = try YearlyDraws([.init(population: population, size: size)])
      #expect(
        yearly.rotationYears(toSee: Ratio(1)) == output["years_to_full_coverage_rotation"].integer
      )
      checked += 1
    }
    #expect(checked == 8)
  }

  @Test(.enabled(if: Shared.isAvailable)) func yearsOfTheReference() throws {
    var checked = 0
    for entry in try ReferenceCase.load("rotation_coverage") where entry.id.hasPrefix("years") {
      let share = try entry.ratio("f")
      let yearly = try YearlyDraws([
        .init(population: share.denominator, size: share.numerator)
      ])
      for (name, years) in entry.output.fields {
        let goal = try #require(Ratio(decimal: String(name.dropFirst("k_for_P>=".count))))
        #expect(yearly.years(toSee: goal) == years.integer, "\(entry.id) \(name)")
        checked += 1
      }
    }
    #expect(checked == 40)
  }

  /// One in ten a year: 41.0 % in 5 years, 95 % after 29, a rotation all in 10.
  @Test func aTenthEachYear() throws {
    let draws = try RepeatedDraws(population: 1000, sizes: [100, 100, 100, 100, 100])
    #expect(agree(draws.seen, 0.40951))
    #expect(draws.distinctInRotation == 500)
    let yearly = try YearlyDraws([.init(population: 1000, size: 100)])
    #expect(yearly.years(toSee: Ratio(95, 100)) == 29)
    #expect(yearly.rotationYears(toSee: Ratio(1)) == 10)
    #expect(yearly.years(toSee: Ratio(1)) == nil)
  }

  /// 1 − 0.8 is not 0.2 in binary, and (1/5)^1 ≤ 1/5 all the same; 0.2² = 0.04 = 1 − 0.96.
  @Test func equalSharesAreReached() throws {
    let yearly = try YearlyDraws([.init(population: 5, size: 4)])
    #expect(yearly.years(toSee: Ratio(4, 5)) == 1)
    #expect(yearly.years(toSee: Ratio(96, 100)) == 2)
    #expect(yearly.years(toSee: Ratio(0)) == 0)
    let none = try YearlyDraws([.init(population: 5, size: 0)])
    #expect(none.years(toSee: Ratio(1, 2)) == nil)
    #expect(none.rotationYears(toSee: Ratio(1, 2)) == nil)
    #expect(throws: InferenceError.self) { try YearlyDraws([.init(population: 5, size: 6)]) }
  }

  /// Every sequence of visits of one unit, weighed by hand: N = 4, n = 1, 2, 1, 3.
  @Test func gapsAgainstAllSequences() throws {
    let sizes = [1, 2, 1, 3]
    let draws = try RepeatedDraws(population: 4, sizes: sizes)
    for length in 0...5 {
      var expected = 0.0
      for pattern in 0..<16 {
        var weight = 4.0
        var (run, longest) = (0, 0)
        for (year, size) in sizes.enumerated() {
          let isSeen = pattern >> year & 1 == 1
          weight *= isSeen ? Double(size) / 4 : 1 - Double(size) / 4
          run = isSeen ? 0 : run + 1
          longest = max(longest, run)
        }
        if longest >= length { expected += weight }
      }
      #expect(agree(draws.expectedUnits(unseenFor: length), expected), "\(length)")
    }
  }

  /// N = 10, n = 3: the unit at place 2 is met in year 1 and, at place 12, in year 5.
  @Test func aTurnLeavesItsGap() throws {
    let draws = try RepeatedDraws(population: 10, sizes: Array(repeating: 3, count: 9))
    #expect(draws.longestGapInRotation == 3)
    let short = try RepeatedDraws(population: 10, sizes: [3, 3])
    #expect(short.longestGapInRotation == 2)
    let all = try RepeatedDraws(population: 10, sizes: [10, 10])
    #expect(all.longestGapInRotation == 0)
    #expect(RepeatedDraws.longestGap(of: [all]) == 0)
    #expect(RepeatedDraws.longestGap(of: [short]) == 2)
  }

  @Test func awkwardPopulations() throws {
    let empty = try RepeatedDraws(population: 0, sizes: [0, 0])
    #expect(empty.seen == 0 && empty.mean == 0 && empty.variance == 0)
    #expect(empty.distinct == CountDistribution(constant: 0))
    let one = try RepeatedDraws(population: 1, sizes: [0, 1, 1])
    #expect(one.seen == 1 && one.distinct?.quantile(0.5) == 1)
    let large = try RepeatedDraws(population: 1_000_000_000, sizes: [100_000_000, 100_000_000])
    #expect(large.distinct == nil)
    #expect(agree(large.mean, 190_000_000))
    // U is N q² on average, and its variance by hand is N f² (1 − f)² to the first order.
    #expect(agree(large.variance, 8_100_000, 1e-4))
  }
}
