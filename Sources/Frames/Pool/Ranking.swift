public import Sampling

/// How many units are selected in one stratum, and where the circle is entered.
public struct StratumCount: Hashable, Sendable {
  /// n.
  public var size: Int
  /// r.
  public var reserves: Int
  /// s, nil for the beginning of the circle.
  public var start: Digest?

  /// Makes a count.
  ///
  /// - Parameters:
  ///   - size: n.
  ///   - reserves: r.
  ///   - start: s, nil for the beginning of the circle.
  public init(size: Int, reserves: Int = 0, start: Digest? = nil) {
    self.size = size
    self.reserves = reserves
    self.start = start
  }
}

extension Census {
  /// Selects, and makes sure that no identifier stands twice.
  ///
  /// The order of every stratum is that of ``SimpleSelection``, settled on 64 bits of the tickets
  /// and, where those are equal, on all 256 and the identifier.
  ///
  /// - Parameters:
  ///   - counts: one for each of ``strata``, in their order.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the selection.
  /// - Throws: ``SelectionError`` for more units than a stratum has; ``DataError`` with both rows of
  ///   every duplicate; ``InputError``; ``Interruption``.
  /// - Complexity: O(N) in all for N units.
  public func ranked(
    _ counts: [StratumCount],
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Selection {
    precondition(counts.count == strata.count, "a count for each stratum")
    for (stratum, count) in zip(strata, counts) {
      let (wanted, overflow) = count.size.addingReportingOverflow(count.reserves)
      guard !overflow, wanted <= stratum.population else {
        throw SelectionError.countOverPopulation(
          count: overflow ? .max : wanted,
          population: stratum.population
        )
      }
    }
    var reach = zip(strata, counts).map { stratum, count in
      CandidateReach(count, population: stratum.population)
    }
    while true {
      let parts = try candidates(within: reach, monitor: monitor)
      var ordered: [[TicketEntry]] = []
      for index in strata.indices {
        let entries = parts.flatMap { $0.entries[codes[index]] }
        ordered.append(try around(entries, from: counts[index].start))
      }
      let short = strata.indices.filter {
        ordered[$0].count < counts[$0].size + counts[$0].reserves
      }
      guard !short.isEmpty else {
        for index in strata.indices {
          ordered[index].removeSubrange((counts[index].size + counts[index].reserves)...)
        }
        return Selection(pool: pool, key: key, strata: strata, counts: counts, entries: ordered)
      }
      // So unlikely that it is tested by force: look further where too few lay within reach.
      for index in short { reach[index].widen() }
    }
  }

  private struct Part: Sendable {
    /// Candidates of each stratum, by its code, in the order of their tickets.
    var entries: [[TicketEntry]]
    /// Offsets of units with the same identifier, the first unit's first.
    var duplicates: [[Int]]
  }

  /// Sorts the buckets and keeps the units within reach.
  private func candidates(
    within reach: [CandidateReach],
    monitor: WorkMonitor
  ) throws -> [Part] {
    monitor.begin(.ranking, goal: units)
    var reachByCode = [CandidateReach](repeating: reach[0], count: codes.count)
    for (index, code) in codes.enumerated() { reachByCode[code] = reach[index] }
    let buckets = 1 << stores[0].bucketBits
    let workers = min(threads, buckets)
    let parts = try Parallel.map(workers) { [reachByCode] worker in
      var part = Part(entries: Array(repeating: [], count: codes.count), duplicates: [])
      var sorter = BucketSorter(bucketBits: stores[0].bucketBits)
      defer { sorter.free() }
      var fetcher = RecordFetcher(pool)
      for bucket in buckets * worker / workers..<buckets * (worker + 1) / workers {
        let entries = sorter.sorted(bucket, of: stores)
        part.duplicates += try settleTies(in: entries, &fetcher)
        for entry in entries where reachByCode[entry.stratum].contains(entry.prefix) {
          part.entries[entry.stratum].append(entry)
        }
        try monitor.advance(entries.count)
      }
      return part
    }
    let duplicates = parts.flatMap(\.duplicates)
    if !duplicates.isEmpty { throw try pool.duplicateError(duplicates) }
    return parts
  }

  /// Puts units whose tickets begin with the same 64 bits in order, and finds those that are one.
  private func settleTies(
    in entries: UnsafeMutableBufferPointer<TicketEntry>,
    _ fetcher: inout RecordFetcher
  ) throws -> [[Int]] {
    var duplicates: [[Int]] = []
    var start = 0
    while start + 1 < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].prefix == entries[start].prefix { end += 1 }
      if end - start > 1 {
        var run: [(ticket: Digest, id: [UInt8], entry: TicketEntry)] = []
        for entry in entries[start..<end] {
          let id = try fetcher.identifier(at: entry.offset)
          run.append((key.ticket(of: id), id, entry))
        }
        run.sort { left, right in
          if left.ticket != right.ticket { return left.ticket < right.ticket }
          if left.id != right.id { return left.id.lexicographicallyPrecedes(right.id) }
          return left.entry.offset < right.entry.offset
        }
        for (index, unit) in run.enumerated() { entries[start + index] = unit.entry }
        var first = 0
        for index in 1...run.count where index == run.count || run[index].id != run[first].id {
          if index - first > 1 { duplicates.append(run[first..<index].map(\.entry.offset)) }
          first = index
        }
      }
      start = end
    }
    return duplicates
  }

  /// Entries in ascending order, entered behind the start: (ticket ≤ s, ticket).
  private func around(_ entries: [TicketEntry], from start: Digest?) throws -> [TicketEntry] {
    guard let start else { return entries }
    var fetcher = RecordFetcher(pool)
    var split = 0
    while split < entries.count, entries[split].prefix <= start.words.0 {
      if entries[split].prefix == start.words.0 {
        let id = try fetcher.identifier(at: entries[split].offset)
        if key.ticket(of: id) > start { break }
      }
      split += 1
    }
    return Array(entries[split...] + entries[..<split])
  }
}

/// Which tickets may belong to the first n + r of a stratum.
///
/// Tickets are uniform, so that the first m of N lie within (m + 10√m + 50)/N of the circle but for
/// a chance far below 10⁻²⁰; fewer are noticed, and the reach is widened. Only speed depends on it.
private struct CandidateReach {
  private let start: UInt64
  private let isBounded: Bool
  private var length: UInt64
  private var isEverything: Bool

  init(_ count: StratumCount, population: Int) {
    start = count.start?.words.0 ?? 0
    isBounded = count.start != nil
    let wanted = Double(count.size + count.reserves)
    let share = (wanted + 10 * wanted.squareRoot() + 50) / Double(max(population, 1))
    isEverything = share >= 1 && wanted > 0
    length = wanted == 0 ? 0 : isEverything ? .max : UInt64(share * 0x1p64)
  }

  /// Whether a ticket with these first bits is within reach; one that begins as the start does
  /// always is, because only its other bits tell on which side it lies.
  func contains(_ prefix: UInt64) -> Bool {
    isEverything || prefix &- start < length || (isBounded && prefix == start)
  }

  mutating func widen() {
    if length > .max / 4 { isEverything = true } else { length = max(length, 1 << 32) * 4 }
  }
}

extension Pool {
  /// Both rows of every duplicate; the first ones in words.
  func duplicateError(_ groups: [[Int]]) throws -> DataError {
    let pairs = groups.flatMap { group in group.dropFirst().map { (later: $0, first: group[0]) } }
      .sorted { $0.later < $1.later }
    let shown = pairs.prefix(DataError.shown)
    let rows = try RowNumbers(self).rows(at: shown.flatMap { [$0.later, $0.first] })
    var fetcher = RecordFetcher(self)
    var problems: [DataError.Problem] = []
    for (index, pair) in shown.enumerated() {
      problems.append(
        DataError.Problem(
          file: file,
          row: rows[2 * index],
          column: columns.header[columns.ids[0]],
          value: String(decoding: try fetcher.identifier(at: pair.later), as: UTF8.self),
          reason: .duplicate(otherRow: rows[2 * index + 1])
        )
      )
    }
    return DataError(problems, count: pairs.count)
  }
}
