import Foundation
internal import Sampling

/// A file that is read from its beginning, piece by piece, to be compared.
public final class FilePieces {
  private let path: String
  private let descriptor: Int32
  private var offset = 0
  private var buffer: [UInt8] = []

  /// Opens a file.
  ///
  /// - Parameter path: the file.
  /// - Throws: ``InputError`` where it is missing, a folder or unreadable.
  public init(_ path: String) throws(InputError) {
    self.path = path
    descriptor = try InputFile.open(path)
  }

  deinit { close(descriptor) }

  /// The next bytes, fewer at the end of the file.
  ///
  /// - Parameter count: how many.
  /// - Returns: the bytes.
  /// - Throws: ``InputError`` where reading fails.
  public func next(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = try PoolSource.read(descriptor, at: offset, into: &bytes, file: path)
    offset += read
    return Array(bytes.prefix(read))
  }

  /// Whether the next bytes are these.
  ///
  /// - Parameter expected: the bytes.
  /// - Returns: whether they come next in the file.
  /// - Throws: ``InputError`` where reading fails.
  public func nextEquals(_ expected: UnsafeRawBufferPointer) throws -> Bool {
    if buffer.count < expected.count { buffer = [UInt8](repeating: 0, count: expected.count) }
    let read = try buffer.withUnsafeMutableBytes { room in
      try PoolSource.read(
        descriptor,
        at: offset,
        into: UnsafeMutableRawBufferPointer(rebasing: room[..<expected.count]),
        file: path
      )
    }
    offset += read
    guard read == expected.count, let base = expected.baseAddress else {
      return read == expected.count
    }
    return buffer.withUnsafeBytes { own in
      own.baseAddress.map { memcmp($0, base, expected.count) == 0 } ?? true
    }
  }

  /// Whether a file that begins so is text as it lies.
  ///
  /// - Parameter beginning: its first bytes.
  /// - Returns: whether it is neither compressed nor a workbook.
  public static func isPlainText(_ beginning: [UInt8]) -> Bool {
    !beginning.starts(with: [0x1F, 0x8B]) && !beginning.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
      && FileFormat(of: beginning[...]) == .text
  }
}
