public import Sampling
internal import Synchronization

/// A pool that was read once: its strata are counted, every unit has its ticket.
public struct Census: Sendable {
  /// The pool, as it could be read (its encoding may have been found on the way).
  public let pool: Pool
  /// The strata and their populations, by the bytes of their names.
  public let strata: [Stratum]
  /// The digest of the file's bytes as they lie (of a pipe's as they came); nil where it was not
  /// wanted.
  public let digest: Digest?
  /// The digest of the unit frame; nil where it was not wanted.
  public let frameDigest: Digest?
  /// How many identifiers normalisation changed.
  public let normalized: Int
  /// Identifiers that a person should look at.
  public internal(set) var doubts = IdentifierDoubts()
  /// The key of the tickets.
  public let key: DrawKey
  /// Units in all strata.
  public var units: Int { strata.reduce(0) { $0 + $1.population } }

  let tickets: CensusTickets
  let shapes: CensusShapes
  /// The registry's number of each of ``strata``.
  let codes: [StratumRegistry.Code]
  let options: CensusOptions
}

/// What a census keeps of the units, handed out once, so that its memory can be given back on the
/// way.
final class CensusTickets: Sendable {
  /// What one thread has kept.
  struct Part: Sendable {
    var candidates: EntryLog<TicketEntry>
    var others: EntryLog<UInt64>
  }

  struct Content: Sendable {
    var parts: [Part]
    /// Records of candidates.
    var shelves: Shelves
    /// Where the candidates of each stratum lie, by its code.
    var reach: [CandidateReach]
    /// Whether every unit is a candidate whose record is known by its offset in the file.
    var isWhole: Bool
  }

  private let content: Mutex<Content?>

  init(_ content: Content) {
    self.content = Mutex(content)
  }

  /// The content; nil the second time.
  func take() -> Content? {
    content.withLock { content in
      defer { content = nil }
      return content
    }
  }
}

extension Pool {
  /// Reads the whole pool once.
  ///
  /// - Parameters:
  ///   - key: the key of the draw, for ``DrawKey/Purpose/units``.
  ///   - options: what is made beside it, and with how much of the machine.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the census; duplicate identifiers are found by ``Census/ranked(_:monitor:)``.
  /// - Throws: ``DataError`` with every row that a draw refuses; ``InputError`` where reading fails;
  ///   ``OutputError`` for a temporary file; ``Interruption``.
  /// - Complexity: one pass over the file, 16 bytes of memory a unit.
  public func census(
    key: DrawKey,
    options: CensusOptions = CensusOptions(),
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Census {
    do {
      return try scan(key, options, monitor)
    } catch let error as NotUTF8 {
      return try readable(after: error, monitor: monitor).scan(key, options, monitor)
    }
  }

  private func scan(
    _ key: DrawKey,
    _ options: CensusOptions,
    _ monitor: WorkMonitor
  ) throws -> Census {
    monitor.begin(.census, goal: source.size)
    let wantsDigest = options.wantsDigest && !isTable
    let reader = try BlockReader(
      source,
      from: firstRecord,
      wantsDigest: wantsDigest && source.originalDigest == nil,
      monitor: monitor
    )
    let registry = StratumRegistry()
    if columns.stratum == nil { _ = registry.code(of: .everything) }
    let shapes = try options.memory.censusShapes(
      expected: source.size / Pool.shortestUsualRecord,
      threads: options.threads,
      isWhole: options.ceiling == nil
    )
    let ceilings = options.ceiling.map { CensusCeilings(registry: registry, ceiling: $0) }
    let room =
      ceilings == nil
      ? nil : options.memory.shelfRoom(size: source.size, threads: options.threads)
    let frame = options.wantsFrame ? try FrameSorter() : nil
    let parts = try Parallel.map(options.threads) { number in
      let scanner = UnitScanner(columns: columns, registry: registry)
      var tickets = TicketWriter(
        key: key,
        number: number,
        shapes: shapes,
        ceilings: ceilings,
        shelfRoom: room
      )
      var lines = FrameLines(bytes: options.memory.frameLines)
      let block = Block(for: source.size)
      while try reader.next(block) {
        try scanner.scan(block)
        try tickets.add(scanner.batch, of: block)
        if let frame { try lines.add(scanner.batch, of: block, registry, to: frame) }
      }
      if let frame { try lines.finish(frame) }
      return Part(tickets: tickets, findings: scanner.findings)
    }
    var findings = ScanFindings()
    for part in parts { findings.merge(part.findings) }
    try findings.error(columns: columns, file: file).throwIfAny()
    let names = registry.names
    let codes = names.indices.sorted { names[$0] < names[$1] }
    var populations = [Int](repeating: 0, count: names.count)
    var reach = [CandidateReach](repeating: .everything, count: names.count)
    for part in parts {
      for (code, tally) in part.tickets.tallies.enumerated() {
        populations[code] += tally.population
        guard tally.population > 0 else { continue }
        var narrower = tally.reach
        narrower.limit(to: reach[code])
        reach[code] = narrower
      }
    }
    let content = CensusTickets.Content(
      parts: parts.map { part in
        CensusTickets.Part(candidates: part.tickets.candidates, others: part.tickets.others)
      },
      shelves: Shelves(shelves: parts.map(\.tickets.shelf)),
      reach: reach,
      isWhole: ceilings == nil
    )
    return Census(
      pool: self,
      strata: codes.map { Stratum(name: names[$0], population: populations[$0]) },
      digest: wantsDigest ? source.originalDigest ?? reader.digest : nil,
      frameDigest: try frame?.digest(monitor: monitor),
      normalized: findings.normalized,
      doubts: findings.doubts,
      key: key,
      tickets: CensusTickets(content),
      shapes: shapes,
      codes: codes,
      options: options
    )
  }

  private struct Part: Sendable {
    var tickets: TicketWriter
    var findings: ScanFindings
  }

  /// Records are seldom shorter; only the number of buckets depends on it.
  private static let shortestUsualRecord = 40

  /// The number of processors.
  public static var usualThreads: Int { max(1, System.processors) }

  /// The pool read as GB18030, after bytes that are not UTF-8 where only ASCII had been seen.
  ///
  /// - Throws: ``DataError`` with the row where the text was known to be UTF-8.
  func readable(after error: NotUTF8, monitor: WorkMonitor) throws -> Pool {
    if source.encoding == nil, columns.layout.encoding == nil, error.isFirst {
      return try transcoded(monitor: monitor)
    }
    let row = try RowNumbers(self).firstRow { record in
      UTF8Check.firstInvalid(in: record.bytes) != nil
    }
    throw DataError(.init(file: file, row: row, reason: .notText(encoding: "UTF-8")))
  }
}

/// What is known of the strata's sizes, by their numbers.
struct CensusCeilings: Sendable {
  let registry: StratumRegistry
  let ceiling: @Sendable (ProtocolText) -> CountCeiling?

  func ceiling(of code: StratumRegistry.Code) -> CountCeiling? { ceiling(registry.name(of: code)) }
}
