import Sampling
import TestSupport
import Testing

/// Random problems against the enumeration of all sizes.
@Suite struct RandomAllocationTests {
  /// Σ w/n over n ≤ 9, times 2520: an integer, so that the oracle has nothing to round.
  private static let scale = 2520

  /// The least objective and in how many ways it is reached, by dynamic programming over all sizes.
  private static func best(
    _ total: Int,
    minimums: [Int],
    maximums: [Int],
    cost: (Int, Int) -> Int
  ) -> (value: Int, ways: Int) {
    var table: [(value: Int, ways: Int)?] = [(0, 1)] + Array(repeating: nil, count: total)
    for stratum in minimums.indices {
      var next: [(value: Int, ways: Int)?] = Array(repeating: nil, count: total + 1)
      for size in minimums[stratum]...maximums[stratum] {
        let added = cost(stratum, size)
        var sum = size
        while sum <= total {
          if let before = table[sum - size] {
            let value = before.value + added
            if let other = next[sum], other.value <= value {
              if other.value == value { next[sum]?.ways += before.ways }
            } else {
              next[sum] = (value, before.ways)
            }
          }
          sum += 1
        }
      }
      table = next
    }
    return table[total] ?? (-1, 0)
  }

  @Test(arguments: [GainCurve.reciprocal, .flat, .quota])
  func equalsTheEnumeration(curve: GainCurve) throws {
    var generator = SeededGenerator(seed: 20_261_124)
    for problem in 0..<4000 {
      let count = Int.random(in: 2...12, using: &generator)
      let most = count > 6 ? 5 : 9
      let roots = (0..<count).map { _ in Int.random(in: 0...6, using: &generator) }
      let lower = curve == .reciprocal ? 1 : 0
      let minimums = (0..<count).map { _ in Int.random(in: lower...3, using: &generator) }
      let maximums = minimums.map { Int.random(in: $0...max($0, most), using: &generator) }
      let range = minimums.reduce(0, +)...maximums.reduce(0, +)
      let total = Int.random(in: range, using: &generator)
      let populations = maximums.map { $0 + 1 }
      let allocation = SeparableAllocation(
        curve,
        weights: roots.map { root in
          curve == .reciprocal
            ? Weight(root: Weight.Fraction(UInt128(root)))
            : Weight(linear: Weight.Fraction(UInt128(root)))
        },
        populations: populations,
        minimums: minimums,
        maximums: maximums
      )
      let cost = { (stratum: Int, size: Int) -> Int in
        let root = roots[stratum]
        switch curve {
        case .reciprocal: return root * root * Self.scale / max(size, 1)
        // Σ n²/w, whose differences are (2n+1)/w: Sainte-Laguë; a weight of 0 costs beyond all.
        case .quota: return root == 0 ? size * 1_000_000_000 : size * size * 60 / root
        default: return -root * size
        }
      }
      let sizes = allocation.sizes(total: total)
      let (value, ways) = Self.best(total, minimums: minimums, maximums: maximums, cost: cost)
      let note: Comment = "problem \(problem) of seed 20261124"
      #expect(sizes.reduce(0, +) == total, note)
      #expect(sizes.indices.allSatisfy { (minimums[$0]...maximums[$0]).contains(sizes[$0]) }, note)
      #expect(sizes.indices.reduce(0) { $0 + cost($1, sizes[$1]) } == value, note)
      let certificate = allocation.certificate(sizes)
      #expect(certificate.isOptimal, note)
      #expect(certificate.isUnique == (ways == 1), note)
    }
  }

  /// The greatest error, then the next: against all sizes of three strata.
  @Test func minimaxEqualsTheEnumeration() {
    var generator = SeededGenerator(seed: 7)
    for problem in 0..<1000 {
      let roots = (0..<3).map { _ in Int.random(in: 1...9, using: &generator) }
      let populations = (0..<3).map { _ in Int.random(in: 2...12, using: &generator) }
      let total = Int.random(in: 3...populations.reduce(0, +), using: &generator)
      let allocation = SeparableAllocation(
        .residual,
        weights: roots.map { Weight(root: Weight.Fraction(UInt128($0))) },
        populations: populations,
        minimums: [1, 1, 1],
        maximums: populations
      )
      // w(N−n)/(N n) times 27720², N and n up to 12: an integer.
      let error = { (stratum: Int, size: Int) -> Int in
        roots[stratum] * roots[stratum] * (populations[stratum] - size)
          * (27720 / populations[stratum]) * (27720 / size)
      }
      var best = Int.max
      for first in 1...populations[0] {
        for second in 1...populations[1] {
          let third = total - first - second
          guard third >= 1, third <= populations[2] else { continue }
          best = min(best, max(error(0, first), error(1, second), error(2, third)))
        }
      }
      let sizes = allocation.sizes(total: total)
      #expect(
        sizes.indices.map { error($0, sizes[$0]) }.max() == best,
        "problem \(problem), seed 7"
      )
    }
  }

  /// Populations and weights at the edge of their range settle without a trap.
  @Test func greatestNumbers() {
    let half = Int.max / 2
    let allocation = SeparableAllocation(
      .reciprocal,
      weights: [
        Weight(root: Weight.Fraction(Ratio(.max - 1, 3), times: half)),
        Weight(root: Weight.Fraction(Ratio(.max - 2, 3), times: half)),
      ],
      populations: [half, half],
      minimums: [0, 0],
      maximums: [half, half]
    )
    for total in [1, 2, 3, 1_000_001, half] {
      let sizes = allocation.sizes(total: total)
      #expect(sizes.reduce(0, +) == total)
      #expect(allocation.certificate(sizes).isOptimal)
    }
  }
}
