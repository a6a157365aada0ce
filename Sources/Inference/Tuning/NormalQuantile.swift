public import Sampling

/// Quantiles of the normal distribution, by which a margin of error becomes a variance.
public enum NormalQuantile {
  /// The z with P(−z ≤ Z ≤ z) = confidence.
  ///
  /// ```
  /// half-width of a mean's interval = z √variance,    1.959964 at 95 %
  /// ```
  ///
  /// Not for a share near 0 or 1 from a small sample: its interval is far from normal, and a plan that
  /// must prove one takes ``Planning`` or a detection size.
  ///
  /// - Parameter confidence: above 0 and below 1.
  /// - Returns: z, as GSL has it.
  /// - Throws: ``InferenceError/confidence(_:)`` out of that range.
  public static func twoSided(_ confidence: Ratio) throws(InferenceError) -> Double {
    guard confidence > Ratio(0), confidence < Ratio(1) else { throw .confidence(confidence) }
    let risk = Ratio(confidence.denominator - confidence.numerator, confidence.denominator)
    guard let quantile = GSL.normalUpperQuantile(risk.approximation / 2), quantile > 0 else {
      throw .confidence(confidence)
    }
    return quantile
  }
}
