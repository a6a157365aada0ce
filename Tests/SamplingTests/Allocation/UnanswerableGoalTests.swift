import Sampling
import Testing

/// Goals that have no answer say why, and the names of the field are understood.
@Suite struct UnanswerableGoalTests {
  private let name: ProtocolText
  private let strata: [Stratum]

  init() throws {
    name = try ProtocolText("A")
    strata = [Stratum(name: name, population: 100)]
  }

  @Test func withoutAViolatorNothingIsFound() throws {
    for (prevalence, rounding) in [(Ratio(0), Detection.Rounding.up), (Ratio(1, 200), .down)] {
      let target = DetectionTarget.confidence(Ratio(95, 100), rounding: rounding)
      let error = AllocationError.noViolator(stratum: name, isRoundedDown: rounding == .down)
      #expect(throws: error) {
        try target.rules(strata, traits: [name: StratumTraits(prevalence: prevalence)])
      }
    }
    // An empty class has nothing to find, and needs nothing.
    let empty = [Stratum(name: name, population: 0)]
    let rules = try DetectionTarget.confidence(Ratio(95, 100))
      .rules(empty, traits: [name: StratumTraits(prevalence: Ratio(0))])
    #expect(rules.isEmpty)
  }

  @Test func aBoundOfAllProvesNothing() throws {
    let target = DetectionTarget.boundIfClean(share: Ratio(1), confidence: Ratio(95, 100))
    #expect(throws: AllocationError.provesNothing) { try target.rules(strata, traits: [:]) }
    #expect(throws: AllocationError.detection(.share(.prevalence, Ratio(2)))) {
      try DetectionTarget.boundIfClean(share: Ratio(2), confidence: Ratio(95, 100))
        .rules(strata, traits: [:])
    }
    // At most 99 of 100: one unit without a finding leaves 99, whatever the confidence.
    let least = try DetectionTarget.boundIfClean(share: Ratio(99, 100), confidence: Ratio(95, 100))
      .rules(strata, traits: [:])
    #expect(least[name] == .atLeast(.count(1)))
  }

  @Test func aTotalOfZeroHasNoCoefficientOfVariation() {
    #expect(throws: AllocationError.zeroTotal) {
      try Allocation(
        strata,
        traits: [name: StratumTraits(deviation: Ratio(3), mean: Ratio(0))],
        rules: RuleSet(),
        target: .variation(Ratio(1, 20))
      )
    }
  }

  @Test(arguments: [
    ("neyman", "variance"), ("Neyman", "variance"), ("tschuprow", "variance"),
    ("optimal", "variance"),
    ("bankier", "power:1/2"), ("bankier:0.35", "power:7/20"), ("kish:3", "compromise:3"),
    ("VARIANCE", "variance"), ("Power:1", "power:1"),
  ])
  func namesOfTheField(name: String, plain: String) {
    #expect(AllocationMethod(name)?.description == plain)
    #expect(FrontierGoal(name)?.description == plain)
  }

  @Test(arguments: ["bethel", "chromy", "bankier:2", "neyman:1", "kish", "neymann", ""])
  func namesThatAreNone(name: String) {
    #expect(AllocationMethod(name) == nil)
  }

  /// The worst class among a billion violators: the total decides, not the population, as long as
  /// probabilities are no smaller than doubles tell apart; beyond it is refused.
  @Test func theWorstClassOfGreatPopulations() throws {
    let names = try ["A", "B"].map { try ProtocolText($0) }
    let strata = zip(names, [1_000_000_000_000, 1_000_000_000]).map {
      Stratum(name: $0, population: $1)
    }
    let traits = [
      names[0]: StratumTraits(prevalence: Ratio(1, 100)),
      names[1]: StratumTraits(prevalence: Ratio(1, 50)),
    ]
    // 0.99ⁿ = 0.98ᵐ at n + m = 300: n = 300 ln 0.98/(ln 0.98 + ln 0.99) = 200.3, the classes being so
    // great; one unit either way is worse for the other.
    let best = try Allocation(
      strata,
      traits: traits,
      rules: RuleSet(),
      total: 300,
      method: .worstDetection
    )
    #expect(best.sizes.strata.map(\.size) == [200, 100])
    #expect(best.certificate.isOptimal)
    #expect(throws: AllocationError.tooManyViolators) {
      try Allocation(
        strata,
        traits: traits,
        rules: RuleSet(),
        total: 900_000_000_000,
        method: .worstDetection
      )
    }
  }
}
