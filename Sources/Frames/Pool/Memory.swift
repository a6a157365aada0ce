/// How much memory a draw from a pool may take.
public enum Memory: Hashable, Sendable {
  /// 16 bytes a unit and 64 MB; nothing goes to temporary files.
  case usual
  /// At most this many bytes: what does not fit goes to temporary files.
  case limited(Int)

  /// The smallest limit, in bytes.
  public static let least = 64_000_000

  /// What program, blocks and buffers take without regard to the pool.
  private static let base = 32_000_000

  /// How the census keeps the tickets of about so many units.
  func censusShape(expected: Int, threads: Int) throws -> EntryLog.Shape {
    var bits = 0
    while bits < 14, expected >> bits > Memory.bucketEntries { bits += 1 }
    var shape = EntryLog.Shape(buckets: 1 << bits, sections: 1 << min(bits, 4), chunk: 16)
    shape.expected = expected / max(threads, 1)
    if case .limited(let bytes) = self {
      // Chunks as long as a quarter of the memory allows: each is read back with a call of its own.
      let tails = bytes / 4 / max(threads, 1) / MemoryLayout<TicketEntry>.stride / shape.buckets
      while shape.chunk * 2 <= min(tails, 512) { shape.chunk *= 2 }
      shape.file = try TemporaryFile()
    }
    return shape
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

  /// Units whose records may be kept at once.
  ///
  /// - Parameters:
  ///   - units: units in the pool.
  ///   - picked: entries of selected units that are kept in memory.
  ///   - record: bytes of a record, on average.
  /// - Returns: how many.
  func window(units: Int, picked: Int, record: Int) -> Int {
    let each = RowCollector.bytes(ofRecord: record)
    switch self {
    case .usual:
      let room = 16 * units + 64_000_000 - Memory.base - 16 * picked
      return max(room, 16_000_000) / each
    case .limited(let bytes):
      return max(bytes - Memory.base - bytes / 8, 4096 * each) / each
    }
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
