public import Sampling

/// Which ends of an interval are bounds.
public enum Side: String, Hashable, Sendable, CaseIterable, Encodable {
  /// Both ends, each with half of the risk.
  case two
  /// A lower bound, with all of the risk.
  case lower
  /// An upper bound, with all of the risk.
  case upper

  /// Whether the interval has a lower bound.
  public var hasLower: Bool { self != .upper }

  /// Whether the interval has an upper bound.
  public var hasUpper: Bool { self != .lower }

  /// The risk at each bound: 1 − C, and half of it where there are two.
  ///
  /// - Parameter confidence: C, 0 < C < 1.
  /// - Returns: the risk, exact.
  /// - Throws: ``InferenceError/confidence(_:)`` for C ≤ 0, C ≥ 1 or more digits than 63 bits hold.
  public func risk(_ confidence: Ratio) throws(InferenceError) -> Ratio {
    let (double, overflow) = confidence.denominator.multipliedReportingOverflow(by: 2)
    guard confidence > Ratio(0), confidence < Ratio(1), !overflow else {
      throw .confidence(confidence)
    }
    return Ratio(
      confidence.denominator - confidence.numerator,
      self == .two ? double : confidence.denominator
    )
  }
}
