public import Foundation

/// The reference data beside the checkout, which is there on developers' machines and in CI.
public enum Shared {
  /// Whether the data is there; tests that need it are skipped elsewhere.
  public static var isAvailable: Bool {
    FileManager.default.fileExists(atPath: folder.path)
  }

  /// A file of the data.
  public static func data(_ path: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(path))
  }

  /// The path of a file of the data.
  public static func path(_ path: String) -> String {
    folder.appendingPathComponent(path).path
  }

  /// A JSON file of the data, decoded; its snake_case keys may be read as camelCase.
  public static func json<Value: Decodable>(
    _ path: String,
    as type: Value.Type,
    camelCase: Bool = false
  ) throws -> Value {
    let decoder = JSONDecoder()
    if camelCase { decoder.keyDecodingStrategy = .convertFromSnakeCase }
    return try decoder.decode(type, from: data(path))
  }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared")
}
