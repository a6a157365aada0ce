/// Selection from a numbered pool without a list: positions 1…N.
public enum PositionSelection {
  /// The positions that are drawn at most: they are kept in memory, 16 bytes and more each.
  public static let greatestCount = 10_000_000

  /// Draws positions in draw order.
  ///
  /// ```
  /// x(i) = first 64 bits of SHA-256( key("positions") ":" decimal(i) ),  i = 0, 1, 2 …
  /// ```
  ///
  /// x(i) is skipped when it is ≥ ⌊2⁶⁴/N⌋·N, so that no position is more likely than another; the
  /// position is (x mod N) + 1; one already drawn is skipped.
  ///
  /// - Parameters:
  ///   - count: how many, n + r.
  ///   - population: N, 1 to 2⁶⁴−1.
  ///   - key: a key for ``DrawKey/Purpose/positions``.
  /// - Returns: the positions in draw order, the first n being selected.
  /// - Throws: ``SelectionError/countOverPopulation(count:population:)`` where the count exceeds N
  ///   or N is 0; ``SelectionError/tooManyPositions(count:limit:)`` above ``greatestCount``.
  /// - Complexity: O(n) tickets while n ≤ N/2; O(N log N) expected for all of N.
  public static func positions(
    count: Int,
    population: UInt64,
    key: DrawKey
  ) throws(SelectionError) -> [UInt64] {
    guard population > 0, count >= 0, UInt64(count) <= population else {
      throw .countOverPopulation(count: count, population: Int(clamping: population))
    }
    guard count <= greatestCount else {
      throw .tooManyPositions(count: count, limit: greatestCount)
    }
    // ⌊2⁶⁴/N⌋·N − 1, the greatest x that is used; 2⁶⁴ itself does not fit, what lies below it does.
    let remainder = (UInt64.max % population + 1) % population
    let greatest = UInt64.max - remainder
    var drawn = Set<UInt64>(minimumCapacity: count)
    var positions: [UInt64] = []
    positions.reserveCapacity(count)
    var batch = TicketBatch(key: key)
    var next: UInt64 = 0
    while positions.count < count {
      let tickets = batch.tickets(ofNumbersFrom: next)
      next += UInt64(tickets.count)
      for ticket in tickets where ticket.words.0 <= greatest {
        let position = ticket.words.0 % population + 1
        guard drawn.insert(position).inserted else { continue }
        positions.append(position)
        if positions.count == count { break }
      }
    }
    return positions
  }
}

/// Tickets of consecutive numbers, many at a time.
private struct TicketBatch {
  private let key: DrawKey
  private static let size = 1024
  /// Each number has room for its 20 digits.
  private static let width = 20
  private var digits: [UInt8]
  private var ranges: [IdentifierRange]
  private var output: [Digest]

  init(key: DrawKey) {
    self.key = key
    digits = [UInt8](repeating: 0, count: TicketBatch.size * TicketBatch.width + DrawKey.slack)
    ranges = [IdentifierRange](
      repeating: IdentifierRange(offset: 0, length: 0),
      count: TicketBatch.size
    )
    output = [Digest](repeating: Digest(words: (0, 0, 0, 0)), count: TicketBatch.size)
  }

  /// The tickets of `first`, `first` + 1, ….
  mutating func tickets(ofNumbersFrom first: UInt64) -> [Digest] {
    for index in 0..<TicketBatch.size {
      var number = first + UInt64(index)
      let end = (index + 1) * TicketBatch.width
      var start = end
      repeat {
        start -= 1
        digits[start] = UInt8(0x30 + number % 10)
        number /= 10
      } while number > 0
      ranges[index] = IdentifierRange(offset: UInt64(start), length: UInt32(end - start))
    }
    digits.withUnsafeBytes { memory in
      ranges.withUnsafeBufferPointer { ranges in
        output.withUnsafeMutableBufferPointer { output in
          guard let base = memory.baseAddress else { return }
          key.tickets(of: ranges, in: base, into: output)
        }
      }
    }
    return output
  }
}
