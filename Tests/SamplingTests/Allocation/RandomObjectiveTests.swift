import Sampling
import TestSupport
import Testing

/// Random problems of the objectives that need more than fractions, against enumeration.
@Suite struct RandomObjectiveTests {
  /// Weights with exponents, made of perfect powers so that the oracle stays in whole numbers:
  /// (k³)^(2/3) is k², and with ties and zeros as often as not.
  @Test func powersEqualTheEnumeration() {
    var generator = SeededGenerator(seed: 23)
    for problem in 0..<10_000 {
      let count = Int.random(in: 2...12, using: &generator)
      let degree = Int.random(in: 2...5, using: &generator)
      let roots = (0..<count).map { _ in Int.random(in: 0...6, using: &generator) }
      let minimums = (0..<count).map { _ in Int.random(in: 1...3, using: &generator) }
      let maximums = minimums.map {
        Int.random(in: $0...max($0, count > 6 ? 5 : 9), using: &generator)
      }
      let range = minimums.reduce(0, +)...maximums.reduce(0, +)
      let total = Int.random(in: range, using: &generator)
      let weights = roots.map { root in
        guard root > 0 else { return Weight(linear: Weight.Fraction(0)) }
        let base = (0..<degree).reduce(UInt128(1)) { power, _ in power * UInt128(root) }
        // Half of the weights say the same without an exponent.
        return Bool.random(using: &generator)
          ? Weight(root: Weight.Fraction(UInt128(root)))
          : Weight(powers: [Weight.Power(Weight.Fraction(base), exponent: Ratio(2, degree))])
      }
      let allocation = SeparableAllocation(
        .reciprocal,
        weights: weights,
        populations: maximums.map { $0 + 1 },
        minimums: minimums,
        maximums: maximums
      )
      let cost = { (stratum: Int, size: Int) in roots[stratum] * roots[stratum] * 2520 / size }
      let (value, ways) = RandomAllocationTests.best(
        total,
        minimums: minimums,
        maximums: maximums,
        cost: cost
      )
      let sizes = allocation.sizes(total: total)
      let note: Comment = "problem \(problem), seed 23"
      #expect(sizes.reduce(0, +) == total, note)
      #expect(sizes.indices.allSatisfy { (minimums[$0]...maximums[$0]).contains(sizes[$0]) }, note)
      #expect(sizes.indices.reduce(0) { $0 + cost($1, sizes[$1]) } == value, note)
      #expect(allocation.certificate(sizes).isOptimal, note)
      #expect(allocation.certificate(sizes).isUnique == (ways == 1), note)
    }
  }

  /// C(n, k) for n up to 9.
  private static func binomial(_ n: Int, _ k: Int) -> Int {
    guard k >= 0, k <= n else { return 0 }
    return (0..<k).reduce(1) { $0 * (n - $1) / ($1 + 1) }
  }

  /// The least greatest probability to miss, in whole numbers: C(N − D, n) 2520/C(N, n).
  @Test func worstDetectionEqualsTheEnumeration() {
    // The least common multiple of all C(N, n) with N up to 9.
    let scale = 2520
    var generator = SeededGenerator(seed: 29)
    for problem in 0..<10_000 {
      let count = Int.random(in: 2...12, using: &generator)
      let populations = (0..<count).map { _ in Int.random(in: 0...9, using: &generator) }
      let violators = populations.map { Int.random(in: 0...$0, using: &generator) }
      let minimums = populations.map { Int.random(in: 0...min($0, 2), using: &generator) }
      let maximums = zip(minimums, populations).map { Int.random(in: $0...$1, using: &generator) }
      let range = minimums.reduce(0, +)...maximums.reduce(0, +)
      let total = Int.random(in: range, using: &generator)
      let allocation = SeparableAllocation(
        .miss,
        weights: zip(populations, violators).map {
          Weight(linear: Weight.Fraction(UInt128($1), UInt128(max($0, 1))))
        },
        populations: populations,
        minimums: minimums,
        maximums: maximums
      )
      let miss = { (stratum: Int, size: Int) -> Int in
        guard violators[stratum] > 0 else { return 0 }
        return Self.binomial(populations[stratum] - violators[stratum], size) * scale
          / Self.binomial(populations[stratum], size)
      }
      var table: [Int?] = [0] + Array(repeating: nil, count: total)
      for stratum in populations.indices {
        var next: [Int?] = Array(repeating: nil, count: total + 1)
        for size in minimums[stratum]...maximums[stratum] {
          for sum in 0...total where sum >= size {
            guard let before = table[sum - size] else { continue }
            let value = max(before, miss(stratum, size))
            next[sum] = min(next[sum] ?? .max, value)
          }
        }
        table = next
      }
      let sizes = allocation.sizes(total: total)
      let note: Comment = "problem \(problem), seed 29"
      #expect(sizes.reduce(0, +) == total, note)
      #expect(sizes.indices.allSatisfy { (minimums[$0]...maximums[$0]).contains(sizes[$0]) }, note)
      #expect(sizes.indices.map { miss($0, sizes[$0]) }.max() == table[total], note)
      #expect(allocation.certificate(sizes).isOptimal, note)
    }
  }

  /// The binomials of the oracle all divide its scale.
  @Test func theScaleOfTheOracle() {
    for n in 0...9 {
      for k in 0...n { #expect(2520 % Self.binomial(n, k) == 0) }
    }
  }

  /// Misses far below the least double are told apart, and those that are equal are.
  @Test func missesBelowTheLeastDouble() {
    let allocation = SeparableAllocation(
      .miss,
      weights: [Ratio(1, 10), Ratio(1, 10), Ratio(2, 10)].map {
        Weight(linear: Weight.Fraction($0))
      },
      populations: [100_000, 100_000, 50_000],
      minimums: [30_000, 30_000, 1_000],
      maximums: [100_000, 100_000, 50_000]
    )
    let sizes = allocation.sizes(total: 80_001)
    #expect(sizes.reduce(0, +) == 80_001)
    #expect(sizes[0] - sizes[1] == 0 || sizes[0] - sizes[1] == 1)
    #expect(allocation.certificate(sizes).isOptimal)
  }

  /// A power that is no whole number: with X of 2 and 32, CV² of 1 and q = 0.3 the weights are 2^0.6
  /// and 32^0.6 = 8: n_1/n_2 is near to √(2^0.6/8) = 0.435.
  @Test func anIrrationalWeight() throws {
    let weights = [UInt128(2), 32].map {
      Weight(powers: [Weight.Power(Weight.Fraction($0), exponent: Ratio(3, 5))])
    }
    let allocation = SeparableAllocation(
      .reciprocal,
      weights: weights,
      populations: [1_000_000, 1_000_000],
      minimums: [0, 0],
      maximums: [1_000_000, 1_000_000]
    )
    // 10⁶ · 0.435275281648062 / 1.435275281648062.
    #expect(allocation.sizes(total: 1_000_000) == [303_270, 696_730])
    // 2^(3/5) (1/2 − 10⁻⁶) + 8 (1/4 − 10⁻⁶), 2^(3/5) = 1.51571656651039808234725980131.
    let value = try #require(allocation.value(of: [2, 4]))
    #expect(value.description == "2.75784876753863253077554755339")
  }
}
