/// The units with the smallest tickets, found without putting all in order.
///
/// Selects what ``SimpleSelection`` puts first, in no order of its own: for replicates by the
/// thousand, where the order of a draw is not asked for. Settled on the first 64 bits, and only where
/// those agree at the end of the selection on the whole ticket and the identifier.
package struct SmallestTickets {
  private var keys: [UInt64] = []

  /// Makes a selector; it keeps its memory from call to call.
  package init() {}

  /// Selects.
  ///
  /// - Parameters:
  ///   - count: how many, 0 to as many as there are tickets.
  ///   - tickets: the tickets of a stratum.
  ///   - start: where the circle is entered, nil for its beginning.
  ///   - precedes: whether the identifier of one unit comes before that of another.
  ///   - selected: the places of the selected units are appended to it.
  /// - Returns: the greatest ticket selected, counted from the start; nil for none.
  /// - Complexity: O(N) expected.
  package mutating func select(
    _ count: Int,
    of tickets: UnsafeBufferPointer<Digest>,
    from start: Digest? = nil,
    precedes: (Int, Int) -> Bool,
    into selected: inout [Int]
  ) -> Digest? {
    precondition(count <= tickets.count, "no more than there are")
    guard count > 0 else { return nil }
    let first = start?.words.0 ?? 0
    /// Whether a comes before b round the circle.
    func comesBefore(_ a: Int, _ b: Int) -> Bool {
      if let start {
        let isPast = (tickets[a] <= start, tickets[b] <= start)
        if isPast.0 != isPast.1 { return isPast.1 }
      }
      return tickets[a] != tickets[b] ? tickets[a] < tickets[b] : precedes(a, b)
    }
    keys.removeAll(keepingCapacity: true)
    keys.reserveCapacity(tickets.count)
    for ticket in tickets { keys.append(ticket.words.0 &- first) }
    if let start {
      // What begins as the start does lies on either side of it: by the whole ticket.
      for (place, ticket) in tickets.enumerated() where ticket.words.0 == first {
        keys[place] = ticket <= start ? .max : 0
      }
    }
    let threshold = keys.withUnsafeMutableBufferPointer { SmallestTickets.rank(count - 1, in: $0) }
    var ties: [Int] = []
    var greatest = -1
    let before = selected.count
    for (place, ticket) in tickets.enumerated() {
      var key = ticket.words.0 &- first
      if let start, ticket.words.0 == first { key = ticket <= start ? .max : 0 }
      if key < threshold {
        selected.append(place)
      } else if key == threshold {
        ties.append(place)
      }
    }
    ties.sort(by: comesBefore)
    let rest = ties.prefix(count - (selected.count - before))
    selected += rest
    greatest = rest.last ?? greatest
    return greatest < 0 ? nil : tickets[greatest]
  }

  /// The element that would stand at a place if all were in order (Hoare 1961,
  /// doi:10.1145/366622.366647); the elements are moved.
  private static func rank(_ place: Int, in keys: UnsafeMutableBufferPointer<UInt64>) -> UInt64 {
    var (low, high) = (0, keys.count - 1)
    while low < high {
      // Tickets are in no order, so that the one in the middle is as good as any.
      let pivot = keys[low + (high - low) / 2]
      var (left, right) = (low, high)
      while left <= right {
        while keys[left] < pivot { left += 1 }
        while keys[right] > pivot { right -= 1 }
        if left <= right {
          keys.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if place <= right {
        high = right
      } else if place >= left {
        low = left
      } else {
        return keys[place]
      }
    }
    return keys[place]
  }
}
