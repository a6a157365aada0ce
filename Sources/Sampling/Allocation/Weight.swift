/// The exact weight of a stratum in an objective, a product of rational numbers.
///
/// ```
/// w = linear · root² · Π base^exponent
/// ```
///
/// Neyman's weight (N_h S_h)² is `root` N_h S_h and `linear` 1; a population alone is `linear`.
/// Nothing is squared before it must be, so that a population of 2⁶³−1 and a standard deviation of
/// 18 digits fit 128 bits.
public struct Weight: Hashable, Sendable {
  /// A non-negative rational number of 128 bits over 128 bits.
  public struct Fraction: Hashable, Sendable {
    /// The numerator, ≥ 0.
    public var numerator: UInt128
    /// The denominator, > 0.
    public var denominator: UInt128

    /// Makes a fraction; it need not be in lowest terms.
    ///
    /// - Precondition: the denominator is not 0.
    /// - Parameters:
    ///   - numerator: the numerator.
    ///   - denominator: the denominator, > 0.
    public init(_ numerator: UInt128, _ denominator: UInt128 = 1) {
      precondition(denominator > 0, "a fraction has a denominator")
      self.numerator = numerator
      self.denominator = denominator
    }

    /// A ratio times a whole number: N_h S_h.
    ///
    /// - Parameters:
    ///   - ratio: the ratio.
    ///   - factor: the whole number, ≥ 0.
    public init(_ ratio: Ratio, times factor: Int = 1) {
      self.init(UInt128(ratio.numerator) * UInt128(factor), UInt128(ratio.denominator))
    }

    /// The fraction in double precision, within five roundings.
    @inline(__always)
    var approximation: Double { Fraction.double(numerator) / Fraction.double(denominator) }

    @inline(__always)
    private static func double(_ value: UInt128) -> Double {
      let high = UInt64(truncatingIfNeeded: value >> 64)
      let low = UInt64(truncatingIfNeeded: value)
      return high == 0 ? Double(low) : Double(high) * 0x1p64 + Double(low)
    }
  }

  /// The factor that is taken as it is.
  public var linear: Fraction
  /// The factor that is squared.
  public var root: Fraction
  /// The factors with exponents, none as a rule.
  public var powers: [Power]

  /// Makes a weight.
  ///
  /// - Parameters:
  ///   - linear: the factor that is taken as it is.
  ///   - root: the factor that is squared.
  ///   - powers: the factors with exponents; their product and its inverse stay below 2⁹⁰⁰.
  public init(
    linear: Fraction = Fraction(1),
    root: Fraction = Fraction(1),
    powers: [Power] = []
  ) {
    self.linear = linear
    self.root = root
    self.powers = powers
  }

  /// Whether the weight is 0.
  public var isZero: Bool { linear.numerator == 0 || root.numerator == 0 }

  /// The weight in double precision.
  var approximation: Double {
    let root = root.approximation
    let product = linear.approximation * root * root
    return powers.isEmpty ? product : powers.reduce(product) { $0 * $1.approximation }
  }

  /// More than the relative error of ``approximation``.
  var relativeError: Double {
    powers.isEmpty ? 0x1p-48 : powers.reduce(0x1p-48) { $0 + $1.roundings * 0x1p-52 }
  }
}
