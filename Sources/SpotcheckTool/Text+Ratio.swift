import Frames
import Sampling

extension Text {
  /// A decimal number ≥ 0 or a percentage, read exactly.
  static func ratio(_ text: String, of flag: String) throws -> Ratio {
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
