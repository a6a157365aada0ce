import BigInt
import Sampling
import TestSupport
import Testing

/// Tails and detections where neither doubles nor integers of every factor would do.
@Suite struct GreatPopulationTests {
  /// P(X ≤ x) as a fraction, by the definition.
  private func tail(_ distribution: Hypergeometric, _ x: Int) -> (top: BigUInt, bottom: BigUInt) {
    func choose(_ n: Int, _ k: Int) -> BigUInt {
      (0..<k).reduce(BigUInt(1)) { $0 * BigUInt(n - $1) / BigUInt($1 + 1) }
    }
    let support = distribution.support
    let rest = distribution.population - distribution.marked
    let top = (support.lowerBound...x).reduce(BigUInt(0)) {
      $0 + choose(distribution.marked, $1) * choose(rest, distribution.draws - $1)
    }
    return (top, choose(distribution.population, distribution.draws))
  }

  /// Levels of 62 binary digits just below and above the tail itself: doubles agree with it in all of
  /// theirs.
  @Test func nearTiesAreDecided() {
    for seed in UInt64(1)...150 {
      var generator = SeededGenerator(seed: seed)
      let magnitude = Int.random(in: 6...62, using: &generator)
      let population = Int.random(in: 1 << (magnitude - 1)...1 << magnitude, using: &generator)
      let draws = Int.random(in: 1...min(60, population), using: &generator)
      let marked = Int.random(in: 0...population, using: &generator)
      let distribution = Hypergeometric(population: population, marked: marked, draws: draws)
      guard distribution.support.count > 1 else { continue }
      let last = distribution.support.upperBound - 1
      let x = Int.random(in: distribution.support.lowerBound...last, using: &generator)
      let (top, bottom) = tail(distribution, x)
      guard let below = Int(exactly: (top << 62) / bottom), below < 1 << 62 else { continue }
      let isExact = (BigUInt(below) * bottom) == top << 62
      let place = "N \(population), M \(marked), n \(draws), x \(x)"
      #expect(distribution.lowerTail(x, exceeds: Ratio(below, 1 << 62)) == !isExact, "\(place)")
      #expect(!distribution.lowerTail(x, exceeds: Ratio(below + 1, 1 << 62)), "\(place)")
    }
  }

  /// Half of all units are marked: P(X ≤ (n − 1)/2) is 1/2, and never exceeds it, at sizes where
  /// integers of every factor would take hours.
  @Test func aHalfIsAHalf() {
    for population in [10, 1_000_000, 1_000_000_000_000, Int.max - 1] {
      let draws = min(population / 2 - 1 + (population / 2) % 2, 1_000_001)
      let distribution = Hypergeometric(
        population: population,
        marked: population / 2,
        draws: draws
      )
      #expect(!distribution.lowerTail((draws - 1) / 2, exceeds: Ratio(1, 2)), "\(population)")
      #expect(distribution.lowerTail((draws + 1) / 2, exceeds: Ratio(1, 2)))
      #expect(!distribution.lowerTail((draws - 3) / 2, exceeds: Ratio(1, 2)))
      let turned = Hypergeometric(population: population, marked: draws, draws: population / 2)
      #expect(!turned.lowerTail((draws - 1) / 2, exceeds: Ratio(1, 2)))
    }
  }

  /// Far from the mean nothing is added up; the answer is that of the tail itself.
  @Test func farTailsAreSettled() {
    let tiny = Ratio(1, Int.max)
    let nearlyOne = Ratio(Int.max - 1, Int.max)
    let wide = Hypergeometric(population: .max, marked: 1 << 62, draws: 1 << 61)
    #expect(!wide.lowerTail(1 << 58, exceeds: tiny))
    #expect(wide.lowerTail((1 << 61) - (1 << 58), exceeds: nearlyOne))
    #expect(wide.upperTail(1 << 58, exceeds: nearlyOne))
    #expect(!wide.upperTail((1 << 61) - (1 << 58), exceeds: tiny))
    // 20 of 40 marked, 20 drawn: P(X ≤ 1) = 401/C(40, 20) = 2.9·10⁻⁹, which no bound may hide.
    let small = Hypergeometric(population: 40, marked: 20, draws: 20)
    #expect(small.lowerTail(1, exceeds: Ratio(400, 137_846_528_820)))
    #expect(!small.lowerTail(1, exceeds: Ratio(401, 137_846_528_820)))
  }

  /// 1 − Π (1 − max(n, D)/(N − i)) from exact fractions: to the last digits, however small.
  @Test(arguments: [
    (1_000, 1, 1), (1_000_000_000, 1, 1), (1_000_000_000_000, 10, 100_000),
    (1_000_000_000_000_000_000, 3, 1_000), (1 << 62, 1_000, 2_000), (Int.max, 1, 1),
  ])
  func tinyProbabilitiesKeepTheirDigits(population: Int, violators: Int, sample: Int) throws {
    let probability = try Detection(population: population, violators: violators)
      .probability(sample: sample)
    let (fewer, other) = (min(violators, sample), max(violators, sample))
    var (missed, whole) = (BigUInt(1), BigUInt(1))
    for place in 0..<fewer {
      missed *= BigUInt(population - other - place)
      whole *= BigUInt(population - place)
    }
    let digits = Double((whole - missed) << 160 / whole) * 0x1p-160
    #expect(abs(probability / digits - 1) < 1e-14, "\(probability), \(digits)")
  }

  /// Far below all units the population does not matter: the least n with 0.99ⁿ ≤ 0.05 is 299, with
  /// (1 − 0.9 · 0.01)ⁿ ≤ 0.05 it is 332.
  @Test(arguments: [1_000_000_000, 1_000_000_000_000_000, 100_000_000_000_000_000, Int.max])
  func aSampleOfAGreatPopulation(population: Int) throws {
    let plain = try Detection(population: population, prevalence: Ratio(1, 100), rounding: .up)
    #expect(try plain.sampleSize(confidence: Ratio(95, 100)) == 299)
    let blind = try Detection(
      population: population,
      prevalence: Ratio(1, 100),
      rounding: .up,
      sensitivity: Ratio(9, 10)
    )
    #expect(try blind.sampleSize(confidence: Ratio(95, 100)) == 332)
    // One violator: exactly 95 % of all, rounded up.
    let one = try Detection(population: population, violators: 1)
    let share = Int((Int128(population) * 95 + 99) / 100)
    #expect(try one.sampleSize(confidence: Ratio(95, 100)) == share)
  }

  /// With q = 1 − s: P(found) = 1 − Σ P(X = k) qᵏ, here by the definition in fractions.
  @Test func overlookedViolatorsByTheDefinition() throws {
    for seed in UInt64(1)...100 {
      var generator = SeededGenerator(seed: seed)
      let population = Int.random(in: 1...40, using: &generator)
      let violators = Int.random(in: 1...population, using: &generator)
      let sample = Int.random(in: 1...population, using: &generator)
      let seen = Int.random(in: 1...10, using: &generator)
      let detection = try Detection(
        population: population,
        violators: violators,
        sensitivity: Ratio(seen, 10)
      )
      let distribution = Hypergeometric(
        population: population,
        marked: violators,
        draws: sample
      )
      let probabilities = distribution.probabilities
      var expected = 0.0
      for (offset, value) in probabilities.values.enumerated() {
        let missed = (0..<probabilities.first + offset).reduce(1.0) { product, _ in
          product * Double(10 - seen) / 10
        }
        expected += value * (1 - missed)
      }
      let found = try detection.probability(sample: sample)
      #expect(abs(found / expected - 1) < 1e-12, "seed \(seed)")
    }
  }

  /// So many violators and so great a sample that no answer is exact: an error, not a minute.
  @Test func theLimitIsSaid() throws {
    let detection = try Detection(population: .max, violators: 1_000_000_000)
    #expect(throws: DetectionError.tooLarge(population: .max)) {
      try detection.sampleSize(confidence: Ratio(95, 100))
    }
    let dim = try Detection(
      population: .max,
      violators: 1 << 62,
      sensitivity: Ratio(1, 1_000_000_000_000_000)
    )
    #expect(throws: DetectionError.tooLarge(population: .max)) {
      try dim.sampleSize(confidence: Ratio(95, 100))
    }
    let error = DetectionError.tooLarge(population: 7)
    #expect(error.explanation(in: .english).contains("4194304"))
    #expect(error.explanation(in: .chinese).contains("4194304"))
  }
}
