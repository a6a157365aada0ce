internal import Sampling

extension Pool {
  /// Opens a pool that lies in an engine: streams the columns that a draw looks at.
  ///
  /// - Parameters:
  ///   - source: where it lies.
  ///   - layout: which columns mean what.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Throws: ``EngineError``; ``DataError`` for columns that are not there; `OutputError` where the temporary
  ///   copy can not be written.
  package init(
    _ source: EngineSource,
    layout: PoolLayout,
    monitor: WorkMonitor = WorkMonitor()
  ) throws {
    let session = try EngineSession(source, delimiter: layout.delimiter ?? Delimiter.usual[0])
    let columns = try session.columns(of: layout)
    let file = try session.read(columns, monitor: monitor)
    try self.init(try session.pool(file), layout: layout.ofEngine)
  }

  /// What a receipt says of the engine that the pool was read from; nil for a file.
  package var engine: EngineReading? {
    source.session.map {
      EngineReading(
        name: $0.source.engine.rawValue,
        version: $0.version,
        query: $0.source.relation.text,
        way: EngineReading.pull
      )
    }
  }
}

extension PoolLayout {
  /// The layout of the text that an engine gives.
  fileprivate var ofEngine: PoolLayout {
    var layout = self
    layout.heading = .plain
    layout.delimiter = delimiter ?? Delimiter.usual[0]
    return layout
  }

  /// The layout of the selected rows alone, of which none is kept out.
  fileprivate var ofRows: PoolLayout {
    var layout = ofEngine
    layout.exclusions = nil
    return layout
  }
}

extension EngineSession {
  /// The columns that a draw looks at, in the order of the table.
  fileprivate func columns(of layout: PoolLayout) throws -> [String] {
    var plain = layout.ofEngine
    plain.exclusions = nil
    let found = try PoolColumns(
      header: header,
      bytes: [],
      delimiter: delimiter,
      layout: plain,
      file: source.name
    )
    var indices = Set(found.ids + [found.stratum, found.measure].compactMap { $0 })
    for filter in found.filters { indices.insert(filter.column) }
    // One that is not there is told by whoever looks for it.
    for name in layout.others {
      if let index = try? found.index(of: name, file: source.name) { indices.insert(index) }
    }
    return indices.sorted().map { header[$0] }
  }

  fileprivate func pool(_ file: TemporaryFile) throws -> PoolSource {
    try PoolSource(
      file: source.name,
      descriptor: try PoolSource.duplicate(file.descriptor, file: source.name),
      encoding: .utf8,
      originalDigest: nil,
      isTable: true,
      session: self
    )
  }
}

/// The selected units of a pool in an engine, as they are gathered to ask for their rows.
struct PickedUnits {
  private let pool: Pool
  /// The texts of the identifiers' columns, as they stand in the engine.
  private(set) var texts: [String: [String]] = [:]
  private var hash = SHA256()

  init(_ pool: Pool) { self.pool = pool }

  /// The digest of what the draw looked at.
  var digest: Digest { hash.digest }

  /// Adds a unit.
  mutating func add(_ record: UnsafeRawBufferPointer) {
    let cells = pool.cells(of: record)
    for index in pool.columns.ids where !cells[index].isEmpty {
      texts[pool.header[index], default: []].append(cells[index])
    }
    for cell in cells { hash.add(Array((cell + "\u{1}").utf8)) }
  }

  /// The same digest of whole rows, in the same order.
  static func digest(
    of columns: [String],
    in rows: Pool,
    _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws -> Digest {
    let indices = columns.compactMap { name in
      rows.header.firstIndex { $0.utf8.elementsEqual(name.utf8) }
    }
    var hash = SHA256()
    try body { record in
      let cells = rows.cells(of: record)
      for index in indices { hash.add(Array((cells[index] + "\u{1}").utf8)) }
    }
    return hash.digest
  }
}

extension Pool {
  /// The selected rows with every column.
  func rows(of picked: PickedUnits, monitor: WorkMonitor) throws -> Pool? {
    guard let session = source.session else { return nil }
    let file = try session.rows(where: picked.texts, monitor: monitor)
    return try Pool(try session.pool(file), layout: layout.ofRows)
  }
}

extension Selection {
  /// The selection with every column of its rows: of a pool in an engine they are asked for now, in the same
  /// transaction, and must be as they were.
  ///
  /// - Parameter monitor: told what is done, asked whether to stop.
  /// - Returns: the selection, and the pool that its records belong to.
  /// - Throws: ``EngineError``; `InputError.changed` for rows that are not as they were drawn from.
  /// - Complexity: O(n log n) for n selected units, whose identifiers are held in memory.
  package func wholeRows(monitor: WorkMonitor) throws -> (selection: Selection, pool: Pool) {
    guard pool.source.session != nil else { return (self, pool) }
    var picked = PickedUnits(pool)
    var units: [(stratum: Int, id: String)] = []
    try forEachUnit(monitor: monitor) { unit in
      picked.add(unit.record)
      units.append((unit.stratum, String(decoding: unit.id, as: UTF8.self)))
    }
    guard let rows = try pool.rows(of: picked, monitor: monitor) else { return (self, pool) }
    if units.isEmpty { return (self, rows) }
    let roster = try rows.roster(wantsDigest: false, monitor: monitor)
    let moved = try Selection(self, of: units, in: roster)
    let digest = try PickedUnits.digest(of: pool.header, in: rows) { add in
      try moved.forEachUnit(monitor: monitor) { try add($0.record) }
    }
    guard digest == picked.digest else { throw InputError.changed(file: pool.file) }
    return (moved, rows)
  }

  /// The same units in the same order, with the records of other rows.
  ///
  /// - Throws: `InputError.changed` for a unit that has no row.
  init(_ selection: Selection, of units: [(stratum: Int, id: String)], in rows: Roster) throws {
    var entries = [[TicketEntry]](repeating: [], count: selection.strata.count)
    for (stratum, id) in units {
      guard let row = rows.unit(id) else { throw InputError.changed(file: rows.pool.file) }
      entries[stratum].append(
        TicketEntry(
          prefix: selection.key.ticket(of: id.utf8).words.0,
          stratum: stratum,
          place: RecordPlace(offset: row.offset)
        )
      )
    }
    try self.init(
      pool: rows.pool,
      key: selection.key,
      strata: selection.strata,
      counts: selection.counts,
      entries: entries
    )
  }
}

extension RecountedSelection {
  /// The selection with every column of its rows, as ``Selection/wholeRows(monitor:)`` finds it in another way.
  ///
  /// - Parameter monitor: told what is done, asked whether to stop.
  /// - Returns: the selection, and the pool that its records belong to.
  /// - Throws: as there.
  package func wholeRows(monitor: WorkMonitor) throws -> (selection: Self, pool: Pool) {
    let pool = reading.pool
    guard pool.source.session != nil else { return (self, pool) }
    var picked = PickedUnits(pool)
    forEachUnit { picked.add($0.record) }
    guard let rows = try pool.rows(of: picked, monitor: monitor) else { return (self, pool) }
    if units == 0 { return (self, rows) }
    let moved = try moved(to: rows, monitor: monitor)
    let digest = try PickedUnits.digest(of: pool.header, in: rows) { add in
      try moved.forEachUnit { try add($0.record) }
    }
    guard digest == picked.digest else { throw InputError.changed(file: pool.file) }
    return (moved, rows)
  }
}
