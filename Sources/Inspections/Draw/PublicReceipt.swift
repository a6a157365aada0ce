internal import Foundation
public import Frames
internal import Reports
internal import Sampling

/// What of a receipt is published, `spotcheck.public-receipt/1`: nothing by stratum, and the key of an
/// open draw alone.
public struct PublicReceipt: Codable, Hashable, Sendable {
  /// The name of the format.
  public static let schemaName = "spotcheck.public-receipt/1"

  /// `spotcheck.public-receipt/1`.
  public let schema: String
  /// The protocol's name and version.
  public let `protocol`: String
  /// The label.
  public let label: String
  /// The seed.
  public let seed: String
  /// The commitment of the record, null for a draw without one.
  public let commitment: String?
  /// The number of units in the pool.
  public let units: UInt64
  /// The number of units selected.
  public let selected: Int
  /// Whether the draw is sealed.
  public let sealed: Bool
  /// The key of the units' tickets; left out of a sealed draw.
  public let key: String?

  /// What may be published of a receipt.
  init(_ receipt: Receipt) {
    schema = PublicReceipt.schemaName
    self.protocol = receipt.protocol
    label = receipt.label
    seed = receipt.seed
    commitment = receipt.commitment
    units = receipt.frame.units
    selected = receipt.selected.units
    sealed = receipt.sealed
    key = receipt.sealed ? nil : receipt.key
  }

  /// Reads a public receipt; nil for a document of another schema.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Throws: `DataError` for a public receipt that is damaged, of another protocol, or has a key that
  ///   stands twice.
  public init?(_ bytes: [UInt8], file: String) throws(DataError) {
    struct Schema: Decodable { var schema: String }
    let decoder = JSONDecoder()
    let schema = try? decoder.decode(Schema.self, from: Data(bytes)).schema
    guard schema == PublicReceipt.schemaName else { return nil }
    try JSONKeys.check(bytes, file: file)
    guard let receipt = try? decoder.decode(PublicReceipt.self, from: Data(bytes)),
      receipt.protocol == DrawKey.protocolName, receipt.selected >= 0
    else {
      throw DataError(
        .init(
          file: file,
          reason: .other(
            english: "is no public receipt of \(DrawKey.protocolName); use the file of --publish",
            chinese: "不是 \(DrawKey.protocolName) 的公开回执，请使用 --publish 写出的文件"
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

  /// Encodes all keys, null for a draw without a commitment; no key of a sealed draw.
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
    try container.encode(units, forKey: .units)
    try container.encode(selected, forKey: .selected)
    try container.encode(sealed, forKey: .sealed)
    try container.encodeIfPresent(key, forKey: .key)
  }
}
