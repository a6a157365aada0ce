internal import CGSL

/// GSL, the only file that imports it.
///
/// GSL aborts the process on a domain error unless its handler is switched off; every function here
/// does that first, so that callers check their arguments and the result instead.
enum GSL {
  private static let isQuiet: Bool = {
    gsl_set_error_handler_off()
    return true
  }()

  /// The quantile of the beta distribution, NaN where GSL fails.
  static func betaQuantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    precondition(isQuiet)
    return gsl_cdf_beta_Pinv(probability, a, b)
  }
}
