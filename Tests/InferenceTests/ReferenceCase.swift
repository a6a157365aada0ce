import Foundation
import Sampling
import TestSupport
import Testing

/// One case of a file of reference values whose output is read by name.
struct ReferenceCase: Decodable {
  var id: String
  var input: [String: Value]
  var output: [String: Value]

  enum CodingKeys: String, CodingKey { case id, input, output }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(String.self, forKey: .id)
    input = (try? values.decode([String: Value].self, forKey: .input)) ?? [:]
    output = (try? values.decode([String: Value].self, forKey: .output)) ?? [:]
  }

  /// A number, a list of numbers, a list of lists, or anything else.
  enum Value: Decodable {
    case number(Double)
    case list([Value])
    case fields([String: Value])
    case other

    init(from decoder: any Decoder) throws {
      if let number = try? Double(from: decoder) {
        self = .number(number)
      } else if let list = try? [Value](from: decoder) {
        self = .list(list)
      } else if let fields = try? [String: Value](from: decoder) {
        self = .fields(fields)
      } else {
        self = .other
      }
    }

    /// The number; for text such as "NaN" nil.
    var number: Double? { if case .number(let value) = self { value } else { nil } }
    /// The whole number.
    var integer: Int? { number.map { Int($0) } }
    /// The numbers of a list.
    var numbers: [Double] {
      if case .list(let values) = self { values.compactMap(\.number) } else { [] }
    }
    /// The first of a list of lists, as numbers.
    var firstRow: [Double] {
      if case .list(let values) = self { values.first?.numbers ?? [] } else { [] }
    }
    subscript(name: String) -> Value {
      if case .fields(let values) = self { values[name] ?? .other } else { .other }
    }
  }

  /// A whole number of the input.
  func integer(_ name: String) throws -> Int { try #require(input[name]?.integer) }

  /// A number of the input as the decimal that was typed.
  func ratio(_ name: String) throws -> Ratio {
    let value = try #require(input[name]?.number)
    return try #require(Ratio(decimal: "\(value)"))
  }

  /// An answer of the peer.
  func answer(_ name: String) throws -> Value { try #require(output[name]) }

  static func load(_ file: String) throws -> [ReferenceCase] {
    struct File: Decodable { var cases: [ReferenceCase] }
    return try Shared.json("reference/inference/\(file).json", as: File.self).cases
  }
}

/// Whether two numbers agree to a relative tolerance, or to 10⁻¹⁵ near 0.
func agree(_ left: Double?, _ right: Double?, _ tolerance: Double = 1e-9) -> Bool {
  guard let left, let right else { return false }
  return abs(left - right) <= max(tolerance * abs(right), 1e-15)
}
