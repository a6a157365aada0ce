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
  /// n, the sample; nil where D₀ = D₁, which no sample tells apart.
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
  /// - Complexity: O(c log N) distributions.
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
    let risk = ClassTest.rest(confidence)
    let miss = ClassTest.rest(power)
    func expectedCount(_ draws: Int) -> Hypergeometric {
      Hypergeometric(population: population, marked: expected, draws: draws)
    }
    func alternativeCount(_ draws: Int) -> Hypergeometric {
      Hypergeometric(population: population, marked: alternative, draws: draws)
    }
    var c = expected < alternative ? 0 : 1
    while true {
      let isFitting: Bool
      let draws: Int
      if expected < alternative {
        draws = ClassTest.least(population) { !alternativeCount($0).lowerTail(c, exceeds: risk) }
        isFitting = !expectedCount(draws).upperTail(c + 1, exceeds: miss)
      } else {
        draws = ClassTest.least(population) { !expectedCount($0).lowerTail(c - 1, exceeds: miss) }
        isFitting = !alternativeCount(draws).upperTail(c, exceeds: risk)
      }
      // With c = min(D₀, D₁), or one more where D₀ is the greater, the whole class tells for certain.
      if isFitting {
        (sample, critical) = (draws, c)
        return
      }
      c += 1
    }
  }

  /// The least number of draws at which a condition holds that more draws keep.
  private static func least(_ population: Int, _ holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, population)
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
