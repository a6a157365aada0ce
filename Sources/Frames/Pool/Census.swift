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
  /// How many identifiers normalisation changed.
  public let normalized: Int
  /// The key of the tickets.
  public let key: DrawKey
  /// Units in all strata.
  public var units: Int { strata.reduce(0) { $0 + $1.population } }

  let tickets: CensusTickets
  let censusShape: EntryLog.Shape
  /// The registry's number of each of ``strata``.
  let codes: [StratumRegistry.Code]
  let threads: Int
  let memory: Memory
}

/// The tickets of all units, handed out once, so that their memory can be given back on the way.
final class CensusTickets: Sendable {
  private let logs: Mutex<[EntryLog]?>

  init(_ logs: [EntryLog]) {
    self.logs = Mutex(logs)
  }

  /// The logs; nil the second time.
  func take() -> [EntryLog]? {
    logs.withLock { logs in
      defer { logs = nil }
      return logs
    }
  }
}

extension Pool {
  /// Reads the whole pool once.
  ///
  /// - Parameters:
  ///   - key: the key of the draw, for ``DrawKey/Purpose/units``.
  ///   - wantsDigest: whether the digest of the file is made beside it.
  ///   - threads: how many threads work; the result does not depend on it.
  ///   - memory: how much memory the draw may take.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the census; duplicate identifiers are found by ``Census/ranked(_:monitor:)``.
  /// - Throws: ``DataError`` with every row that a draw refuses; ``InputError`` where reading fails;
  ///   ``OutputError`` for a temporary file; ``Interruption``.
  /// - Complexity: one pass over the file, 16 bytes of memory a unit.
  public func census(
    key: DrawKey,
    wantsDigest: Bool = true,
    threads: Int = Pool.usualThreads,
    memory: Memory = .usual,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Census {
    func scan(_ pool: Pool) throws -> Census {
      try pool.scan(
        key: key,
        wantsDigest: wantsDigest,
        threads: threads,
        memory: memory,
        monitor: monitor
      )
    }
    do {
      return try scan(self)
    } catch let error as NotUTF8 {
      return try scan(try readable(after: error, monitor: monitor))
    }
  }

  private func scan(
    key: DrawKey,
    wantsDigest: Bool,
    threads: Int,
    memory: Memory,
    monitor: WorkMonitor
  ) throws -> Census {
    monitor.begin(.census, goal: source.size)
    let reader = try BlockReader(
      source,
      from: firstRecord,
      wantsDigest: wantsDigest && source.originalDigest == nil,
      monitor: monitor
    )
    let registry = StratumRegistry()
    if columns.stratum == nil { _ = registry.code(of: .everything) }
    let expected = source.size / Pool.shortestUsualRecord
    let shape = try memory.censusShape(expected: expected, threads: threads)
    let parts = try Parallel.map(threads) { _ in
      let scanner = UnitScanner(columns: columns, registry: registry)
      var tickets = TicketWriter(key: key, shape: shape)
      let block = Block(for: source.size)
      while try reader.next(block) {
        try scanner.scan(block)
        try tickets.add(scanner.batch, of: block)
      }
      return Part(log: tickets.log, populations: tickets.populations, findings: scanner.findings)
    }
    var findings = ScanFindings()
    for part in parts { findings.merge(part.findings) }
    try findings.error(columns: columns, file: file).throwIfAny()
    let names = registry.names
    let codes = names.indices.sorted { names[$0] < names[$1] }
    let strata = codes.map { code in
      Stratum(
        name: names[code],
        population: parts.reduce(0) { sum, part in
          sum + (code < part.populations.count ? part.populations[code] : 0)
        }
      )
    }
    return Census(
      pool: self,
      strata: strata,
      digest: wantsDigest ? source.originalDigest ?? reader.digest : nil,
      normalized: findings.normalized,
      key: key,
      tickets: CensusTickets(parts.map(\.log)),
      censusShape: shape,
      codes: codes,
      threads: threads,
      memory: memory
    )
  }

  private struct Part: Sendable {
    var log: EntryLog
    var populations: [Int]
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
