internal import CGSL

/// GSL, the only file that imports it.
///
/// GSL aborts the process on a domain error unless its handler is switched off; every function here
/// does that first. Arguments are checked before the call and the result after it: nil where GSL
/// has no answer. Its quantile of the beta distribution is not used, since it can loop for ever.
enum GSL {
  private static let isQuiet: Bool = {
    gsl_set_error_handler_off()
    return true
  }()

  /// The z with P(Z > z) = probability for a standard normal Z; 0 < probability < 1.
  static func normalUpperQuantile(_ probability: Double) -> Double? {
    guard isQuiet, probability > 0, probability < 1 else { return nil }
    return checked(gsl_cdf_ugaussian_Qinv(probability))
  }

  /// The t with P(T > t) = probability for Student's T with the degrees of freedom, > 0.
  static func studentUpperQuantile(_ probability: Double, degreesOfFreedom: Double) -> Double? {
    guard isQuiet, probability > 0, probability < 1, degreesOfFreedom > 0 else { return nil }
    return checked(gsl_cdf_tdist_Qinv(probability, degreesOfFreedom))
  }

  /// P(B ≤ x) for B ~ beta(a, b); 0 ≤ x ≤ 1, a > 0, b > 0.
  static func betaLowerTail(_ x: Double, _ a: Double, _ b: Double) -> Double? {
    guard isQuiet, x >= 0, x <= 1, a > 0, b > 0 else { return nil }
    return checked(gsl_cdf_beta_P(x, a, b))
  }

  /// P(B > x) for B ~ beta(a, b); 0 ≤ x ≤ 1, a > 0, b > 0.
  static func betaUpperTail(_ x: Double, _ a: Double, _ b: Double) -> Double? {
    guard isQuiet, x >= 0, x <= 1, a > 0, b > 0 else { return nil }
    return checked(gsl_cdf_beta_Q(x, a, b))
  }

  /// P(X > x) for chi-square with the degrees of freedom, > 0.
  static func chiSquareUpperTail(_ x: Double, degreesOfFreedom: Double) -> Double? {
    guard isQuiet, x >= 0, degreesOfFreedom > 0 else { return nil }
    return checked(gsl_cdf_chisq_Q(x, degreesOfFreedom))
  }

  /// P(Z > z) for a standard normal Z.
  static func normalUpperTail(_ z: Double) -> Double? {
    guard isQuiet else { return nil }
    return checked(gsl_cdf_ugaussian_Q(z))
  }

  /// The exponential; nil where it is out of range.
  static func exponential(_ x: Double) -> Double? {
    guard isQuiet else { return nil }
    // GSL calls an underflow an error; it is 0.
    return x < -700 ? 0 : checked(gsl_sf_exp(x))
  }

  /// The natural logarithm, of x > 0.
  static func logarithm(_ x: Double) -> Double? {
    guard isQuiet, x > 0 else { return nil }
    return checked(gsl_sf_log(x))
  }

  /// ln(Γ(x + a)/Γ(x)), of x > 0 and a ≥ 0.
  static func logRisingFactorial(_ x: Double, _ a: Double) -> Double? {
    guard isQuiet, x > 0, a >= 0 else { return nil }
    return checked(gsl_sf_lnpoch(x, a))
  }

  private static func checked(_ value: Double) -> Double? {
    value.isFinite ? value : nil
  }
}
