public import Sampling

/// Sample sizes for tests of a tolerable rate, as in the tables of audit guides.
///
/// ```
/// min { n : P(X ≤ k | rate p) ≤ 1 − C },     k = ⌈e n⌉
/// ```
///
/// p is the tolerable rate, e the rate that is expected. X is hypergeometric with D = ⌈N p⌉ or
/// ⌊N p⌋ of N, decided in exact integers, or binomial where there is no N.
///
/// Source: AICPA, Audit Guide: Audit Sampling, 2017, Appendix A; ISPM 31, Appendix 2, for e = 0.
public struct Planning: Hashable, Sendable {
  /// C.
  public let confidence: Ratio
  /// N, or nil for a population without end.
  public let population: Int?
  /// How N p becomes a whole number.
  public let rounding: Detection.Rounding
  /// No sample above this is answered.
  public let largest: Int

  /// The largest sample that the guides print.
  public static let usualLargest = 2_000

  /// Makes a plan for one population.
  ///
  /// - Parameters:
  ///   - confidence: C, 0 < C < 1.
  ///   - population: N ≥ 1, or nil.
  ///   - rounding: how N p becomes a whole number.
  ///   - largest: the largest sample answered; at most N is needed.
  /// - Throws: ``InferenceError/confidence(_:)``.
  public init(
    confidence: Ratio,
    population: Int?,
    rounding: Detection.Rounding = .up,
    largest: Int = usualLargest
  ) throws(InferenceError) {
    _ = try Side.upper.risk(confidence)
    self.confidence = confidence
    self.population = population
    self.rounding = rounding
    self.largest = min(largest, population ?? largest)
  }

  /// The smallest sample for a tolerable and an expected rate.
  ///
  /// - Parameters:
  ///   - tolerable: p, 0 < p ≤ 1.
  ///   - expected: e, 0 ≤ e.
  /// - Returns: n, or nil where none up to ``largest`` is enough.
  /// - Throws: ``InferenceError`` for a rate above 1.
  /// - Complexity: O(k log n) tails.
  public func sampleSize(tolerable: Ratio, expected: Ratio) throws(InferenceError) -> Int? {
    guard tolerable <= Ratio(1) else { throw .prevalence(tolerable) }
    guard expected < tolerable else { return nil }
    if expected.numerator == 0 { return smallest(in: 1...max(largest, 1), tolerable, allowed: 0) }
    // The samples with k = ⌈e n⌉: above (k − 1)/e, up to k/e. Within them P falls.
    var allowed = 1
    var first = 1
    while first <= largest {
      let last = Int128(allowed) * Int128(expected.denominator) / Int128(expected.numerator)
      let range = first...max(first, Int(min(last, Int128(largest))))
      if last >= first, let size = smallest(in: range, tolerable, allowed: allowed) { return size }
      first = Int(min(last, Int128(largest))) + 1
      allowed += 1
    }
    return nil
  }

  /// The smallest sample that allows a number of findings.
  ///
  /// - Parameters:
  ///   - tolerable: p, 0 < p ≤ 1.
  ///   - allowed: k, the findings that still count as a success, ≥ 0.
  /// - Returns: n, or nil where none up to ``largest`` is enough.
  /// - Throws: ``InferenceError`` for a rate above 1.
  /// - Complexity: O(log n) tails.
  public func sampleSize(tolerable: Ratio, allowed: Int) throws(InferenceError) -> Int? {
    guard tolerable <= Ratio(1) else { throw .prevalence(tolerable) }
    return smallest(in: 1...max(largest, 1), tolerable, allowed: allowed)
  }

  private func smallest(in range: ClosedRange<Int>, _ rate: Ratio, allowed: Int) -> Int? {
    guard range.upperBound <= largest, holds(range.upperBound, rate, allowed) else { return nil }
    var (low, high) = (range.lowerBound - 1, range.upperBound)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if holds(middle, rate, allowed) { high = middle } else { low = middle }
    }
    return high
  }

  /// Whether P(X ≤ k) ≤ 1 − C.
  private func holds(_ sample: Int, _ rate: Ratio, _ allowed: Int) -> Bool {
    guard let population else {
      return Binomial(draws: sample, probability: rate.approximation).lowerTail(allowed)
        <= 1 - confidence.approximation
    }
    let marked =
      (rounding == .up ? rate.minimumCount(of: population) : rate.maximumCount(of: population)) ?? 0
    let risk = Ratio(confidence.denominator - confidence.numerator, confidence.denominator)
    return !Hypergeometric(population: population, marked: marked, draws: sample)
      .lowerTail(allowed, exceeds: risk)
  }
}
