import ArgumentParser
import Foundation
import Frames
import Reports
import Sampling

/// The form in which results are written.
enum ResultFormat: String, ExpressibleByArgument { case text, csv, json }

/// A result that people, spreadsheets and programs read.
protocol ResultDocument: Encodable {
  /// The rows of CSV, the header first.
  var rows: [[String]] { get }

  /// The text for people.
  func text(_ language: Language) -> String
}

extension ResultDocument {
  /// Writes the document in a form.
  func write(_ format: ResultFormat, to output: OutputOptions, language: Language) throws {
    let text =
      switch format {
      case .text: text(language)
      case .csv: ResultText.csv(rows, delimiter: try output.delimiterByte)
      case .json: try JSONText.encode(self)
      }
    let file = try output.open(isPrivate: true)
    try file.write(text)
    try file.commit()
  }
}

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

  /// A number with up to six significant digits, without zeros at its end, for means and totals.
  static func number(_ value: Double, _ rounding: Rounding = .nearest) -> String {
    let magnitude = value == 0 ? 0 : Int(log10(abs(value)).rounded(.down))
    var text = rounded(value, places: max(0, min(5 - magnitude, 6)), rounding)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// Rows of CSV, the header first.
  static func csv(_ rows: [[String]], delimiter: UInt8) -> String {
    let separator = String(UnicodeScalar(delimiter))
    return rows.map { row in
      row.map { CSVText.field($0, delimiter: delimiter) }.joined(separator: separator) + "\n"
    }.joined()
  }

  /// A cell of CSV, empty where there is no value.
  static func cell<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "" }

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
