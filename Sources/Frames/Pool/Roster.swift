public import Sampling

/// Every unit of a pool in memory, by the bytes of their identifiers.
///
/// What verifications and draws by size need, which look at all identifiers: about 80 bytes
/// and the identifier for each unit.
public struct Roster: Sendable {
  /// One unit.
  public struct Unit: Sendable {
    /// The identifier.
    public var id: String
    /// The index of its stratum in ``Roster/strata``.
    public var stratum: Int
    /// Its size measure; 0 without a design by size.
    public var measure: Int
    let offset: Int
  }

  /// What the reading found.
  public let reading: FrameReading
  /// The units, by the bytes of their identifiers.
  public let units: [Unit]
  /// The digest of the file's bytes, for a table of a database that of the unit frame; nil where it
  /// was not wanted.
  public fileprivate(set) var digest: Digest?

  /// The pool, as it could be read.
  public var pool: Pool { reading.pool }
  /// The strata and their populations, by the bytes of their names.
  public var strata: [Stratum] { reading.strata }

  /// The digest of the unit frame, as the record has it.
  ///
  /// - Complexity: O(N).
  public var frameDigest: Digest {
    var frame = UnitFrameDigest()
    let hasMeasure = pool.columns.measure != nil
    for unit in units {
      frame.add(
        id: unit.id.utf8,
        stratum: strata[unit.stratum].name.text.utf8,
        measure: hasMeasure ? unit.measure : nil
      )
    }
    return frame.digest
  }
}

extension Roster {
  /// The unit with an identifier, nil where there is none.
  ///
  /// - Parameter id: the identifier.
  /// - Returns: the unit.
  /// - Complexity: O(log N).
  public func unit(_ id: String) -> Unit? {
    var low = 0
    var high = units.count
    while low < high {
      let middle = (low + high) / 2
      let order = units[middle].id.utf8.compare(id.utf8)
      if order == 0 { return units[middle] }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

/// One thread's units of a roster.
private struct RosterUnits: UnitConsumer {
  private(set) var units: [Roster.Unit] = []
  private(set) var populations: [Int] = []

  mutating func add(_ batch: UnitBatch, of block: Block) {
    if populations.count < batch.strataSeen {
      populations += [Int](repeating: 0, count: batch.strataSeen - populations.count)
    }
    for index in 0..<batch.count {
      let start = Int(batch.ids[index].offset)
      let id = block.memory[start..<start + Int(batch.ids[index].length)]
      populations[Int(batch.strata[index])] += 1
      units.append(
        Roster.Unit(
          id: String(decoding: id, as: UTF8.self),
          stratum: Int(batch.strata[index]),
          measure: batch.measures.isEmpty ? 0 : batch.measures[index],
          offset: block.offset + Int(batch.offsets[index])
        )
      )
    }
  }
}

extension Pool {
  /// Reads every unit of the pool into memory.
  ///
  /// - Parameters:
  ///   - wantsDigest: whether the digest of the file is made beside it.
  ///   - shown: the columns that are to be published, where they are looked at.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the units.
  /// - Throws: ``DataError`` with every row that a draw refuses, and duplicates; ``InputError``;
  ///   ``NothingLeft``; ``Interruption``.
  /// - Complexity: O(N log N) for N units.
  public func roster(
    wantsDigest: Bool = true,
    shown: ShownColumns? = nil,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Roster {
    var options = CensusOptions()
    options.wantsDigest = wantsDigest
    options.shown = shown
    options.wantsFrame = false
    var (reading, parts) = try read(options, monitor: monitor) { _, _ in RosterUnits() }
    var indices = [Int](repeating: 0, count: reading.codes.count)
    for (index, code) in reading.codes.enumerated() { indices[code] = index }
    var units = parts.flatMap(\.units)
    for index in units.indices { units[index].stratum = indices[units[index].stratum] }
    units.sort { left, right in
      let order = left.id.utf8.compare(right.id.utf8)
      return order == 0 ? left.offset < right.offset : order < 0
    }
    let groups = Roster.duplicates(in: units)
    if !groups.isEmpty { throw try reading.pool.duplicateError(groups) }
    let named = units.count { unit in
      unit.id.utf8.starts(with: reading.strata[unit.stratum].name.text.utf8)
    }
    reading.namesStrata =
      columns.stratum != nil && !units.isEmpty && named * 10 >= units.count * 9
    var roster = Roster(reading: reading, units: units, digest: reading.digest)
    if isTable, wantsDigest { roster.digest = roster.frameDigest }
    return roster
  }
}

extension Roster {
  /// Offsets of the records of each identifier that stands more than once; units are sorted.
  fileprivate static func duplicates(in units: [Unit]) -> [[Int]] {
    var groups: [[Int]] = []
    var start = 0
    while start < units.count {
      var end = start + 1
      while end < units.count, units[end].id.utf8.elementsEqual(units[start].id.utf8) { end += 1 }
      if end - start > 1 { groups.append(units[start..<end].map(\.offset)) }
      start = end
    }
    return groups
  }

  /// Selects units by their tickets, as ``Census/ranked(_:monitor:)`` does.
  ///
  /// - Parameters:
  ///   - counts: one for each of ``strata``, in their order; n + r at most the population.
  ///   - key: the key of the draw.
  /// - Returns: the selection.
  /// - Throws: ``SelectionError`` for more units than a stratum has.
  /// - Complexity: O(N log N).
  public func ranked(
    _ counts: [StratumCount],
    key: DrawKey
  ) throws -> Selection {
    precondition(counts.count == strata.count, "a count for each stratum")
    var entries: [[TicketEntry]] = []
    for (stratum, members) in members.enumerated() {
      let wanted = counts[stratum].size + counts[stratum].reserves
      guard wanted <= members.count else {
        throw SelectionError.countOverPopulation(count: wanted, population: members.count)
      }
      let ids = members.map { units[$0].id }
      let tickets = ids.map { key.ticket(of: $0.utf8) }
      let order = SimpleSelection.order(
        tickets: tickets,
        ids: ids,
        start: counts[stratum].start
      )
      entries.append(
        order.prefix(wanted).map { index in
          TicketEntry(
            prefix: tickets[index].words.0,
            stratum: stratum,
            place: RecordPlace(offset: units[members[index]].offset)
          )
        }
      )
    }
    return try Selection(pool: pool, key: key, strata: strata, counts: counts, entries: entries)
  }

  /// The indices of each stratum's units.
  private var members: [[Int]] {
    var members = [[Int]](repeating: [], count: strata.count)
    for (index, unit) in units.enumerated() { members[unit.stratum].append(index) }
    return members
  }

  /// Selects units by their size.
  ///
  /// - Parameters:
  ///   - counts: one for each of ``strata``, in their order; without starts.
  ///   - method: the ranking variable.
  ///   - key: the key of the draw.
  /// - Returns: the selection, and the target inclusion probability of each selected unit.
  /// - Throws: ``SelectionError`` where a stratum has too few units with a size above 0.
  /// - Complexity: O(N log N).
  public func selected(
    _ counts: [StratumCount],
    method: ProportionalToSize.Method,
    key: DrawKey
  ) throws -> SizeSelection {
    precondition(counts.count == strata.count, "a count for each stratum")
    let members = self.members
    var entries: [[TicketEntry]] = []
    var targets: [[Double]] = []
    var spreads: [Double] = []
    for (stratum, count) in counts.enumerated() {
      let list = members[stratum].map { index in
        ProportionalToSize.Unit(
          id: units[index].id,
          ticket: key.ticket(of: units[index].id.utf8),
          size: units[index].measure
        )
      }
      let sized = list.count { $0.size > 0 }
      guard count.size <= sized, count.reserves <= sized - count.size else {
        throw SelectionError.sizelessUnits(
          stratum: strata[stratum].name.text.excerpt,
          count: count.size.addingReportingOverflow(count.reserves).partialValue,
          sized: sized
        )
      }
      let draw = try ProportionalToSize(list, count: count.size, method: method)
      let selected = draw.certain + draw.order.prefix(draw.remaining + count.reserves)
      entries.append(
        selected.map { index in
          TicketEntry(
            prefix: list[index].ticket.words.0,
            stratum: stratum,
            place: RecordPlace(offset: units[members[stratum][index]].offset)
          )
        }
      )
      targets.append(selected.map { draw.targets[$0] })
      spreads.append(draw.spread)
    }
    return SizeSelection(
      selection: try Selection(
        pool: pool,
        key: key,
        strata: strata,
        counts: counts,
        entries: entries
      ),
      targets: targets,
      spreads: spreads
    )
  }
}

/// Units selected by their size.
public struct SizeSelection: Sendable {
  /// The units.
  public let selection: Selection
  /// p of each selected unit, by stratum and rank; 1 where certain.
  public let targets: [[Double]]
  /// Σ p(1−p) of each stratum; below 10 the weights 1/p are approximate.
  public let spreads: [Double]
}

extension String.UTF8View {
  /// Compares bytes: below 0 where this comes first.
  fileprivate func compare(_ other: String.UTF8View) -> Int {
    let result = withContiguousStorageIfAvailable { left in
      other.withContiguousStorageIfAvailable { right in
        ByteOrder.compare(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
      }
    }
    if case .some(.some(let order)) = result { return order }
    return lexicographicallyPrecedes(other) ? -1 : elementsEqual(other) ? 0 : 1
  }
}
