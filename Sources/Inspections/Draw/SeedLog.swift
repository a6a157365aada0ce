internal import Foundation
internal import Frames
public import Sampling

/// The seeds that a record was drawn with: a text file beside the record, written before anything of
/// a draw is shown.
///
/// A record serves one seed. Nobody can be kept from removing the log; it is there so that a second
/// draw, until one pleases, is never made by accident or in silence.
///
/// ```
/// commitment TAB seed LF
/// ```
public struct SeedLog: Sendable {
  /// Where the record lies.
  private let record: String
  private let commitment: Digest
  /// The seeds of this record in the order of its draws.
  public private(set) var seeds: [String]
  /// The seeds of other records: of the attempts before, where this is a redraw.
  public private(set) var others: [String] = []
  private var text: String

  /// The log of a record.
  ///
  /// - Parameters:
  ///   - path: where the record was read; one that is no file (`-`, a pipe) has no log.
  ///   - commitment: the record's commitment; lines of other records are left alone.
  /// - Throws: `InputError` for a log that can not be read; `DataError` for one that is not UTF-8.
  public init?(beside path: String, commitment: Digest) throws {
    guard InputFile.isRegular(path) else { return nil }
    record = path
    self.commitment = commitment
    text = ""
    seeds = []
    let log = SeedLog.path(beside: path)
    guard InputFile.isRegular(log) else { return }
    guard let text = String(validating: try InputFile.bytes(of: log), as: UTF8.self) else {
      throw DataError(.init(file: log, reason: .notText(encoding: "UTF-8")))
    }
    self.text = text
    for line in text.split(separator: "\n") {
      let cells = line.split(separator: "\t", maxSplits: 1).map(String.init)
      guard cells.count == 2 else { continue }
      if cells[0] == commitment.hex { seeds.append(cells[1]) } else { others.append(cells[1]) }
    }
  }

  /// The path of the log of a record.
  ///
  /// - Parameter path: the path of the record.
  /// - Returns: the same with `.seeds` behind it.
  public static func path(beside path: String) -> String { path + ".seeds" }

  /// What the log of an attempt says, to stand at the beginning of the log of the next one: a redraw
  /// has a new seed.
  ///
  /// - Parameter record: the path of the record of the attempt before.
  /// - Returns: the lines; empty where there is no log.
  /// - Throws: `InputError` for a log that can not be read.
  public static func lines(of record: String) throws -> [UInt8] {
    let log = path(beside: record)
    guard InputFile.isRegular(log) else { return [] }
    return try InputFile.bytes(of: log)
  }

  /// Notes the seed of a draw, unless it stands there already.
  ///
  /// - Parameter seed: the seed.
  /// - Throws: `OutputError` where the log can not be written.
  public mutating func note(_ seed: ProtocolText) throws {
    guard !seeds.contains(seed.text) else { return }
    text += "\(commitment.hex)\t\(seed)\n"
    seeds.append(seed.text)
    let file = try OutputFile(SeedLog.path(beside: record), isPrivate: true)
    try file.write(text)
    try file.commit()
  }
}

/// A record that was drawn with another seed before (exit status 1).
public struct DrawnBefore: ExplainedError, Hashable {
  /// The record.
  public var record: String
  /// The number of the attempt after it.
  public var nextAttempt: Int
  /// The seed of the draw before.
  public var seed: String
  /// The file that tells.
  public var source: String

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    language(
      "\(record) was drawn already with the seed \"\(seed.excerpt)\" (\(source)); a record serves one"
        + " seed: for a redraw commit again with --redraw \(record) --reason \"…\" (attempt \(nextAttempt));"
        + " where that seed was mistyped, add --correct-seed",
      "\(record) 已用种子“\(seed.excerpt)”抽取过（\(source)），一份记录只对应一个种子：重新抽取请用"
        + " --redraw \(record) --reason “…” 再次承诺（第 \(nextAttempt) 次）；如上次种子输入有误，请加 --correct-seed"
    )
  }

  /// What earlier draws of the record left, in its log or where this draw would write.
  ///
  /// - Parameters:
  ///   - path: the record's path.
  ///   - record: the record.
  ///   - seed: the seed of this draw.
  ///   - log: the log of the record.
  ///   - receipts: receipts that may be there, internal or published.
  /// - Returns: the first draw of the record with another seed, nil where there is none.
  public static func find(
    _ path: String,
    record: DrawRecord,
    seed: ProtocolText,
    log: SeedLog?,
    receipts: [String]
  ) throws(SeedOfAttemptBefore) -> DrawnBefore? {
    if log?.others.contains(where: { $0.utf8.elementsEqual(seed.text.utf8) }) == true {
      throw SeedOfAttemptBefore(seed: seed.text, source: SeedLog.path(beside: path))
    }
    let logged = (log?.seeds ?? []).map { (seed: $0, source: SeedLog.path(beside: path)) }
    let written = receipts.compactMap { file -> (seed: String, source: String)? in
      guard InputFile.isRegular(file), let bytes = try? InputFile.bytes(of: file),
        let receipt = try? JSONDecoder().decode(Seeded.self, from: Data(bytes)),
        receipt.commitment == record.commitment.hex
      else { return nil }
      return (receipt.seed, file)
    }
    return (logged + written).first { !$0.seed.utf8.elementsEqual(seed.text.utf8) }.map { found in
      DrawnBefore(
        record: path,
        nextAttempt: record.attempt == .max ? .max : record.attempt + 1,
        seed: found.seed,
        source: found.source
      )
    }
  }

  /// What the internal and the public receipt have in common.
  private struct Seeded: Decodable {
    var seed: String
    var commitment: String?
  }
}

/// A redraw with the seed of an attempt before, which was known when it was committed to (exit status 1).
public struct SeedOfAttemptBefore: ExplainedError, Hashable {
  /// The seed.
  public var seed: String
  /// The file that tells.
  public var source: String

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    language(
      "\"\(seed.excerpt)\" is the seed of an attempt before this one (\(source)), and was known when the record"
        + " was written; a redraw has a new seed",
      "“\(seed.excerpt)”是此前某次尝试的种子（\(source)），在写入记录时已经可知；重新抽取须使用新的种子"
    )
  }
}
