import Sampling

/// The bounds of a share by the methods that answer with a real number.
///
/// A lower bound is 1 less the upper bound of the units without the property: one formula each.
struct ApproximateBounds {
  let found: Int
  let sample: Int
  let population: Int?
  /// The risk at each bound.
  let risk: Double

  /// The lower bound, from 0 to 1.
  func lower(_ method: ProportionInterval.Method) throws(InferenceError) -> Double {
    if found == 0 { return 0 }
    switch method {
    case .wilson, .wilsonFinite: return try wilson(method).lower
    case .agrestiCoull: return try agrestiCoull().lower
    case .clopperPearson, .hypergeometric:
      return try tailRoot(method) { $0.upperTail(found) < risk }
    case .midP:
      return try tailRoot(method) {
        $0.upperTail(found + 1) + $0.probability(found) / 2 < risk
      }
    case .jeffreys:
      return try jeffreys { GSL.betaLowerTail($0, $1, $2).map { $0 < risk } }
    }
  }

  /// The upper bound, from 0 to 1.
  func upper(_ method: ProportionInterval.Method) throws(InferenceError) -> Double {
    if found == sample { return 1 }
    switch method {
    case .wilson, .wilsonFinite: return try wilson(method).upper
    case .agrestiCoull: return try agrestiCoull().upper
    case .clopperPearson, .hypergeometric:
      return try tailRoot(method) { $0.lowerTail(found) > risk }
    case .midP:
      return try tailRoot(method) {
        $0.lowerTail(found - 1) + $0.probability(found) / 2 > risk
      }
    case .jeffreys:
      return try jeffreys { GSL.betaUpperTail($0, $1, $2).map { $0 > risk } }
    }
  }

  /// (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), n the effective sample size.
  private func wilson(
    _ method: ProportionInterval.Method
  ) throws(InferenceError) -> (lower: Double, upper: Double) {
    var n = Double(sample)
    if method == .wilsonFinite, let population {
      // A census leaves nothing open: n is without bound.
      if population == sample { return (estimate, estimate) }
      n *= Double(population - 1) / Double(population - sample)
    }
    let z = try quantile(method)
    let (p, share) = (estimate, z * z / n)
    let middle = p + share / 2
    let half = z * (p * (1 - p) / n + share / (4 * n)).squareRoot()
    return (
      clamped((middle - half) / (1 + share)), clamped((middle + half) / (1 + share))
    )
  }

  /// p̃ ± z √(p̃(1−p̃)/ñ) with ñ = n + z² and p̃ = (x + z²/2)/ñ.
  private func agrestiCoull() throws(InferenceError) -> (lower: Double, upper: Double) {
    let z = try quantile(.agrestiCoull)
    let n = Double(sample) + z * z
    let p = (Double(found) + z * z / 2) / n
    let half = z * (p * (1 - p) / n).squareRoot()
    return (clamped(p - half), clamped(p + half))
  }

  /// The quantile of beta(x + ½, n − x + ½) where a tail crosses the risk.
  private func jeffreys(
    _ isBelow: (Double, Double, Double) -> Bool?
  ) throws(InferenceError) -> Double {
    let a = Double(found) + 0.5
    let b = Double(sample - found) + 0.5
    var hasFailed = false
    let value = root { x in
      guard let isBelow = isBelow(x, a, b) else {
        hasFailed = true
        return false
      }
      return isBelow
    }
    if hasFailed { throw .tooLarge(method: "jeffreys", sample: sample) }
    return value
  }

  /// With a confidence below one half an end of one side lies beyond 0 or 1.
  private func clamped(_ value: Double) -> Double { min(max(value, 0), 1) }

  private var estimate: Double { Double(found) / Double(sample) }

  private func quantile(
    _ method: ProportionInterval.Method
  ) throws(InferenceError) -> Double {
    guard let z = GSL.normalUpperQuantile(risk) else {
      throw .tooLarge(method: method.rawValue, sample: sample)
    }
    return z
  }

  /// The share at which a condition on the binomial distribution ceases to hold: it holds where x is
  /// far above the mean, and not where it is far below.
  ///
  /// - Throws: ``InferenceError/tooLarge(method:sample:)`` where billions are found, and as many not.
  private func tailRoot(
    _ method: ProportionInterval.Method,
    _ isLeft: (Binomial) -> Bool
  ) throws(InferenceError) -> Double {
    let greatest = Hypergeometric.greatestDeviation
    guard Double(min(found, sample - found)) <= greatest * greatest else {
      throw .tooLarge(method: method.rawValue, sample: sample)
    }
    return root { share in
      isFarAbove(share) ?? isLeft(Binomial(draws: sample, probability: share))
    }
  }

  /// Whether x lies so far above the mean np that P(X ≥ x) < 10⁻¹⁹, or, false, so far below it that
  /// P(X ≤ x) is; nil where it is near. (Chernoff's bounds, of the rarer of units with and without the
  /// property.)
  private func isFarAbove(_ share: Double) -> Bool? {
    let isRare = share < 0.5
    let mean = Double(sample) * (isRare ? share : 1 - share)
    let distance = Double(isRare ? found : sample - found) - mean
    let isFar =
      distance > 0
      ? distance * distance > 46 * (2 * mean + distance) : distance * distance > 92 * mean
    return isFar ? (distance > 0) == isRare : nil
  }

  /// The point of 0 … 1 where a condition that holds to its left ceases to hold: the bits of a
  /// positive double, read as an integer, rise as its logarithm, and are halved until none lies
  /// between.
  private func root(_ isLeft: (Double) -> Bool) -> Double {
    var (low, high) = (0.0.bitPattern, 1.0.bitPattern)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if isLeft(Double(bitPattern: middle)) { low = middle } else { high = middle }
    }
    return Double(bitPattern: high)
  }
}
