internal import CZlib
internal import CZstd

/// A stream of compressed bytes, unpacked piece by piece.
protocol Decompressor: AnyObject {
  /// Unpacks the next piece and hands what comes out to `sink`.
  ///
  /// - Throws: what `sink` throws, or ``UnpackingError``.
  func unpack(_ input: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) throws -> Void)
    throws
  /// Whether the stream may end here.
  var isComplete: Bool { get }
}

/// Why compressed bytes do not unpack.
enum UnpackingError: Error, Equatable {
  /// They are damaged.
  case corrupt
  /// They may be whole, and the library has not what it needs for them: memory, mostly.
  case unable(reason: String)

  /// The same as an error of an input.
  func input(_ file: String) -> InputError {
    switch self {
    case .corrupt: .corrupt(file: file)
    case .unable(let reason): .unreadable(file: file, reason: reason)
    }
  }
}

/// gzip, also of several members one behind the other.
final class GzipDecompressor: Decompressor {
  private var stream = z_stream()
  private(set) var isComplete = false
  private var output = [UInt8](repeating: 0, count: 1 << 18)

  init() throws(UnpackingError) {
    let status = ct_inflate_start(&stream)
    guard status == Z_OK else { throw GzipDecompressor.error(status) }
  }

  /// What a status of zlib other than Z_OK means.
  static func error(_ status: Int32) -> UnpackingError {
    switch status {
    case Z_DATA_ERROR, Z_NEED_DICT, Z_BUF_ERROR: .corrupt
    default: .unable(reason: String(cString: zError(status)))
    }
  }

  deinit { inflateEnd(&stream) }

  func unpack(
    _ input: UnsafeRawBufferPointer,
    to sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    // zlib's interface is not const; it does not write to its input.
    stream.next_in = UnsafeMutablePointer(
      mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress
    )
    stream.avail_in = UInt32(input.count)
    repeat {
      if isComplete, stream.avail_in > 0 {
        let status = inflateReset(&stream)
        guard status == Z_OK else { throw GzipDecompressor.error(status) }
        isComplete = false
      }
      let capacity = output.count
      let status = output.withUnsafeMutableBufferPointer { buffer in
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(capacity)
        return inflate(&stream, Z_NO_FLUSH)
      }
      let count = capacity - Int(stream.avail_out)
      try output.withUnsafeBytes { try sink(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      switch status {
      case Z_STREAM_END: isComplete = true
      case Z_OK: break
      case Z_BUF_ERROR: if stream.avail_in > 0 { throw UnpackingError.corrupt }
      default: throw GzipDecompressor.error(status)
      }
    } while stream.avail_in > 0 || stream.avail_out == 0
  }
}

/// Zstandard, also of several frames one behind the other.
final class ZstdDecompressor: Decompressor {
  private let stream: OpaquePointer
  private(set) var isComplete = false
  private var output = [UInt8](repeating: 0, count: 1 << 18)

  init() throws(UnpackingError) {
    guard let stream = ZSTD_createDStream() else {
      throw ZstdDecompressor.error(ZSTD_error_memory_allocation)
    }
    self.stream = stream
  }

  /// What an error of the library means.
  static func error(_ code: ZSTD_ErrorCode) -> UnpackingError {
    switch code {
    case ZSTD_error_memory_allocation, ZSTD_error_frameParameter_windowTooLarge:
      .unable(reason: String(cString: ZSTD_getErrorString(code)))
    default: .corrupt
    }
  }

  deinit { ZSTD_freeDStream(stream) }

  func unpack(
    _ input: UnsafeRawBufferPointer,
    to sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var isFull = false
    while source.pos < source.size || isFull {
      let capacity = output.count
      let (status, count) = output.withUnsafeMutableBytes { buffer in
        var target = ZSTD_outBuffer(dst: buffer.baseAddress, size: capacity, pos: 0)
        let status = ZSTD_decompressStream(stream, &target, &source)
        return (status, target.pos)
      }
      guard ZSTD_isError(status) == 0 else {
        throw ZstdDecompressor.error(ZSTD_getErrorCode(status))
      }
      try output.withUnsafeBytes { try sink(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      isComplete = status == 0
      isFull = count == capacity
    }
  }
}
