public import Frames
public import Sampling

/// The notice, which is published where it can not be withdrawn, before the seed exists.
///
/// Label, attempt, previous record, source and form of the seed, and the commitment; in an open draw
/// the whole record follows behind an empty line, so that `sed '1,/^$/d' notice | sha256sum` gives the
/// commitment.
public struct Notice: Hashable, Sendable {
  /// The label.
  public let label: ProtocolText
  /// The form of the seed.
  public let seedForm: SeedForm
  /// The commitment.
  public let commitment: Digest
  /// The record of an open draw; nil in the notice of a sealed one.
  public let record: DrawRecord?
  /// The text.
  public let text: String

  /// The notice of a record.
  ///
  /// - Parameter record: the record.
  public init(_ record: DrawRecord) {
    label = record.label
    seedForm = record.seedForm
    commitment = record.commitment
    self.record = record.isSealed ? nil : record
    let head = [
      DrawKey.protocolName,
      "notice",
      "label\t\(record.label)",
      "attempt\t\(record.attempt)",
      "previous\t\(record.previous?.hex ?? "")",
      "seed-source\t\(record.seedSource)",
      "seed-form\t\(record.seedForm.text)",
      "commitment\t\(record.commitment.hex)",
    ].map { $0 + "\n" }.joined()
    text = record.isSealed ? head : head + "\n" + record.text
  }

  /// Reads a notice as it was published; line ends of any kind, since it comes from a page.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Throws: `DataError` for what is no notice, and for a record behind it that has not its
  ///   commitment or says something else than the lines before it.
  /// - Complexity: O(bytes).
  public init(_ bytes: [UInt8], file: String) throws(DataError) {
    func problem(_ english: String, _ chinese: String) -> DataError {
      DataError(.init(file: file, reason: .other(english: english, chinese: chinese)))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataError(.init(file: file, reason: .notText(encoding: "UTF-8")))
    }
    let plain = text.replacing("\r\n", with: "\n")
    let lines = plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    func value(_ row: Int, _ name: String) -> String? {
      guard lines.indices.contains(row), lines[row].hasPrefix("\(name)\t") else { return nil }
      return String(lines[row].dropFirst(name.count + 1))
    }
    guard lines.starts(with: [DrawKey.protocolName, "notice"]),
      let label = value(2, "label").flatMap({ try? ProtocolText($0) }),
      let form = value(6, "seed-form").flatMap({ try? ProtocolText($0) }),
      let commitment = value(7, "commitment").flatMap({ Digest(hex: $0) })
    else {
      throw problem(
        "is no notice of a draw; use the file of commit --notice as it was published",
        "不是抽查公告，请使用 commit --notice 写出并公布的文件"
      )
    }
    let rest = lines.dropFirst(9).joined(separator: "\n")
    if rest.allSatisfy(\.isWhitespace) {
      record = nil
    } else {
      let record: DrawRecord
      do {
        record = try DrawRecord(parsing: rest)
      } catch {
        throw problem(error.explanation(in: .english), error.explanation(in: .chinese))
      }
      guard Notice(record).text.utf8.elementsEqual(plain.utf8) else {
        throw problem(
          "the record behind the notice is not the one that it announces",
          "公告后附的记录与公告内容不符"
        )
      }
      self.record = record
    }
    self.label = label
    seedForm = SeedForm(form)
    self.commitment = commitment
    self.text = plain
  }
}
