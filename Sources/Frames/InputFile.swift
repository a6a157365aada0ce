import Foundation
internal import Sampling

/// Small inputs, read whole.
public enum InputFile {
  /// Reads a file or standard input.
  ///
  /// - Parameter path: the path, `-` for standard input.
  /// - Returns: the bytes.
  /// - Throws: ``InputError`` where it is missing, a folder or unreadable.
  public static func bytes(of path: String) throws(InputError) -> [UInt8] {
    let descriptor = try open(path)
    defer { if path != "-" { close(descriptor) } }
    var result: [UInt8] = []
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

  /// Opens a file for reading, or answers standard input for `-`.
  static func open(_ path: String) throws(InputError) -> Int32 {
    guard path != "-" else { return STDIN_FILENO }
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
    return descriptor
  }
}

/// What the system says of the last failed call.
enum SystemReason {
  static var current: String { String(cString: strerror(errno)) }
}
