public import Sampling

/// What is known of a class's prevalence after its inspections: beta(α₀ + x, β₀ + n − x).
///
/// ```
/// E[p] = α/(α + β)        E[p(1 − p)] = αβ / ((α + β)(α + β + 1))
/// P(k more inspections find at least one) = 1 − Π_{i<k} (β + i)/(α + β + i)
/// ```
///
/// The units are taken to violate independently given p, so that the number of violators in a class
/// is beta-binomial and E[p(1 − p)] is the expected S_h² of the finite class, whatever its size. Not
/// for results of targeted inspections: they say nothing of the others.
///
/// Source: Ericson, Journal of the Royal Statistical Society B 31, 1969, 195–224.
public struct ClassPosterior: Hashable, Sendable {
  /// α.
  public let alpha: Ratio
  /// β.
  public let beta: Ratio
  /// E[p], exactly.
  public let mean: Ratio
  /// E[p(1 − p)], exactly: the S_h² to plan with.
  public let spread: Ratio

  /// Combines a prior with results.
  ///
  /// - Parameters:
  ///   - prior: the prior.
  ///   - results: what was found; nothing inspected leaves the prior as it is.
  /// - Throws: ``InferenceError/found(_:sample:stratum:)`` for impossible counts;
  ///   ``InferenceError/tooManyDigits`` where 63 bits do not hold the fractions.
  public init(_ prior: BetaPrior, _ results: ClassResults) throws(InferenceError) {
    guard 0 <= results.violations, results.violations <= results.inspected else {
      throw .found(results.violations, sample: results.inspected, stratum: nil)
    }
    // A/q and B/q over one denominator.
    let clean = results.inspected - results.violations
    let q = try ClassPosterior.product(
      prior.alpha.denominator,
      Ratio(prior.alpha.denominator, prior.beta.denominator).denominator
    )
    func top(_ ratio: Ratio, _ count: Int) throws(InferenceError) -> Int {
      let own = try ClassPosterior.product(ratio.numerator, q / ratio.denominator)
      return try ClassPosterior.sum(own, try ClassPosterior.product(count, q))
    }
    let tops = [try top(prior.alpha, results.violations), try top(prior.beta, clean)]
    let both = try ClassPosterior.sum(tops[0], tops[1])
    alpha = Ratio(tops[0], q)
    beta = Ratio(tops[1], q)
    mean = Ratio(tops[0], both)
    // α/(α + β) · β/(α + β + 1), each in lowest terms first.
    let other = Ratio(tops[1], try ClassPosterior.sum(both, q))
    let first = Ratio(mean.numerator, other.denominator)
    let second = Ratio(other.numerator, mean.denominator)
    spread = Ratio(
      try ClassPosterior.product(first.numerator, second.numerator),
      try ClassPosterior.product(first.denominator, second.denominator)
    )
  }

  /// The variance that the estimated total of a class is expected to have, N (N − n)/n · E[p(1 − p)].
  ///
  /// - Parameters:
  ///   - population: N.
  ///   - sample: n.
  /// - Returns: the variance, 0 for an empty class; nil where nothing is inspected.
  public func varianceOfTotal(population: Int, sample: Int) -> Double? {
    guard population > 0 else { return 0 }
    guard sample > 0 else { return nil }
    let units = Double(population)
    return units * (units - Double(sample)) / Double(sample) * spread.approximation
  }

  /// The probability that further inspections find at least one violator.
  ///
  /// - Parameter inspections: k ≥ 0, up to the units of the class.
  /// - Returns: the probability, 0 for k = 0.
  /// - Complexity: O(k) up to 2²⁰, from where on it goes by gamma functions.
  public func detection(inspections: Int) -> Double {
    let (a, b) = (alpha.approximation, beta.approximation)
    var (missed, found) = (1.0, 0.0)
    for place in 0..<min(inspections, ClassPosterior.stepLimit) {
      let all = a + b + Double(place)
      found += missed * a / all
      missed *= (b + Double(place)) / all
      if missed < 1e-300 { return 1 }
    }
    // Γ(b + k)/Γ(b + m) · Γ(a + b + m)/Γ(a + b + k), m the factors that were multiplied.
    guard inspections > ClassPosterior.stepLimit,
      let before = GSL.logRisingFactorial(b + Double(ClassPosterior.stepLimit), a),
      let after = GSL.logRisingFactorial(b + Double(inspections), a),
      let rest = GSL.exponential(min(before - after, 0))
    else { return min(found, 1) }
    return 1 - missed * rest
  }

  /// The factors that ``detection(inspections:)`` multiplies at most.
  static let stepLimit = 1 << 20

  /// The equal-tailed credible interval of p.
  ///
  /// - Parameter confidence: above 0 and below 1.
  /// - Returns: its ends, to the last digits of GSL's beta distribution.
  /// - Throws: ``InferenceError/confidence(_:)``.
  public func interval(
    confidence: Ratio
  ) throws(InferenceError) -> (lower: Double, upper: Double) {
    guard confidence > Ratio(0), confidence < Ratio(1) else { throw .confidence(confidence) }
    let risk =
      Double(confidence.denominator - confidence.numerator) / Double(confidence.denominator) / 2
    return (
      quantile { GSL.betaLowerTail($0, $1, $2).map { $0 < risk } ?? true },
      quantile { GSL.betaUpperTail($0, $1, $2).map { $0 > risk } ?? true }
    )
  }

  /// The p at which a condition that holds from 0 on fails, by halving.
  private func quantile(_ isBelow: (Double, Double, Double) -> Bool) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { break }
      if isBelow(middle, alpha.approximation, beta.approximation) {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }

  private static func product(_ first: Int, _ second: Int) throws(InferenceError) -> Int {
    let (value, overflow) = first.multipliedReportingOverflow(by: second)
    guard !overflow else { throw .tooManyDigits }
    return value
  }

  private static func sum(_ first: Int, _ second: Int) throws(InferenceError) -> Int {
    let (value, overflow) = first.addingReportingOverflow(second)
    guard !overflow else { throw .tooManyDigits }
    return value
  }
}
