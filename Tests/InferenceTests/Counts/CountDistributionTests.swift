import Inference
import Sampling
import TestSupport
import Testing

@Suite struct CountDistributionTests {
  /// 20 units named beforehand and spared in ten draws of 10 %: C(980, 100)/C(1000, 100) = 0.11901…
  /// (SciPy hypergeom.pmf(0, 1000, 20, 100)), to the tenth power 5.70e-10.
  @Test func sparedInTenDraws() {
    var hits = CountDistribution(constant: 0)
    for _ in 0..<10 {
      hits = hits.convolved(
        with: CountDistribution(Hypergeometric(population: 1000, marked: 20, draws: 100))
      )
    }
    #expect(agree(hits.mean, 20, 1e-9))
    #expect(hits.lowerTail(0) < 1e-8)
    #expect(hits.twoSided(20) > 0.9)
  }

  /// Two dice, by hand.
  @Test func twoDice() {
    let die = CountDistribution(first: 1, values: Array(repeating: 1.0 / 6, count: 6))
    let sum = die.convolved(with: die)
    #expect(agree(sum.probability(7), 6.0 / 36))
    #expect(agree(sum.lowerTail(3), 3.0 / 36))
    #expect(agree(sum.upperTail(11), 3.0 / 36))
    #expect(agree(sum.mean, 7) && agree(sum.variance, 35.0 / 6, 1e-9))
    #expect(sum.quantile(0.5) == 7 && sum.quantile(1) == 12)
    #expect(sum.lowerCritical(0.1) == 3 && sum.upperCritical(0.1) == 11)
    #expect(sum.lowerCritical(0.01) == 1 && sum.upperCritical(0.01) == 13)
    #expect(agree(sum.twoSided(3), 6.0 / 36) && sum.twoSided(7) == 1)
  }
}
