import Sampling
import Testing

/// Decimal numbers as they are written, exactly.
@Suite struct DecimalTests {
  @Test(arguments: [
    ("0.95", 19, 20), ("12", 12, 1), (".5", 1, 2), ("5.", 5, 1), ("007", 7, 1), ("0", 0, 1),
    ("0.000", 0, 1), ("1e-3", 1, 1000), ("1e3", 1000, 1), ("1E3", 1000, 1), ("1e+2", 100, 1),
    ("2.5e2", 250, 1), ("2.5E-1", 1, 4), ("1e0", 1, 1), ("120e-2", 6, 5),
    // 63 bits over a power of ten, and not one more.
    ("9223372036854775807", Int.max, 1), ("1e18", 1_000_000_000_000_000_000, 1),
    ("1e-18", 1, 1_000_000_000_000_000_000), ("10e-19", 1, 1_000_000_000_000_000_000),
    ("0e30", 0, 1), ("0e-30", 0, 1),
  ])
  func isExact(text: String, numerator: Int, denominator: Int) {
    #expect(Ratio(decimal: text) == Ratio(numerator, denominator))
  }

  @Test(arguments: [
    "", ".", "-1", "+1", " 1", "1 ", "1.2.3", "1,000", "e3", ".e3", "1e", "1e-", "1e 3", "1e3.0",
    "1e3e3", "0x1", "１", "1％", "9223372036854775808", "1e19", "1e-19", "0e31", "0e-31", "1e99",
  ])
  func isNone(text: String) { #expect(Ratio(decimal: text) == nil) }
}
