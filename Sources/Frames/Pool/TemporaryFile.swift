import Foundation
internal import Sampling
internal import Synchronization

/// A temporary file without a name, so that nothing can be left behind; several threads may add to
/// it.
final class TemporaryFile: Sendable {
  let descriptor: Int32
  private let folder: String
  private let end = Atomic<Int>(0)

  /// Creates it in the folder for temporary files (`TMPDIR`).
  ///
  /// - Throws: ``OutputError/cannotCreate(file:reason:)``.
  init() throws(OutputError) {
    let folder = FileManager.default.temporaryDirectory.path
    // Between its creation and its removal it has a name: a signal waits until the step is done, so that
    // no file is left behind.
    let descriptor = try (RunFiles.current ?? RunFiles()).step { _ throws(OutputError) in
      var template = Array("\(folder)/spotcheck-XXXXXX".utf8CString)
      let descriptor = mkstemp(&template)
      guard descriptor >= 0 else {
        throw .cannotCreate(file: folder, reason: SystemReason.current)
      }
      unlink(template)
      return descriptor
    }
    self.folder = folder
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Adds bytes at the end and answers where they lie.
  ///
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  @discardableResult
  func append(_ bytes: UnsafeRawBufferPointer) throws(OutputError) -> Int {
    let offset = end.add(bytes.count, ordering: .relaxed).oldValue
    var done = 0
    while done < bytes.count, let base = bytes.baseAddress {
      let count = pwrite(descriptor, base + done, bytes.count - done, off_t(offset + done))
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw .writeFailed(file: folder, reason: SystemReason.current)
      }
    }
    return offset
  }

  /// Reads bytes back.
  func read(at offset: Int, into memory: UnsafeMutableRawBufferPointer) throws(InputError) {
    let count = try PoolSource.read(descriptor, at: offset, into: memory, file: folder)
    precondition(count == memory.count, "what was written can be read")
  }
}
