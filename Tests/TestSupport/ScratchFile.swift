internal import Foundation

/// A file for the time of a test.
public final class ScratchFile: Sendable {
  /// Where it lies.
  public let path: String

  /// Writes a text.
  public init(_ text: String, name: String = "") throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  /// Removes it.
  deinit { unlink(path) }
}
