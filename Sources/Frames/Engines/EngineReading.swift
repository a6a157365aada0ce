/// What a receipt says of the engine that a draw was made from or in.
package struct EngineReading: Codable, Hashable, Sendable {
  /// The engine, as `--from` and `--engine` name it.
  package var name: String
  /// Its version, as it says it; null where it did not.
  package var version: String?
  /// The query or the table that was read, null for a file.
  package var query: String?
  /// `pull` where the pool was read from it, `push` where it drew.
  package var way: String

  package static let pull = "pull"
  package static let push = "push"

  /// Says what was read.
  package init(name: String, version: String?, query: String?, way: String) {
    (self.name, self.version, self.query, self.way) = (name, version, query, way)
  }

  private enum CodingKeys: String, CodingKey { case name, version, query, way }

  /// Encodes all keys, null where there is no value.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(version, forKey: .version)
    try container.encode(query, forKey: .query)
    try container.encode(way, forKey: .way)
  }
}
