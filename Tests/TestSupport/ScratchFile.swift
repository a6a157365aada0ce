internal import Foundation

/// A file for the time of a test.
public final class ScratchFile: Sendable {
  /// Where it lies.
  public let path: String

  /// Writes a text.
  public convenience init(_ text: String, name: String = "") throws {
    try self.init(Array(text.utf8), name: name)
  }

  /// Writes bytes.
  public init(_ bytes: [UInt8], name: String = "") throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Removes it.
  deinit { unlink(path) }
}
