/// A text that is no record: which line, and what should stand there.
public struct RecordError: ExplainedError, Hashable {
  /// The line, counted from 1.
  public let line: Int
  /// The field that is expected there.
  public let expected: String

  /// What it is about.
  public var kind: ErrorKind { .data }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    language(
      "line \(line) of the record is not \(expected); use the record as it was written",
      "记录第 \(line) 行不是 \(expected)，请使用原始记录文件"
    )
  }
}

extension DrawRecord {
  /// Reads a record of any version.
  ///
  /// Only the exact text is accepted: what is read and written again has the same bytes, so that a
  /// record that was edited in any way is refused or has another commitment.
  ///
  /// - Parameter text: the text.
  /// - Throws: ``RecordError`` with the first line that differs.
  /// - Complexity: O(length).
  public init(parsing text: String) throws(RecordError) {
    var reader = RecordReader(text)
    try reader.constant([DrawKey.protocolName])
    let version = try reader.version()
    label = try reader.name("label")
    attempt = try reader.field("attempt", "a whole number above 0") { Int(strict: $0, from: 1) }
    previous = try reader.optional("previous") { Digest(hex: $0) }
    if version == .two {
      redraw = try reader.redraw()
      rotation = try reader.rotation()
    }
    seedSource = try reader.name("seed-source")
    seedForm = SeedForm(try reader.name("seed-form"))
    if version == .two, reader.isNext("outcomes") {
      outcomes = try reader.field("outcomes", "a whole number") { UInt64(strict: $0, from: 1) }
    }
    secret = try reader.optional("secret") { Secret(hex: $0) }
    if version == .two {
      pool = try reader.optional("pool") { Digest(hex: $0) }
      while reader.isNext("filter") {
        filters.append(
          try reader.field("filter", "a text that a record keeps") { RecordText(escaped: $0) }
        )
      }
      rules = try reader.rules()
      excluded = try reader.lines("excluded", count: 5) { cells in
        guard let stratum = try? ProtocolText(cells[1]), let count = Int(strict: cells[2], from: 1),
          let digest = Digest(hex: cells[3]), let reason = RecordText(escaped: cells[4])
        else { return nil }
        return Excluded(stratum: stratum, count: count, digest: digest, reason: reason)
      }
      shown = try reader.shown()
    }
    (units, unitFrame) = try reader.counted("units")
    (inspectors, inspectorFrame) = try reader.counted("inspectors")
    assignment = try reader.optional("assignment") { try? ProtocolText($0) }
    strata = []
    var names: Set<ProtocolText> = []
    while let (line, stratum) = try reader.stratum() {
      guard names.insert(stratum.name).inserted else {
        throw RecordError(
          line: line,
          expected: "a stratum that no line above names already"
        )
      }
      strata.append(stratum)
    }
    self.version = version
    guard self.text.utf8.elementsEqual(text.utf8) else {
      throw RecordError(line: reader.line, expected: "in the order and spelling of a record")
    }
    if let (name, expected) = contradiction {
      let line =
        text.utf8.split(separator: 0x0A).firstIndex { $0.starts(with: Array(name.utf8)) } ?? 0
      throw RecordError(line: line + 1, expected: expected)
    }
  }

  /// A line that contradicts others, and what should stand there; nil in a record that agrees with itself.
  private var contradiction: (line: String, expected: String)? {
    if version == .two, (attempt > 1) != (redraw != nil) {
      return ("attempt", "1, or more with a line \"redraw\" and only so")
    }
    if version == .two, rotation != .none, attempt > 1 {
      return ("attempt", "1: a year of a rotation is not drawn again")
    }
    guard (inspectors > 0) == (inspectorFrame != nil), (inspectors > 0) == (assignment != nil)
    else {
      return ("inspectors", "a number with a digest and an assignment, or 0 without either")
    }
    for stratum in strata {
      // A text that was read has no sum that overflows.
      guard UInt64(stratum.size + stratum.reserves) <= stratum.population else {
        return ("stratum", "strata that have as many units as are selected and in reserve")
      }
    }
    let isNumbered = strata.contains { $0.design == .positions }
    guard Set(strata.map(\.design)).count <= 1 else {
      return ("stratum", "of the design that the other strata have")
    }
    let isSimple = strata.allSatisfy { $0.design == .srs }
    guard isSimple || !strata.contains(where: { $0.start != nil }) && rotation == .none else {
      return ("stratum", "simple random where there are starts or a rotation")
    }
    guard rotation != .first || !strata.contains(where: { $0.start != nil }) else {
      return ("stratum", "without a start in the first year of a rotation")
    }
    guard !isNumbered || strata.map(\.name) == [.everything] else {
      return ("stratum", "one stratum * for positions")
    }
    guard isNumbered == (unitFrame == nil),
      !isNumbered || (filters.isEmpty && excluded.isEmpty && shown.columns.isEmpty)
    else { return ("units", "a digest of the frame, for positions a number alone") }
    let sum = strata.reduce((units: UInt64(0), overflow: false)) { sum, stratum in
      let (units, overflow) = sum.units.addingReportingOverflow(stratum.population)
      return (units, overflow || sum.overflow)
    }
    guard !strata.isEmpty, !sum.overflow, sum.units == units else {
      return ("units", "the number of units of all strata")
    }
    return nil
  }
}

/// Reads a record line by line.
private struct RecordReader {
  private var lines: ArraySlice<[String]>
  private(set) var line = 1

  init(_ text: String) {
    // A record ends with a line feed; what follows it is empty.
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines =
      lines.map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
      }[...]
  }

  func isNext(_ name: String) -> Bool { lines.first?.first == name }

  mutating func constant(_ cells: [String]) throws(RecordError) {
    guard lines.first == cells else {
      throw RecordError(line: line, expected: "\"\(cells.joined(separator: " "))\"")
    }
    advance()
  }

  mutating func version() throws(RecordError) -> DrawRecord.Version {
    guard let cells = lines.first, cells.first == "record", cells.count <= 2,
      let version = cells.count == 1
        ? .one : Int(strict: cells[1], from: 2).flatMap(DrawRecord.Version.init)
    else {
      throw RecordError(line: line, expected: "\"record\" with a version that this program knows")
    }
    advance()
    return version
  }

  mutating func field<Value>(
    _ name: String,
    _ expected: String,
    _ read: (String) -> Value?
  ) throws(RecordError) -> Value {
    let cells = try cells(name, count: 2)
    guard let value = read(cells[1]) else {
      throw RecordError(line: line, expected: "\(name) with \(expected)")
    }
    advance()
    return value
  }

  mutating func name(_ name: String) throws(RecordError) -> ProtocolText {
    try field(name, "a text that a draw accepts") { try? ProtocolText($0) }
  }

  mutating func optional<Value>(
    _ name: String,
    _ read: (String) -> Value?
  ) throws(RecordError) -> Value? {
    try field(name, "a valid value or nothing") { text -> Value?? in
      text.isEmpty ? .some(nil) : read(text).map { .some($0) }
    }
  }

  mutating func counted(_ name: String) throws(RecordError) -> (UInt64, Digest?) {
    let cells = try cells(name, count: 3)
    let digest = Digest(hex: cells[2])
    guard let count = UInt64(strict: cells[1]), cells[2].isEmpty || digest != nil else {
      throw RecordError(line: line, expected: "\(name) with a count and a digest")
    }
    advance()
    return (count, digest)
  }

  /// All lines of a name.
  mutating func lines<Value>(
    _ name: String,
    count: Int,
    _ read: ([String]) -> Value?
  ) throws(RecordError) -> [Value] {
    var values: [Value] = []
    while isNext(name) {
      guard let value = read(try cells(name, count: count)) else {
        throw RecordError(line: line, expected: "\(name) with \(count - 1) valid fields")
      }
      values.append(value)
      advance()
    }
    return values
  }

  mutating func redraw() throws(RecordError) -> DrawRecord.Redraw? {
    let found = try lines("redraw", count: 3) { cells in
      guard let attempt = Digest(hex: cells[1]), let reason = RecordText(escaped: cells[2]) else {
        return DrawRecord.Redraw?.none
      }
      return DrawRecord.Redraw(of: attempt, reason: reason)
    }
    guard found.count <= 1 else { throw RecordError(line: line - 1, expected: "\"after\"") }
    return found.first
  }

  mutating func rotation() throws(RecordError) -> DrawRecord.Rotation {
    let cells = try cells("after", count: 2)
    if cells[1] == "" || cells[1] == "first" {
      advance()
      return cells[1] == "" ? .none : .first
    }
    guard let receipt = Digest(hex: cells[1]) else {
      throw RecordError(line: line, expected: "after with \"first\", a digest or nothing")
    }
    advance()
    let used = try lines("used", count: 3) { cells -> DrawRecord.CalledUp? in
      guard let stratum = try? ProtocolText(cells[1]), let count = Int(strict: cells[2], from: 1)
      else { return nil }
      return DrawRecord.CalledUp(stratum: stratum, count: count)
    }
    let changed = try lines("changed", count: 4) { cells -> DrawRecord.Change? in
      guard let stratum = try? ProtocolText(cells[1]), let came = Int(strict: cells[2]),
        let went = Int(strict: cells[3])
      else { return nil }
      return DrawRecord.Change(stratum: stratum, came: came, went: went)
    }
    return .later(receipt: receipt, used: used, changed: changed)
  }

  mutating func rules() throws(RecordError) -> RuleSet {
    var rules = RuleSet()
    while isNext("rule") {
      let cells = try cells("rule", count: 3)
      let stratum = cells[1].isEmpty ? nil : try? ProtocolText(cells[1])
      guard let rule = Rule(canonical: cells[2]), cells[1].isEmpty || stratum != nil else {
        throw RecordError(line: line, expected: "a rule in its canonical text")
      }
      rules.add(rule, in: stratum)
      advance()
    }
    rules.overall = try lines("overall", count: 2) { Rule(canonical: $0[1]) }
    return rules
  }

  mutating func shown() throws(RecordError) -> DrawRecord.Shown {
    let cells = lines.first ?? []
    guard cells.first == "shown", cells.count >= 3, let count = Int(strict: cells[1]),
      cells.count == 3 + count, cells[2].isEmpty == (count == 0)
    else {
      throw RecordError(line: line, expected: "shown with a count, a digest and so many columns")
    }
    let digest = Digest(hex: cells[2])
    let columns = cells.dropFirst(3).compactMap { RecordText(escaped: $0) }
    guard columns.count == count, cells[2].isEmpty || digest != nil else {
      throw RecordError(line: line, expected: "shown with a digest and names of columns")
    }
    advance()
    return DrawRecord.Shown(columns: columns, frame: digest)
  }

  mutating func stratum() throws(RecordError) -> (line: Int, DrawRecord.StratumRecord)? {
    guard !lines.isEmpty else { return nil }
    let cells = try cells("stratum", count: 7)
    guard let name = try? ProtocolText(cells[1]), let population = UInt64(strict: cells[2]),
      let size = Int(strict: cells[3]), let reserves = Int(strict: cells[4]),
      !size.addingReportingOverflow(reserves).overflow,
      let design = Design(rawValue: cells[5]), cells[6].isEmpty || Digest(hex: cells[6]) != nil
    else {
      throw RecordError(line: line, expected: "a stratum with its counts, design and start")
    }
    defer { advance() }
    return (
      line,
      DrawRecord.StratumRecord(
        name: name,
        population: population,
        size: size,
        reserves: reserves,
        design: design,
        start: Digest(hex: cells[6])
      )
    )
  }

  private func cells(_ name: String, count: Int) throws(RecordError) -> [String] {
    guard let cells = lines.first, cells.count == count, cells[0] == name else {
      throw RecordError(line: line, expected: "\(name) with \(count - 1) fields")
    }
    return cells
  }

  private mutating func advance() {
    if !lines.isEmpty { lines.removeFirst() }
    line += 1
  }
}

extension Rule {
  /// Reads a rule that stands in its canonical text, as a record writes it.
  fileprivate init?(canonical text: String) {
    guard let rule = try? Rule(parsing: text), rule.description.utf8.elementsEqual(text.utf8) else {
      return nil
    }
    self = rule
  }
}

extension FixedWidthInteger {
  /// A number without sign or leading zero, as the protocol writes it.
  fileprivate init?(strict text: String, from least: Self = 0) {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Self(text),
      value >= least, String(value) == text
    else { return nil }
    self = value
  }
}
