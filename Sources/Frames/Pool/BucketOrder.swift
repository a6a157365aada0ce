internal import Sampling

/// Looks into one bucket after the other: which entries are wanted, in the order of their tickets,
/// and which begin with the same 64 bits as another.
///
/// Memory is used again for every bucket; ``free()`` gives it back.
struct BucketOrder {
  /// Entries of the last bucket that are wanted; in order after ``sort()``.
  private(set) var wanted: UnsafeMutableBufferPointer<TicketEntry>

  private let bucketBits: UInt64
  private var all: UnsafeMutablePointer<TicketEntry>
  /// The tickets of units that are no candidates.
  private var others: UnsafeMutablePointer<UInt64>
  private var picked: UnsafeMutablePointer<TicketEntry>
  private var count = 0
  private var capacity = 0
  private var otherCount = 0
  private var otherCapacity = 0
  /// A bit for each value of the bits behind the bucket's: seen or not.
  private let seen: UnsafeMutablePointer<UInt64>
  private let starts: UnsafeMutablePointer<Int>

  /// So many that among the usual 20,000 entries of a bucket about 200 meet another by chance.
  private static let seenBits: UInt64 = 20
  private static let seenWords = 1 << 14
  private static let groupBits: UInt64 = 11

  /// For buckets that share this many leading bits.
  init(bucketBits: Int) {
    self.bucketBits = UInt64(bucketBits)
    all = .allocate(capacity: 0)
    others = .allocate(capacity: 0)
    picked = .allocate(capacity: 0)
    seen = .allocate(capacity: BucketOrder.seenWords)
    starts = .allocate(capacity: 1 << Int(BucketOrder.groupBits))
    wanted = UnsafeMutableBufferPointer(start: picked, count: 0)
  }

  /// Gives the memory back.
  func free() {
    all.deallocate()
    others.deallocate()
    picked.deallocate()
    seen.deallocate()
    starts.deallocate()
  }

  /// Gathers a bucket of all threads, whose logs give back what was read; answers how many units it
  /// has.
  mutating func load(_ bucket: Int, of parts: [CensusTickets.Part]) throws -> Int {
    count = parts.reduce(0) { $0 + $1.candidates.count(of: bucket) }
    otherCount = parts.reduce(0) { $0 + $1.others.count(of: bucket) }
    if count > capacity {
      all.deallocate()
      picked.deallocate()
      capacity = count + count / 4
      all = .allocate(capacity: capacity)
      picked = .allocate(capacity: capacity)
    }
    if otherCount > otherCapacity {
      others.deallocate()
      otherCapacity = otherCount + otherCount / 4
      others = .allocate(capacity: otherCapacity)
    }
    var (filled, otherFilled) = (0, 0)
    for part in parts {
      filled += try part.candidates.copy(bucket, to: all + filled)
      otherFilled += try part.others.copy(bucket, to: others + otherFilled)
      part.candidates.free(through: bucket)
      part.others.free(through: bucket)
    }
    return count + otherCount
  }

  /// Runs of entries that begin with the same 64 bits; those of units that are no candidates have
  /// no stratum and no place.
  func collisions() -> [[TicketEntry]] {
    func slot(_ prefix: UInt64) -> UInt64 {
      (prefix << bucketBits) >> (64 - BucketOrder.seenBits)
    }
    seen.update(repeating: 0, count: BucketOrder.seenWords)
    var met: [UInt64] = []
    func see(_ prefix: UInt64) {
      let slot = slot(prefix)
      let bit: UInt64 = 1 << (slot & 63)
      if seen[Int(slot >> 6)] & bit != 0 { met.append(slot) }
      seen[Int(slot >> 6)] |= bit
    }
    for index in 0..<count { see(all[index].prefix) }
    for index in 0..<otherCount { see(others[index]) }
    guard !met.isEmpty else { return [] }
    seen.update(repeating: 0, count: BucketOrder.seenWords)
    for slot in met { seen[Int(slot >> 6)] |= 1 << (slot & 63) }
    func isSuspect(_ prefix: UInt64) -> Bool {
      let slot = slot(prefix)
      return seen[Int(slot >> 6)] >> (slot & 63) & 1 != 0
    }
    var suspects: [TicketEntry] = []
    for index in 0..<count where isSuspect(all[index].prefix) { suspects.append(all[index]) }
    for index in 0..<otherCount where isSuspect(others[index]) {
      let nowhere = RecordPlace(offset: 0)
      suspects.append(TicketEntry(prefix: others[index], stratum: 0, place: nowhere))
    }
    suspects.sort { $0.prefix < $1.prefix }
    return BucketOrder.runs(suspects)
  }

  /// Runs of at least two entries with the same 64 bits, of entries in order.
  private static func runs(_ entries: [TicketEntry]) -> [[TicketEntry]] {
    var runs: [[TicketEntry]] = []
    var start = 0
    for index in 1...max(entries.count, 1)
    where index >= entries.count || entries[index].prefix != entries[start].prefix {
      if index - start > 1 { runs.append(Array(entries[start..<index])) }
      start = index
    }
    return runs
  }

  /// Keeps the entries within reach, by the number of their stratum.
  mutating func keep(_ reach: UnsafeBufferPointer<CandidateReach>) {
    var kept = 0
    for index in 0..<count {
      let entry = all[index]
      picked[kept] = entry
      kept += reach[entry.stratum].contains(entry.prefix) ? 1 : 0
    }
    wanted = UnsafeMutableBufferPointer(start: picked, count: kept)
  }

  /// Puts the wanted entries in the order of their first 64 bits.
  ///
  /// A counting sort by the bits behind the bucket's leaves groups of a few entries, which an
  /// insertion sort finishes: linear time for uniform tickets, right for any.
  mutating func sort() {
    let kept = wanted.count
    let groups = 1 << Int(BucketOrder.groupBits)
    starts.update(repeating: 0, count: groups)
    func group(_ entry: TicketEntry) -> Int {
      Int((entry.prefix << bucketBits) >> (64 - BucketOrder.groupBits))
    }
    for index in 0..<kept { starts[group(picked[index])] += 1 }
    var sum = 0
    for group in 0..<groups {
      let size = starts[group]
      starts[group] = sum
      sum += size
    }
    // The bucket was looked through: its memory takes the sorted entries.
    for index in 0..<kept {
      let group = group(picked[index])
      all[starts[group]] = picked[index]
      starts[group] += 1
    }
    for index in 1..<max(kept, 1) {
      let entry = all[index]
      var place = index
      while place > 0, all[place - 1].prefix > entry.prefix {
        all[place] = all[place - 1]
        place -= 1
      }
      all[place] = entry
    }
    wanted = UnsafeMutableBufferPointer(start: all, count: kept)
  }
}
