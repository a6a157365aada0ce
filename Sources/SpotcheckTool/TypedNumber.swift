import Frames
import Sampling

/// Numbers that a user types after a flag, read exactly.
enum TypedNumber {
  /// A whole number ≥ 0.
  static func whole(_ text: String, flag: String) throws -> Int {
    guard let value = Ratio(decimal: text), value.denominator == 1 else {
      throw UsageError(
        "\(flag) \"\(text.excerpt)\" is no whole number; write one such as 300",
        "\(flag) “\(text.excerpt)”不是整数，请填写 300 这样的数"
      )
    }
    return value.numerator
  }

  /// A decimal number ≥ 0, or a percentage.
  static func ratio(_ text: String, flag: String) throws -> Ratio {
    let isPercentage = text.hasSuffix("%") || text.hasSuffix("％")
    let digits = isPercentage ? String(text.dropLast()) : text
    if let value = Ratio(decimal: digits) {
      guard isPercentage else { return value }
      let (denominator, overflow) = value.denominator.multipliedReportingOverflow(by: 100)
      if !overflow { return Ratio(value.numerator, denominator) }
    }
    throw UsageError(
      "\(flag) \"\(text.excerpt)\" is no decimal number; write one such as 0.95 or 95%",
      "\(flag) “\(text.excerpt)”不是小数，请填写 0.95 或 95% 这样的数"
    )
  }
}
