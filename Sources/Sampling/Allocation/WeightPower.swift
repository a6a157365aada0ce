internal import BigInt

extension Weight {
  /// A factor of a weight with an exponent that need not be whole: (N_h p_h)^(7/10).
  public struct Power: Hashable, Sendable {
    /// The base, > 0.
    public var base: Fraction
    /// The exponent, ≥ 0.
    public var exponent: Ratio

    /// Makes a factor.
    ///
    /// - Precondition: the base is not 0 where the exponent is not.
    /// - Parameters:
    ///   - base: the base.
    ///   - exponent: the exponent, ≥ 0; its numerator and denominator are at most 400.
    public init(_ base: Fraction, exponent: Ratio) {
      self.base = base
      self.exponent = exponent
    }
  }

  /// The least whole number by which all exponents become whole.
  var degree: Int {
    powers.reduce(1) { degree, power in
      let other = power.exponent.denominator
      return degree / Ratio.greatestCommonDivisor(degree, other) * other
    }
  }

  /// The weight raised to a multiple of its degree, as numerator and denominator.
  func raised(to exponent: Int) -> (numerator: BigUInt, denominator: BigUInt) {
    var top = BigUInt(linear.numerator) * BigUInt(root.numerator).power(2)
    var bottom = BigUInt(linear.denominator) * BigUInt(root.denominator).power(2)
    top = top.power(exponent)
    bottom = bottom.power(exponent)
    for power in powers {
      let whole = power.exponent.numerator * (exponent / power.exponent.denominator)
      top *= BigUInt(power.base.numerator).power(whole)
      bottom *= BigUInt(power.base.denominator).power(whole)
    }
    return (top, bottom)
  }

  /// The weight as numerator and denominator: exactly where its degree is 1, else rounded down, to a
  /// relative error below 2⁻²⁵⁶.
  var rational: (numerator: BigUInt, denominator: BigUInt) {
    let degree = degree
    let (top, bottom) = raised(to: degree)
    guard degree > 1, top > 0 else { return (top, bottom) }
    // As many binary places as leave the root 258 digits.
    let places = max(0, 258 + (bottom.bitWidth - top.bitWidth) / degree)
    let shifted = (top << (places * degree)) / bottom
    return (Weight.root(of: shifted, degree: degree), BigUInt(1) << places)
  }

  /// The greatest whole number whose power is at most a value, by Newton's method from above.
  private static func root(of value: BigUInt, degree: Int) -> BigUInt {
    var root = BigUInt(1) << ((value.bitWidth + degree - 1) / degree)
    while true {
      let next = (root * BigUInt(degree - 1) + value / root.power(degree - 1)) / BigUInt(degree)
      if next >= root { return root }
      root = next
    }
  }
}

extension Weight.Power {
  /// The power in double precision.
  var approximation: Double {
    Weight.Power.power(
      Weight.Power.root(of: base.approximation, degree: exponent.denominator),
      exponent.numerator
    )
  }

  /// More than its relative error, in units of 2⁻⁵³: the root is good to 4, and each factor of its
  /// power brings them again, with one rounding; the base was good to 5.
  var roundings: Double { Double(6 * exponent.numerator) + 6 * exponent.approximation }

  /// x^(1/b): halving until Newton's method is sure to converge, whose last step leaves the rounding
  /// of x^b divided by b, and three more.
  private static func root(of value: Double, degree: Int) -> Double {
    guard degree > 1 else { return value }
    var (low, high) = (min(value, 1), max(value, 1))
    for _ in 0..<20 {
      // The bits of a positive double, read as an integer, rise as its logarithm, piece by piece.
      let middle = Double(bitPattern: (low.bitPattern + high.bitPattern) / 2)
      if power(middle, degree) <= value { low = middle } else { high = middle }
    }
    var root = high
    for _ in 0..<6 { root += root * (value / power(root, degree) - 1) / Double(degree) }
    return root
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
