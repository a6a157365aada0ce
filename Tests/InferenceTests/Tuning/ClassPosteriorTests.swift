import Inference
import Sampling
import TestSupport
import Testing

@Suite struct ClassPosteriorTests {
  /// Beta(½ + 2, ½ + 28): mean 5/62, E[p(1 − p)] = 5/2 · 57/2 / (31 · 32).
  @Test func momentsAreExact() throws {
    let posterior = try ClassPosterior(.jeffreys, ClassResults(inspected: 30, violations: 2))
    #expect(posterior.alpha == Ratio(5, 2))
    #expect(posterior.beta == Ratio(57, 2))
    #expect(posterior.mean == Ratio(5, 62))
    #expect(posterior.spread == Ratio(285, 3968))
    let uneven = try ClassPosterior(
      try #require(BetaPrior("0.5,9.25")),
      ClassResults(inspected: 0, violations: 0)
    )
    #expect(uneven.mean == Ratio(2, 39))
    #expect(uneven.spread == Ratio(1, 2 * 1).spread(Ratio(37, 4)))
  }

  /// R: qbeta(c(0.025, 0.975), 0.5, 30.5) is 1.624e-05 and 0.07958: Jeffreys' interval of 0 of 30
  /// (Brown, Cai and DasGupta 2001, which replace the lower end by 0).
  @Test func theCredibleInterval() throws {
    let posterior = try ClassPosterior(.jeffreys, ClassResults(inspected: 30, violations: 0))
    let (lower, upper) = try posterior.interval(confidence: Ratio(95, 100))
    let jeffreys = try ProportionInterval(
      found: 0,
      sample: 30,
      confidence: Ratio(95, 100),
      method: .jeffreys
    )
    #expect(abs(upper - (jeffreys.upper ?? 0)) < 1e-12)
    #expect(lower > 1e-5 && lower < 2e-5)
    // Beta(1, 1) is uniform.
    let flat = try ClassPosterior(.uniform, ClassResults(inspected: 0, violations: 0))
    let ends = try flat.interval(confidence: Ratio(9, 10))
    #expect(abs(ends.lower - 0.05) < 1e-12 && abs(ends.upper - 0.95) < 1e-12)
  }

  /// Beta(1, 1): a class of violators unknown is missed by k inspections with 1/(k + 1), Laplace's
  /// rule of succession.
  @Test func theNextInspections() throws {
    let flat = try ClassPosterior(.uniform, ClassResults(inspected: 0, violations: 0))
    for count in [0, 1, 9, 99] {
      #expect(abs(flat.detection(inspections: count) - (1 - 1 / Double(count + 1))) < 1e-12)
    }
  }

  @Test func whatIsRefused() throws {
    #expect(BetaPrior("0,1") == nil)
    #expect(BetaPrior("-1,1") == nil)
    #expect(BetaPrior("nan,1") == nil)
    #expect(BetaPrior("0.5") == nil)
    #expect(BetaPrior("haldane") == nil)
    #expect(throws: InferenceError.found(5, sample: 4, stratum: nil)) {
      try ClassPosterior(.jeffreys, ClassResults(inspected: 4, violations: 5))
    }
    #expect(throws: InferenceError.tooManyDigits) {
      try ClassPosterior(.jeffreys, ClassResults(inspected: .max, violations: 5))
    }
    let posterior = try ClassPosterior(.jeffreys, ClassResults(inspected: 4, violations: 1))
    #expect(throws: InferenceError.confidence(Ratio(1))) {
      try posterior.interval(confidence: Ratio(1))
    }
  }
}

@Suite struct ClassTestTests {
  private func test(
    _ population: Int,
    _ expected: Int,
    _ alternative: Int,
    power: Ratio = Ratio(4, 5)
  ) throws -> ClassTest {
    try ClassTest(
      population: population,
      expected: expected,
      alternative: alternative,
      confidence: Ratio(95, 100),
      power: power
    )
  }

  /// The least sample by its definition, every size and every critical value tried.
  @Test func equalsTheDefinition() throws {
    for seed in UInt64(1)...200 {
      var generator = SeededGenerator(seed: seed)
      let population = Int.random(in: 1...60, using: &generator)
      let expected = Int.random(in: 0...population, using: &generator)
      let alternative = Int.random(in: 0...population, using: &generator)
      let power = Ratio(Int.random(in: 1...9, using: &generator), 10)
      let found = try test(population, expected, alternative, power: power)
      guard expected != alternative else {
        #expect(found.sample == nil)
        continue
      }
      let risk = Ratio(1, 20)
      let miss = Ratio(power.denominator - power.numerator, power.denominator)
      let least = (0...population).first { draws in
        let right = Hypergeometric(population: population, marked: expected, draws: draws)
        let wrong = Hypergeometric(population: population, marked: alternative, draws: draws)
        return (0...population).contains { c in
          expected < alternative
            ? !wrong.lowerTail(c, exceeds: risk) && !right.upperTail(c + 1, exceeds: miss)
            : !wrong.upperTail(c, exceeds: risk) && !right.lowerTail(c - 1, exceeds: miss)
        }
      }
      #expect(found.sample == least, "seed \(seed)")
    }
  }

  /// Near the binomial: 124 with at most 2 in violation tell 1 % from 5 % (95 %, 80 %), from
  /// P(X ≤ 2 | 0.05) = 0.0497 and P(X ≤ 2 | 0.01) = 0.870; a finite class needs no more.
  @Test func nearTheBinomial() throws {
    let found = try test(1_000_000, 10_000, 50_000)
    #expect(found.sample == 124)
    #expect(found.critical == 2)
    #expect(try test(500, 5, 25).sample ?? 0 < 124)
    #expect(throws: InferenceError.confidence(Ratio(1))) { try test(9, 1, 2, power: Ratio(1)) }
    #expect(throws: InferenceError.self) { try test(9, 10, 2) }
  }
}

extension Ratio {
  /// αβ/((α + β)(α + β + 1)), for a test's own arithmetic.
  fileprivate func spread(_ beta: Ratio) -> Ratio {
    let q = denominator * beta.denominator
    let (a, b) = (numerator * beta.denominator, beta.numerator * denominator)
    return Ratio(a * b, (a + b) * (a + b + q))
  }
}
