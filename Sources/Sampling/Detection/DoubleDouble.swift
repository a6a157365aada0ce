/// A positive number of about 106 bits: the sum of two doubles, the second below the rounding of the
/// first.
///
/// For comparisons that doubles leave open and that integers of any length would take hours for. Each
/// operation has a relative error below ``DoubleDouble/unit``.
///
/// Source: Joldes, Muller and Popescu, ACM Transactions on Mathematical Software 44, 2017, algorithms 6,
/// 12 and 17, doi:10.1145/3121432.
struct DoubleDouble: Sendable {
  /// The number to the nearest double.
  let high: Double
  /// What the double leaves.
  let low: Double

  /// More than the relative error of one operation: 15 u², u = 2⁻⁵³.
  static let unit = 0x1p-102

  /// - Parameter value: a double, which is kept as it is.
  init(_ value: Double) { (high, low) = (value, 0) }

  /// - Parameter value: a whole number ≥ 0, which is kept exactly.
  init(_ value: Int) {
    let nearest = Double(value)
    // 2⁶³ is no `Int`.
    let rest = nearest == 0x1p63 ? Double(value - .max) - 1 : Double(value - Int(nearest))
    (high, low) = (nearest, rest)
  }

  private init(_ sum: (Double, Double)) { (high, low) = sum }

  /// The nearest double.
  var approximation: Double { high + low }

  static func + (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let (high, highRest) = sum(left.high, right.high)
    let (low, lowRest) = sum(left.low, right.low)
    let (middle, middleRest) = quickSum(high, highRest + low)
    return DoubleDouble(quickSum(middle, lowRest + middleRest))
  }

  /// Of two numbers, the first the greater; the result has an absolute error below ``unit`` times the
  /// greater.
  static func - (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    left + DoubleDouble((-right.high, -right.low))
  }

  static func * (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let high = left.high * right.high
    let rest = (-high).addingProduct(left.high, right.high)
    let low = (left.high * right.low).addingProduct(left.low, right.high)
    return DoubleDouble(quickSum(high, rest + low))
  }

  static func / (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let first = left.high / right.high
    let (product, rest) = scaled(right, by: first)
    let low = ((left.high - product) + (left.low - rest)) / right.high
    return DoubleDouble(quickSum(first, low))
  }

  /// A number times a double, as the sum of two.
  private static func scaled(_ value: DoubleDouble, by factor: Double) -> (Double, Double) {
    let high = value.high * factor
    let rest = (-high).addingProduct(value.high, factor)
    return quickSum(high, rest.addingProduct(value.low, factor))
  }

  /// a + b and its rounding error.
  private static func sum(_ a: Double, _ b: Double) -> (Double, Double) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }

  /// The same where |a| ≥ |b|.
  private static func quickSum(_ a: Double, _ b: Double) -> (Double, Double) {
    let sum = a + b
    return (sum, b - (sum - a))
  }
}
