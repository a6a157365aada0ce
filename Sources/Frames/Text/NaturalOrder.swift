/// The order in which people list names: numbers within them by their value, all else by its bytes.
///
/// `片区2` before `片区10`, `7号` before `12号`; `07` and `7` differ, the shorter first.
package enum NaturalOrder {
  /// Whether a name comes before another.
  ///
  /// - Parameters:
  ///   - first: a name.
  ///   - second: another.
  /// - Returns: whether the first one comes before; false for the same bytes.
  /// - Complexity: O(length).
  package static func precedes(_ first: some StringProtocol, _ second: some StringProtocol) -> Bool
  {
    var (left, right) = (Array(first.utf8)[...], Array(second.utf8)[...])
    while let a = left.first, let b = right.first {
      if isDigit(a), isDigit(b) {
        let (x, y) = (left.prefix(while: isDigit), right.prefix(while: isDigit))
        let (u, v) = (x.drop { $0 == 0x30 }, y.drop { $0 == 0x30 })
        if u.count != v.count { return u.count < v.count }
        if !u.elementsEqual(v) { return u.lexicographicallyPrecedes(v) }
        if x.count != y.count { return x.count < y.count }
        (left, right) = (left.dropFirst(x.count), right.dropFirst(y.count))
      } else if a != b {
        return a < b
      } else {
        left.removeFirst()
        right.removeFirst()
      }
    }
    return left.isEmpty && !right.isEmpty
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
