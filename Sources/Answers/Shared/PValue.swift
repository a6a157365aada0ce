internal import Reports

/// A p-value as people read it.
enum PValue {
  /// Two significant digits, as 0.00031 or 1.2e-30.
  static func text(_ p: Double) -> String {
    guard p > 0, p < 0.0001 else { return ResultText.number((p * 10_000).rounded() / 10_000) }
    var (mantissa, exponent) = (p, 0)
    while mantissa < 1 {
      mantissa *= 10
      exponent += 1
    }
    return "\((mantissa * 10).rounded() / 10)e-\(exponent)"
  }
}
