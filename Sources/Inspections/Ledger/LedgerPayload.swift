/// What an entry of the ledger says of a change: one JSON object in the one form that has one text.
///
/// Values are strings, integers and arrays of them. Keys stand once, by their bytes; there are no blanks; the only
/// escapes are `\"`, `\\` and `\u00xx` below U+0020. So a payload has the same bytes whoever writes it, and its
/// digest can be made by any program.
package struct LedgerPayload: Hashable, Sendable {
  /// One value.
  package enum Value: Hashable, Sendable {
    /// A text.
    case text(String)
    /// An integer.
    case integer(Int)
    /// Values that are no arrays themselves.
    case array([Value])
  }

  /// The values by their keys.
  package private(set) var values: [String: Value]

  /// Makes a payload.
  package init(_ values: [String: Value]) { self.values = values }

  /// A value.
  package subscript(key: String) -> Value? { values[key] }

  /// A text of the payload; nil where there is none.
  package func text(_ key: String) -> String? {
    if case .text(let text)? = values[key] { text } else { nil }
  }

  /// An integer of the payload; nil where there is none.
  package func integer(_ key: String) -> Int? {
    if case .integer(let number)? = values[key] { number } else { nil }
  }

  /// An array of integers; empty where there is none.
  package func integers(_ key: String) -> [Int] {
    guard case .array(let values)? = values[key] else { return [] }
    return values.compactMap { if case .integer(let number) = $0 { number } else { nil } }
  }

  /// An array of texts; empty where there is none.
  package func texts(_ key: String) -> [String] {
    guard case .array(let values)? = values[key] else { return [] }
    return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// The text.
  package var json: String {
    let keys = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let members = keys.map {
      LedgerPayload.quoted($0) + ":" + LedgerPayload.json(values[$0] ?? .array([]))
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  private static func json(_ value: Value) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .integer(let number): String(number)
    case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
    }
  }

  /// A text as JSON has it.
  package static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
      return "\"" + text + "\""
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case ..<" ":
        let hex = String(scalar.value, radix: 16)
        quoted += "\\u00" + (hex.utf8.count < 2 ? "0" : "") + hex
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension LedgerPayload {
  /// Reads a payload; nil for whatever is not the one text of a payload.
  ///
  /// - Complexity: O(bytes).
  package init?(json: String) {
    var reader = PayloadReader(Array(json.utf8))
    guard let values = reader.object() else { return nil }
    self.values = values
  }
}

/// Reads the JSON of a payload in its one form, and nothing that would be written in another way: no key twice or
/// in another order, no blank, no zero before a number, no escape that is not needed.
private struct PayloadReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  mutating func object() -> [String: LedgerPayload.Value]? {
    guard take(UInt8(ascii: "{")) else { return nil }
    var values: [String: LedgerPayload.Value] = [:]
    var count = 0
    if !take(UInt8(ascii: "}")) {
      var last: String?
      repeat {
        guard let key = text(), take(UInt8(ascii: ":")), let value = value(allowsArray: true),
          last.map({ $0.utf8.lexicographicallyPrecedes(key.utf8) }) ?? true
        else { return nil }
        values[key] = value
        last = key
        count += 1
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { return nil }
    }
    // Two keys of other bytes may be one text to Swift.
    return place == bytes.count && values.count == count ? values : nil
  }

  private mutating func value(allowsArray: Bool) -> LedgerPayload.Value? {
    guard place < bytes.count else { return nil }
    switch bytes[place] {
    case UInt8(ascii: "\""): return text().map { .text($0) }
    case UInt8(ascii: "["):
      guard allowsArray else { return nil }
      place += 1
      var values: [LedgerPayload.Value] = []
      if take(UInt8(ascii: "]")) { return .array([]) }
      repeat {
        guard let value = value(allowsArray: false) else { return nil }
        values.append(value)
      } while take(UInt8(ascii: ","))
      return take(UInt8(ascii: "]")) ? .array(values) : nil
    default:
      return number().map { .integer($0) }
    }
  }

  /// A whole number: no sign before zero, no zero before another digit.
  private mutating func number() -> Int? {
    let isNegative = take(UInt8(ascii: "-"))
    let start = place
    var number = 0
    while place < bytes.count, String.isDigit(bytes[place]) {
      let digit = Int(bytes[place]) - 0x30
      let (tens, isLong) = number.multipliedReportingOverflow(by: 10)
      let (sum, isLonger) = tens.subtractingReportingOverflow(digit)
      guard !isLong, !isLonger else { return nil }
      number = sum
      place += 1
    }
    guard place > start, bytes[start] != 0x30 || place == start + 1 && !isNegative else {
      return nil
    }
    // Counted downwards, since the least number has no opposite.
    if isNegative { return number }
    return number == .min ? nil : -number
  }

  private mutating func text() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = place
    while place < bytes.count, bytes[place] != 0x22, bytes[place] != 0x5C, bytes[place] >= 0x20 {
      place += 1
    }
    if take(UInt8(ascii: "\"")) {
      return bytes.withUnsafeBufferPointer {
        String(validating: UnsafeBufferPointer(rebasing: $0[start..<place - 1]), as: UTF8.self)
      }
    }
    return escapedText(from: start)
  }

  /// The rest of a text that has escapes in it.
  private mutating func escapedText(from start: Int) -> String? {
    var content = Array(bytes[start..<place])
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: content, as: UTF8.self)
      case ..<0x20: return nil
      case UInt8(ascii: "\\"):
        guard place < bytes.count else { return nil }
        let escape = bytes[place]
        place += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): content.append(escape)
        case UInt8(ascii: "u"):
          guard place + 4 <= bytes.count, let code = control(bytes[place..<place + 4]) else {
            return nil
          }
          content.append(code)
          place += 4
        default: return nil
        }
      default: content.append(byte)
      }
    }
    return nil
  }

  /// `00xx` below U+0020, in small letters.
  private func control(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard let last = digits.last, digits.starts(with: [0x30, 0x30]),
      let first = digits.dropFirst(2).first, first == 0x30 || first == 0x31
    else { return nil }
    switch last {
    case 0x30...0x39: return (first - 0x30) << 4 | (last - 0x30)
    case 0x61...0x66: return (first - 0x30) << 4 | (last - 0x57)
    default: return nil
    }
  }
}
