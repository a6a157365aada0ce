import Testing

@testable import Inference

/// Where the exact distribution of D gives way to a formula, and that to the limit.
@Suite struct UniformitySwitchTests {
  /// 2 exp(−(2.000071 + 0.331/√n + 1.409/n) n d²) of Marsaglia, Tsang and Wang (2003).
  static func formula(_ square: Double, _ count: Int) -> Double {
    let n = Double(count)
    return 2 * (GSL.exponential(-(2.000071 + 0.331 / n.squareRoot() + 1.409 / n) * square) ?? 0)
  }

  /// n d² above 7.24 for any n, above 3.76 for n > 99; to seven digits of 1 − P both agree.
  @Test(arguments: [
    (99, 3.9, false), (100, 3.9, true), (100, 3.7, false), (99, 7.3, true), (99, 7.2, false),
    (50, 7.3, true), (50, 7.2, false),
  ])
  func theFarTail(count: Int, square: Double, isFormula: Bool) {
    let distance = (square / Double(count)).squareRoot()
    let tail = Uniformity.exactTail(distance, count: count)
    let n = Double(count)
    let formula = Self.formula(n * distance * distance, count)
    #expect((tail == formula) == isFormula)
    #expect(abs(tail - formula) < 1e-6)
  }

  /// The limit of large samples begins with the first number beyond ``Uniformity/exactLimit``.
  @Test func theLimit() {
    for (count, isExact) in [(Uniformity.exactLimit, true), (Uniformity.exactLimit + 1, false)] {
      // Evenly spread but for a shift of 60 places: n d² is about 0.72.
      let numbers = (0..<count).map { min((Double($0) + 60.5) / Double(count), 1) }
      let all = Uniformity(numbers)
      let exact = Uniformity.exactTail(all.distance, count: count)
      let limit = Uniformity.limitTail(all.distance, count: count)
      #expect(exact != limit)
      #expect(all.distanceProbability == (isExact ? exact : limit))
    }
  }
}
