internal import Sampling

/// Strata that are looked at together: one alone, or a run of small ones.
struct StratumGroups: Sendable {
  /// The strata of each group, by their index.
  let ranges: [Range<Int>]
  /// The group of each stratum.
  let groupOfStratum: [Int32]

  /// Puts strata together as long as at most so many candidates come together.
  ///
  /// - Parameters:
  ///   - candidates: how many candidates each stratum may have.
  ///   - limit: how many may be in a group of several strata.
  init(candidates: [Int], limit: Int) {
    var ranges: [Range<Int>] = []
    var groupOfStratum: [Int32] = []
    var start = 0
    var sum = 0
    for (stratum, count) in candidates.enumerated() {
      if sum + count > limit, stratum > start {
        ranges.append(start..<stratum)
        start = stratum
        sum = 0
      }
      sum += count
      groupOfStratum.append(Int32(ranges.count))
    }
    if start < candidates.count { ranges.append(start..<candidates.count) }
    self.ranges = ranges
    self.groupOfStratum = groupOfStratum
  }
}

/// The entries of the selected units, and of a few candidates behind them.
///
/// Each log has an entry's group as its bucket and the stratum's index as its stratum. The logs one
/// after the other hold the entries of every stratum in ascending order of their tickets, or, where
/// a draw has ranked them by something else, in that order.
struct Picks: Sendable {
  let groups: StratumGroups
  let logs: [EntryLog<TicketEntry>]

  /// Entries of a chunk in these logs.
  static let chunk = 1024

  /// A run of selected units of one stratum in a window.
  struct Run {
    var stratum: Int
    /// The rank of its first unit.
    var rank: Int
    /// The index of its first unit in the window.
    var start: Int
  }

  /// Selected units that follow each other in the selection.
  struct Window {
    var entries: [TicketEntry] = []
    var runs: [Run] = []
  }

  /// Goes through the selected units: strata in order, units by rank, so many at once.
  ///
  /// - Parameters:
  ///   - room: bytes that the units of a window may take.
  ///   - unread: bytes that a unit takes whose record has to be read; others take that of its place.
  ///   - counts: how many units are wanted of each stratum, and where the circle is entered.
  ///   - isAfter: whether an entry lies behind a start on the circle.
  ///   - body: takes a window.
  /// - Throws: what `isAfter` and `body` throw; ``InputError`` for a temporary file.
  func forEachWindow(
    of room: Int,
    unread: Int,
    counts: [StratumCount],
    isAfter: (TicketEntry, Digest) throws -> Bool,
    _ body: (Window) throws -> Void
  ) throws {
    var window = Window()
    var taken = 0
    let wanted = counts.reduce(0) { $0 + $1.size + $1.reserves }
    window.entries.reserveCapacity(min(wanted, room / RowCollector.bytesOfPlace))
    let read = RowCollector.bytesOfPlace
    let entries = UnsafeMutablePointer<TicketEntry>.allocate(capacity: Picks.chunk)
    defer { entries.deallocate() }
    for (group, strata) in groups.ranges.enumerated() {
      var source = GroupEntries(group, of: self)
      if strata.count > 1 { try source.sortByStratum(strata) }
      for stratum in strata {
        let range = source.range(of: stratum)
        let wanted = counts[stratum].size + counts[stratum].reserves
        var split = 0
        if let start = counts[stratum].start {
          split = try source.firstIndex(in: range) { try isAfter($0, start) }
        }
        // On from the start, then round the circle.
        let parts = [
          range.lowerBound + split..<range.upperBound,
          range.lowerBound..<range.lowerBound + split,
        ]
        var rank = 0
        for part in parts {
          var position = part.lowerBound
          while position < part.upperBound, rank < wanted {
            let count = min(
              Picks.chunk,
              part.upperBound - position,
              wanted - rank,
              max(1, (room - taken) / unread)
            )
            try source.copy(position..<position + count, to: entries)
            window.runs.append(Run(stratum: stratum, rank: rank + 1, start: window.entries.count))
            for index in 0..<count {
              let entry = entries[index]
              window.entries.append(entry)
              taken += entry.place.isOnShelf ? read : unread
            }
            rank += count
            position += count
            if taken + unread > room {
              try body(window)
              window.entries.removeAll(keepingCapacity: true)
              window.runs.removeAll(keepingCapacity: true)
              taken = 0
            }
          }
        }
      }
    }
    if !window.entries.isEmpty { try body(window) }
  }
}

/// The entries of one group, over all logs.
private struct GroupEntries {
  private let picks: Picks
  private let group: Int
  private let counts: [Int]
  /// The entries by stratum where the group has several, and where each begins.
  private var sorted: [TicketEntry] = []
  private var starts: [Int] = []
  private var first = 0

  init(_ group: Int, of picks: Picks) {
    self.picks = picks
    self.group = group
    counts = picks.logs.map { $0.count(of: group) }
  }

  private var count: Int { counts.reduce(0, +) }

  /// Where a stratum's entries stand.
  func range(of stratum: Int) -> Range<Int> {
    starts.isEmpty ? 0..<count : starts[stratum - first]..<starts[stratum - first + 1]
  }

  /// A stable counting sort by stratum.
  mutating func sortByStratum(_ strata: Range<Int>) throws {
    let total = count
    let all = UnsafeMutablePointer<TicketEntry>.allocate(capacity: total)
    defer { all.deallocate() }
    try copy(0..<total, to: all)
    first = strata.lowerBound
    var starts = [Int](repeating: 0, count: strata.count + 1)
    for index in 0..<total { starts[all[index].stratum - first + 1] += 1 }
    for stratum in 1...strata.count { starts[stratum] += starts[stratum - 1] }
    self.starts = starts
    sorted = Array(
      repeating: TicketEntry(prefix: 0, stratum: 0, place: RecordPlace(offset: 0)),
      count: total
    )
    for index in 0..<total {
      let stratum = all[index].stratum - first
      sorted[starts[stratum]] = all[index]
      starts[stratum] += 1
    }
  }

  func copy(_ range: Range<Int>, to memory: UnsafeMutablePointer<TicketEntry>) throws {
    if !starts.isEmpty, !range.isEmpty {
      sorted.withUnsafeBufferPointer { sorted in
        guard let base = sorted.baseAddress else { return }
        memory.update(from: base + range.lowerBound, count: range.count)
      }
      return
    }
    var before = 0
    var next = memory
    for (log, count) in zip(picks.logs, counts) {
      let part = range.clamped(to: before..<before + count)
      if !part.isEmpty {
        try log.copy(part.lowerBound - before..<part.upperBound - before, of: group, to: next)
        next += part.count
      }
      before += count
    }
  }

  /// How many of the entries, which are in order, come before the first that meets a condition.
  func firstIndex(
    in range: Range<Int>,
    where condition: (TicketEntry) throws -> Bool
  ) throws -> Int {
    let entry = UnsafeMutablePointer<TicketEntry>.allocate(capacity: 1)
    defer { entry.deallocate() }
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      try copy(middle..<middle + 1, to: entry)
      if try condition(entry.pointee) { high = middle } else { low = middle + 1 }
    }
    return low - range.lowerBound
  }
}
