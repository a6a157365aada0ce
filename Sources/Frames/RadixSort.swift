/// A sort of values by numbers of 64 bits, byte by byte from the lowest.
///
/// Knuth 1998, vol. 3, §5.2.5.
enum RadixSort {
  /// Fewer values are sorted by comparison.
  private static let least = 1 << 10

  /// Sorts values by a number of each.
  ///
  /// - Parameters:
  ///   - values: the values.
  ///   - key: the number.
  /// - Complexity: O(n) for each byte in which the numbers differ, with room for as many values again.
  static func sort<Value: BitwiseCopyable>(
    _ values: inout [Value],
    by key: (Value) -> UInt64
  ) {
    guard values.count >= least else {
      values.sort { key($0) < key($1) }
      return
    }
    var other = values
    // How many values have each byte, and then where the next of them goes; 256 numbers for each of eight bytes.
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 8 * 256) { places in
      places.initialize(repeating: 0)
      for value in values {
        let number = key(value)
        for byte in 0..<8 { places[256 * byte + digit(byte, of: number)] += 1 }
      }
      for byte in 0..<8 {
        let next = UnsafeMutableBufferPointer(rebasing: places[256 * byte..<256 * (byte + 1)])
        guard !next.contains(values.count) else { continue }
        var place = 0
        for index in next.indices {
          let count = next[index]
          next[index] = place
          place += count
        }
        other.withUnsafeMutableBufferPointer { target in
          for value in values {
            let digit = digit(byte, of: key(value))
            target[next[digit]] = value
            next[digit] += 1
          }
        }
        swap(&values, &other)
      }
    }
  }

  @inline(__always)
  private static func digit(_ byte: Int, of number: UInt64) -> Int {
    Int(truncatingIfNeeded: number >> UInt64(8 * byte)) & 0xFF
  }
}
