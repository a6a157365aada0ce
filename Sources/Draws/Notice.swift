public import Frames
public import Sampling

/// The notice, which is published where it can not be withdrawn, before the seed exists.
///
/// Label, attempt, previous record, source and form of the seed, and the commitment; the line
/// `rotation` in a rotation; the head of a ledger where one is kept; in an open draw the whole record
/// follows behind an empty line, so that `sed '1,/^$/d' notice | sha256sum` gives the commitment.
public struct Notice: Hashable, Sendable {
  /// The label.
  public let label: ProtocolText
  /// The form of the seed.
  public let seedForm: SeedForm
  /// The event that gives the seed.
  public let seedSource: ProtocolText
  /// The commitment.
  public let commitment: Digest
  /// The head of the ledger after the commitment's own entry; nil without a ledger.
  public let ledger: LedgerHead?
  /// The record of an open draw; nil in the notice of a sealed one.
  public let record: DrawRecord?
  /// The text.
  public let text: String

  /// A place in a ledger.
  public struct LedgerHead: Hashable, Sendable {
    /// The number of the entry, from 1.
    public let entry: Int
    /// The head after it.
    public let head: Digest

    /// Makes a place in a ledger.
    ///
    /// - Parameters:
    ///   - entry: the number of the entry, from 1.
    ///   - head: the head after it.
    public init(entry: Int, head: Digest) { (self.entry, self.head) = (entry, head) }
  }

  /// The notice of a record.
  ///
  /// - Parameters:
  ///   - record: the record.
  ///   - ledger: the head of the ledger after the commitment's own entry.
  public init(_ record: DrawRecord, ledger: LedgerHead? = nil) {
    label = record.label
    seedForm = record.seedForm
    seedSource = record.seedSource
    commitment = record.commitment
    self.ledger = ledger
    self.record = record.isSealed ? nil : record
    var lines = [
      DrawKey.protocolName,
      "notice",
      "label\t\(record.label)",
      "attempt\t\(record.attempt)",
      "previous\t\(record.previous?.hex ?? "")",
      "seed-source\t\(record.seedSource)",
      "seed-form\t\(record.seedForm.text)",
      "commitment\t\(record.commitment.hex)",
    ]
    if record.rotation != .none { lines.append("rotation") }
    if let ledger { lines.append("ledger\t\(ledger.entry)\t\(ledger.head.hex)") }
    let head = lines.map { $0 + "\n" }.joined()
    text = record.isSealed ? head : head + "\n" + record.text
  }

  /// Reads a notice as it was published.
  ///
  /// Line ends of any kind, a byte order mark before it or a missing last line end are no difference,
  /// since it comes from a page. Nothing else may stand in it.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Throws: `DataError` for what is no notice, for one with more text, and for a record behind it
  ///   that says something else than the lines before it.
  /// - Complexity: O(bytes).
  public init(_ bytes: [UInt8], file: String) throws(DataError) {
    func problem(_ english: String, _ chinese: String) -> DataError {
      DataError(.init(file: file, reason: .other(Sentence(english, chinese))))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataError(.init(file: file, reason: .notText(encoding: "UTF-8")))
    }
    var scalars = text.unicodeScalars[...]
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    var plain = String(String.UnicodeScalarView(scalars)).replacing("\r\n", with: "\n")
    if plain.utf8.last != 0x0A { plain += "\n" }
    var lines = NoticeLines(plain)
    guard lines.take([DrawKey.protocolName]) != nil, lines.take(["notice"]) != nil,
      let label = lines.value("label").flatMap({ try? ProtocolText($0) }),
      let attempt = lines.value("attempt"),
      Int(attempt).map({ $0 > 0 && "\($0)" == attempt }) == true,
      let previous = lines.value("previous"), previous.isEmpty || Digest(hex: previous) != nil,
      let source = lines.value("seed-source").flatMap({ try? ProtocolText($0) }),
      let form = lines.value("seed-form").flatMap({ try? ProtocolText($0) }),
      let commitment = lines.value("commitment").flatMap({ Digest(hex: $0) })
    else {
      throw problem(
        "is no notice of a draw; use the file of commit \(Setting.notice) as it was published",
        "不是抽查公告，请使用 commit \(Setting.notice) 写出并公布的文件"
      )
    }
    _ = lines.take(["rotation"])
    ledger = lines.ledger()
    guard lines.isAtEnd || (lines.take([""]) != nil && lines.isAtRecord) else {
      throw problem(
        "holds more than a notice does: \"\(lines.next.excerpt)\"; nothing may be added to it",
        "公告中有多余内容：“\(lines.next.excerpt)”，公告不得增添任何内容"
      )
    }
    if lines.isAtEnd {
      record = nil
    } else {
      let record: DrawRecord
      do {
        record = try DrawRecord(parsing: lines.rest)
      } catch {
        throw problem(error.explanation(in: .english), error.explanation(in: .chinese))
      }
      guard Notice(record, ledger: ledger).text.utf8.elementsEqual(plain.utf8) else {
        throw problem(
          "the record behind the notice is not the one that it announces",
          "公告后附的记录与公告内容不符"
        )
      }
      self.record = record
    }
    self.label = label
    seedForm = SeedForm(form)
    seedSource = source
    self.commitment = commitment
    self.text = plain
  }
}

/// Takes a notice apart line by line.
private struct NoticeLines {
  private var lines: ArraySlice<Substring.UnicodeScalarView>

  init(_ text: String) {
    lines = Substring(text).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast()
  }

  var isAtEnd: Bool { lines.isEmpty }
  var next: String { lines.first.map { String($0) } ?? "" }
  var isAtRecord: Bool { next.utf8.elementsEqual(DrawKey.protocolName.utf8) }
  var rest: String { lines.map { String($0) + "\n" }.joined() }

  /// Takes the next line if it has these fields.
  mutating func take(_ fields: [String]) -> String? {
    let line = fields.joined(separator: "\t")
    guard !lines.isEmpty, next.utf8.elementsEqual(line.utf8) else { return nil }
    lines.removeFirst()
    return line
  }

  /// Takes the next line if it has this name; answers what stands behind it.
  mutating func value(_ name: String) -> String? {
    guard next.utf8.starts(with: "\(name)\t".utf8) else { return nil }
    let value = String(next.unicodeScalars.dropFirst(name.unicodeScalars.count + 1))
    lines.removeFirst()
    return value
  }

  mutating func ledger() -> Notice.LedgerHead? {
    let cells = next.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard cells.count == 3, cells[0] == "ledger", let entry = Int(cells[1]), entry > 0,
      String(entry) == cells[1], let head = Digest(hex: cells[2])
    else { return nil }
    lines.removeFirst()
    return Notice.LedgerHead(entry: entry, head: head)
  }
}
