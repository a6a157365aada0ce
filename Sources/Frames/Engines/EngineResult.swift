import Foundation
package import Sampling

/// What an engine has drawn, as its client wrote it: not trusted yet.
package struct EngineResult: Sendable {
  /// The rows with the pool's own columns.
  package let rows: Pool
  /// What the engine says of each, in its order.
  package let claims: [Claim]

  /// What an engine says of a row that it has drawn.
  package struct Claim: Sendable {
    /// The row of the file as a spreadsheet counts it.
    package var row: Int
    /// Rank, identifier, stratum and ticket.
    package var rank: String
    package var id: String
    package var stratum: String
    package var ticket: String
  }

  /// Reads the result of the draw.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - layout: which of the pool's columns mean what.
  /// - Throws: `DataError` for what is no such result, and for rows that a draw refuses; `InputError`.
  /// - Complexity: O(n log n) for n drawn units, which are held in memory.
  package init(_ path: String, layout: PoolLayout) throws {
    let table = try Table(
      try TableText(path),
      layout: TableLayout(delimiter: Delimiter.usual[0], heading: .plain)
    )
    let own = EngineStatements.drawn
    guard table.header.count > own.count, table.header.prefix(own.count).elementsEqual(own) else {
      throw DataError(
        .init(
          file: path,
          row: 1,
          reason: .other(
            Sentence(
              "is no result of the draw, whose columns begin with \(own.joined(separator: ","))",
              "不是抽取语句的结果，其列应以 \(own.joined(separator: ",")) 开头"
            )
          )
        )
      )
    }
    claims = table.rows.map { row in
      Claim(
        row: row.number,
        rank: row.cells[0],
        id: row.cells[1],
        stratum: row.cells[2],
        ticket: row.cells[3]
      )
    }
    let file = try TemporaryFile()
    let delimiter = layout.delimiter ?? Delimiter.usual[0]
    let lines = [table.header] + table.rows.map(\.cells)
    let text = CSVText.lines(lines.map { Array($0.dropFirst(own.count)) }, delimiter: delimiter)
    _ = try Array(text.utf8).withUnsafeBytes { try file.append($0) }
    var plain = layout
    plain.heading = .plain
    plain.delimiter = delimiter
    rows = try Pool(
      try PoolSource(
        file: path,
        descriptor: try PoolSource.duplicate(file.descriptor, file: path),
        encoding: .utf8,
        originalDigest: nil,
        isTable: true
      ),
      layout: plain
    )
  }
}

extension Selection {
  /// The same units in the same order, with the records of other rows.
  ///
  /// - Parameters:
  ///   - rows: the rows, among them one of each unit.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the selection; nil where a unit has no row.
  /// - Throws: `InputError`; `Interruption`.
  package func moved(to rows: Roster, monitor: WorkMonitor) throws -> Selection? {
    var units: [(stratum: Int, id: String)] = []
    try forEachUnit(monitor: monitor) { unit in
      units.append((unit.stratum, String(decoding: unit.id, as: UTF8.self)))
    }
    guard units.allSatisfy({ rows.unit($0.id) != nil }) else { return nil }
    return try Selection(self, of: units, in: rows)
  }
}

extension Roster {
  /// A selection of all these units, in the order of the protocol, from strata that may have more.
  ///
  /// - Parameters:
  ///   - strata: the strata of the pool.
  ///   - counts: one for each; the units of these rows.
  ///   - key: the key of the draw.
  /// - Returns: the selection.
  /// - Throws: `SelectionError` for fewer rows than a stratum's count.
  package func selection(
    from strata: [Stratum],
    counts: [StratumCount],
    key: DrawKey
  ) throws -> Selection {
    let own = Dictionary(uniqueKeysWithValues: zip(self.strata.map(\.name), self.strata.indices))
    var members = [[Int]](repeating: [], count: self.strata.count)
    for (index, unit) in units.enumerated() { members[unit.stratum].append(index) }
    let entries = strata.enumerated().map { number, stratum -> [TicketEntry] in
      guard let place = own[stratum.name] else { return [] }
      let ids = members[place].map { units[$0].id }
      let tickets = ids.map { key.ticket(of: $0.utf8) }
      return SimpleSelection.order(tickets: tickets, ids: ids, start: counts[number].start)
        .map { index in
          TicketEntry(
            prefix: tickets[index].words.0,
            stratum: number,
            place: RecordPlace(offset: units[members[place][index]].offset)
          )
        }
    }
    return try Selection(pool: pool, key: key, strata: strata, counts: counts, entries: entries)
  }
}

extension FrameReading {
  /// The reading of a frame that nobody has seen whole: an engine has counted it.
  package init(_ rows: Pool, strata: [Stratum]) {
    self.init(
      pool: rows,
      strata: strata,
      digest: nil,
      frameDigest: nil,
      shown: nil,
      excluded: [],
      leftOut: 0,
      normalized: 0,
      namesStrata: false,
      doubts: IdentifierDoubts(),
      codes: []
    )
  }
}
