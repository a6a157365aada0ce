import Sampling
import TestSupport
import Testing

/// One case of a file of reference values.
struct ReferenceCase {
  var id: String
  var input: ReferenceValue
  var output: ReferenceValue

  /// The cases of a file in `reference/inference`.
  static func load(_ file: String) throws -> [ReferenceCase] {
    try Shared.json("reference/inference/\(file).json", as: ReferenceValue.self)["cases"].list.map {
      ReferenceCase(id: $0["id"].text ?? "", input: $0["input"], output: $0["output"])
    }
  }

  /// A whole number of the input.
  func integer(_ name: String) throws -> Int { try #require(input[name].integer) }

  /// A number of the input as the decimal that was typed.
  func ratio(_ name: String) throws -> Ratio { try ratio(input[name]) }

  /// A number as the decimal that was typed.
  func ratio(_ value: ReferenceValue) throws -> Ratio {
    let number = try #require(value.number)
    return try #require(Ratio(decimal: "\(number)"))
  }
}

/// Whether two numbers agree to a relative tolerance, or to 10⁻¹⁵ near 0.
func agree(_ left: Double?, _ right: Double?, _ tolerance: Double = 1e-9) -> Bool {
  guard let left, let right else { return false }
  return abs(left - right) <= max(tolerance * abs(right), 1e-15)
}
