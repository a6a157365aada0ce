/// How much memory a draw from a pool may take.
public enum Memory: Hashable, Sendable {
  /// 16 bytes a unit and 64 MB; nothing goes to temporary files.
  case usual
  /// At most this many bytes: what does not fit goes to temporary files.
  case limited(Int)

  /// The smallest limit, in bytes.
  public static let least = 64_000_000

  /// What program, blocks and buffers take of a limit.
  private static let base = 40_000_000
  /// What a pool may take in any case where there is no limit: of a small one, the 64 MB.
  private static let leastRoom = 16_000_000

  /// How the census keeps the tickets of about so many units.
  ///
  /// - Parameters:
  ///   - expected: units, about.
  ///   - threads: threads, each with logs of its own.
  ///   - isWhole: whether an entry of every unit is kept.
  /// - Returns: the shapes of a thread's two logs.
  /// - Throws: ``OutputError`` for a temporary file.
  func censusShapes(expected: Int, threads: Int, isWhole: Bool) throws -> CensusShapes {
    var bits = 0
    while bits < 14, expected >> bits > Memory.bucketEntries { bits += 1 }
    var shape = EntryLogShape(buckets: 1 << bits, sections: 1 << min(bits, 4), chunk: 16)
    if case .limited(let bytes) = self {
      // Chunks as long as a quarter of the memory allows: each is read back with a call of its own.
      let tails = bytes / 4 / max(threads, 1) / MemoryLayout<TicketEntry>.stride / shape.buckets
      while shape.chunk * 3 <= min(tails, 768) { shape.chunk *= 2 }
      shape.file = try TemporaryFile()
    }
    var shapes = CensusShapes(candidates: shape, others: shape)
    let each = expected / max(threads, 1)
    if isWhole { shapes.candidates.expected = each } else { shapes.others.expected = each }
    return shapes
  }

  /// Entries of a bucket, few enough to be looked through within a processor's cache.
  private static let bucketEntries = 32_768

  /// Bytes of lines that a thread sorts at once for the digest of the unit frame.
  var frameLines: Int {
    switch self {
    case .usual: 1 << 23
    case .limited(let bytes): bytes / 64
    }
  }

  /// Bytes that the records of selected units may take at once, beside those on shelves.
  ///
  /// - Parameters:
  ///   - units: units in the pool.
  ///   - picked: entries of selected units that are kept in memory.
  ///   - shelved: bytes of records that the census has kept.
  ///   - each: bytes that a usual record takes.
  /// - Returns: how many, enough for thousands of records.
  func windowRoom(units: Int, picked: Int, shelved: Int, each: Int) -> Int {
    switch self {
    // The 64 MB are the program's own, with what its slabs have left free.
    case .usual: max(16 * units - 16 * picked - shelved, Memory.leastRoom)
    case .limited(let bytes): max(bytes - Memory.base - bytes / 8, 4096 * each)
    }
  }

  /// How much of the candidates' records each thread of a census may keep, so that the draw need not
  /// read them again: what 16 bytes a unit leave beside the tickets.
  struct ShelfRoom: Sendable {
    /// Bytes of the file.
    let size: Int
    let threads: Int

    /// Bytes that a thread's shelf may take after it has read so much.
    func callAsFunction(bytes: Int, units: Int, candidates: Int) -> Int {
      let expected = Double(units) * Double(size) / Double(max(bytes, 1))
      // With the numbers of chunks; all of it is kept until the census ends.
      let ticket = 8.4 + 8 * Double(candidates) / Double(max(units, 1))
      return max(Int((16 - ticket) * expected), Memory.leastRoom) / threads
    }
  }

  /// The room for records; nil where everything that does not fit goes to temporary files.
  func shelfRoom(size: Int, threads: Int) -> ShelfRoom? {
    self == .usual ? ShelfRoom(size: size, threads: max(threads, 1)) : nil
  }

  /// Where the entries of selected units go; nil to keep them in memory.
  func pickFile() throws(OutputError) -> TemporaryFile? {
    if case .limited = self { try TemporaryFile() } else { nil }
  }

  /// Candidates of several strata that may be put in order at once.
  var group: Int {
    switch self {
    case .usual: 1 << 18
    case .limited(let bytes): bytes / 8 / 2 / MemoryLayout<TicketEntry>.stride
    }
  }
}

/// How a thread's census lays out its two logs, which have the same buckets and sections.
struct CensusShapes: Sendable {
  /// Entries of units that may be selected.
  var candidates: EntryLogShape
  /// Tickets of the others.
  var others: EntryLogShape

  var buckets: Int { candidates.buckets }
  var sections: Int { candidates.sections }
}
