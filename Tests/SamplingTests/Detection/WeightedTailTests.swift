import BigInt
import Sampling
import TestSupport
import Testing

@Suite struct WeightedTailTests {
  /// C(n, k).
  static func choose(_ n: Int, _ k: Int) -> BigUInt {
    guard k >= 0, k <= n else { return 0 }
    return (0..<k).reduce(BigUInt(1)) { $0 * BigUInt(n - $1) / BigUInt($1 + 1) }
  }

  /// The probability by adding up every outcome: numerator and denominator.
  static func probability(
    _ distributions: [Hypergeometric],
    _ weights: [Int],
    _ threshold: Int
  ) -> (below: BigUInt, all: BigUInt) {
    var outcomes: [(score: Int, ways: BigUInt)] = [(0, 1)]
    var all = BigUInt(1)
    for (x, weight) in zip(distributions, weights) {
      all *= choose(x.population, x.draws)
      outcomes = outcomes.flatMap { outcome in
        (0...x.draws).map { k in
          let ways = choose(x.marked, k) * choose(x.population - x.marked, x.draws - k)
          return (outcome.score + weight * k, outcome.ways * ways)
        }
      }
    }
    let below = outcomes.filter { $0.score <= threshold }.reduce(BigUInt(0)) { $0 + $1.ways }
    return (below, all)
  }

  static func random(_ generator: inout SeededGenerator) -> ([Hypergeometric], [Int], Int) {
    let count = Int.random(in: 1...4, using: &generator)
    let distributions = (0..<count).map { _ in
      let population = Int.random(in: 1...9, using: &generator)
      return Hypergeometric(
        population: population,
        marked: Int.random(in: 0...population, using: &generator),
        draws: Int.random(in: 0...population, using: &generator)
      )
    }
    let weights = (0..<count).map { _ in Int.random(in: 0...4, using: &generator) }
    let greatest = zip(distributions, weights).reduce(0) { $0 + $1.0.draws * $1.1 }
    return (distributions, weights, Int.random(in: -1...greatest, using: &generator))
  }

  /// At the probability itself, where only exact integers decide, and a step beside it.
  @Test func agreesWithEveryOutcomeCounted() {
    var generator = SeededGenerator(seed: 2_611)
    var ties = 0
    for round in 0..<2_000 {
      let (distributions, weights, threshold) = WeightedTailTests.random(&generator)
      let (below, all) = WeightedTailTests.probability(distributions, weights, threshold)
      let divisor = below.greatestCommonDivisor(with: all)
      let (numerator, denominator) = (Int(below / divisor), Int(all / divisor))
      var levels = [Ratio(1, 20), Ratio(1, 2), Ratio(numerator, denominator)]
      if let finer = Int(exactly: Int128(denominator) * 1_000_000) {
        levels.append(Ratio(numerator * 1_000_000 + 1, finer))
        if numerator > 0 { levels.append(Ratio(numerator * 1_000_000 - 1, finer)) }
      }
      for level in levels {
        let isMore = below * BigUInt(level.denominator) > all * BigUInt(level.numerator)
        if below * BigUInt(level.denominator) == all * BigUInt(level.numerator) { ties += 1 }
        let answer = WeightedTail.exceeds(
          level,
          distributions,
          weights: weights,
          threshold: threshold
        )
        #expect(
          answer == isMore,
          "round \(round): \(distributions) \(weights) ≤ \(threshold), \(level)"
        )
      }
    }
    #expect(ties > 1_000)
  }

  /// Neighbours in a stratum of 10¹² units, whose probabilities doubles do not tell apart: the greatest marked
  /// count with P(X = 0) > 1/20 of one draw is that with (N − M)/N > 1/20.
  @Test func tellsNeighboursOfAGreatStratumApart() {
    let population = 1_000_000_000_000
    for marked in 949_999_999_998...950_000_000_002 {
      let answer = WeightedTail.exceeds(
        Ratio(1, 20),
        [Hypergeometric(population: population, marked: marked, draws: 1)],
        weights: [1],
        threshold: 0
      )
      #expect(answer == (marked < 950_000_000_000), "\(marked)")
    }
    // Two strata, nothing found in either: the product of two such shares.
    for marked in 749_999_999_998...750_000_000_002 {
      let answer = WeightedTail.exceeds(
        Ratio(1, 16),
        [marked, 750_000_000_000].map {
          Hypergeometric(population: population, marked: $0, draws: 1)
        },
        weights: [3, 2],
        threshold: 0
      )
      #expect(answer == (marked < 750_000_000_000), "\(marked)")
    }
  }
}
