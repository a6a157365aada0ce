public import Sampling
internal import Synchronization

/// How a pool is read to verify a draw from it.
public struct RecountOptions: Sendable {
  /// Whether the digest of the unit frame is made.
  public var wantsFrame = false
  /// The columns that were published, where they are looked at.
  public var shown: ShownColumns?
  /// Whether the records of units that may be selected are kept, for a list to be compared.
  public var keepsRecords = false
  /// How many threads work; the result does not depend on it.
  public var threads = Pool.usualThreads
  /// What is claimed of a stratum; nil to keep every unit.
  ///
  /// Where a claim is wrong the pool is read again without it, so that only speed depends on it.
  public var claim: (@Sendable (ProtocolText) -> Claim?)?

  /// What is claimed of a stratum.
  public struct Claim: Sendable {
    /// N.
    public var population: Int
    /// n + r.
    public var wanted: Int
    /// Where the circle is entered.
    public var start: Digest?

    /// Makes a claim.
    ///
    /// - Parameters:
    ///   - population: N.
    ///   - wanted: n + r.
    ///   - start: where the circle is entered.
    public init(population: Int, wanted: Int, start: Digest?) {
      self.population = population
      self.wanted = wanted
      self.start = start
    }
  }

  /// The usual options.
  public init() {}
}

/// A pool read once more, by which a draw from it is verified.
///
/// The second way to a selection: what ``Census`` and ``Selection`` find by buckets, shelves and
/// windows is found here by keeping the units that may be selected as they pass and sorting them. The
/// two share the scanner that finds records and fields, the key and the order of the protocol, and no
/// other step, so that a fault in one of them shows.
public struct Recount: Sendable {
  /// What the reading found.
  public let reading: FrameReading
  let key: DrawKey
  let options: RecountOptions
  private let parts: [RecountUnits]

  fileprivate init(
    _ reading: FrameReading,
    key: DrawKey,
    options: RecountOptions,
    parts: [RecountUnits]
  ) {
    self.reading = reading
    self.key = key
    self.options = options
    self.parts = parts
  }

  /// The units of a stratum that may be selected, in no order, and the reach that all of them lie in.
  fileprivate func candidates(_ stratum: Int) -> (entries: [RecountEntry], reach: CandidateReach) {
    let code = reading.codes[stratum]
    var reach = CandidateReach.everything
    for part in parts { reach.limit(to: part.reach(of: code)) }
    let entries = parts.flatMap { part in
      part.candidates.indices.contains(code) ? part.candidates[code] : []
    }
    return (entries, reach)
  }
}

extension Pool {
  /// Reads the pool to verify a draw from it.
  ///
  /// - Parameters:
  ///   - key: the key of the draw, for ``DrawKey/Purpose/units``.
  ///   - options: what is made beside it.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the recount.
  /// - Throws: ``DataError`` with every row that a draw refuses, duplicates included; ``InputError``;
  ///   ``NothingLeft``; ``Interruption``.
  /// - Complexity: one pass over the file; 8 bytes of memory a unit, and the units that may be
  ///   selected.
  public func recount(
    key: DrawKey,
    options: RecountOptions,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Recount {
    var reading = CensusOptions()
    reading.wantsFrame = options.wantsFrame || isTable
    reading.shown = options.shown
    reading.threads = options.threads
    var bits = 0
    // So few in a bucket that a table of them stays in a processor's cache.
    while bits < 14, (source.size / 40) >> bits > 1 << 14 { bits += 1 }
    let shape = EntryLogShape(buckets: 1 << bits, chunk: 16)
    let (found, parts) = try read(reading, monitor: monitor) { _, registry in
      RecountUnits(key: key, registry: registry, options: options, shape: shape)
    }
    let isDoubtful = try Parallel.map(options.threads) { worker in
      try stride(from: worker, to: shape.buckets, by: options.threads).contains { bucket in
        try Pool.hasEqual(parts.map(\.prefixes), bucket)
      }
    }.contains(true)
    // Two units with one identifier, or two tickets that begin alike: the roster tells, with rows.
    if isDoubtful { _ = try roster(wantsDigest: false, monitor: monitor) }
    return Recount(found, key: key, options: options, parts: parts)
  }

  /// Whether a bucket holds a number twice.
  private static func hasEqual(_ logs: [EntryLog<UInt64>], _ bucket: Int) throws -> Bool {
    let count = logs.reduce(0) { $0 + $1.count(of: bucket) }
    guard count > 1 else { return false }
    var numbers = [UInt64](repeating: 0, count: count)
    var filled = 0
    try numbers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for log in logs { filled += try log.copy(bucket, to: base + filled) }
    }
    // A table of twice as many places; 0 stands for an empty one and so counts as seen.
    var bits = 1
    while 1 << bits < 2 * count { bits += 1 }
    var table = [UInt64](repeating: 0, count: 1 << bits)
    return table.withUnsafeMutableBufferPointer { table in
      numbers.contains { number in
        // The first bits are those of the bucket: the last ones part best.
        var place = Int(truncatingIfNeeded: number) & (1 << bits - 1)
        while table[place] != 0 {
          if table[place] == number { return true }
          place = (place + 1) & (1 << bits - 1)
        }
        table[place] = number
        return number == 0
      }
    }
  }
}

/// The units that a recount selects, in the order of the protocol.
public struct RecountedSelection: Sendable {
  /// What the reading found.
  public let reading: FrameReading
  /// Units selected, with the reserves, by stratum and rank.
  let strata: [[RecountEntry]]
  /// p of each selected unit by stratum and rank, in a draw by size.
  public let targets: [[Double]]?
  /// Σ p(1−p) of each stratum, in a draw by size.
  public let spreads: [Double]?
  /// Whose memory the units lie in.
  private let recount: Recount

  fileprivate init(
    _ recount: Recount,
    _ strata: [[RecountEntry]],
    targets: [[Double]]? = nil,
    spreads: [Double]? = nil
  ) {
    self.recount = recount
    self.reading = recount.reading
    self.strata = strata
    self.targets = targets
    self.spreads = spreads
  }

  /// Units selected, with the reserves.
  public var units: Int { strata.reduce(0) { $0 + $1.count } }

  /// Hands out the units: the strata in the order of their names, the units by rank.
  ///
  /// - Parameter body: takes a unit; its record is empty where records were not kept.
  /// - Throws: what `body` throws.
  public func forEachUnit(_ body: (SelectedUnit) throws -> Void) rethrows {
    for (stratum, entries) in strata.enumerated() {
      try Self.hand(out: entries, stratum, from: 0, body)
    }
  }

  /// Makes something of every piece of the selection, several pieces at a time, and takes the results
  /// in order.
  ///
  /// - Parameters:
  ///   - make: makes a result of a run of units, which it goes through in order.
  ///   - take: takes the results, in order and one at a time.
  /// - Throws: what `make` and `take` throw.
  public func forEachPiece<Result: Sendable>(
    make: @Sendable ((_ body: (SelectedUnit) throws -> Void) throws -> Void) throws -> Result,
    take: (Result) throws -> Void
  ) throws {
    var pieces: [(stratum: Int, range: Range<Int>)] = []
    for (stratum, entries) in strata.enumerated() {
      for start in stride(from: 0, to: entries.count, by: 4096) {
        pieces.append((stratum, start..<min(start + 4096, entries.count)))
      }
    }
    try Parallel.ordered(pieces.count, threads: recount.options.threads) { [pieces] number in
      let (stratum, range) = pieces[number]
      return try make { body in
        try Self.hand(out: strata[stratum][range], stratum, from: range.lowerBound, body)
      }
    } take: { result in
      try take(result)
    }
  }

  private static func hand(
    out entries: some Collection<RecountEntry>,
    _ stratum: Int,
    from first: Int,
    _ body: (SelectedUnit) throws -> Void
  ) rethrows {
    var rank = first
    for entry in entries {
      rank += 1
      try body(
        SelectedUnit(
          stratum: stratum,
          rank: rank,
          ticket: entry.ticket,
          id: entry.id,
          record: entry.record
        )
      )
    }
  }
}

extension RecountedSelection {
  /// The same units in the same order, with the records of other rows.
  ///
  /// - Throws: ``InputError/changed(file:)`` for a unit that has no row; what reading the rows throws.
  func moved(to rows: Pool, monitor: WorkMonitor) throws -> RecountedSelection {
    var options = RecountOptions()
    options.keepsRecords = true
    options.threads = recount.options.threads
    let found = try rows.recount(key: recount.key, options: options, monitor: monitor)
    var units: [[UInt8]: RecountEntry] = [:]
    for stratum in found.reading.strata.indices {
      for entry in found.candidates(stratum).entries { units[Array(entry.id)] = entry }
    }
    let moved = try strata.map { entries in
      try entries.map { entry in
        guard let row = units[Array(entry.id)] else { throw InputError.changed(file: rows.file) }
        return row
      }
    }
    return RecountedSelection(found, moved, targets: targets, spreads: spreads)
  }
}

extension Recount {
  /// Selects by tickets.
  ///
  /// - Parameters:
  ///   - counts: one for each stratum, in their order.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the selection.
  /// - Throws: `SelectionError` for more units than a stratum has; what reading the pool throws.
  /// - Complexity: O(n log n) for n selected units where the claims were right.
  public func ranked(
    _ counts: [StratumCount],
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> RecountedSelection {
    precondition(counts.count == reading.strata.count, "a count for each stratum")
    for (stratum, count) in zip(reading.strata, counts) {
      let (wanted, overflow) = count.size.addingReportingOverflow(count.reserves)
      guard !overflow, wanted <= stratum.population else {
        throw SelectionError.countOverPopulation(
          count: overflow ? .max : wanted,
          population: stratum.population
        )
      }
    }
    let orders = try Parallel.map(options.threads) { worker in
      var orders: [Int: [RecountEntry]] = [:]
      for number in stride(from: worker, to: counts.count, by: options.threads) {
        let count = counts[number]
        let wanted = count.size + count.reserves
        let (entries, reach) = candidates(number)
        let claimed = options.claim?(reading.strata[number].name)
        let isWhole = entries.count == reading.strata[number].population
        // Distances are from the start that was claimed, without a claim from the beginning.
        let isSame = claimed?.start == count.start
        let within = entries.count { $0.distance <= reach.span }
        guard isSame, isWhole || within >= wanted else { return [Int: [RecountEntry]]?.none }
        orders[number] = Array(
          RecountEntry.ordered(entries, from: count.start, span: reach.span).prefix(wanted)
        )
      }
      return orders
    }
    guard orders.allSatisfy({ $0 != nil }) else {
      return try again(counts, monitor: monitor)
    }
    var strata = [[RecountEntry]](repeating: [], count: counts.count)
    for case let part? in orders {
      for (number, order) in part { strata[number] = order }
    }
    return RecountedSelection(self, strata)
  }

  /// Reads the pool again, with the claims that have turned out right.
  private func again(
    _ counts: [StratumCount],
    monitor: WorkMonitor
  ) throws -> RecountedSelection {
    var claims: [ProtocolText: StratumCount] = [:]
    for (stratum, count) in zip(reading.strata, counts) { claims[stratum.name] = count }
    var options = options
    // Everything is kept: the claim is of the start alone.
    options.claim = { [claims] name in
      RecountOptions.Claim(population: 1, wanted: 1, start: claims[name]?.start)
    }
    return try reading.pool.recount(key: key, options: options, monitor: monitor)
      .ranked(counts, monitor: monitor)
  }

  /// Selects by size.
  ///
  /// - Parameters:
  ///   - counts: one for each stratum, in their order; without starts.
  ///   - method: the ranking variable.
  /// - Returns: the selection; the options must have claimed nothing.
  /// - Throws: `SelectionError` where a stratum has too few units with a size above 0.
  /// - Complexity: O(N log N).
  public func selected(
    _ counts: [StratumCount],
    method: ProportionalToSize.Method
  ) throws -> RecountedSelection {
    precondition(options.claim == nil, "every unit was kept")
    var strata: [[RecountEntry]] = []
    var (targets, spreads) = ([[Double]](), [Double]())
    for (number, count) in counts.enumerated() {
      let entries = candidates(number).entries
      let units = entries.map { entry in
        ProportionalToSize.Unit(
          id: String(decoding: entry.id, as: UTF8.self),
          ticket: entry.ticket,
          size: entry.measure
        )
      }
      let draw = try ProportionalToSize(units, count: count.size, method: method)
      let order = draw.certain + draw.order
      let (wanted, overflow) = count.size.addingReportingOverflow(count.reserves)
      guard !overflow, wanted <= order.count else {
        throw SelectionError.countOverPopulation(
          count: overflow ? .max : wanted,
          population: order.count
        )
      }
      strata.append(order.prefix(wanted).map { entries[$0] })
      targets.append(order.prefix(wanted).map { draw.targets[$0] })
      spreads.append(draw.spread)
    }
    return RecountedSelection(self, strata, targets: targets, spreads: spreads)
  }
}
