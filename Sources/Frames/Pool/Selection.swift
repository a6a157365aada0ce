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
  /// The records are read in the order of the file and kept until their turn; where they would take
  /// more than ``memory`` bytes, in several passes.
  ///
  /// - Parameters:
  ///   - memory: bytes that may be kept.
  ///   - monitor: told what is done, asked whether to stop.
  ///   - body: takes a unit.
  /// - Throws: what `body` throws; ``InputError``; ``Interruption``.
  /// - Complexity: O(n log n) for n selected units, and a pass over the parts of the file that hold
  ///   them for every ``memory`` bytes of records.
  public func forEachUnit(
    memory: Int = 1 << 29,
    monitor: WorkMonitor = WorkMonitor(),
    _ body: (SelectedUnit) throws -> Void
  ) throws {
    let places = entries.enumerated().flatMap { stratum, entries in
      entries.enumerated().map { rank, entry in
        UnitPlace(stratum: stratum, rank: rank + 1, offset: entry.offset)
      }
    }
    monitor.begin(.collecting, goal: places.count)
    let usual = RowCollector.usualBytes(of: pool)
    let window = max(memory / usual, 1)
    var start = 0
    while start < places.count {
      let end = min(start + window, places.count)
      var collector = RowCollector(pool: pool, key: key)
      try collector.collect(Array(places[start..<end]), monitor: monitor)
      try collector.forEachUnit(body)
      start = end
    }
  }
}

/// Where a selected unit's record lies, and what the unit is.
struct UnitPlace {
  var stratum: Int
  var rank: Int
  var offset: Int
}
