/// A number of 128 leading bits and an exponent, never above what it stands for: each multiplication and each
/// division rounds down, by less than 2⁻¹²⁶ of the number.
struct LowerFraction {
  /// From 2¹²⁷ on, or 0.
  private var bits: UInt128
  private var exponent: Int

  /// 1.
  static var one: LowerFraction { LowerFraction(bits: 1 << 127, exponent: -127) }

  /// Multiplies by a/b.
  ///
  /// - Parameters:
  ///   - numerator: a ≥ 0.
  ///   - denominator: b > 0.
  mutating func multiply(by numerator: Int, over denominator: Int) {
    let (high, low) = bits.multipliedFullWidth(by: UInt128(numerator))
    guard high > 0 || low > 0 else {
      bits = 0
      return
    }
    let shift = 128 - high.leadingZeroBitCount
    let product = shift == 0 ? low : (high << (128 - shift)) | (low >> shift)
    exponent += shift
    // a·b⁻¹ = (a·2¹²⁷ / b·2ˡ) · 2ˡ⁻¹²⁷, with b·2ˡ of full length.
    let divisor = UInt128(denominator)
    let scale = divisor.leadingZeroBitCount
    let (quotient, _) = (divisor << scale).dividingFullWidth((product >> 1, product << 127))
    let gap = quotient.leadingZeroBitCount
    bits = quotient << gap
    exponent += scale - 127 - gap
  }

  /// The number in units of 2⁻¹²⁸, rounded down; the greatest below 1 for 1.
  var fixed: UInt128 {
    let shift = -128 - exponent
    return bits == 0 ? 0 : shift < 0 ? .max : shift > 127 ? 0 : bits >> shift
  }
}

extension ExactTerms {
  /// P(X = x) in units of 2⁻¹²⁸ for the values of X up to a limit, none too large.
  ///
  /// - Parameter greatest: the limit.
  /// - Returns: the values from the least on, and how many units they are too small by in all, at most.
  func fractions(upTo greatest: Int) -> (
    values: [(value: Int, fraction: UInt128)], lacking: UInt128
  ) {
    guard greatest >= lowest else { return ([], 0) }
    var term = LowerFraction.one
    for place in 0..<draws {
      term.multiply(by: population - marked - place, over: population - place)
    }
    var result = [(value: lowest, fraction: term.fixed)]
    for k in 0..<min(draws, greatest - lowest) {
      term.multiply(by: marked - k, over: k + 1)
      term.multiply(by: draws - k, over: population - marked - draws + k + 1)
      result.append((lowest + k + 1, term.fixed))
    }
    // Each of at most 3n steps loses two roundings of 2⁻¹²⁶ of a probability, and all are 1 together.
    return (result, UInt128(result.count) + 8 * 3 * UInt128(draws + 1))
  }
}
