/// A JSON document as RFC 8259 says, read by code that the program does not have: the judge of whether two
/// documents say the same.
indirect enum PlainJSON {
  case null
  case bool(Bool)
  case number(String)
  case text(String)
  case list([PlainJSON])
  /// Pairs in their order, keys twice where they stand twice.
  case object([Pair])

  struct Pair {
    var key: String
    var value: PlainJSON
  }

  /// Reads a document; nil for what is none.
  ///
  /// A byte order mark before it is passed over.
  static func parse(_ bytes: [UInt8]) -> PlainJSON? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var reader = Reader(text)
    if reader.peek == "\u{FEFF}" { reader.advance() }
    guard let value = reader.value() else { return nil }
    reader.skipSpace()
    return reader.peek == nil ? value : nil
  }

  /// Whether both say the same: keys in any order, none of them twice, numbers by their value.
  func isSame(as other: PlainJSON) -> Bool {
    switch (self, other) {
    case (.null, .null): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.number(let left), .number(let right)): return Self.isSameNumber(left, right)
    case (.text(let left), .text(let right)): return left.utf8.elementsEqual(right.utf8)
    case (.list(let left), .list(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.object(let left), .object(let right)):
      guard left.count == right.count, Self.isUnique(left), Self.isUnique(right) else {
        return false
      }
      return left.allSatisfy { pair in
        right.contains {
          $0.key.utf8.elementsEqual(pair.key.utf8) && pair.value.isSame(as: $0.value)
        }
      }
    default: return false
    }
  }

  /// The document without a value, by the keys that lead there.
  func without(_ path: String...) -> PlainJSON { without(path[...]) }

  private func without(_ path: ArraySlice<String>) -> PlainJSON {
    guard case .object(let pairs) = self, let key = path.first else { return self }
    return .object(
      pairs.compactMap { pair in
        guard pair.key == key else { return pair }
        return path.count == 1
          ? nil : Pair(key: pair.key, value: pair.value.without(path.dropFirst()))
      }
    )
  }

  /// The document as text, keys as they stand.
  var bytes: [UInt8] {
    var text = ""
    write(to: &text)
    return Array(text.utf8)
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number
    case .text(let value): text += Self.quoted(value)
    case .list(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let pairs):
      text += "{"
      for (index, pair) in pairs.enumerated() {
        if index > 0 { text += "," }
        text += Self.quoted(pair.key) + ":"
        pair.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func isUnique(_ pairs: [PlainJSON.Pair]) -> Bool {
    Set(pairs.map { Array($0.key.utf8) }).count == pairs.count
  }

  /// By the decimal value, or as binary64 where one of them is no whole number.
  private static func isSameNumber(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    let isWhole = [left, right].allSatisfy { $0.allSatisfy { $0.isNumber || $0 == "-" } }
    return isWhole ? Int(left) != nil && Int(left) == Int(right) : Double(left) == Double(right)
  }
}

/// Goes through a document.
private struct Reader {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func advance() { position += 1 }

  mutating func skipSpace() {
    while let next = peek, [" ", "\t", "\n", "\r"].contains(next) { position += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  mutating func value() -> PlainJSON? {
    skipSpace()
    switch peek {
    case "{": return object()
    case "[": return list()
    case "\"": return text().map { .text($0) }
    case "t": return take("true") ? .bool(true) : nil
    case "f": return take("false") ? .bool(false) : nil
    case "n": return take("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object() -> PlainJSON? {
    advance()
    var pairs: [PlainJSON.Pair] = []
    skipSpace()
    if take("}") { return .object([]) }
    while true {
      skipSpace()
      guard peek == "\"", let key = text() else { return nil }
      skipSpace()
      guard take(":"), let value = value() else { return nil }
      pairs.append(PlainJSON.Pair(key: key, value: value))
      skipSpace()
      if take("}") { return .object(pairs) }
      guard take(",") else { return nil }
    }
  }

  private mutating func list() -> PlainJSON? {
    advance()
    var values: [PlainJSON] = []
    skipSpace()
    if take("]") { return .list([]) }
    while true {
      guard let value = value() else { return nil }
      values.append(value)
      skipSpace()
      if take("]") { return .list(values) }
      guard take(",") else { return nil }
    }
  }

  private mutating func text() -> String? {
    advance()
    var units: [UInt16] = []
    while let next = peek {
      advance()
      switch next {
      case "\"": return Self.decoded(units)
      case "\\":
        guard let unit = escape() else { return nil }
        units.append(unit)
      case _ where next.value < 0x20: return nil
      default: units += Array(String(next).utf16)
      }
    }
    return nil
  }

  private mutating func escape() -> UInt16? {
    guard let next = peek else { return nil }
    advance()
    switch next {
    case "\"", "\\", "/": return UInt16(next.value)
    case "b": return 8
    case "f": return 12
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "u":
      guard position + 4 <= scalars.count else { return nil }
      let digits = String(String.UnicodeScalarView(scalars[position..<position + 4]))
      guard digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16) else {
        return nil
      }
      position += 4
      return unit
    default: return nil
    }
  }

  private static func decoded(_ units: [UInt16]) -> String? {
    String(validating: units, as: UTF16.self)
  }

  private mutating func number() -> PlainJSON? {
    let start = position
    while let next = peek, next.isASCII,
      next.properties.numericType != nil || "+-.eE".unicodeScalars.contains(next)
    {
      advance()
    }
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    let form = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?/
    return text.wholeMatch(of: form) == nil ? nil : .number(text)
  }
}
