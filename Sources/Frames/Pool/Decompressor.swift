internal import CZlib
internal import CZstd

/// A stream of compressed bytes, unpacked piece by piece.
protocol Decompressor: AnyObject {
  /// Unpacks the next piece and hands what comes out to `sink`.
  ///
  /// - Throws: what `sink` throws, or ``CorruptStream``.
  func unpack(_ input: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) throws -> Void)
    throws
  /// Whether the stream may end here.
  var isComplete: Bool { get }
}

/// Compressed bytes that do not unpack.
struct CorruptStream: Error {}

/// gzip, also of several members one behind the other.
final class GzipDecompressor: Decompressor {
  private var stream = z_stream()
  private(set) var isComplete = false
  private var output = [UInt8](repeating: 0, count: 1 << 18)

  init() throws {
    guard ct_inflate_start(&stream) == Z_OK else { throw CorruptStream() }
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
        guard inflateReset(&stream) == Z_OK else { throw CorruptStream() }
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
      case Z_BUF_ERROR: if stream.avail_in > 0 { throw CorruptStream() }
      default: throw CorruptStream()
      }
    } while stream.avail_in > 0 || stream.avail_out == 0
  }
}

/// Zstandard, also of several frames one behind the other.
final class ZstdDecompressor: Decompressor {
  private let stream: OpaquePointer
  private(set) var isComplete = false
  private var output = [UInt8](repeating: 0, count: 1 << 18)

  init() throws {
    guard let stream = ZSTD_createDStream() else { throw CorruptStream() }
    self.stream = stream
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
      guard ZSTD_isError(status) == 0 else { throw CorruptStream() }
      try output.withUnsafeBytes { try sink(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      isComplete = status == 0
      isFull = count == capacity
    }
  }
}
