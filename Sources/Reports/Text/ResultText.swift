internal import Foundation

/// How results are written for people.
public enum ResultText {
  /// Which way the last digit goes: bounds outwards, so that a printed bound still holds.
  public enum Rounding: Sendable {
    /// To the nearest.
    case nearest
    /// Not above the value.
    case down
    /// Not below the value.
    case up
  }

  /// A share as a percentage with two decimals.
  ///
  /// - Parameters:
  ///   - share: the share, 1 for all.
  ///   - rounding: which way the last digit goes.
  /// - Returns: the text, as 5.60%.
  public static func percent(_ share: Double, _ rounding: Rounding = .nearest) -> String {
    guard share.isFinite else { return "–" }
    return rounded(share * 100, places: 2, rounding) + "%"
  }

  /// A number with up to six significant digits, without zeros at its end, for means and totals.
  ///
  /// - Parameters:
  ///   - value: a number; one that is not finite is shown as a dash.
  ///   - rounding: which way the last digit goes.
  /// - Returns: the text.
  public static func number(_ value: Double, _ rounding: Rounding = .nearest) -> String {
    guard value.isFinite else { return "–" }
    let magnitude = value == 0 ? 0 : Int(log10(abs(value)).rounded(.down))
    var text = rounded(value, places: max(0, min(5 - magnitude, 6)), rounding)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// A cell of CSV, empty where there is no value.
  ///
  /// - Parameter value: the value.
  /// - Returns: the text that JSON has too.
  public static func cell<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "" }

  private static func rounded(_ value: Double, places: Int, _ rounding: Rounding) -> String {
    let scale = pow(10, Double(places))
    // A trace above a whole number of last digits is a rounding error, no reason to go up; of a great
    // number it is never a whole unit.
    let trace = min(abs(value * scale) * 1e-12, 1e-6)
    let scaled =
      switch rounding {
      case .nearest: (value * scale).rounded()
      case .down: (value * scale + trace).rounded(.down)
      case .up: (value * scale - trace).rounded(.up)
      }
    return String(format: "%.\(places)f", scaled / scale + 0)
  }
}
