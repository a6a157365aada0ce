/// A number ≥ 0 whose exponent never leaves its range: a product of thousands of probabilities.
struct ScaledNumber: Sendable {
  /// From 1 to below 2; 0 for the number 0.
  private(set) var digits: Double
  private(set) var exponent: Int

  /// - Parameter value: the number, finite, ≥ 0.
  init(_ value: Double) {
    digits = value == 0 ? 0 : value.significand
    exponent = value == 0 ? 0 : Int(value.exponent)
  }

  /// The number as a double, 0 below its range.
  var approximation: Double {
    Double(sign: .plus, exponent: max(exponent, -2000), significand: digits)
  }

  static func * (left: ScaledNumber, right: ScaledNumber) -> ScaledNumber {
    var result = ScaledNumber(left.digits * right.digits)
    if result.digits > 0 { result.exponent += left.exponent + right.exponent }
    return result
  }

  /// Which of two numbers is greater, 1 or −1; nil where they are nearer to each other than a relative margin;
  /// 0 for two zeros, which are exact, since no exponent is too small.
  static func compare(_ left: ScaledNumber, _ right: ScaledNumber, margin: Double) -> Int? {
    guard left.digits > 0, right.digits > 0 else {
      return left.digits == right.digits ? 0 : left.digits > 0 ? 1 : -1
    }
    let distance = left.exponent - right.exponent
    guard abs(distance) < 2 else { return distance > 0 ? 1 : -1 }
    let other = Double(sign: .plus, exponent: -distance, significand: right.digits)
    guard abs(left.digits - other) > max(left.digits, other) * margin else { return nil }
    return left.digits > other ? 1 : -1
  }
}
