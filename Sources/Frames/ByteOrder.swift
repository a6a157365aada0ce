import Foundation

/// The order of texts in the protocol: that of their bytes.
enum ByteOrder {
  /// Below 0 where the first comes first, 0 where they are the same, else above 0.
  static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let left = left.baseAddress, let right = right.baseAddress {
      let order = memcmp(left, right, common)
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }
}
