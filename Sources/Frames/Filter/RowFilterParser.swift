internal import Sampling

/// Reads a condition of `--where`, whose forms ``RowFilter`` shows.
///
/// The leftmost operator outside a quoted column counts, the longest one there. Blanks, which are
/// spaces and tabs, are dropped around every part. Signs that look like one of the grammar and are
/// none are refused where they stand in its place, with the right one: a condition that means
/// something else than it seems to would draw another list in silence.
struct RowFilterParser {
  private let text: String
  private let bytes: [UInt8]
  private var index = 0
  private var end: Int

  private enum Operator: String, CaseIterable {
    // The longest first.
    case notEmpty = "is not empty"
    case empty = "is empty"
    case notIn = "not in"
    case isIn = "in"
    case unequal = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case equal = "="
    case less = "<"
    case greater = ">"

    var isWord: Bool { rawValue.utf8.first.map { $0 >= 0x61 } ?? false }

    var comparison: RowFilter.Comparison {
      switch self {
      case .unequal, .notIn, .notEmpty: .unequal
      case .equal, .isIn, .empty: .equal
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .greater: .greater
      case .greaterOrEqual: .greaterOrEqual
      }
    }
  }

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
    end = bytes.count
    while end > 0, RowFilterParser.isBlank(bytes[end - 1]) { end -= 1 }
  }

  mutating func parse() throws(RowFilterError) -> (String, RowFilter.Condition) {
    if let problem = RowFilterParser.problem(in: text) { throw error(.text(problem)) }
    skipBlanks()
    let kind = try takeKind()
    skipBlanks()
    let column = try takeColumn()
    guard let (operation, length) = operation(at: index) else { throw error(noOperator()) }
    let start = index
    index += length
    let condition = try takeCondition(operation, kind, from: start)
    return (column, condition)
  }

  private func error(_ reason: RowFilterError.Reason) -> RowFilterError {
    RowFilterError(text: text, reason: reason)
  }

  // MARK: The column

  private mutating func takeKind() throws(RowFilterError) -> RowFilterError.Kind? {
    for kind in RowFilterError.Kind.allCases {
      if take("\(kind.rawValue):") { return kind }
      if sees("\(kind.rawValue)：") {
        throw error(.spelling(found: "\(kind.rawValue)：", right: "\(kind.rawValue):"))
      }
    }
    return nil
  }

  /// Goes up to the operator.
  private mutating func takeColumn() throws(RowFilterError) -> String {
    if index < end, bytes[index] == 0x22 {
      let name = try takeQuoted(0x22)
      skipBlanks()
      return name
    }
    let start = index
    while index < end, operation(at: index) == nil || isWordAtStart(start) {
      guard bytes[index] != 0x22 else { throw error(.quoteInColumn) }
      index += 1
    }
    guard index < end else { throw error(noOperator()) }
    let name = piece(start, index)
    guard !name.isEmpty else { throw error(.noColumn) }
    for kind in RowFilterError.Kind.allCases where name.utf8.starts(with: "\(kind.rawValue):".utf8)
    {
      throw error(.prefixInColumn(name))
    }
    try refuseWhiteSpace(name)
    if let sign = name.unicodeScalars.last, let plain = LookAlikes.operators[sign] {
      let found = String(Character(sign)) + piece(index, index + 1)
      let joined = plain + piece(index, index + 1)
      guard Operator(rawValue: joined) != nil else {
        throw error(.spelling(found: String(Character(sign)), right: plain))
      }
      throw error(.spelling(found: found, right: joined))
    }
    return name
  }

  /// A word has a blank before it, so none can be the first.
  private func isWordAtStart(_ start: Int) -> Bool {
    index == start && operation(at: index)?.0.isWord == true
  }

  /// The longest operator that stands at a place, and its length in bytes.
  private func operation(at place: Int) -> (Operator, Int)? {
    for candidate in Operator.allCases {
      guard candidate.isWord else {
        if sees(candidate.rawValue, at: place) { return (candidate, candidate.rawValue.utf8.count) }
        continue
      }
      guard place > 0, RowFilterParser.isBlank(bytes[place - 1]) else { continue }
      var position = place
      let isSeen = candidate.rawValue.split(separator: " ").allSatisfy { word in
        while position > place, position < end, RowFilterParser.isBlank(bytes[position]) {
          position += 1
        }
        guard sees(String(word), at: position) else { return false }
        position += word.utf8.count
        return position == end || RowFilterParser.isBlank(bytes[position])
      }
      if isSeen { return (candidate, position - place) }
    }
    return nil
  }

  // MARK: The value

  private mutating func takeCondition(
    _ operation: Operator,
    _ kind: RowFilterError.Kind?,
    from start: Int
  ) throws(RowFilterError) -> RowFilter.Condition {
    var values: [String] = []
    switch operation {
    case .empty, .notEmpty:
      try expectEnd(behind: operation.rawValue)
      if let kind { throw error(.emptiness(kind)) }
      return .emptiness(isEmpty: operation == .empty)
    case .isIn, .notIn: values = try takeList(behind: operation)
    default: values = [try takeValue(behind: operation, from: start)]
    }
    switch (kind, operation.comparison) {
    case (nil, .equal): return .bytes(values.map { Array($0.utf8) }, isKept: true)
    case (nil, .unequal): return .bytes(values.map { Array($0.utf8) }, isKept: false)
    case (nil, _): throw error(.unordered(operation.rawValue))
    case (.number, let comparison):
      var numbers: [ExactDecimal] = []
      for value in values {
        guard let number = ExactDecimal(Array(value.utf8)) else { throw error(.notDecimal(value)) }
        numbers.append(number)
      }
      return .decimals(comparison, numbers)
    case (.date, let comparison):
      var days: [CalendarDay] = []
      for value in values {
        guard let day = Array(value.utf8).withUnsafeBytes({ CalendarDay($0) }) else {
          throw error(.notDay(value))
        }
        days.append(day)
      }
      return .days(comparison, days)
    }
  }

  private mutating func takeValue(
    behind operation: Operator,
    from start: Int
  ) throws(RowFilterError) -> String {
    // ==, <>, =<, >＝: two signs that stand together were meant as one.
    let behind = String(decoding: bytes[index..<end], as: UTF8.self)
    if let sign = behind.unicodeScalars.first {
      let found = operation.rawValue + String(Character(sign))
      let plain = operation.rawValue + (LookAlikes.fullWidth[sign] ?? String(Character(sign)))
      if let right = LookAlikes.pairs[plain] ?? Operator(rawValue: plain)?.rawValue {
        throw error(.spelling(found: found, right: right))
      }
    }
    skipBlanks()
    guard index < end else { throw error(.noValue) }
    if bytes[index] == 0x27 {
      let value = try takeQuoted(0x27)
      try expectEnd(behind: "'")
      return value
    }
    let value = piece(index, end)
    try checkBare(value)
    return value
  }

  private mutating func takeList(behind operation: Operator) throws(RowFilterError) -> [String] {
    skipBlanks()
    guard take("(") else {
      if sees("（") { throw error(.spelling(found: "（", right: "(")) }
      throw error(.noList(operation.rawValue))
    }
    var values: [String] = []
    while true {
      skipBlanks()
      if index < end, bytes[index] == 0x27 {
        values.append(try takeQuoted(0x27))
        skipBlanks()
      } else {
        let start = index
        while index < end, bytes[index] != 0x2C, bytes[index] != 0x29 {
          guard bytes[index] != 0x28, bytes[index] != 0x27 else {
            throw error(.signInList(piece(index, index + 1)))
          }
          index += 1
        }
        let value = piece(start, index)
        guard index < end || !value.hasSuffix("）") else {
          throw error(.spelling(found: "）", right: ")"))
        }
        guard index < end else { throw error(.openList) }
        try checkBare(value)
        guard !value.unicodeScalars.contains("，") else {
          throw error(.spelling(found: "，", right: ","))
        }
        values.append(value)
      }
      if take(")") { break }
      guard take(",") else {
        if index == end { throw error(.openList) }
        throw error(.trailing(piece(index, end), behind: "'"))
      }
    }
    try expectEnd(behind: ")")
    return values
  }

  private func checkBare(_ value: String) throws(RowFilterError) {
    guard let first = value.unicodeScalars.first, let last = value.unicodeScalars.last else {
      throw error(.noValue)
    }
    if "=<>!\"".unicodeScalars.contains(first) {
      throw error(.valueStart(String(Character(first))))
    }
    try refuseWhiteSpace(value)
    if value.unicodeScalars.count > 1, LookAlikes.quotes.contains(first),
      LookAlikes.quotes.contains(last)
    {
      throw error(.spelling(found: String(Character(first)), right: "'"))
    }
  }

  /// White space that is no blank at the end of a bare part: a full-width space, a line break.
  private func refuseWhiteSpace(_ part: String) throws(RowFilterError) {
    let scalars = part.unicodeScalars
    if let scalar = [scalars.first, scalars.last].compactMap({ $0 })
      .first(where: \.properties.isWhitespace)
    {
      throw error(.whiteSpace(scalar.value))
    }
  }

  // MARK: Bytes

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private mutating func skipBlanks() {
    while index < end, RowFilterParser.isBlank(bytes[index]) { index += 1 }
  }

  private func sees(_ word: String, at place: Int? = nil) -> Bool {
    bytes[(place ?? index)..<end].starts(with: word.utf8)
  }

  private mutating func take(_ word: String) -> Bool {
    guard sees(word) else { return false }
    index += word.utf8.count
    return true
  }

  /// The text between two places, without blanks around.
  private func piece(_ start: Int, _ stop: Int) -> String {
    var part = bytes[start..<stop]
    while part.first.map(RowFilterParser.isBlank) == true { part.removeFirst() }
    while part.last.map(RowFilterParser.isBlank) == true { part.removeLast() }
    return String(decoding: part, as: UTF8.self)
  }

  /// What stands in quotes, the doubled ones single; the index is at the opening one.
  private mutating func takeQuoted(_ quote: UInt8) throws(RowFilterError) -> String {
    var content: [UInt8] = []
    index += 1
    while index < end {
      if bytes[index] == quote {
        index += 1
        guard index < end, bytes[index] == quote else {
          return String(decoding: content, as: UTF8.self)
        }
      }
      content.append(bytes[index])
      index += 1
    }
    throw error(.openQuote(quote == 0x22 ? "\"" : "'"))
  }

  private mutating func expectEnd(behind part: String) throws(RowFilterError) {
    skipBlanks()
    guard index == end else { throw error(.trailing(piece(index, end), behind: part)) }
  }

  /// What a record's field refuses in a condition: its breaks and tabs are written as two characters
  /// there, and white space may stand at its ends.
  private static func problem(in text: String) -> ProtocolTextError? {
    var field = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": field += "\\\\"
      case "\t": field += "\\t"
      case "\n": field += "\\n"
      case "\r": field += "\\r"
      default: field.unicodeScalars.append(scalar)
      }
    }
    var rest = field.unicodeScalars[...]
    guard field.utf8.count <= ProtocolText.maximumLength else {
      return .tooLong(bytes: field.utf8.count)
    }
    while rest.first?.properties.isWhitespace == true { rest.removeFirst() }
    while rest.last?.properties.isWhitespace == true { rest.removeLast() }
    let problem = ProtocolText.problem(in: String(rest))
    return problem == .empty ? nil : problem
  }

  /// Why no operator was found.
  private func noOperator() -> RowFilterError.Reason {
    let rest = String(decoding: bytes[index..<end], as: UTF8.self)
    if end == 0 { return .noColumn }
    let all = index < end ? rest : text
    let scalars = Array(all.unicodeScalars)
    if let place = scalars.firstIndex(where: { LookAlikes.operators[$0] != nil }) {
      let plain = LookAlikes.operators[scalars[place]] ?? ""
      if place + 1 < scalars.count, let next = LookAlikes.operators[scalars[place + 1]],
        Operator(rawValue: plain + next) != nil
      {
        let found = String(Character(scalars[place])) + String(Character(scalars[place + 1]))
        return .spelling(found: found, right: plain + next)
      }
      return .spelling(found: String(Character(scalars[place])), right: plain)
    }
    let words = all.split { " \t(（".contains($0) }
    if let word = words.first(where: { ["in", "is"].contains($0.lowercased()) }) {
      return .word(String(word))
    }
    return .noOperator
  }
}

/// Signs that stand in texts where one of the grammar was meant.
private enum LookAlikes {
  /// Full-width signs of which operators are made.
  static let fullWidth: [Unicode.Scalar: String] = ["＝": "=", "＜": "<", "＞": ">", "！": "!"]
  /// These, and signs that are operators by themselves.
  static let operators: [Unicode.Scalar: String] = fullWidth.merging(
    ["≠": "!=", "≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "⩽": "<=", "⩾": ">="]
  ) { own, _ in own }
  /// Operators of other languages.
  static let pairs = [
    "==": "=", "<>": "!=", "=<": "<=", "=>": ">=", "!==": "!=", "=!": "!=", "<==": "<=",
    ">==": ">=",
  ]
  static let quotes: Set<Unicode.Scalar> = ["‘", "’", "“", "”", "＇", "＂"]
}
