import Sampling
import TestSupport
import Testing

/// Random problems against the enumeration of all sizes.
@Suite struct RandomAllocationTests {
  /// Σ w/n over n ≤ 9, times 2520: an integer, so that the oracle has nothing to round.
  private static let scale = 2520

  /// The least objective and in how many ways it is reached, by dynamic programming over all sizes.
  static func best(
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
    for problem in 0..<10_000 {
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

  /// Hundreds of strata over 20 decades, with ties and zeros, against a loop that gives one unit at a
  /// time and compares in integers.
  @Test(arguments: [GainCurve.reciprocal, .residual, .quota])
  func wideRangesEqualTheGreedyLoop(curve: GainCurve) {
    var generator = SeededGenerator(seed: 11)
    for problem in 0..<60 {
      let count = Int.random(in: 1...300, using: &generator)
      let spread = Int.random(in: 0...30, using: &generator)
      let roots = (0..<count).map { _ in
        Bool.random(using: &generator)
          ? Int.random(in: 0...3, using: &generator)
          : Int.random(in: 0...(1 << spread), using: &generator)
      }
      let populations = (0..<count).map { _ in Int.random(in: 0...40, using: &generator) }
      let minimums = populations.map { Int.random(in: 0...min($0, 4), using: &generator) }
      let maximums = zip(minimums, populations).map {
        Bool.random(using: &generator) ? $1 : Int.random(in: $0...$1, using: &generator)
      }
      let total = Int.random(
        in: minimums.reduce(0, +)...maximums.reduce(0, +),
        using: &generator
      )
      let allocation = SeparableAllocation(
        curve,
        weights: roots.map { Weight(root: Weight.Fraction(UInt128($0))) },
        populations: populations,
        minimums: minimums,
        maximums: maximums
      )
      let sizes = allocation.sizes(total: total)
      let note: Comment = "problem \(problem), seed 11"
      #expect(sizes.reduce(0, +) == total, note)
      #expect(sizes.indices.allSatisfy { (minimums[$0]...maximums[$0]).contains(sizes[$0]) }, note)
      #expect(allocation.certificate(sizes).isOptimal, note)
      let greedy = Self.greedy(curve, roots, populations, minimums, maximums, total)
      for stratum in sizes.indices where roots[stratum] > 0 {
        #expect(sizes[stratum] == greedy[stratum], note)
      }
    }
  }

  /// One unit at a time to the greatest worth, the first stratum among equals.
  private static func greedy(
    _ curve: GainCurve,
    _ roots: [Int],
    _ populations: [Int],
    _ minimums: [Int],
    _ maximums: [Int],
    _ total: Int
  ) -> [Int] {
    // Worth as a fraction; a first unit that is worth more than any number has no denominator.
    func worth(_ stratum: Int, _ size: Int) -> (top: UInt128, bottom: UInt128) {
      let weight = UInt128(roots[stratum]) * UInt128(roots[stratum])
      let units = UInt128(size)
      let population = UInt128(populations[stratum])
      return switch curve {
      case .residual: (size == 0 ? weight : weight * (population - units), population * units)
      case .quota: (weight, 2 * units + 1)
      default: (weight, units * (units + 1))
      }
    }
    var sizes = minimums
    for _ in 0..<(total - minimums.reduce(0, +)) {
      var best: (stratum: Int, top: UInt128, bottom: UInt128)?
      for stratum in sizes.indices where sizes[stratum] < maximums[stratum] && roots[stratum] > 0 {
        let (top, bottom) = worth(stratum, sizes[stratum])
        if let other = best {
          let isBetter =
            bottom == 0 && other.bottom == 0
            ? top > other.top : top * other.bottom > other.top * bottom
          guard isBetter else { continue }
        }
        best = (stratum, top, bottom)
      }
      guard let best else { break }
      sizes[best.stratum] += 1
    }
    return sizes
  }

  /// A hundred thousand strata that are all alike: the first get what cannot be shared.
  @Test func ties() {
    let count = 100_000
    let same = SeparableAllocation(
      .reciprocal,
      weights: Array(repeating: Weight(root: Weight.Fraction(7, 3)), count: count),
      populations: Array(repeating: 10, count: count),
      minimums: Array(repeating: 1, count: count),
      maximums: Array(repeating: 10, count: count)
    )
    let sizes = same.sizes(total: 3 * count + 17)
    #expect(sizes == (0..<count).map { $0 < 17 ? 4 : 3 })
    #expect(same.certificate(sizes).isOptimal)
    #expect(!same.certificate(sizes).isUnique)
  }
}
