public import Sampling

/// Which units of a pool are selected, in order; their records are read by
/// ``forEachPiece(threads:monitor:make:take:)``.
public struct Selection: Sendable {
  let pool: Pool
  let key: DrawKey
  /// The strata, by the bytes of their names.
  public let strata: [Stratum]
  /// The counts of each stratum.
  public let counts: [StratumCount]
  let picks: Picks
  /// Records that the census has kept.
  let shelves: Shelves
  let memory: Memory

  /// Units selected, with the reserves.
  public var units: Int { counts.reduce(0) { $0 + $1.size + $1.reserves } }

  /// Units in the frame.
  var population: Int { strata.reduce(0) { $0 + $1.population } }
}

extension Selection {
  /// A selection whose order was decided in memory: the entries of each stratum, exactly those that
  /// are selected.
  init(
    pool: Pool,
    key: DrawKey,
    strata: [Stratum],
    counts: [StratumCount],
    entries: [[TicketEntry]]
  ) throws {
    let groups = StratumGroups(candidates: entries.map(\.count), limit: Memory.usual.group)
    let log = EntryLog<TicketEntry>(.init(buckets: groups.ranges.count, chunk: Picks.chunk))
    for (stratum, entries) in entries.enumerated() {
      for entry in entries {
        try log.append(entry, to: Int(groups.groupOfStratum[stratum]))
      }
    }
    self.pool = pool
    self.key = key
    self.strata = strata
    // The order is decided: the circle was entered where it had to be.
    self.counts = counts.map { StratumCount(size: $0.size, reserves: $0.reserves) }
    picks = Picks(groups: groups, logs: [log])
    shelves = Shelves(shelves: [])
    memory = .usual
  }
}

/// A selected unit; its bytes are valid only while it is handed out.
public struct SelectedUnit {
  /// The index of its stratum in ``Selection/strata``.
  public let stratum: Int
  /// Its rank in the stratum, from 1; above the size for reserves.
  public let rank: Int
  /// Its ticket.
  public let ticket: Digest
  /// Its identifier.
  public let id: UnsafeRawBufferPointer
  /// Its record as it stands in the pool, without the line end.
  public let record: UnsafeRawBufferPointer
}

extension Selection {
  /// Hands out the selected units: the strata in the order of their names, the units by rank.
  ///
  /// - Parameters:
  ///   - monitor: told what is done, asked whether to stop.
  ///   - body: takes a unit.
  /// - Throws: what `body` throws; ``InputError``; ``Interruption``.
  /// - Complexity: as ``forEachPiece(threads:monitor:make:take:)``.
  public func forEachUnit(
    monitor: WorkMonitor = WorkMonitor(),
    _ body: (SelectedUnit) throws -> Void
  ) throws {
    try forEachWindow(threads: 1, monitor: monitor) { collector in
      var start = 0
      while start < collector.count {
        let end = min(start + Selection.pieceUnits, collector.count)
        try collector.forEachUnit(in: start..<end, body)
        start = end
      }
    }
  }

  /// Makes something of every piece of the selection, several pieces at a time, and takes the
  /// results in order: the strata in the order of their names, the units by rank.
  ///
  /// The records are read in the order of the file and kept until their turn; where they would take
  /// more memory than the draw may, in several passes.
  ///
  /// - Parameters:
  ///   - threads: how many threads work; the result does not depend on it.
  ///   - monitor: told what is done, asked whether to stop.
  ///   - make: makes a result of a piece's units, which it goes through in order; called by several
  ///     threads at the same time.
  ///   - take: takes the results, in order and one at a time, on any of the threads.
  /// - Throws: what `make` and `take` throw; ``InputError``; ``Interruption``.
  /// - Complexity: O(n) for n selected units, and a pass over the parts of the file that hold them
  ///   for every window of memory.
  public func forEachPiece<Result: Sendable>(
    threads: Int = Pool.usualThreads,
    monitor: WorkMonitor = WorkMonitor(),
    make: @Sendable (SelectedPiece) throws -> Result,
    take: (Result) throws -> Void
  ) throws {
    try forEachWindow(threads: threads, monitor: monitor) { collector in
      let pieces = (collector.count + Selection.pieceUnits - 1) / Selection.pieceUnits
      try Parallel.ordered(pieces, threads: threads) { piece in
        let start = piece * Selection.pieceUnits
        let end = min(start + Selection.pieceUnits, collector.count)
        return try make(SelectedPiece(collector: collector, range: start..<end))
      } take: { result in
        try take(result)
      }
    }
  }

  /// So few that their records and lines stay in a processor's cache.
  private static let pieceUnits = 1024

  /// Collects the units window by window.
  private func forEachWindow(
    threads: Int,
    monitor: WorkMonitor,
    _ body: (RowCollector) throws -> Void
  ) throws {
    monitor.begin(.collecting, goal: units)
    let unread = RowCollector.bytes(ofRecord: pool.source.size / max(population, 1))
    let room = memory.windowRoom(
      units: population,
      picked: units,
      shelved: shelves.bytes,
      each: unread
    )
    var fetcher = RecordFetcher(pool)
    try picks.forEachWindow(of: room, unread: unread, counts: counts) { entry, start in
      if entry.prefix != start.words.0 { return entry.prefix > start.words.0 }
      return key.ticket(of: try identifier(at: entry.place, &fetcher)) > start
    } _: { window in
      let collector = try RowCollector(window, of: self, threads: threads, monitor: monitor)
      // Before anybody sees what was read.
      try pool.source.checkUnchanged()
      try body(collector)
    }
  }
}

extension Selection {
  private func identifier(at place: RecordPlace, _ fetcher: inout RecordFetcher) throws -> [UInt8] {
    guard place.isOnShelf else { return try fetcher.identifier(at: place.offset) }
    return Array(Shelf.id(at: shelves.pointer(to: place)))
  }
}

/// A run of selected units.
public struct SelectedPiece: Sendable {
  let collector: RowCollector
  let range: Range<Int>

  /// How many units.
  public var count: Int { range.count }

  /// Hands out the units in order.
  ///
  /// - Parameter body: takes a unit.
  /// - Throws: what `body` throws; ``InputError/changed(file:)`` for a record whose ticket is not the
  ///   one of the census.
  public func forEachUnit(_ body: (SelectedUnit) throws -> Void) throws {
    try collector.forEachUnit(in: range, body)
  }
}
