import Foundation
internal import Sampling

/// Small inputs, read whole.
public enum InputFile {
  /// Reads a file or standard input.
  ///
  /// - Parameter path: the path, `-` for standard input.
  /// - Returns: the bytes.
  /// - Throws: ``InputError`` where it is missing, a folder, unreadable or an output of the run.
  public static func bytes(of path: String) throws(InputError) -> [UInt8] {
    try bytes(of: path, run: RunFiles.current)
  }

  /// Reads a file that an earlier run may have left where this one writes: it may be replaced.
  ///
  /// - Parameter path: the path.
  /// - Returns: the bytes; nil where no regular file that can be read is there.
  public static func earlierOutput(_ path: String) -> [UInt8]? {
    isRegular(path) ? try? bytes(of: path, run: nil) : nil
  }

  private static func bytes(of path: String, run: RunFiles?) throws(InputError) -> [UInt8] {
    let descriptor = try open(path, run: run)
    defer { if path != "-" { close(descriptor) } }
    var result: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 {
      // Growing by doubling would take three times the room.
      result.reserveCapacity(Int(status.st_size))
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        result.append(contentsOf: chunk[..<count])
      } else if count == 0 {
        return result
      } else if errno != EINTR {
        throw .unreadable(file: path, reason: SystemReason.current)
      }
    }
  }

  /// Whether a path is that of a regular file, and not of a pipe, a device, a folder or nothing.
  ///
  /// - Parameter path: the path, `-` for standard input, which is none.
  /// - Returns: whether it is one.
  public static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether a path is that of a folder.
  ///
  /// - Parameter path: the path.
  /// - Returns: whether it is one.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Notes a file that the run reads by other means, and its companions, so that no output is written over them.
  ///
  /// It is not opened: closing it would take away the locks that SQLite holds on it.
  ///
  /// - Parameter path: the path.
  /// - Throws: ``InputError/isOutput(file:output:)``.
  package static func note(_ path: String) throws(InputError) {
    try RunFiles.current?.noteRead(FileIdentity(at: path), as: path)
  }

  /// Opens a file for reading, or answers standard input for `-`.
  ///
  /// The run notes it, so that no output is written over it.
  static func open(
    _ path: String,
    run: RunFiles? = RunFiles.current
  ) throws(InputError) -> Int32 {
    guard path != "-" else {
      try run?.noteRead(FileIdentity(of: STDIN_FILENO), as: path)
      return STDIN_FILENO
    }
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missing(file: path) }
      throw .unreadable(file: path, reason: SystemReason.current)
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw .directory(file: path)
    }
    do {
      try run?.noteRead(FileIdentity(of: descriptor), as: path)
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }
}

/// What the system says of the last failed call.
enum SystemReason {
  static var current: String { String(cString: strerror(errno)) }
}
