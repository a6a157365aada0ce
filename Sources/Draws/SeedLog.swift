internal import Foundation
public import Frames
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
  /// Where the log lies.
  public let path: String
  /// The seeds of this record in the order of its draws.
  public let seeds: [String]
  /// The seeds of other records: of the attempts before, where this is a redraw.
  public let others: [String]

  /// The log of a record.
  ///
  /// - Parameters:
  ///   - path: where the record was read; one that is no file (`-`, a pipe) has no log.
  ///   - commitment: the record's commitment; lines of other records are left alone.
  /// - Throws: `InputError` for a log that can not be read; `DataError` for one that is not UTF-8.
  public init?(beside path: String, commitment: Digest) throws {
    guard let log = SeedLog.path(beside: path) else { return nil }
    let bytes = InputFile.isRegular(log) ? try InputFile.bytes(of: log) : []
    try self.init(bytes, path: log, commitment: commitment)
  }

  /// Reads the bytes of a log.
  ///
  /// - Parameters:
  ///   - bytes: the bytes; a last line without its line feed is one all the same.
  ///   - path: where the log lies.
  ///   - commitment: the record's commitment; lines of other records are left alone.
  /// - Throws: `DataError` for what is not UTF-8.
  init(_ bytes: [UInt8], path: String, commitment: Digest) throws(DataError) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw DataError(.init(file: path, reason: .notText(encoding: "UTF-8")))
    }
    self.path = path
    var (own, others) = ([String](), [String]())
    for line in bytes.split(separator: 0x0A) {
      let line = line.last == 0x0D ? line.dropLast() : line
      let cells = line.split(separator: 0x09, maxSplits: 1)
      guard cells.count == 2 else { continue }
      let seed = String(decoding: cells[1], as: UTF8.self)
      if cells[0].elementsEqual(commitment.hex.utf8) {
        own.append(seed)
      } else {
        others.append(seed)
      }
    }
    (seeds, self.others) = (own, others)
  }

  /// Refuses a file that is something else, to which no line must be added.
  ///
  /// - Throws: `DataError` with its first line that is none of a log.
  fileprivate static func check(_ bytes: [UInt8], path: String) throws(DataError) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty && line != [0x0D] {
      let cells = line.split(separator: 0x09, maxSplits: 1, omittingEmptySubsequences: false)
      guard cells.count == 2, Digest(hex: String(decoding: cells[0], as: UTF8.self)) != nil else {
        throw DataError(
          .init(
            file: path,
            row: index + 1,
            reason: .other(
              Sentence(
                "is no line of a seed log (commitment, tab, seed); name another file",
                "不是种子记录的内容（承诺值、制表符、种子），请指定另一个文件"
              )
            )
          )
        )
      }
    }
  }

  /// The path of the log of a record: that of the record itself, whatever link led to it, with
  /// `.seeds` behind it.
  ///
  /// - Parameter path: the path of the record.
  /// - Returns: the path; nil for a record that is no file (`-`, a pipe).
  public static func path(beside path: String) -> String? {
    guard InputFile.isRegular(path), let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real) + ".seeds"
  }

  /// What the log of an attempt says, to stand at the beginning of the log of the next one: a redraw
  /// has a new seed.
  ///
  /// - Parameter record: the path of the record of the attempt before.
  /// - Returns: the lines; empty where there is no log.
  /// - Throws: `InputError` for a log that can not be read.
  public static func lines(of record: String) throws -> [UInt8] {
    guard let log = path(beside: record), InputFile.isRegular(log) else { return [] }
    return try InputFile.bytes(of: log)
  }
}

/// A seed log that a draw holds alone, from its reading until what is drawn is shown: of two draws of
/// one record at once, the second one waits and then reads the first one's seed.
public final class HeldSeedLog {
  /// What stood in the log.
  public let log: SeedLog
  /// Where the log lies, links followed.
  public var path: String { file.target }
  private let file: LockedLog
  private let commitment: Digest

  /// Opens and locks a log; it is made where it is not there.
  ///
  /// - Parameters:
  ///   - path: where the log lies.
  ///   - commitment: the record's commitment.
  ///   - waits: called before another draw is waited for.
  /// - Throws: `OutputError` for a log that can not be written; `InputError` or `DataError` for one
  ///   that can not be read.
  public init(_ path: String, commitment: Digest, waits: () -> Void) throws {
    file = try LockedLog(path, waits: waits)
    try SeedLog.check(file.bytes, path: path)
    log = try SeedLog(file.bytes, path: path, commitment: commitment)
    self.commitment = commitment
  }

  /// Holds the log of a draw by a record, which no other draw has then; a draw with another seed is refused.
  ///
  /// - Parameters:
  ///   - record: the record.
  ///   - path: where it was read.
  ///   - log: where its seeds are noted, where that is not beside it.
  ///   - seed: the seed of this draw.
  ///   - receipts: receipts of earlier draws that may lie where this draw will write.
  ///   - corrects: whether the seed before was mistyped, so that another one is taken.
  ///   - waits: called before another draw is waited for.
  /// - Throws: ``SeedLogMissing``; ``DrawnBefore``; ``SeedOfAttemptBefore``; what
  ///   ``init(_:commitment:waits:)`` throws.
  public convenience init(
    of record: DrawRecord,
    at path: String,
    log: String?,
    seed: ProtocolText,
    receipts: [String],
    corrects: Bool,
    waits: () -> Void
  ) throws {
    guard let place = log ?? SeedLog.path(beside: path) else { throw SeedLogMissing() }
    try self.init(place, commitment: record.commitment, waits: waits)
    var logs = [self.log]
    if SeedLog.path(beside: path) != self.path {
      // Draws that named no log may have been noted there.
      logs += try SeedLog(beside: path, commitment: record.commitment).map { [$0] } ?? []
    }
    let earlier = try DrawnBefore.find(
      path,
      record: record,
      seed: seed,
      logs: logs,
      receipts: receipts
    )
    // A seed of another form is refused for that, as soon as the draw begins.
    if let earlier, !corrects, record.seedForm.matches(seed) { throw earlier }
  }

  /// Notes the seed of a draw, unless it stands there already.
  ///
  /// - Parameter seed: the seed.
  /// - Throws: `OutputError` where the log can not be written.
  public func note(_ seed: ProtocolText) throws(OutputError) {
    guard !log.seeds.contains(where: { $0.utf8.elementsEqual(seed.text.utf8) }) else { return }
    try file.append("\(commitment.hex)\t\(seed)")
  }
}

/// A record that is no file, so that its seed can not be noted beside it (exit status 64).
public struct SeedLogMissing: ExplainedError, Hashable {
  /// What it is about.
  public var kind: ErrorKind { .usage }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    language(
      "the record is no file beside which its seed can be noted; name a file with \(Setting.seedLog)",
      "记录不是普通文件，无法在其旁记下种子，请用 \(Setting.seedLog) 指定文件"
    )
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

  /// What it is about.
  public var kind: ErrorKind { .no }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    language(
      "\(record) was drawn already with the seed \"\(seed.excerpt)\" (\(source)); a record serves one"
        + " seed: for a redraw commit again with \(Setting.redraw) \(record) \(Setting.reason) \"…\" (attempt \(nextAttempt));"
        + " where that seed was mistyped, add \(Setting.correctSeed)",
      "\(record) 已用种子“\(seed.excerpt)”抽取过（\(source)），一份记录只对应一个种子：重新抽取请用"
        + " \(Setting.redraw) \(record) \(Setting.reason) “…” 再次承诺（第 \(nextAttempt) 次）；如上次种子输入有误，请加 \(Setting.correctSeed)"
    )
  }

  /// What earlier draws of the record left, in its log or where this draw would write.
  ///
  /// - Parameters:
  ///   - path: the record's path.
  ///   - record: the record.
  ///   - seed: the seed of this draw.
  ///   - logs: the logs of the record.
  ///   - receipts: receipts that may be there, internal or published.
  /// - Returns: the first draw of the record with another seed, nil where there is none.
  /// - Throws: ``SeedOfAttemptBefore`` for the seed of an attempt before.
  public static func find(
    _ path: String,
    record: DrawRecord,
    seed: ProtocolText,
    logs: [SeedLog],
    receipts: [String]
  ) throws(SeedOfAttemptBefore) -> DrawnBefore? {
    for log in logs where log.others.contains(where: { $0.utf8.elementsEqual(seed.text.utf8) }) {
      throw SeedOfAttemptBefore(seed: seed.text, source: log.path)
    }
    let logged = logs.flatMap { log in log.seeds.map { (seed: $0, source: log.path) } }
    let written = receipts.compactMap { file -> (seed: String, source: String)? in
      guard let bytes = InputFile.earlierOutput(file),
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
  /// The file, or the attempt, that tells.
  public var source: String

  /// Makes the error.
  ///
  /// - Parameters:
  ///   - seed: the seed.
  ///   - source: the file, or the attempt, that tells.
  public init(seed: String, source: String) { (self.seed, self.source) = (seed, source) }

  /// What it is about.
  public var kind: ErrorKind { .no }

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
