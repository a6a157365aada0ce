internal import Sampling

/// A unit of a roster with its row in the pool.
public struct RosterRow: Sendable {
  /// The unit, as a place in ``Roster/units``.
  public let unit: Int
  /// The cells of its record, one a column of the pool.
  public let cells: [String]
}

extension Roster {
  /// Every unit with its cells, in the order of the list.
  ///
  /// - Parameter monitor: told what is done, asked whether to stop.
  /// - Returns: a row for each unit; the order is that of the file.
  /// - Throws: ``InputError``; ``Interruption``.
  /// - Complexity: O(N log N); the whole pool is in memory as text.
  public func rows(monitor: WorkMonitor = WorkMonitor()) throws -> [RosterRow] {
    var members = [[Int]](repeating: [], count: strata.count)
    // No draw: tickets only to see that the second reading finds the same units.
    let key = DrawKey(.units, label: "", seed: "")
    let order = units.indices.sorted { units[$0].offset < units[$1].offset }
    for index in order { members[units[index].stratum].append(index) }
    let selection = try Selection(
      pool: pool,
      key: key,
      strata: strata,
      counts: members.map { StratumCount(size: $0.count) },
      entries: members.enumerated().map { stratum, members in
        members.map {
          let place = RecordPlace(offset: units[$0].offset)
          let prefix = key.ticket(of: units[$0].id.utf8).words.0
          return TicketEntry(prefix: prefix, stratum: stratum, place: place)
        }
      }
    )
    var cells = [[String]](repeating: [], count: units.count)
    try selection.forEachUnit(monitor: monitor) { unit in
      cells[members[unit.stratum][unit.rank - 1]] = pool.cells(of: unit.record)
    }
    return order.map { RosterRow(unit: $0, cells: cells[$0]) }
  }
}
