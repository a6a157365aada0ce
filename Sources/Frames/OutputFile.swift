import Foundation
internal import Sampling

/// An output that is complete or absent.
///
/// A regular file is written beside its place under a temporary name, flushed to the disk, then
/// renamed over it, so that a reader, a full disk, a signal or a power cut never leaves half of it.
/// What is not a regular file (a device, a pipe) is written straight and never renamed over.
/// Nothing is visible before ``commit()``; a value that goes away without it removes its temporary
/// file.
public final class OutputFile {
  /// The path, `-` for standard output.
  public let path: String
  private var descriptor: Int32
  /// The temporary file, nil where the output is written straight.
  private var temporary: String?
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 18

  /// Opens an output.
  ///
  /// A temporary file that a killed run left beside the same path is removed.
  ///
  /// - Parameters:
  ///   - path: the path, `-` for standard output.
  ///   - isPrivate: whether only the owner may read it (mode 0600) or everyone (0644, less the
  ///     process's mask).
  /// - Throws: ``OutputError/cannotCreate(file:reason:)``.
  public init(_ path: String, isPrivate: Bool) throws(OutputError) {
    self.path = path
    if path == "-" {
      descriptor = STDOUT_FILENO
      return
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind != S_IFREG {
      guard kind != S_IFDIR else {
        throw .cannotCreate(file: path, reason: String(cString: strerror(EISDIR)))
      }
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw .cannotCreate(file: path, reason: SystemReason.current)
      }
      return
    }
    // One name a target: a leftover of a killed run is overwritten, and the lock tells it from the
    // file of a run that still works.
    let target = OutputFile.resolved(path)
    let name = OutputFile.temporaryName(for: target)
    descriptor = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
    guard descriptor >= 0 else {
      throw .cannotCreate(file: path, reason: SystemReason.current)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .cannotCreate(
        file: path,
        reason: "another run is writing it; wait for it or name another file"
      )
    }
    temporary = name
    guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, isPrivate ? 0o600 : 0o644) == 0 else {
      throw .cannotCreate(file: path, reason: SystemReason.current)
    }
  }

  deinit { discard() }

  /// Makes a folder, and the folders above it, where it is not there.
  ///
  /// - Parameter path: the folder.
  /// - Throws: ``OutputError/cannotCreate(file:reason:)``.
  public static func makeFolder(_ path: String) throws(OutputError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      guard mkdir(made, 0o755) == 0 || errno == EEXIST else {
        throw .cannotCreate(file: path, reason: SystemReason.current)
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .cannotCreate(file: path, reason: String(cString: strerror(ENOTDIR)))
    }
  }

  /// Follows a symbolic link, so that the rename replaces the file and not the link.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func temporaryName(for path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return ".\(path).spotcheck-part" }
    let name = path[path.index(after: slash)...]
    return "\(path[...slash]).\(name).spotcheck-part"
  }

  /// Adds text.
  ///
  /// - Parameter text: the text, written as UTF-8.
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  public func write(_ text: String) throws(OutputError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= OutputFile.bufferSize { try flush() }
  }

  /// Adds bytes.
  ///
  /// - Parameter bytes: the bytes.
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    if bytes.count >= OutputFile.bufferSize {
      try flush()
      try writeThrough(bytes)
      return
    }
    buffer.append(contentsOf: bytes)
    if buffer.count >= OutputFile.bufferSize { try flush() }
  }

  /// Writes what is buffered.
  private func flush() throws(OutputError) {
    try writeThrough(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func writeThrough(_ bytes: [UInt8]) throws(OutputError) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
      }
      if count >= 0 {
        start += count
      } else if errno != EINTR {
        throw .writeFailed(file: path, reason: SystemReason.current)
      }
    }
  }

  /// Writes the rest and makes a regular file durable, without showing it yet.
  ///
  /// Outputs that belong together are all finished before the first is committed.
  ///
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  public func finish() throws(OutputError) {
    try flush()
    if temporary != nil, fsync(descriptor) != 0 {
      throw .writeFailed(file: path, reason: SystemReason.current)
    }
  }

  /// Finishes the output and puts it in its place.
  ///
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  public func commit() throws(OutputError) {
    try finish()
    if let temporary {
      let target = OutputFile.resolved(path)
      guard rename(temporary, target) == 0 else {
        throw .writeFailed(file: path, reason: SystemReason.current)
      }
      self.temporary = nil
      OutputFile.syncFolder(of: target)
    }
    guard path == "-" || close(descriptor) == 0 else {
      descriptor = -1
      throw .writeFailed(file: path, reason: SystemReason.current)
    }
    descriptor = -1
  }

  /// Makes the rename durable; a file system that can not sync a folder is left alone.
  private static func syncFolder(of path: String) {
    let folder = path.utf8.lastIndex(of: 0x2F).map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Gives the output up: its temporary file is removed.
  public func discard() {
    if let temporary { unlink(temporary) }
    temporary = nil
    if descriptor > STDERR_FILENO { close(descriptor) }
    descriptor = -1
    buffer = []
  }
}
