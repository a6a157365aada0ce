public import Sampling
internal import Synchronization

/// A pool that was read once: its strata are counted, every unit has its ticket.
public struct Census: Sendable {
  /// What the reading found.
  public let reading: FrameReading
  /// The key of the tickets.
  public let key: DrawKey

  let tickets: CensusTickets
  let shapes: CensusShapes
  let options: CensusOptions

  /// The pool, as it could be read.
  public var pool: Pool { reading.pool }
  /// The strata and their populations, by the bytes of their names.
  public var strata: [Stratum] { reading.strata }
  /// Units in all strata.
  public var units: Int { reading.units }
  /// The registry's number of each of ``strata``.
  var codes: [StratumRegistry.Code] { reading.codes }
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
  /// Counts the units of each stratum, every row and identifier checked as for a draw.
  ///
  /// - Parameter monitor: told what is done, asked whether to stop.
  /// - Returns: what was found.
  /// - Throws: what ``census(key:options:monitor:)`` and ``Census/ranked(_:monitor:)`` throw.
  /// - Complexity: one pass over the file, 16 bytes of memory a unit.
  public func counted(monitor: WorkMonitor = WorkMonitor()) throws -> FrameReading {
    // That no identifier stands twice does not depend on the key.
    let census = try census(
      key: DrawKey(.units, label: "", seed: ""),
      options: CensusOptions(),
      monitor: monitor
    )
    let nothing = census.reading.strata.map { _ in StratumCount(size: 0) }
    _ = try census.ranked(nothing, monitor: monitor)
    return census.reading
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
    let shapes = try options.memory.censusShapes(
      expected: source.size / Pool.shortestUsualRecord,
      threads: options.threads,
      isWhole: options.ceiling == nil
    )
    let room =
      options.ceiling == nil
      ? nil : options.memory.shelfRoom(size: source.size, threads: options.threads)
    let (reading, parts) = try read(options, monitor: monitor) { number, registry in
      TicketWriter(
        key: key,
        number: number,
        shapes: shapes,
        ceilings: options.ceiling.map { CensusCeilings(registry: registry, ceiling: $0) },
        shelfRoom: room
      )
    }
    var reach = [CandidateReach](repeating: .everything, count: reading.codes.count)
    for part in parts {
      for (code, tally) in part.tallies.enumerated() where tally.population > 0 {
        var narrower = tally.reach
        narrower.limit(to: reach[code])
        reach[code] = narrower
      }
    }
    let content = CensusTickets.Content(
      parts: parts.map { CensusTickets.Part(candidates: $0.candidates, others: $0.others) },
      shelves: Shelves(shelves: parts.map(\.shelf)),
      reach: reach,
      isWhole: options.ceiling == nil
    )
    return Census(
      reading: reading,
      key: key,
      tickets: CensusTickets(content),
      shapes: shapes,
      options: options
    )
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
