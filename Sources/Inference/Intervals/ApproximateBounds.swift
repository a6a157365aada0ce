/// The bounds of a share by the methods that answer with a real number.
///
/// A lower bound is 1 less the upper bound of the units without the property: one formula each.
struct ApproximateBounds {
  let found: Int
  let sample: Int
  let population: Int?
  /// The risk at each bound.
  let risk: Double

  /// The lower bound.
  func lower(_ method: ProportionInterval.Method) throws(InferenceError) -> Double {
    if found == 0 { return 0 }
    switch method {
    case .wilson, .wilsonFinite: return try wilson(method).lower
    case .agrestiCoull: return try agrestiCoull().lower
    case .clopperPearson, .hypergeometric:
      return root { Binomial(draws: sample, probability: $0).upperTail(found) < risk }
    case .midP:
      return root {
        let distribution = Binomial(draws: sample, probability: $0)
        return distribution.upperTail(found + 1) + distribution.probability(found) / 2 < risk
      }
    case .jeffreys:
      return try jeffreys { GSL.betaLowerTail($0, $1, $2).map { $0 < risk } }
    }
  }

  /// The upper bound.
  func upper(_ method: ProportionInterval.Method) throws(InferenceError) -> Double {
    if found == sample { return 1 }
    switch method {
    case .wilson, .wilsonFinite: return try wilson(method).upper
    case .agrestiCoull: return try agrestiCoull().upper
    case .clopperPearson, .hypergeometric:
      return root { Binomial(draws: sample, probability: $0).lowerTail(found) > risk }
    case .midP:
      return root {
        let distribution = Binomial(draws: sample, probability: $0)
        return distribution.lowerTail(found - 1) + distribution.probability(found) / 2 > risk
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
    return (max((middle - half) / (1 + share), 0), min((middle + half) / (1 + share), 1))
  }

  /// p̃ ± z √(p̃(1−p̃)/ñ) with ñ = n + z² and p̃ = (x + z²/2)/ñ.
  private func agrestiCoull() throws(InferenceError) -> (lower: Double, upper: Double) {
    let z = try quantile(.agrestiCoull)
    let n = Double(sample) + z * z
    let p = (Double(found) + z * z / 2) / n
    let half = z * (p * (1 - p) / n).squareRoot()
    return (max(p - half, 0), min(p + half, 1))
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

  private var estimate: Double { Double(found) / Double(sample) }

  private func quantile(
    _ method: ProportionInterval.Method
  ) throws(InferenceError) -> Double {
    guard let z = GSL.normalUpperQuantile(risk) else {
      throw .tooLarge(method: method.rawValue, sample: sample)
    }
    return z
  }

  /// The point of 0 … 1 where a condition that holds to its left ceases to hold, by halving until
  /// no double lies between.
  private func root(_ isLeft: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, 1.0)
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return middle }
      if isLeft(middle) { low = middle } else { high = middle }
    }
  }
}
