import Foundation

/// The protocol vectors, which independent programs made and which belong to the project: where one is
/// missing, its test fails.
public enum Vectors {
  /// A file of vectors, decoded; its snake_case keys may be read as camelCase.
  public static func json<Value: Decodable>(
    _ name: String,
    as type: Value.Type,
    camelCase: Bool = false
  ) throws -> Value {
    let decoder = JSONDecoder()
    if camelCase { decoder.keyDecodingStrategy = .convertFromSnakeCase }
    return try decoder.decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
  }

  /// The pool that a vector draws from: a made-up one, which is here, or a real one, which is only
  /// beside the checkout; nil where it is not.
  public static func pool(_ name: String) -> String? {
    let own = folder.appendingPathComponent(name).path
    if FileManager.default.fileExists(atPath: own) { return own }
    return Shared.isAvailable ? Shared.path("pools/\(name)") : nil
  }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Vectors")
}
