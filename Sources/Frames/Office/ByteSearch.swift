internal import CTickets

/// Finds a pattern of bytes.
struct ByteSearch {
  private let pattern: [UInt8]

  init(_ pattern: [UInt8]) { self.pattern = pattern }

  init(_ pattern: String) { self.init(Array(pattern.utf8)) }

  /// The offset of the first place from an offset on; nil where there is none.
  func first(in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
    guard let base = bytes.assumingMemoryBound(to: UInt8.self).baseAddress, start < bytes.count
    else {
      return nil
    }
    let count = bytes.count - start
    let offset = ct_find(base + start, count, pattern, pattern.count)
    return offset < count ? start + offset : nil
  }
}
