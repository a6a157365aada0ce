import Inference
import Sampling
import TestSupport
import Testing

@Suite struct CalibrationTests {
  /// R: binom.test(1, 50, 0.004)$p.value = 0.1816008, binom.test(7, 20, 0.1) = 0.00239 and
  /// binom.test(5, 18, 0.5) = 0.09625.
  @Test func exactBinomialTest() {
    func p(_ x: Int, _ n: Int, _ share: Double) -> Double {
      CountDistribution(trials: n, probability: share).atMostAsLikely(x)
    }
    var none = 1.0
    for _ in 0..<50 { none *= 0.996 }
    #expect(agree(p(1, 50, 0.004), 1 - none, 1e-12))
    // Both tails of 18 throws of a coin: 2 · 12,616/262,144.
    #expect(agree(p(5, 18, 0.5), 2 * 12_616.0 / 262_144, 1e-12))
    #expect(agree(p(0, 50, 0.004), 1, 1e-12) && p(0, 10, 0) == 1 && p(1, 10, 0) == 0)
  }

  /// Hundreds of classes are answered, with a normal distribution that says so.
  @Test func hundredsOfClasses() throws {
    let many = try TrendTest(
      (0..<300).map { .init(inspected: 20, violations: $0 % 7 == 0 ? 5 : 4) }
    )
    #expect(!many.isExact && (0...1).contains(many.pValue) && (0...1).contains(many.oppositePValue))
    let rising = try TrendTest((0..<300).map { .init(inspected: 20, violations: $0 / 60) })
    #expect(!rising.isExact && rising.pValue < 1e-10 && rising.oppositePValue > 0.99)
    // Near the exact p-value where both are at hand.
    let classes = (0..<12).map { ClassResults(inspected: 30, violations: 2 + $0 / 4) }
    let exact = try TrendTest(classes)
    #expect(exact.isExact && (0.03...0.3).contains(exact.pValue))
  }

  /// A class in which nothing was found has a pool of its own, and a share above none is advised.
  @Test func poolsOfRisingShares() throws {
    let test = try TrendTest([
      .init(inspected: 50, violations: 0), .init(inspected: 20, violations: 2),
      .init(inspected: 30, violations: 1),
    ])
    #expect(test.risingShares == [0, 0.06, 0.06])
    #expect(test.risingPools.map(\.found) == [0, 3, 3])
    #expect(test.risingPools.map(\.first) == [0, 1, 1])
  }
}
