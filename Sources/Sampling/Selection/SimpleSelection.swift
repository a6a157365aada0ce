/// Simple random selection without replacement by tickets.
///
/// Each unit's ticket is a uniform number that nobody chose; the units with the n smallest are a
/// simple random sample (the permanent random numbers of Ohlsson 1995, in Business Survey Methods,
/// ch. 9). Selecting more is a longer prefix of the same order.
public enum SimpleSelection {
  /// The order in which units are selected.
  ///
  /// Orders by (ticket, id); with a start s, goes on round the circle behind it: orders by
  /// (ticket ≤ s, ticket, id), false first.
  ///
  /// - Parameters:
  ///   - tickets: the units' tickets.
  ///   - ids: the units' identifiers, which settle equal tickets; as many as tickets.
  ///   - start: where the circle is entered, nil for its beginning.
  /// - Returns: the indices of the units, the first to be selected first.
  /// - Complexity: O(N log N).
  public static func order(
    tickets: [Digest],
    ids: [String],
    start: Digest? = nil
  ) -> [Int] {
    precondition(tickets.count == ids.count, "an identifier for each ticket")
    return tickets.indices.sorted { left, right in
      if let start {
        let isPast = (tickets[left] <= start, tickets[right] <= start)
        if isPast.0 != isPast.1 { return isPast.1 }
      }
      if tickets[left] != tickets[right] { return tickets[left] < tickets[right] }
      return ids[left].utf8.lexicographicallyPrecedes(ids[right].utf8)
    }
  }
}
