internal import Foundation
public import Frames
internal import Sampling

/// What of a receipt is published, `spotcheck.public-receipt/2`: nothing by stratum; of a sealed draw
/// neither the key nor how many units there are.
///
/// Version 1 had the number of units in every draw and no names of columns; it is still read.
public struct PublicReceipt: Codable, Hashable, Sendable {
  /// The name of the format.
  public static let schemaName = "spotcheck.public-receipt/2"
  /// The name of the format before.
  static let firstSchemaName = "spotcheck.public-receipt/1"

  /// `spotcheck.public-receipt/2`, or `/1`.
  public let schema: String
  /// The protocol's name and version.
  public let `protocol`: String
  /// The label.
  public let label: String
  /// The seed.
  public let seed: String
  /// The commitment of the record, null for a draw without one.
  public let commitment: String?
  /// The number of units selected.
  public let selected: Int
  /// Whether the draw is sealed.
  public let sealed: Bool
  /// The columns of the identifier; nil in version 1.
  public let id: [String]?
  /// The columns that are published beside it; nil in version 1.
  public let shown: [String]?
  /// The column of the stratum; left out of a sealed draw and where there is none.
  public let stratum: String?
  /// The number of units in the pool; left out of a sealed draw.
  public let units: UInt64?
  /// The key of the units' tickets; left out of a sealed draw.
  public let key: String?

  /// What may be published of a receipt.
  ///
  /// - Parameters:
  ///   - receipt: the internal receipt.
  ///   - schema: which version to write.
  init(_ receipt: Receipt, schema: String = PublicReceipt.schemaName) {
    let isFirst = schema == PublicReceipt.firstSchemaName
    self.schema = schema
    self.protocol = receipt.protocol
    label = receipt.label
    seed = receipt.seed
    commitment = receipt.commitment
    selected = receipt.selected.units
    sealed = receipt.sealed
    id = isFirst ? nil : receipt.columns?.id ?? []
    shown = isFirst ? nil : receipt.shown ?? []
    stratum = isFirst || receipt.sealed ? nil : receipt.columns?.stratum
    units = isFirst || !receipt.sealed ? receipt.frame.units : nil
    key = receipt.sealed ? nil : receipt.key
  }

  /// Reads a public receipt; nil for a document of another schema.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Throws: `DataError` for a public receipt that is damaged or of another protocol.
  public init?(_ bytes: [UInt8], file: String) throws(DataError) {
    struct Schema: Decodable { var schema: String }
    let decoder = JSONDecoder()
    let schema = try? decoder.decode(Schema.self, from: Data(bytes)).schema
    guard let schema, [PublicReceipt.schemaName, PublicReceipt.firstSchemaName].contains(schema)
    else { return nil }
    guard let receipt = try? decoder.decode(PublicReceipt.self, from: Data(bytes)),
      receipt.protocol == DrawKey.protocolName, receipt.selected >= 0
    else {
      throw DataError(
        .init(
          file: file,
          reason: .other(
            Sentence(
              "is no public receipt of \(DrawKey.protocolName); use the file of \(Setting.publish)",
              "不是 \(DrawKey.protocolName) 的公开回执，请使用 \(Setting.publish) 写出的文件"
            )
          )
        )
      )
    }
    for text in [receipt.label, receipt.seed] {
      guard let problem = ProtocolText.problem(in: text) else { continue }
      throw DataError(.init(file: file, value: text, reason: .text(problem)))
    }
    self = receipt
  }

  /// Encodes all keys, null for a draw without a commitment; left out is what the kind of draw has not.
  ///
  /// - Parameter encoder: the encoder.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(`protocol`, forKey: .protocol)
    try container.encode(label, forKey: .label)
    try container.encode(seed, forKey: .seed)
    try container.encode(commitment, forKey: .commitment)
    try container.encode(selected, forKey: .selected)
    try container.encode(sealed, forKey: .sealed)
    try container.encodeIfPresent(id, forKey: .id)
    try container.encodeIfPresent(shown, forKey: .shown)
    try container.encodeIfPresent(stratum, forKey: .stratum)
    try container.encodeIfPresent(units, forKey: .units)
    try container.encodeIfPresent(key, forKey: .key)
  }
}
