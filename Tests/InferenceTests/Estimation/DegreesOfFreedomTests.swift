import Inference
import Sampling
import TestSupport
import Testing

@Suite struct DegreesOfFreedomTests {
  private func summary(
    _ name: String,
    _ population: Int,
    _ sample: Int,
    _ mean: Double,
    _ deviation: Double
  ) throws -> StratumSummary {
    try StratumSummary(
      name: try ProtocolText(name),
      population: population,
      sample: sample,
      mean: mean,
      variance: deviation * deviation
    )
  }

  /// A, 100 of 100, has no sampling error.
  ///
  /// The interval of the total is 500 and that of B, of which 3 of 1,000 were inspected. With 101 degrees of freedom it was 1,356 to 3,644.
  @Test func aCensusAddsNone() throws {
    let both = try StratifiedEstimate([
      summary("A", 100, 100, 5, 3), summary("B", 1_000, 3, 2, 1),
    ]).total
    #expect(both.openDegreesOfFreedom == 2 && both.degreesOfFreedom == 101 && both.isUneven)
    #expect(agree(both.effectiveDegreesOfFreedom, 2))
    let interval = try #require(
      try both.interval(confidence: Ratio(95, 100), degreesOfFreedom: .effective)
    )
    // t with 2 degrees of freedom, 4.302653, times √(1000 · 997/3).
    let half = 4.302_652_729_696_142 * (1_000.0 * 997 / 3).squareRoot()
    #expect(agree(interval.lower ?? 0, 2_500 - half, 1e-7))
    #expect(agree(interval.upper ?? 0, 2_500 + half, 1e-7))
    let alone = try StratifiedEstimate([summary("B", 1_000, 3, 2, 1)]).total
    let own = try #require(
      try alone.interval(confidence: Ratio(95, 100), degreesOfFreedom: .effective)
    )
    #expect(agree(interval.lower ?? 0, (own.lower ?? 0) + 500, 1e-9))
  }

  /// A process without end has no census.
  @Test func withoutTheFinitePopulation() throws {
    let total = try StratifiedEstimate(
      [summary("A", 100, 100, 5, 3), summary("B", 1_000, 3, 2, 1)],
      isFinite: false
    ).total
    #expect(total.openDegreesOfFreedom == 101)
  }

  /// n − H where strata are alike, as survey programs have it; Satterthwaite where one of three units
  /// carries all.
  @Test func unevenStrata() throws {
    let even = try StratifiedEstimate([
      summary("A", 500, 30, 5, 3), summary("B", 1_000, 40, 2, 2),
    ]).total
    #expect(!even.isUneven && even.effectiveDegreesOfFreedom == 68)
    let uneven = try StratifiedEstimate([
      summary("A", 600, 300, 5, 1), summary("B", 1_000, 3, 2, 2),
    ]).total
    #expect(uneven.isUneven && uneven.openDegreesOfFreedom == 301)
    #expect((2...2.1).contains(uneven.effectiveDegreesOfFreedom))
  }

  /// Certain units of a draw by size are none of the degrees of freedom, in a domain too.
  @Test func certainUnits() throws {
    let sample = try SurveySample(
      strata: [Stratum(name: try ProtocolText("*"), population: 40)],
      places: [0, 0, 0, 0, 0],
      weights: [1, 1, 10, 12, 16]
    )
    let total = sample.total(of: [90, 80, 5, 4, 7])
    #expect(total.openDegreesOfFreedom == 2 && total.isUneven)
    let mean = try #require(
      sample.mean(of: [90, 80, 5, 4, 7], in: [true, false, true, true, false])
    )
    #expect(mean.openDegreesOfFreedom == 1 && mean.sample == 3)
  }

  /// Squares of variances leave no range.
  @Test func greatValues() throws {
    let total = try StratifiedEstimate([
      summary("A", 1 << 50, 30, 1e100, 1e100), summary("B", 1 << 50, 40, 1e-3, 1e-3),
    ]).total
    #expect(total.standardError?.isFinite == true && total.satterthwaite?.isFinite == true)
  }
}
