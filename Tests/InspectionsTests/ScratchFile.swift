import Foundation

/// A file for the time of a test.
final class ScratchFile: Sendable {
  let path: String

  init(_ text: String, name: String = "") throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  deinit { unlink(path) }
}
