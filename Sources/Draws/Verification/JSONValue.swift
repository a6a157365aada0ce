internal import Foundation
internal import Frames
internal import Sampling

/// A JSON document as its values, whatever its spelling.
enum JSONValue: Decodable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case integer(Int64)
  case unsigned(UInt64)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: Key.self) {
      var values: [String: JSONValue] = [:]
      for key in object.allKeys {
        values[key.stringValue] = try object.decode(JSONValue.self, forKey: key)
      }
      self = .object(values)
    } else if var list = try? decoder.unkeyedContainer() {
      var values: [JSONValue] = []
      while !list.isAtEnd { values.append(try list.decode(JSONValue.self)) }
      self = .list(values)
    } else {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .null
      } else if let bool = try? value.decode(Bool.self) {
        self = .bool(bool)
      } else if let integer = try? value.decode(Int64.self) {
        self = .integer(integer)
      } else if let unsigned = try? value.decode(UInt64.self) {
        self = .unsigned(unsigned)
      } else if let number = try? value.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try value.decode(String.self))
      }
    }
  }

  /// The document that a value is written as.
  static func document(of value: some Encodable) -> JSONValue {
    guard let text = try? JSONText.encode(value),
      let document = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    else { preconditionFailure("what is written is JSON") }
    return document
  }

  /// The value as a person reads it.
  var excerpt: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .unsigned(let value): "\(value)"
    case .text(let text): "\"\(text.excerpt)\""
    case .list(let values): "[\(values.count)]"
    case .object(let values): "{\(values.count)}"
    }
  }

  /// A place where two documents differ.
  struct Mismatch {
    /// The keys and numbers that lead there.
    var path: [String]
    /// What stands there; nil where the key is missing.
    var given: JSONValue?
    /// What should stand there; nil where the format has no such key.
    var expected: JSONValue?
  }

  /// Where this document differs from the one it should be, in the order of the keys' bytes.
  func mismatches(from expected: JSONValue, at path: [String] = []) -> [Mismatch] {
    switch (self, expected) {
    case (.object(let own), .object(let wanted)):
      // Keys by bytes: dictionaries would take two spellings of one character for one key.
      let keys = Set((Array(own.keys) + wanted.keys).map { Array($0.utf8) })
      return keys.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { bytes in
        let key = String(decoding: bytes, as: UTF8.self)
        let (left, right) = (own.value(bytes), wanted.value(bytes))
        if let left, let right { return left.mismatches(from: right, at: path + [key]) }
        return [Mismatch(path: path + [key], given: left, expected: right)]
      }
    case (.list(let own), .list(let wanted)):
      guard own.count == wanted.count else {
        return [Mismatch(path: path, given: self, expected: expected)]
      }
      return zip(own, wanted).enumerated().flatMap { index, pair in
        pair.0.mismatches(from: pair.1, at: path + ["\(index)"])
      }
    default:
      return isSame(as: expected) ? [] : [Mismatch(path: path, given: self, expected: expected)]
    }
  }

  private func isSame(as other: JSONValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.unsigned(let left), .unsigned(let right)): left == right
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    default: false
    }
  }
}

extension [String: JSONValue] {
  fileprivate func value(_ key: [UInt8]) -> JSONValue? {
    let text = String(decoding: key, as: UTF8.self)
    guard let index = index(forKey: text), self[index].key.utf8.elementsEqual(key) else {
      return nil
    }
    return self[index].value
  }
}
