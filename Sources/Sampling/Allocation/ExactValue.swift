internal import BigInt

/// A number given by its first digits, the last one rounded: what a certificate prints.
public struct ExactValue: Hashable, Sendable {
  /// The digits, without a point: 30, or fewer where the number ends before.
  public let digits: String
  /// The power of ten of the last digit.
  public let exponent: Int

  /// The number 0.
  static let zero = ExactValue(digits: "0", exponent: 0)

  /// The nearest double, for comparison and drawing.
  public var approximation: Double { Double("\(digits)e\(exponent)") ?? 0 }
}

extension ExactValue: CustomStringConvertible {
  /// The number in plain digits, `26736.410256410258198`.
  public var description: String {
    if exponent >= 0 { return digits + String(repeating: "0", count: digits == "0" ? 0 : exponent) }
    let places = -exponent
    let padded = String(repeating: "0", count: max(places + 1 - digits.count, 0)) + digits
    var text = padded.dropLast(places) + "." + padded.suffix(places)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }
}

extension SeparableAllocation {
  /// The objective at given sizes, from integers.
  ///
  /// ```
  /// reciprocal   Σ w_h (N_h − n_h)/(N_h n_h)    with w_h = (N_h S_h)²: the variance of the total
  /// residual     max w_h (N_h − n_h)/(N_h n_h)
  /// flat         Σ w_h n_h
  /// miss         max C(N_h − D_h, n_h)/C(N_h, n_h): 1 less is the least probability to find a violator
  /// quota        Σ (n_h − q_h)²/w_h has no value of its own: nil
  /// ```
  ///
  /// The finite population correction stands inside the sum: as a difference of two large numbers,
  /// as peers compute it, the last digits cancel.
  ///
  /// - Parameter sizes: n_h.
  /// - Returns: 30 digits; nil where a stratum with a weight has no unit, for ``GainCurve/quota``, and for
  ///   a probability of more than 2¹⁷ factors.
  /// - Complexity: O(H) divisions of integers of some hundred bits.
  public func value(of sizes: [Int]) -> ExactValue? {
    guard curve != .quota else { return nil }
    if let misses { return value(of: sizes, misses) }
    var approximation = 0.0
    for stratum in weights.indices where !weights[stratum].isZero {
      if curve == .flat {
        approximation += approximations[stratum] * Double(sizes[stratum])
      } else {
        guard sizes[stratum] > 0 else { return nil }
        let share = GainCurve.residual.approximation(
          at: sizes[stratum],
          population: populations[stratum]
        )
        approximation += approximations[stratum] * share
      }
    }
    guard approximation > 0 else { return .zero }
    // 12 digits more than are shown hold the rounding of every term.
    let scale = 48 - ExactValue.decade(of: approximation)
    let power = BigUInt(10).power(abs(scale))
    var sum = BigUInt(0)
    for stratum in weights.indices where !weights[stratum].isZero {
      let (top, bottom) = weights[stratum].rational
      let share =
        curve == .flat
        ? Weight.Fraction(UInt128(sizes[stratum]))
        : GainCurve.residual.value(at: sizes[stratum], population: populations[stratum])
      let numerator = top * BigUInt(share.numerator) * (scale > 0 ? power : 1)
      let term = numerator / (bottom * BigUInt(share.denominator) * (scale < 0 ? power : 1))
      sum = curve == .residual ? max(sum, term) : sum + term
    }
    return ExactValue(sum, exponent: -scale)
  }

  /// The greatest probability to miss.
  private func value(of sizes: [Int], _ misses: MissedViolators) -> ExactValue? {
    guard let worst = worstClass(of: sizes) else { return .zero }
    guard misses.factors(worst, at: sizes[worst], isDeep: true) <= 0x1p17 else { return nil }
    let (top, bottom) = misses.exact(worst, sizes[worst])
    return ExactValue(top, over: bottom)
  }

  /// The class with the greatest probability to miss, nil where none has a violator.
  func worstClass(of sizes: [Int]) -> Int? {
    var worst: UnitWorth?
    for stratum in sizes.indices where !weights[stratum].isZero {
      let unit = UnitWorth(
        stratum: stratum,
        size: sizes[stratum],
        worth: worth(stratum, at: sizes[stratum])
      )
      if let other = worst, compare(unit, other, by: curve) <= 0 { continue }
      worst = unit
    }
    return worst?.stratum
  }
}

extension ExactValue {
  /// A fraction of at most 1.
  init(_ top: BigUInt, over bottom: BigUInt) {
    // 3.32 binary digits are a decimal one.
    let scale = 48 + (bottom.bitWidth - top.bitWidth) * 30103 / 100_000
    self.init(top * BigUInt(10).power(scale) / bottom, exponent: -scale)
  }

  /// The first 30 digits of `value · 10^exponent`.
  fileprivate init(_ value: BigUInt, exponent: Int) {
    let dropped = max(String(value).count - 30, 0)
    let power = BigUInt(10).power(dropped)
    let rounded = (value + power / 2) / power
    digits = String(rounded)
    self.exponent = exponent + dropped
  }

  /// The power of ten of the first digit, within one.
  fileprivate static func decade(of value: Double) -> Int {
    Int((Double(value.exponent) * 0.30103).rounded(.down))
  }
}

extension ExactValue: Encodable {
  /// Encodes the number as text in plain digits.
  ///
  /// - Parameter encoder: the encoder.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}
