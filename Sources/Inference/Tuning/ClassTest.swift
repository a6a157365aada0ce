public import Sampling

/// The smallest random sample by which a class can be told from another: what a class model says of
/// a class, put to the test.
///
/// ```
/// least n for which a c exists with     P(X ≤ c | D₁) ≤ 1 − C   and   P(X ≤ c | D₀) ≥ W     D₀ < D₁
///                                       P(X ≥ c | D₁) ≤ 1 − C   and   P(X ≥ c | D₀) ≥ W     D₀ > D₁
/// ```
///
/// X is hypergeometric (N, D, n): D₀ violators if the model is right about the class, D₁ if the class
/// were as the other. A result of at most (at least) c then refutes, at the confidence C, that the
/// class is as the other, and it comes with the power W if the model is right. All comparisons are
/// exact. Units that were targeted do not count: only a random sample tests the model.
///
/// Source: the two-point plan of attribute sampling, Guenther, Journal of Quality Technology 1, 1969,
/// 105–109, searched as there, by rising c.
public struct ClassTest: Hashable, Sendable {
  /// N.
  public let population: Int
  /// D₀, if the model is right.
  public let expected: Int
  /// D₁, if the class were as the other.
  public let alternative: Int
  /// n, the sample; nil where D₀ = D₁, which no sample tells apart, and where the two differ so little
  /// that c is above ``greatestCritical``.
  public let sample: Int?
  /// c, the result that refutes the alternative: at most so many where D₀ < D₁, else at least so
  /// many; nil without a sample.
  public let critical: Int?

  /// Finds the sample.
  ///
  /// - Parameters:
  ///   - population: N.
  ///   - expected: D₀, 0 to N.
  ///   - alternative: D₁, 0 to N.
  ///   - confidence: C, above 0 and below 1.
  ///   - power: W, above 0 and below 1.
  /// - Throws: ``InferenceError/confidence(_:)`` for C or W out of its range;
  ///   ``InferenceError/detection(_:)`` for impossible counts.
  /// - Complexity: O(√c log n) tails.
  public init(
    population: Int,
    expected: Int,
    alternative: Int,
    confidence: Ratio,
    power: Ratio
  ) throws(InferenceError) {
    for share in [confidence, power] {
      guard share > Ratio(0), share < Ratio(1) else { throw .confidence(share) }
    }
    for count in [expected, alternative] {
      guard population >= 0, (0...population).contains(count) else {
        throw .detection(.violators(count, population: population))
      }
    }
    self.population = population
    self.expected = expected
    self.alternative = alternative
    guard expected != alternative else {
      (sample, critical) = (nil, nil)
      return
    }
    // The same search serves both: k is c, or c − 1 where D₀ is the greater.
    let isRising = expected < alternative
    let (risk, miss) = (ClassTest.rest(confidence), ClassTest.rest(power))
    let found = ClassTest.plan(
      population: population,
      greater: max(expected, alternative),
      lesser: min(expected, alternative),
      levels: isRising ? (risk, miss) : (miss, risk)
    )
    sample = found?.draws
    critical = found.map { isRising ? $0.critical : $0.critical + 1 }
  }

  /// The greatest c that is looked at: a test that needs more tells classes apart that are one.
  public static let greatestCritical = 20_000

  /// The least k for which the least n with P(X ≤ k | greater) ≤ a has P(X ≥ k + 1 | lesser) ≤ b.
  private static func plan(
    population: Int,
    greater: Int,
    lesser: Int,
    levels: (a: Ratio, b: Ratio)
  ) -> (draws: Int, critical: Int)? {
    func count(_ marked: Int, _ draws: Int) -> Hypergeometric {
      Hypergeometric(population: population, marked: marked, draws: draws)
    }
    guard roughCritical(population, greater, lesser, levels) <= 4 * Double(greatestCritical) else {
      return nil
    }
    var (draws, critical) = (0, 0)
    while critical <= greatestCritical {
      draws = least(from: draws, to: population) {
        !count(greater, $0).lowerTail(critical, exceeds: levels.a)
      }
      // The loop ends at k = min(D₀, D₁) at the latest: the whole class, drawn, tells D₀ from D₁.
      let mistaken = count(lesser, draws)
      guard mistaken.upperTail(critical + 1, exceeds: levels.b) else { return (draws, critical) }
      // A greater k has as many draws or more: where X ≥ m is too likely with these, no k below m fits.
      var step = 1
      while mistaken.upperTail(critical + 1 + step, exceeds: levels.b) { step *= 2 }
      let bound = critical + 1
      critical += least(from: 1, to: step) { !mistaken.upperTail(bound + $0, exceeds: levels.b) }
    }
    return nil
  }

  /// About the c of a normal approximation, so that a hopeless search is not begun; 0 where a level is
  /// above one half.
  private static func roughCritical(
    _ population: Int,
    _ greater: Int,
    _ lesser: Int,
    _ levels: (a: Ratio, b: Ratio)
  ) -> Double {
    let all = Double(population)
    let (high, low) = (Double(greater) / all, Double(lesser) / all)
    guard let a = GSL.normalUpperQuantile(levels.a.approximation), a > 0,
      let b = GSL.normalUpperQuantile(levels.b.approximation), b > 0
    else { return 0 }
    let spread = a * (high * (1 - high)).squareRoot() + b * (low * (1 - low)).squareRoot()
    let distance = Double(greater - lesser) / all
    let draws = (spread / distance) * (spread / distance)
    return draws / (1 + draws / all) * low
  }

  /// The least number that fulfils a condition which all above it fulfil, and the last one does; found
  /// by steps that grow.
  private static func least(from first: Int, to last: Int, _ holds: (Int) -> Bool) -> Int {
    var (low, high, step) = (first, first, 1)
    while high < last, !holds(high) {
      low = high + 1
      high = last - high > step ? high + step : last
      step *= 2
    }
    while low < high {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func rest(_ share: Ratio) -> Ratio {
    Ratio(share.denominator - share.numerator, share.denominator)
  }
}
