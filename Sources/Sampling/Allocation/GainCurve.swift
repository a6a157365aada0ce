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

  /// Whether a first unit is worth more than any number.
  var needsFirstUnit: Bool { self == .reciprocal || self == .residual }

  /// The curve at a size, exactly.
  ///
  /// - Precondition: the size is at least 1 where ``needsFirstUnit``.
  func value(at size: Int, population: Int) -> Weight.Fraction {
    let units = UInt128(size)
    switch self {
    case .reciprocal: return Weight.Fraction(1, units * (units + 1))
    case .residual:
      return Weight.Fraction(UInt128(population - size), UInt128(population) * units)
    case .quota: return Weight.Fraction(1, 2 * units + 1)
    case .flat: return Weight.Fraction(1)
    }
  }

  /// The real size at which `weight` times the curve is a threshold, to a relative error below
  /// 2⁻⁴⁸ and an absolute error below 2⁻⁵⁰.
  @inline(__always)
  func size(weight: Double, population: Double, threshold: Double) -> Double {
    switch self {
    case .reciprocal: (0.25 + weight / threshold).squareRoot() - 0.5
    case .residual: population / (1 + threshold / weight * population)
    case .quota: (weight / threshold - 1) / 2
    case .flat: threshold <= weight ? .infinity : -1
    }
  }
}
