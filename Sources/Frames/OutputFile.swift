internal import CTickets
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
  private var buffer = OutputFile.newBuffer()
  private var filled = 0
  /// A full buffer on its way to the disk, while the other one is filled.
  private var behind = WriteBehind()

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
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW
    descriptor = open(name, flags, isPrivate ? 0o600 : 0o644)
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
    // Somebody else's file, or one with a second name, would be theirs to read or be overwritten.
    guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(), status.st_nlink == 1,
      status.st_mode & S_IFMT == S_IFREG
    else {
      close(descriptor)
      throw .cannotCreate(file: path, reason: "\(name) is in the way and not ours; remove it")
    }
    temporary = name
    guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, isPrivate ? 0o600 : 0o644) == 0 else {
      throw .cannotCreate(file: path, reason: SystemReason.current)
    }
  }

  deinit {
    discard()
    buffer.deallocate()
  }

  /// Aligned as writing without the system's copy needs it.
  private static func newBuffer() -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: 1 << 21, alignment: 1 << 12)
  }

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
  public func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

  /// Adds bytes.
  ///
  /// - Parameter bytes: the bytes.
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(OutputError) in try write(bytes) }
    }
    try result.get()
  }

  /// Adds bytes.
  ///
  /// - Parameter bytes: the bytes.
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = min(rest.count, buffer.count - filled)
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
      filled += count
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      if filled == buffer.count {
        // A large file goes straight to the disk, where it must be before it is shown: the system
        // would copy it into memory first. Where that is not possible, it is copied.
        if temporary == nil { try flush() } else { try writeBehind() }
      }
    }
  }

  /// Sends the full buffer off and goes on with the other one.
  private func writeBehind() throws(OutputError) {
    let other = try arrived() ?? OutputFile.newBuffer()
    behind.start(buffer, to: descriptor)
    buffer = other
    filled = 0
  }

  /// Waits for the buffer that is on its way, if one is, and answers it.
  private func arrived() throws(OutputError) -> UnsafeMutableRawBufferPointer? {
    let (other, failure) = behind.wait()
    if let failure {
      other?.deallocate()
      errno = failure
      throw .writeFailed(file: path, reason: SystemReason.current)
    }
    return other
  }

  /// Writes what is buffered.
  private func flush() throws(OutputError) {
    try arrived()?.deallocate()
    _ = ct_set_direct(descriptor, false)
    let rest = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
    filled = 0
    if let failure = WriteBehind.write(rest, to: descriptor) {
      errno = failure
      throw .writeFailed(file: path, reason: SystemReason.current)
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
    behind.wait().buffer?.deallocate()
    if let temporary { unlink(temporary) }
    temporary = nil
    if descriptor > STDERR_FILENO { close(descriptor) }
    descriptor = -1
    filled = 0
  }
}
