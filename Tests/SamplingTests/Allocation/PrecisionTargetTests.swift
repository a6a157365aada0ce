import Sampling
import TestSupport
import Testing

@Suite struct PrecisionTargetTests {
  /// Wright 2017, Algorithm IV, as coded in the Census Bureau's package `allocation`: 53 units, and
  /// 52 do not suffice; the variance is 5826602260511800000/39, the limit 388910760².
  private static let populations = [819, 672, 358, 196, 135, 83, 53, 40, 35, 13]
  private static let deviations = [
    330_000, 518_000, 488_000, 634_000, 1_126_000, 2_244_000, 2_468_000, 5_869_000, 29_334_000,
    1_233_311_000,
  ]

  private func strata() throws -> ([Stratum], [ProtocolText: StratumTraits], RuleSet) {
    let names = try (0...9).map { try ProtocolText("S\($0)") }
    let strata = zip(names, Self.populations).map { Stratum(name: $0, population: $1) }
    let traits = zip(names, Self.deviations).map { ($0, StratumTraits(deviation: Ratio($1))) }
    var rules = RuleSet()
    rules.add(.atLeast(.count(3)), in: nil)
    rules.add(.atLeast(.ratio(Ratio(1))), in: names[9])
    return (strata, Dictionary(uniqueKeysWithValues: traits), rules)
  }

  @Test func wrightsAlgorithmFour() throws {
    let (strata, traits, rules) = try strata()
    let best = try Allocation(
      strata,
      traits: traits,
      rules: rules,
      target: .variance(Ratio(151_251_579_243_777_600))
    )
    #expect(best.sizes.strata.map(\.size) == [4, 5, 3, 3, 3, 3, 3, 3, 13, 13])
    #expect(best.value?.description == "149400057961841025.641025641026")
  }

  /// A limit that a plan meets exactly is met: 5826602260511800000/39, and 1/39 less needs one more.
  @Test func anExactLimitIsMet() throws {
    let (strata, traits, rules) = try strata()
    for (top, total) in [(5_826_602_260_511_800_000, 53), (5_826_602_260_511_799_999, 54)] {
      let best = try Allocation(
        strata,
        traits: traits,
        rules: rules,
        target: .variance(Ratio(top, 39))
      )
      #expect(best.sizes.total == total)
    }
  }

  /// 10 % of 100 in violation, S² = 100/99 · 9/100 = 1/11: N²(1/n − 1/N)S² ≤ (c · 10)² at c = 1/2
  /// is n ≥ 100/3.75 = 26.67.
  @Test func aCoefficientOfVariation() throws {
    let name = try ProtocolText("A")
    let best = try Allocation(
      [Stratum(name: name, population: 100)],
      traits: [name: StratumTraits(prevalence: Ratio(1, 10))],
      rules: RuleSet(),
      target: .variation(Ratio(1, 2))
    )
    #expect(best.sizes.total == 27)
  }

  @Test func capsCanKeepItOutOfReach() throws {
    let name = try ProtocolText("A")
    var rules = RuleSet()
    rules.add(.atMost(.count(5)), in: nil)
    #expect(throws: AllocationError.unreachable) {
      try Allocation(
        [Stratum(name: name, population: 100)],
        traits: [name: StratumTraits(prevalence: Ratio(1, 10))],
        rules: rules,
        target: .variation(Ratio(1, 10))
      )
    }
  }

  /// N = 20, one violator, 90 %: 18 units exactly, where GSL's doubles say 19.
  @Test func detectionAndCleanBound() throws {
    let name = try ProtocolText("A")
    let strata = [Stratum(name: name, population: 20)]
    let traits = [name: StratumTraits(prevalence: Ratio(1, 20))]
    let detect = try DetectionTarget.confidence(Ratio(9, 10)).rules(strata, traits: traits)
    #expect(detect[name] == .atLeast(.count(18)))
    let bound = try DetectionTarget.boundIfClean(share: Ratio(1, 100), confidence: Ratio(9, 10))
      .rules(strata, traits: [:])
    #expect(bound[name] == .atLeast(.count(18)))
    // At most all of a class in violation holds whatever is found: it asks for nothing, and is refused.
    #expect(throws: AllocationError.self) {
      try DetectionTarget.boundIfClean(share: Ratio(1), confidence: Ratio(9, 10))
        .rules(strata, traits: [:])
    }
  }
}
