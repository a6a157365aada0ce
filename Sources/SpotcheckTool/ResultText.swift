import Foundation

/// A value that JSON shows as null where it is missing, instead of leaving the name out.
struct Nullable<Value: Encodable>: Encodable {
  var value: Value?

  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}

/// How results are written for people.
enum ResultText {
  /// Which way the last digit goes: bounds outwards, so that a printed bound still holds.
  enum Rounding { case nearest, down, up }

  /// A share as a percentage with two decimals.
  static func percent(_ share: Double, _ rounding: Rounding = .nearest) -> String {
    rounded(share * 100, places: 2, rounding) + "%"
  }

  /// A number with up to six significant digits, for means and totals.
  static func number(_ value: Double, _ rounding: Rounding = .nearest) -> String {
    let magnitude = value == 0 ? 0 : Int(log10(abs(value)).rounded(.down))
    return rounded(value, places: max(0, min(5 - magnitude, 6)), rounding)
  }

  private static func rounded(_ value: Double, places: Int, _ rounding: Rounding) -> String {
    let scale = pow(10, Double(places))
    // A trace above a whole number of last digits is a rounding error, no reason to go up.
    let trace = abs(value * scale) * 1e-12
    let scaled =
      switch rounding {
      case .nearest: (value * scale).rounded()
      case .down: (value * scale + trace).rounded(.down)
      case .up: (value * scale - trace).rounded(.up)
      }
    return String(format: "%.\(places)f", scaled / scale + 0)
  }
}
