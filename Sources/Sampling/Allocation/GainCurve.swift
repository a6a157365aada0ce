/// How the worth of one more unit falls with the size of a stratum's sample.
///
/// The worth of the unit that follows n_h is w_h times a curve, which falls in n_h (or, for
/// ``flat``, stays), so that every separable convex objective here is served by one search.
public enum GainCurve: Hashable, Sendable {
  /// `1/(n(n+1))`, by which Σ w_h/n_h falls: Neyman's variance, power and compromise allocations
  /// (Wright 2012, doi:10.1080/00031305.2012.733679); the first unit is worth more than any number.
  case reciprocal
  /// `(N−n)/(N n)`, the present value of w_h(1/n_h − 1/N_h): the greatest is made as small as can
  /// be, then the next; a stratum without a unit stands above any number.
  case residual
  /// `1/(2n+1)`, Sainte-Laguë's divisors: sizes in proportion to the weights.
  case quota
  /// `1`, whatever the size: expected numbers of violations.
  case flat
  /// The probability to find none of the ⌈N w⌉ violators, C(N−D, n)/C(N, n), w the prevalence: the
  /// greatest is made as small as can be, then the next.
  case miss

  /// Whether a first unit is worth more than any number.
  var needsFirstUnit: Bool { self == .reciprocal || self == .residual }

  /// The curve at a size, exactly.
  ///
  /// - Precondition: the size is at least 1 where ``needsFirstUnit``; the curve is not ``miss``, whose
  ///   values ``MissedViolators`` has.
  func value(at size: Int, population: Int) -> Weight.Fraction {
    let units = UInt128(size)
    switch self {
    case .reciprocal: return Weight.Fraction(1, units * (units + 1))
    case .residual:
      return Weight.Fraction(UInt128(population - size), UInt128(population) * units)
    case .quota: return Weight.Fraction(1, 2 * units + 1)
    case .flat, .miss: return Weight.Fraction(1)
    }
  }

  /// The curve at a size, to a relative error below 2⁻⁵⁰.
  @inline(__always)
  func approximation(at size: Int, population: Int) -> Double {
    let units = Double(size)
    return switch self {
    case .reciprocal: 1 / (units * (units + 1))
    case .residual: Double(population - size) / (Double(population) * units)
    case .quota: 1 / (2 * units + 1)
    case .flat, .miss: 1
    }
  }
}

/// A curve turned round: the size at which the worth falls below a threshold, for four strata.
///
/// The threshold is a falling function of s, chosen so that sizes grow nearly as s does. Everything
/// is computed from the scale to a few units in the last place.
protocol GainShape {
  /// Whether sizes depend on the population.
  static var needsPopulation: Bool { get }
  /// What s is multiplied by, from the weight; 0 for a weight of 0.
  static func scale(_ weight: Double) -> Double
  /// The s to start from, without bounds.
  static func start(_ scales: Double, _ goal: Double) -> Double
  /// The number of units whose worth reaches the threshold, before it is rounded down.
  static func bound(
    _ scale: SIMD4<Double>,
    _ population: SIMD4<Double>,
    _ s: Double
  ) -> SIMD4<Double>
  /// The same number, near to it and smooth.
  static func real(
    _ scale: SIMD4<Double>,
    _ population: SIMD4<Double>,
    _ s: Double
  ) -> SIMD4<Double>
  /// By how much a real size grows with the logarithm of s.
  static func growth(_ real: SIMD4<Double>, _ population: SIMD4<Double>) -> SIMD4<Double>
}

/// Sizes that grow as s does.
extension GainShape {
  static func start(_ scales: Double, _ goal: Double) -> Double { goal / scales }

  @inline(__always)
  static func real(
    _ scale: SIMD4<Double>,
    _ population: SIMD4<Double>,
    _ s: Double
  ) -> SIMD4<Double> { scale * s }

  @inline(__always)
  static func growth(_ real: SIMD4<Double>, _ population: SIMD4<Double>) -> SIMD4<Double> { real }
}

/// w/(n(n+1)) ≥ 1/s² up to n = √(1/4 + w s²) − 1/2.
enum ReciprocalShape: GainShape {
  static let needsPopulation = false

  @inline(__always)
  static func scale(_ weight: Double) -> Double { weight.squareRoot() }

  @inline(__always)
  static func bound(
    _ scale: SIMD4<Double>,
    _ population: SIMD4<Double>,
    _ s: Double
  ) -> SIMD4<Double> {
    let size = scale * s
    return (size * size + 0.25).squareRoot() + 0.5
  }
}

/// w(N − n)/(N n) ≥ 1/s up to n = N w s/(N + w s).
enum ResidualShape: GainShape {
  static let needsPopulation = true

  @inline(__always)
  static func scale(_ weight: Double) -> Double { weight }

  @inline(__always)
  static func bound(
    _ scale: SIMD4<Double>,
    _ population: SIMD4<Double>,
    _ s: Double
  ) -> SIMD4<Double> { real(scale, population, s) + 1 }

  @inline(__always)
  static func real(
    _ scale: SIMD4<Double>,
    _ population: SIMD4<Double>,
    _ s: Double
  ) -> SIMD4<Double> {
    let size = scale * s
    return population * (size / (population + size))
  }

  @inline(__always)
  static func growth(_ real: SIMD4<Double>, _ population: SIMD4<Double>) -> SIMD4<Double> {
    real * (1 - real / population)
  }
}

/// w/(2n+1) ≥ 1/(2 s) up to n = w s − 1/2.
enum QuotaShape: GainShape {
  static let needsPopulation = false

  @inline(__always)
  static func scale(_ weight: Double) -> Double { weight }

  @inline(__always)
  static func bound(
    _ scale: SIMD4<Double>,
    _ population: SIMD4<Double>,
    _ s: Double
  ) -> SIMD4<Double> { scale * s + 0.5 }
}
