internal import Foundation
public import Frames
internal import Sampling

/// The receipt of a draw: what anyone with the pool needs to recompute it.
///
/// JSON, `spotcheck.receipt/1`, or `/2` where the draw has a filter, shown columns, units kept out, a
/// draw that it goes on from, teams or a reading that is not the plain one; keys in snake_case. It holds no time, path or machine, so that the
/// same draw gives the same bytes. It is internal; of a sealed draw it is confidential.
public struct Receipt: Codable, Hashable, Sendable {
  /// The name of the format.
  ///
  /// - Parameter isPlain: whether none of the keys that are left out without a value is there.
  /// - Returns: the name.
  public static func schemaName(isPlain: Bool) -> String {
    isPlain ? "spotcheck.receipt/1" : "spotcheck.receipt/2"
  }

  /// `spotcheck.receipt/1` or `/2`.
  public var schema: String
  /// The protocol's name and version.
  public var `protocol`: String
  /// The tool's name and version.
  public var tool: String
  /// The label.
  public var label: String
  /// The seed.
  public var seed: String
  /// Whether the draw is sealed: whether a secret went into the key.
  public var sealed: Bool
  /// The commitment of the record, null for a draw without one.
  public var commitment: String?
  /// The key of the units' tickets (of the positions, for positions).
  public var key: String
  /// The columns of the pool that were read; null for positions.
  public var columns: Columns?
  /// How many identifiers normalisation changed; null where it was not asked for.
  public var normalized: Int?
  /// How units were selected.
  public var design: String
  /// The column of the size measure, null without one.
  public var measure: String?
  /// The starts of a coordinated draw, by stratum; null without any.
  ///
  /// A stratum of a rotation that is empty this time keeps its place here.
  public var starts: [String: String]?
  /// Reserves in all strata.
  public var reserves: Int
  /// The pool.
  public var frame: Frame
  /// The strata, by the bytes of their names.
  public var strata: [StratumReceipt]
  /// The selection.
  public var selected: Selected
  /// The conditions inside which was drawn; left out without any.
  public var filter: [String]?
  /// The columns that were published beside the identifier; left out without any.
  public var shown: [String]?
  /// The digest of the receipt that a rotation goes on from; left out without one.
  public var after: String?
  /// Units that were kept out of the frame; left out without any.
  public var excluded: [ExcludedReceipt]?
  /// How the pool was read, where that was not the plain way; left out otherwise.
  public var reading: TableReading?
  /// The teams; left out where the record commits to no inspectors.
  public var assignment: Teams?

  /// Whether it has none of the keys that version 2 adds.
  var isPlain: Bool {
    filter == nil && shown == nil && after == nil && excluded == nil && reading == nil
      && assignment == nil
  }

  /// Units of one stratum that were kept out for one reason.
  public struct ExcludedReceipt: Codable, Hashable, Sendable {
    /// The stratum.
    public var stratum: String
    /// How many.
    public var count: Int
    /// The SHA-256 of their lines `id LF`, sorted by bytes.
    public var sha256: String
    /// Why.
    public var reason: String
  }

  /// The columns that were read.
  public struct Columns: Codable, Hashable, Sendable {
    /// Columns of the identifier.
    public var id: [String]
    /// The column of the stratum, null for one stratum.
    public var stratum: String?
    /// The name that stands for an empty stratum cell.
    public var unclassified: String?

    /// Names the columns.
    ///
    /// - Parameters:
    ///   - id: columns of the identifier, at least one.
    ///   - stratum: the column of the stratum, nil for one stratum.
    ///   - unclassified: the name that stands for an empty stratum cell.
    public init(id: [String], stratum: String?, unclassified: String? = nil) {
      (self.id, self.stratum, self.unclassified) = (id, stratum, unclassified)
    }
  }

  /// The pool.
  public struct Frame: Codable, Hashable, Sendable {
    /// The digest of its bytes; null where it was not made, and for positions.
    public var sha256: String?
    /// The number of units.
    public var units: UInt64
  }

  /// One stratum.
  public struct StratumReceipt: Codable, Hashable, Sendable {
    /// The name, `*` for the one of an unstratified draw.
    public var stratum: String
    /// N.
    public var population: UInt64
    /// The rules, as text; empty where sizes were given.
    public var rule: String
    /// n.
    public var size: Int
    /// r.
    public var reserves: Int
    /// The ticket of the last unit selected; null for size 0 and in a draw by size.
    public var threshold: String?
  }

  /// The selection.
  public struct Selected: Codable, Hashable, Sendable {
    /// The SHA-256 over the lines `stratum|rank|id`, each ended by a line feed, strata by bytes,
    /// then by rank, without reserves.
    public var sha256: String
    /// Units selected, without reserves.
    public var units: Int
  }

  /// Encodes all keys of version 1, null where there is no value, and those of version 2 that have one.
  ///
  /// - Parameter encoder: the encoder.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(`protocol`, forKey: .protocol)
    try container.encode(tool, forKey: .tool)
    try container.encode(label, forKey: .label)
    try container.encode(seed, forKey: .seed)
    try container.encode(sealed, forKey: .sealed)
    try container.encode(commitment, forKey: .commitment)
    try container.encode(key, forKey: .key)
    try container.encode(columns, forKey: .columns)
    try container.encode(normalized, forKey: .normalized)
    try container.encode(design, forKey: .design)
    try container.encode(measure, forKey: .measure)
    try container.encode(starts, forKey: .starts)
    try container.encode(reserves, forKey: .reserves)
    try container.encode(frame, forKey: .frame)
    try container.encode(strata, forKey: .strata)
    try container.encode(selected, forKey: .selected)
    try container.encodeIfPresent(filter, forKey: .filter)
    try container.encodeIfPresent(shown, forKey: .shown)
    try container.encodeIfPresent(after, forKey: .after)
    try container.encodeIfPresent(excluded, forKey: .excluded)
    try container.encodeIfPresent(reading, forKey: .reading)
    try container.encodeIfPresent(assignment, forKey: .assignment)
  }

  /// The text of the receipt.
  public var json: String {
    get throws { try JSONText.encode(self) }
  }

  /// Reads a receipt.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Throws: `DataError` for what is no receipt, or one of another version.
  public init(_ bytes: [UInt8], file: String) throws(DataError) {
    do {
      self = try JSONDecoder().decode(Receipt.self, from: Data(bytes))
    } catch {
      throw DataError(
        .init(
          file: file,
          reason: .other(
            Sentence(
              "is no receipt of a draw: \(Receipt.place(of: error)); use the file of \(Setting.receipt)",
              "不是抽取回执：\(Receipt.place(of: error))，请使用 \(Setting.receipt) 写出的文件"
            )
          )
        )
      )
    }
    let known = [true, false].map { Receipt.schemaName(isPlain: $0) }
    guard known.contains(schema), self.protocol == DrawKey.protocolName else {
      let version = "\(schema), \(self.protocol)".excerpt
      throw DataError(
        .init(
          file: file,
          reason: .other(
            Sentence(
              "is of the version \(version), which this program does not know",
              "的版本为 \(version)，本程序无法识别"
            )
          )
        )
      )
    }
    for text in [label, seed] {
      guard let problem = ProtocolText.problem(in: text) else { continue }
      throw DataError(.init(file: file, value: text, reason: .text(problem)))
    }
    for (number, stratum) in strata.enumerated() {
      // Of a sealed draw no stratum is named.
      let name = sealed ? "\(number + 1)" : stratum.stratum.excerpt
      if let problem = ProtocolText.problem(in: stratum.stratum) {
        throw DataError(
          .init(file: file, value: sealed ? nil : stratum.stratum, reason: .text(problem))
        )
      }
      let (_, overflow) = stratum.size.addingReportingOverflow(stratum.reserves)
      guard stratum.size >= 0, stratum.reserves >= 0, !overflow else {
        throw DataError(
          .init(
            file: file,
            reason: .other(
              Sentence(
                "stratum \"\(name)\" has a size or reserves that are no number of units",
                "分类“\(name)”的抽取数或候补数无效"
              )
            )
          )
        )
      }
    }
  }

  /// Reads a receipt that all readers understand alike.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Returns: the receipt.
  /// - Throws: `DataError` for what is no receipt, or has a key twice.
  static func unambiguous(_ bytes: [UInt8], file: String) throws(DataError) -> Receipt {
    let receipt = try Receipt(bytes, file: file)
    do {
      try JSONKeys.check(bytes, file: file)
    } catch {
      throw receipt.sealed ? error.hidingValues { _ in true } : error
    }
    return receipt
  }

  /// Where a document is not what it should be.
  private static func place(of error: any Error) -> String {
    func path(_ keys: [any CodingKey]) -> String {
      let names = keys.map { key in key.intValue.map { "[\($0)]" } ?? key.stringValue }
      // The keys of the starts are names of strata.
      let last = names.firstIndex(of: CodingKeys.starts.stringValue) ?? names.endIndex
      return names.prefix(last + 1).joined(separator: ".")
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): return path(context.codingPath + [key])
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return path(context.codingPath)
    default: return "JSON"
    }
  }
}
