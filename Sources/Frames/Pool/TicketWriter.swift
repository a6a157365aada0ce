internal import Sampling

/// One thread's tickets: made for a block's units at once, and kept by their first bits.
struct TicketWriter {
  /// The entries, in buckets by the first bits of their tickets.
  ///
  /// Tickets are uniform, so every bucket of all threads together holds about as many entries.
  let log: EntryLog
  /// Units of each stratum, by its code.
  private(set) var populations: [Int] = []

  private let key: DrawKey
  private let shift: UInt64
  private var tickets: [Digest] = []

  init(key: DrawKey, shape: EntryLog.Shape) {
    self.key = key
    log = EntryLog(shape)
    shift = UInt64(64 - shape.buckets.trailingZeroBitCount)
  }

  /// Adds the units of a block.
  mutating func add(_ batch: UnitBatch, of block: Block) throws {
    guard batch.count > 0, let base = block.memory.baseAddress else { return }
    if tickets.count < batch.count {
      tickets = [Digest](repeating: Digest(words: (0, 0, 0, 0)), count: batch.count * 2)
    }
    if populations.count < batch.strataSeen {
      populations += [Int](repeating: 0, count: batch.strataSeen - populations.count)
    }
    let start = block.offset
    let (strata, offsets, count) = (batch.strata, batch.offsets, batch.count)
    try tickets.withUnsafeMutableBufferPointer { tickets in
      key.tickets(of: batch.ids, in: UnsafeRawPointer(base), into: tickets)
      try populations.withUnsafeMutableBufferPointer { populations in
        for index in 0..<count {
          let stratum = Int(strata[index])
          populations[stratum] += 1
          let prefix = tickets[index].words.0
          let entry = TicketEntry(
            prefix: prefix,
            stratum: stratum,
            offset: start + Int(offsets[index])
          )
          // A shift by 64, of a single bucket, gives 0.
          try log.append(entry, to: Int(truncatingIfNeeded: prefix >> shift))
        }
      }
    }
  }
}
