public import Sampling

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

  let stores: [TicketStore]
  /// The registry's number of each of ``strata``.
  let codes: [StratumRegistry.Code]
  let threads: Int
}

extension Pool {
  /// Reads the whole pool once.
  ///
  /// - Parameters:
  ///   - key: the key of the draw, for ``DrawKey/Purpose/units``.
  ///   - wantsDigest: whether the digest of the file is made beside it.
  ///   - threads: how many threads work; the result does not depend on it.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the census; duplicate identifiers are found by ``Census/ranked(_:monitor:)``.
  /// - Throws: ``DataError`` with every row that a draw refuses; ``InputError`` where reading fails;
  ///   ``Interruption``.
  /// - Complexity: one pass over the file, 16 bytes of memory a unit.
  public func census(
    key: DrawKey,
    wantsDigest: Bool = true,
    threads: Int = Pool.usualThreads,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Census {
    do {
      return try scan(key: key, wantsDigest: wantsDigest, threads: threads, monitor: monitor)
    } catch let error as NotUTF8 {
      return try readable(after: error, monitor: monitor).scan(
        key: key,
        wantsDigest: wantsDigest,
        threads: threads,
        monitor: monitor
      )
    }
  }

  private func scan(
    key: DrawKey,
    wantsDigest: Bool,
    threads: Int,
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
    let parts = try Parallel.map(threads) { _ in
      let scanner = UnitScanner(columns: columns, registry: registry)
      let store = TicketStore(expected: expected)
      let block = Block(for: source.size)
      var tickets: [Digest] = []
      while try reader.next(block) {
        try scanner.scan(block)
        block.tickets(of: scanner.batch.ids, key: key, into: &tickets)
        tickets.withUnsafeBufferPointer { store.append(scanner.batch, tickets: $0) }
      }
      return Part(store: store, findings: scanner.findings)
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
          sum + (code < part.store.populations.count ? part.store.populations[code] : 0)
        }
      )
    }
    return Census(
      pool: self,
      strata: strata,
      digest: wantsDigest ? source.originalDigest ?? reader.digest : nil,
      normalized: findings.normalized,
      key: key,
      stores: parts.map(\.store),
      codes: codes,
      threads: threads
    )
  }

  private struct Part: Sendable {
    var store: TicketStore
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

extension Block {
  /// The tickets of a batch of this block's units.
  func tickets(of ids: [IdentifierRange], key: DrawKey, into tickets: inout [Digest]) {
    if tickets.count < ids.count {
      tickets = [Digest](repeating: Digest(words: (0, 0, 0, 0)), count: ids.count * 2)
    }
    ids.withUnsafeBufferPointer { ids in
      tickets.withUnsafeMutableBufferPointer { tickets in
        guard let base = memory.baseAddress else { return }
        key.tickets(of: ids, in: UnsafeRawPointer(base), into: tickets)
      }
    }
  }
}
