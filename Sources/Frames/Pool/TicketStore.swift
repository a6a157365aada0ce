internal import Sampling

/// What is kept of a unit: 16 bytes.
struct TicketEntry {
  /// The first 64 bits of the ticket.
  var prefix: UInt64
  /// The stratum above, the offset of the record below.
  private var place: UInt64

  /// Bits of the offset: files of up to 16 TiB; the other 20 hold the stratum.
  private static let offsetBits: UInt64 = 44
  /// The greatest length of a pool's text.
  static let greatestOffset = 1 << 44 - 1

  init(prefix: UInt64, stratum: StratumRegistry.Code, offset: Int) {
    self.prefix = prefix
    place = UInt64(stratum) << TicketEntry.offsetBits | UInt64(offset)
  }

  var stratum: StratumRegistry.Code { Int(place >> TicketEntry.offsetBits) }
  var offset: Int { Int(place & (1 << TicketEntry.offsetBits - 1)) }
}

/// One thread's entries, sorted into buckets by the first bits of their tickets as they come.
///
/// Tickets are uniform, so every bucket of all threads together holds about as many entries, few
/// enough to be put in order within a processor's cache.
final class TicketStore: @unchecked Sendable {
  // Unchecked: written by one thread during the census and only read, by any, after it.

  /// The number of buckets is 2 to this.
  let bucketBits: Int
  private let shift: UInt64
  // Memory of its own instead of arrays: every access to a stored array of a class is checked.
  /// The chunk that each bucket fills now, and how many entries it has.
  private let current: UnsafeMutablePointer<UnsafeMutablePointer<TicketEntry>?>
  private let fill: UnsafeMutablePointer<Int>
  /// Full chunks of each bucket.
  private var full: [[UnsafeMutablePointer<TicketEntry>]]
  private var slabs: [UnsafeMutablePointer<TicketEntry>] = []
  private var slabUsed = TicketStore.slabChunks
  /// Units of each stratum.
  private(set) var populations: [Int] = []

  private static let chunkEntries = 128
  private static let slabChunks = 512
  private static let bucketEntries = 8192

  /// A store for a pool of about this many units.
  init(expected: Int) {
    var bits = 0
    while bits < 14, expected >> bits > TicketStore.bucketEntries { bits += 1 }
    bucketBits = bits
    shift = UInt64(64 - bits)
    current = .allocate(capacity: 1 << bits)
    current.initialize(repeating: nil, count: 1 << bits)
    fill = .allocate(capacity: 1 << bits)
    fill.initialize(repeating: TicketStore.chunkEntries, count: 1 << bits)
    full = Array(repeating: [], count: 1 << bits)
  }

  deinit {
    current.deallocate()
    fill.deallocate()
    for slab in slabs { slab.deallocate() }
  }

  /// Adds the units of a batch.
  func append(_ batch: UnitBatch, tickets: UnsafeBufferPointer<Digest>) {
    var populations = self.populations
    self.populations = []
    for index in batch.strata.indices {
      let stratum = batch.strata[index]
      while populations.count <= stratum { populations.append(0) }
      populations[stratum] += 1
      let entry = TicketEntry(
        prefix: tickets[index].words.0,
        stratum: stratum,
        offset: batch.offsets[index]
      )
      // A shift by 64, of a single bucket, gives 0.
      let bucket = Int(entry.prefix >> shift)
      if fill[bucket] == TicketStore.chunkEntries { beginChunk(bucket) }
      current[bucket].unsafelyUnwrapped[fill[bucket]] = entry
      fill[bucket] += 1
    }
    self.populations = populations
  }

  private func beginChunk(_ bucket: Int) {
    if let chunk = current[bucket] { full[bucket].append(chunk) }
    current[bucket] = newChunk()
    fill[bucket] = 0
  }

  private func newChunk() -> UnsafeMutablePointer<TicketEntry> {
    if slabUsed == TicketStore.slabChunks {
      slabs.append(.allocate(capacity: TicketStore.slabChunks * TicketStore.chunkEntries))
      slabUsed = 0
    }
    slabUsed += 1
    return slabs[slabs.count - 1] + (slabUsed - 1) * TicketStore.chunkEntries
  }

  /// Entries in a bucket.
  func count(of bucket: Int) -> Int {
    full[bucket].count * TicketStore.chunkEntries + (current[bucket] == nil ? 0 : fill[bucket])
  }

  /// Copies a bucket's entries to memory and answers how many there are.
  func copy(_ bucket: Int, to memory: UnsafeMutablePointer<TicketEntry>) -> Int {
    var next = memory
    for chunk in full[bucket] {
      next.update(from: chunk, count: TicketStore.chunkEntries)
      next += TicketStore.chunkEntries
    }
    if let chunk = current[bucket] {
      next.update(from: chunk, count: fill[bucket])
      next += fill[bucket]
    }
    return next - memory
  }
}
