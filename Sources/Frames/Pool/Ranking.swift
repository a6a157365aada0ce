public import Sampling

extension Census {
  /// Selects, and makes sure that no identifier stands twice.
  ///
  /// The order of every stratum is that of ``SimpleSelection``, settled on 64 bits of the tickets
  /// and, where those are equal, on all 256 and the identifier. The census gives its memory back; a
  /// second selection from it reads the pool again.
  ///
  /// - Parameters:
  ///   - counts: one for each of ``strata``, in their order.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the selection.
  /// - Throws: ``SelectionError`` for more units than a stratum has; ``DataError`` with both rows of
  ///   every duplicate; ``InputError``; ``OutputError`` for a temporary file; ``Interruption``.
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
    return try ranked(counts, margin: 1, monitor: monitor)
  }

  /// Selects among the units whose tickets lie within a reach that holds enough of them but for a
  /// chance far below 10⁻²⁰; else tries again with a wider one.
  func ranked(
    _ counts: [StratumCount],
    margin: Double,
    monitor: WorkMonitor
  ) throws -> Selection {
    guard let kept = tickets.take() else {
      return try again(counts, margin: margin, monitor: monitor)
    }
    var reach = zip(strata, counts).map { stratum, count in
      CandidateReach(
        first: Double(count.size + count.reserves),
        from: count.start,
        of: stratum.population,
        margin: margin
      )
    }
    for (index, code) in codes.enumerated() {
      reach[index].limit(to: kept.reach[code])
    }
    let groups = StratumGroups(candidates: reach.map(\.greatest), limit: options.memory.group)
    let shape = EntryLogShape(
      buckets: groups.ranges.count,
      chunk: Picks.chunk,
      file: try options.memory.pickFile()
    )
    let parts = try candidates(kept, within: reach, groups: groups, shape: shape, monitor: monitor)
    let duplicates = parts.flatMap(\.duplicates)
    if !duplicates.isEmpty { throw try pool.duplicateError(duplicates) }
    if parts.contains(where: \.hasCollision) {
      return try again(counts, margin: margin, monitor: monitor)
    }
    for (index, count) in counts.enumerated()
    where parts.reduce(0, { $0 + $1.kept[index] }) < count.size + count.reserves {
      return try again(counts, margin: max(4, margin * 4), monitor: monitor)
    }
    return Selection(
      pool: pool,
      key: key,
      strata: strata,
      counts: counts,
      picks: Picks(groups: groups, logs: parts.map(\.log)),
      shelves: kept.shelves,
      memory: options.memory
    )
  }

  /// Reads the pool again and keeps an entry of every unit.
  private func again(
    _ counts: [StratumCount],
    margin: Double,
    monitor: WorkMonitor
  ) throws -> Selection {
    var options = options
    options.wantsDigest = false
    options.wantsFrame = false
    options.ceiling = nil
    return try pool.census(key: key, options: options, monitor: monitor)
      .ranked(counts, margin: margin, monitor: monitor)
  }

  private struct Part: Sendable {
    /// Candidates of a run of buckets, in the order of their tickets.
    var log: EntryLog<TicketEntry>
    /// How many of each stratum.
    var kept: [Int]
    /// Offsets of units with the same identifier, the first unit's first.
    var duplicates: [[Int]] = []
    /// Whether two tickets begin with the same 64 bits and the offsets are not all known.
    var hasCollision = false
  }

  /// Looks through the buckets and keeps the units within reach.
  private func candidates(
    _ content: CensusTickets.Content,
    within reach: [CandidateReach],
    groups: StratumGroups,
    shape: EntryLogShape,
    monitor: WorkMonitor
  ) throws -> [Part] {
    monitor.begin(.ranking, goal: units)
    let sections = shapes.sections
    let buckets = shapes.buckets
    let workers = min(options.threads, sections)
    var reachOfCode = reach
    var indexOfCode = [Int](repeating: 0, count: codes.count)
    for (index, code) in codes.enumerated() {
      reachOfCode[code] = reach[index]
      indexOfCode[code] = index
    }
    return try Parallel.map(workers) { [reachOfCode, indexOfCode] worker in
      var part = Part(log: EntryLog(shape), kept: Array(repeating: 0, count: strata.count))
      var order = BucketOrder(bucketBits: buckets.trailingZeroBitCount)
      defer { order.free() }
      var fetcher = RecordFetcher(pool)
      let first = sections * worker / workers * (buckets / sections)
      let end = sections * (worker + 1) / workers * (buckets / sections)
      for bucket in first..<end {
        let count = try order.load(bucket, of: content.parts)
        let collisions = order.collisions()
        if !collisions.isEmpty, !content.isWhole {
          part.hasCollision = true
          return part
        }
        for run in collisions { part.duplicates += try duplicates(in: run, &fetcher) }
        reachOfCode.withUnsafeBufferPointer { order.keep($0) }
        order.sort()
        if !collisions.isEmpty { try settleTies(in: order.wanted, &fetcher) }
        for entry in order.wanted {
          let index = indexOfCode[entry.stratum]
          part.kept[index] += 1
          try part.log.append(
            TicketEntry(prefix: entry.prefix, stratum: index, place: entry.place),
            to: Int(groups.groupOfStratum[index])
          )
        }
        try monitor.advance(count)
      }
      return part
    }
  }

  /// The offsets of units that have the same identifier, among some with the same 64 bits.
  private func duplicates(
    in run: [TicketEntry],
    _ fetcher: inout RecordFetcher
  ) throws -> [[Int]] {
    var offsets: [[UInt8]: [Int]] = [:]
    for entry in run {
      let offset = entry.place.offset
      offsets[try fetcher.identifier(at: offset), default: []].append(offset)
    }
    return offsets.values.filter { $0.count > 1 }.map { $0.sorted() }
  }

  /// Puts units whose tickets begin with the same 64 bits in the order of all 256, then of their
  /// identifiers.
  private func settleTies(
    in entries: UnsafeMutableBufferPointer<TicketEntry>,
    _ fetcher: inout RecordFetcher
  ) throws {
    var start = 0
    while start + 1 < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].prefix == entries[start].prefix { end += 1 }
      if end - start > 1 {
        var run: [(ticket: Digest, id: [UInt8], entry: TicketEntry)] = []
        for entry in entries[start..<end] {
          let id = try fetcher.identifier(at: entry.place.offset)
          run.append((key.ticket(of: id), id, entry))
        }
        run.sort { left, right in
          if left.ticket != right.ticket { return left.ticket < right.ticket }
          return left.id.lexicographicallyPrecedes(right.id)
        }
        for (index, unit) in run.enumerated() { entries[start + index] = unit.entry }
      }
      start = end
    }
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
      let unit = try fetcher.unit(at: pair.later)
      problems.append(
        DataError.Problem(
          file: file,
          row: rows[2 * index],
          column: columns.header[unit.column],
          value: String(decoding: unit.id, as: UTF8.self),
          reason: .duplicate(otherRow: rows[2 * index + 1])
        )
      )
    }
    return DataError(problems, count: pairs.count)
  }
}
