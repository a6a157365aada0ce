import Sampling
import TestSupport
import Testing

/// C(N, n) as an integer, for small N.
private func choose(_ n: Int, _ k: Int) -> Int {
  guard 0 <= k, k <= n else { return 0 }
  return (0..<k).reduce(1) { $0 * (n - $1) / ($1 + 1) }
}

@Suite struct HypergeometricTests {
  /// Every distribution with N ≤ 14 against counts of samples, its tails at, just below and just
  /// above each of their own probabilities, where a comparison in doubles has no digit left.
  @Test func everySmallDistribution() {
    for population in 0...14 {
      for marked in 0...population {
        for draws in 0...population {
          let distribution = Hypergeometric(population: population, marked: marked, draws: draws)
          let whole = choose(population, draws)
          let probabilities = distribution.probabilities
          var below = 0
          for value in distribution.support {
            let count = choose(marked, value) * choose(population - marked, draws - value)
            let above = whole - below
            below += count
            #expect(abs(probabilities.lowerTail(value) - Double(below) / Double(whole)) < 1e-14)
            #expect(abs(probabilities.upperTail(value) - Double(above) / Double(whole)) < 1e-14)
            #expect(!distribution.lowerTail(value, exceeds: Ratio(below, whole)))
            #expect(!distribution.upperTail(value, exceeds: Ratio(above, whole)))
            let fine = 1_000_000_000_000_000 / max(whole, 1)
            let level = Ratio(below * fine - 1, whole * fine)
            #expect(distribution.lowerTail(value, exceeds: level))
            #expect(distribution.upperTail(value, exceeds: Ratio(above * fine - 1, whole * fine)))
          }
          #expect(below == whole)
        }
      }
    }
  }

  @Test func tailsOutsideTheSupport() {
    let distribution = Hypergeometric(population: 10, marked: 8, draws: 5)
    #expect(distribution.support == 3...5)
    #expect(!distribution.lowerTail(2, exceeds: Ratio(0)))
    #expect(distribution.lowerTail(5, exceeds: Ratio(999, 1000)))
    #expect(!distribution.lowerTail(9, exceeds: Ratio(1)))
    #expect(distribution.upperTail(-1, exceeds: Ratio(999, 1000)))
    #expect(!distribution.upperTail(6, exceeds: Ratio(0)))
    #expect(distribution.probabilities.lowerTail(2) == 0)
    #expect(distribution.probabilities.upperTail(6) == 0)
    #expect(distribution.probabilities.upperTail(0) == 1)
  }

  /// Far from ties, at sizes where factorials have no digits left: P(X = 0) for N = 10⁸, M = 5,
  /// n = 10⁷ is Π (9·10⁷ − i)/(10⁸ − i) over i < 5.
  @Test func aLargePopulation() {
    let distribution = Hypergeometric(population: 100_000_000, marked: 5, draws: 10_000_000)
    let product = (0..<5).reduce(1.0) {
      $0 * (9e7 - Double($1)) / (1e8 - Double($1))
    }
    #expect(abs(distribution.probabilities.lowerTail(0) / product - 1) < 1e-14)
  }
}
