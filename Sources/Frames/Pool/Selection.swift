public import Sampling

/// Which units of a pool are selected, in order; their records are read by ``forEachUnit(monitor:_:)``.
public struct Selection: Sendable {
  let pool: Pool
  let key: DrawKey
  /// The strata, by the bytes of their names.
  public let strata: [Stratum]
  /// The counts of each stratum.
  public let counts: [StratumCount]
  /// Where the selected units' records lie: the strata in order, the units by rank.
  let entries: [[TicketEntry]]

  /// Units selected, with the reserves.
  public var units: Int { entries.reduce(0) { $0 + $1.count } }
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
  ///   - memory: as ``forEachPiece(memory:threads:monitor:make:take:)``.
  ///   - monitor: told what is done, asked whether to stop.
  ///   - body: takes a unit.
  /// - Throws: what `body` throws; ``InputError``; ``Interruption``.
  /// - Complexity: as ``forEachPiece(memory:threads:monitor:make:take:)``.
  public func forEachUnit(
    memory: Int = Selection.usualMemory,
    monitor: WorkMonitor = WorkMonitor(),
    _ body: (SelectedUnit) throws -> Void
  ) throws {
    try collect(memory: memory, threads: 1, monitor: monitor) { collector in
      try collector.forEachUnit(in: 0..<collector.count, body)
    }
  }

  /// Makes something of every piece of the selection, several pieces at a time, and takes the
  /// results in order: the strata in the order of their names, the units by rank.
  ///
  /// The records are read in the order of the file and kept until their turn; where they would take
  /// more than ``memory`` bytes, in several passes.
  ///
  /// - Parameters:
  ///   - memory: bytes that may be kept, as a guess from the size of the file.
  ///   - threads: how many threads work; the result does not depend on it.
  ///   - monitor: told what is done, asked whether to stop.
  ///   - make: makes a result of a piece's units, which it goes through in order; called by several
  ///     threads at the same time.
  ///   - take: takes the results, in order.
  /// - Throws: what `make` and `take` throw; ``InputError``; ``Interruption``.
  /// - Complexity: O(n) for n selected units, and a pass over the parts of the file that hold them
  ///   for every ``memory`` bytes of records.
  public func forEachPiece<Result: Sendable>(
    memory: Int = Selection.usualMemory,
    threads: Int = Pool.usualThreads,
    monitor: WorkMonitor = WorkMonitor(),
    make: @Sendable (SelectedPiece) throws -> Result,
    take: (Result) throws -> Void
  ) throws {
    try collect(memory: memory, threads: threads, monitor: monitor) { collector in
      var start = 0
      while start < collector.count {
        let first = start
        let results = try Parallel.map(threads) { worker -> Result? in
          let from = first + worker * Selection.pieceUnits
          let to = min(from + Selection.pieceUnits, collector.count)
          return from < to
            ? try make(SelectedPiece(collector: collector, range: from..<to)) : nil
        }
        for result in results { if let result { try take(result) } }
        start += threads * Selection.pieceUnits
      }
    }
  }

  /// Bytes of records that are kept at once where nothing else is said.
  public static let usualMemory = 1 << 28
  private static let pieceUnits = 8192

  /// Collects the units window by window.
  private func collect(
    memory: Int,
    threads: Int,
    monitor: WorkMonitor,
    _ body: (RowCollector) throws -> Void
  ) throws {
    monitor.begin(.collecting, goal: units)
    let window = max(memory / Selection.usualRecord, 1)
    var places: [UnitPlace] = []
    for (stratum, entries) in entries.enumerated() {
      for (index, entry) in entries.enumerated() {
        places.append(UnitPlace(stratum: stratum, rank: index + 1, offset: entry.offset))
        if places.count == window {
          try body(RowCollector(places, of: self, threads: threads, monitor: monitor))
          places.removeAll(keepingCapacity: true)
        }
      }
    }
    if !places.isEmpty {
      try body(RowCollector(places, of: self, threads: threads, monitor: monitor))
    }
  }

  /// Bytes that a collected unit takes, as a guess.
  private static let usualRecord = 128
}

/// A run of selected units.
public struct SelectedPiece: Sendable {
  let collector: RowCollector
  let range: Range<Int>

  /// Hands out the units in order.
  ///
  /// - Parameter body: takes a unit.
  /// - Throws: what `body` throws.
  public func forEachUnit(_ body: (SelectedUnit) throws -> Void) rethrows {
    try collector.forEachUnit(in: range, body)
  }
}

/// Where a selected unit's record lies, and what the unit is.
struct UnitPlace {
  var stratum: Int
  var rank: Int
  var offset: Int
}
