/// A text that is no record: which line, and what should stand there.
public struct RecordError: ExplainedError, Hashable {
  /// The line, counted from 1.
  public let line: Int
  /// The field that is expected there.
  public let expected: String

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
  /// Reads a record.
  ///
  /// Only the exact text is accepted: what is read and written again has the same bytes, so that a
  /// record that was edited in any way is refused or has another commitment.
  ///
  /// - Parameter text: the text.
  /// - Throws: ``RecordError`` with the first line that differs.
  /// - Complexity: O(length).
  public init(parsing text: String) throws(RecordError) {
    var reader = RecordReader(text)
    try reader.constant(DrawKey.protocolName)
    try reader.constant("record")
    label = try reader.name("label")
    attempt = try reader.field("attempt", "a whole number above 0") { Int(strict: $0, from: 1) }
    previous = try reader.optional("previous") { Digest(hex: $0) }
    seedSource = try reader.name("seed-source")
    seedForm = SeedForm(try reader.name("seed-form"))
    secret = try reader.optional("secret") { Secret(hex: $0) }
    (units, unitFrame) = try reader.counted("units")
    let (inspectorCount, inspectorFrame) = try reader.counted("inspectors")
    inspectors = Int(clamping: inspectorCount)
    self.inspectorFrame = inspectorFrame
    assignment = try reader.optional("assignment") { try? ProtocolText($0) }
    strata = []
    var names: Set<ProtocolText> = []
    while let (line, stratum) = try reader.stratum() {
      guard names.insert(stratum.name).inserted else {
        throw RecordError(
          line: line,
          expected: "a stratum other than \"\(stratum.name)\", which a line above names already"
        )
      }
      strata.append(stratum)
    }
    guard self.text.utf8.elementsEqual(text.utf8) else {
      throw RecordError(line: reader.line, expected: "in the order and spelling of a record")
    }
  }
}

/// Reads a record line by line.
private struct RecordReader {
  private var lines: ArraySlice<Substring>
  private(set) var line = 1

  init(_ text: String) {
    // A record ends with a line feed; what follows it is empty.
    lines =
      text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map(Substring.init)[...]
    if lines.last?.isEmpty == true { lines.removeLast() }
  }

  mutating func constant(_ text: String) throws(RecordError) {
    guard lines.first.map(String.init) == text else {
      throw RecordError(line: line, expected: "\"\(text)\"")
    }
    advance()
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

  mutating func stratum() throws(RecordError) -> (line: Int, DrawRecord.StratumRecord)? {
    guard !lines.isEmpty else { return nil }
    let cells = try cells("stratum", count: 7)
    guard let name = try? ProtocolText(cells[1]), let population = UInt64(strict: cells[2]),
      let size = Int(strict: cells[3], from: 0), let reserves = Int(strict: cells[4], from: 0),
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
    let cells = lines.first?.unicodeScalars.split(
      separator: "\t",
      omittingEmptySubsequences: false
    ).map { String($0) }
    guard let cells, cells.count == count, cells[0] == name else {
      throw RecordError(line: line, expected: "\(name) with \(count - 1) fields")
    }
    return cells
  }

  private mutating func advance() {
    lines.removeFirst()
    line += 1
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
