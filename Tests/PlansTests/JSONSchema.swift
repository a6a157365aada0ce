import Foundation

/// The part of JSON Schema that the project's schemas use; any other keyword is a problem itself.
struct JSONSchema {
  private let root: [String: Any]

  init(_ data: Data) throws {
    root = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  /// What is wrong with a document, with the path of each place.
  func problems(in data: Data) throws -> [String] {
    let value = try JSONSerialization.jsonObject(with: data)
    return check(value, against: root, at: "$")
  }

  private func check(_ value: Any, against schema: [String: Any], at path: String) -> [String] {
    var problems: [String] = []
    for (keyword, argument) in schema {
      problems += check(value, keyword, argument, schema).map { path + $0 }
    }
    return problems
  }

  private func check(
    _ value: Any,
    _ keyword: String,
    _ argument: Any,
    _ schema: [String: Any]
  ) -> [String] {
    let number = (value as? NSNumber).map(\.doubleValue)
    switch keyword {
    case "$schema", "$defs", "title", "description": return []
    case "$ref":
      let name = (argument as? String)?.replacing("#/$defs/", with: "") ?? ""
      let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
      return target.map { check(value, against: $0, at: "") } ?? [": no definition \(name)"]
    case "type": return isType(value, argument as? String ?? "") ? [] : [": not \(argument)"]
    case "const": return value as? String == argument as? String ? [] : [": not \(argument)"]
    case "enum":
      let values = argument as? [String] ?? []
      return (value as? String).map(values.contains) == true ? [] : [": not one of \(values)"]
    case "minimum":
      return number.map { $0 >= argument as? Double ?? 0 } == true ? [] : [": too small"]
    case "maximum":
      return number.map { $0 <= argument as? Double ?? 0 } == true ? [] : [": too great"]
    case "minLength":
      return (value as? String ?? "").count >= argument as? Int ?? 0 ? [] : [": too short"]
    case "pattern":
      let text = value as? String ?? ""
      return text.range(of: argument as? String ?? "", options: .regularExpression) != nil
        ? [] : [": \(text) does not match"]
    case "items":
      guard let values = value as? [Any], let item = argument as? [String: Any] else { return [] }
      return values.enumerated().flatMap { check($1, against: item, at: "[\($0)]") }
    case "required":
      let object = value as? [String: Any] ?? [:]
      return (argument as? [String] ?? []).filter { object[$0] == nil }.map { ": no \($0)" }
    case "properties":
      let (object, parts) = (value as? [String: Any] ?? [:], argument as? [String: Any] ?? [:])
      return object.flatMap { name, member in
        (parts[name] as? [String: Any]).map { check(member, against: $0, at: ".\(name)") } ?? []
      }
    case "additionalProperties":
      let (object, parts) = (value as? [String: Any] ?? [:], schema["properties"] as? [String: Any])
      return object.keys.filter { parts?[$0] == nil }.map { ": unexpected \($0)" }
    default: return [": keyword \(keyword) is not checked"]
    }
  }

  private func isType(_ value: Any, _ type: String) -> Bool {
    let isBoolean = (value as? NSNumber).map { isTruthValue($0) } ?? false
    switch type {
    case "object": return value is [String: Any]
    case "array": return value is [Any]
    case "string": return value is String
    case "boolean": return isBoolean
    case "number": return value is NSNumber && !isBoolean
    case "integer":
      return !isBoolean
        && (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } == true
    default: return false
    }
  }

  /// Whether a number is JSON's true or false.
  private func isTruthValue(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
  }
}
