public import Sampling

/// What a whole reading of a pool tells beside its units.
public struct FrameReading: Sendable {
  /// The pool, as it could be read (its encoding may have been found on the way).
  public let pool: Pool
  /// The strata and their populations, by the bytes of their names.
  public let strata: [Stratum]
  /// The digest of the file's bytes as they lie (of a pipe's as they came); nil where it was not
  /// wanted, and for a table of a database.
  public let digest: Digest?
  /// The digest of the unit frame; nil where it was not wanted.
  public let frameDigest: Digest?
  /// What was found of the columns that are to be published; nil where nobody asked.
  public let shown: ShownFrame?
  /// Units that were kept out, by stratum and reason.
  public let excluded: [DrawRecord.Excluded]
  /// Rows that a filter left out.
  public let leftOut: Int
  /// How many identifiers normalisation changed.
  public let normalized: Int
  /// Whether the identifiers of nine units in ten begin with the name of their stratum; false where
  /// neither the unit frame nor a roster was wanted.
  public internal(set) var namesStrata: Bool
  /// Identifiers that a person should look at.
  public let doubts: IdentifierDoubts
  /// The registry's number of each of ``strata``.
  let codes: [StratumRegistry.Code]

  /// Units in all strata.
  public var units: Int { strata.reduce(0) { $0 + $1.population } }

  /// Units of a stratum that were kept out.
  ///
  /// - Parameter stratum: its name.
  /// - Returns: how many.
  public func excludedUnits(of stratum: ProtocolText) -> Int {
    excluded.reduce(0) { $0 + ($1.stratum == stratum ? $1.count : 0) }
  }
}

/// A filter, or a list of units to be kept out, that leaves nothing to draw from (exit status 1).
public struct NothingLeft: ExplainedError, Hashable {
  /// The pool.
  public var file: String
  /// Rows that were left out.
  public var leftOut: Int

  /// What it is about.
  public var kind: ErrorKind { .no }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    language(
      "\(file): no row meets the conditions of \(Setting.where), all \(leftOut) are left out; check column, value"
        + " and spelling",
      "\(file)：没有满足 \(Setting.where) 条件的行（\(leftOut) 行全部被排除），请检查列名、取值和写法"
    )
  }
}

/// Takes the units of block after block; one a thread.
protocol UnitConsumer: Sendable {
  mutating func add(_ batch: UnitBatch, of block: Block) throws
  /// Units so far by the code of their stratum.
  var populations: [Int] { get }
}

extension Pool {
  /// Reads every unit of the pool once, on several threads.
  ///
  /// - Parameters:
  ///   - options: what is made beside the units, and with how much of the machine.
  ///   - monitor: told what is done, asked whether to stop.
  ///   - consumer: makes what takes the units of one thread.
  /// - Returns: what was found, and the consumers.
  /// - Throws: ``DataError`` with every row that a draw refuses, but for duplicates, which only the
  ///   consumers can see; ``InputError``; ``OutputError`` for a temporary file; ``NothingLeft``;
  ///   ``Interruption``.
  func read<Consumer: UnitConsumer>(
    _ options: CensusOptions,
    monitor: WorkMonitor,
    consumer: @Sendable (_ number: Int, _ registry: StratumRegistry) -> Consumer
  ) throws -> (FrameReading, [Consumer]) {
    do {
      return try readOnce(options, monitor, consumer)
    } catch let error as NotUTF8 {
      return try readable(after: error, monitor: monitor).readOnce(options, monitor, consumer)
    }
  }

  private func readOnce<Consumer: UnitConsumer>(
    _ options: CensusOptions,
    _ monitor: WorkMonitor,
    _ consumer: @Sendable (_ number: Int, _ registry: StratumRegistry) -> Consumer
  ) throws -> (FrameReading, [Consumer]) {
    monitor.begin(.census, goal: source.size)
    let wantsDigest = options.wantsDigest && !isTable
    let reader = try BlockReader(
      source,
      from: firstRecord,
      to: end,
      wantsDigest: wantsDigest && source.originalDigest == nil,
      monitor: monitor
    )
    let registry = StratumRegistry()
    if columns.stratum == nil { _ = registry.code(of: .everything) }
    let frame = options.wantsFrame ? try FrameSorter() : nil
    let shownColumns = try options.shown?.names.map { name throws(DataError) in
      try columns.index(of: name, file: file)
    }
    let shownFrame = options.shown?.wantsFrame == true ? try FrameSorter() : nil
    let parts = try Parallel.map(options.threads) { number in
      let scanner = UnitScanner(columns: columns, registry: registry)
      var consumer = consumer(number, registry)
      var lines = FrameLines(bytes: options.memory.frameLines)
      var shown = options.shown.map { shown in
        ShownLines(
          shown,
          columns: shownColumns ?? [],
          delimiter: delimiter,
          bytes: options.memory.frameLines
        )
      }
      let block = Block(for: source.size)
      while try reader.next(block) {
        try scanner.scan(block)
        try consumer.add(scanner.batch, of: block)
        if let frame { try lines.add(scanner.batch, of: block, registry, to: frame) }
        try shown?.add(scanner.batch, of: block, to: shownFrame)
      }
      if let frame { try lines.finish(frame) }
      if let shownFrame { try shown?.finish(shownFrame) }
      return Part(
        consumer: consumer,
        findings: scanner.findings,
        named: lines.named,
        shown: shown
      )
    }
    try source.checkUnchanged()
    var findings = ScanFindings()
    for part in parts { findings.merge(part.findings) }
    let problems = findings.error(columns: columns, file: file, firstRow: firstRow)
    if problems.count > 0 { throw try withDuplicates(problems) }
    try checkExclusions(findings)
    try checkShown(parts.compactMap(\.shown))
    let names = registry.names
    let codes = names.indices.sorted { names[$0] < names[$1] }
    var populations = [Int](repeating: 0, count: names.count)
    for part in parts {
      for (code, count) in part.consumer.populations.enumerated() { populations[code] += count }
    }
    let units = populations.reduce(0, +)
    guard units > 0 || findings.leftOut == 0 || !findings.excluded.isEmpty else {
      throw NothingLeft(file: file, leftOut: findings.leftOut)
    }
    let named = parts.reduce(0) { $0 + $1.named }
    let shown = try options.shown.map { shown in
      ShownFrame(
        digest: try shownFrame?.digest(monitor: monitor),
        columns: ShownLines.tallies(parts.compactMap(\.shown), names: shown.names)
      )
    }
    let reading = FrameReading(
      pool: self,
      strata: codes.map { Stratum(name: names[$0], population: populations[$0]) },
      digest: wantsDigest ? source.originalDigest ?? reader.digest : nil,
      frameDigest: try frame?.digest(monitor: monitor),
      shown: shown,
      excluded: try columns.exclusions?.lines(findings.excluded, names: names, file: file) ?? [],
      leftOut: findings.leftOut,
      normalized: findings.normalized,
      namesStrata: columns.stratum != nil && units > 0 && named * 10 >= units * 9,
      doubts: findings.doubts,
      codes: codes
    )
    return (reading, parts.map(\.consumer))
  }

  private struct Part<Consumer: Sendable>: Sendable {
    var consumer: Consumer
    var findings: ScanFindings
    var named: Int
    var shown: ShownLines?
  }

  /// Every identifier to be kept out must stand in the pool.
  private func checkExclusions(_ findings: ScanFindings) throws(DataError) {
    guard let index = columns.exclusions else { return }
    let unmet = (0..<index.count).filter { !findings.metExclusions.contains($0) }
    try index.problems(unmet: unmet).throwIfAny()
  }

  private func checkShown(_ parts: [ShownLines]) throws {
    guard let refused = parts.lazy.compactMap(\.refused).first else { return }
    let row = try RowNumbers(self).firstRow { record in
      record.count == columns.count
        && record.text(refused.column).utf8.elementsEqual(refused.text.utf8)
    }
    throw DataError(
      .init(
        file: file,
        row: row,
        column: header[refused.column],
        value: nil,
        reason: refused.reason
      )
    )
  }
}
