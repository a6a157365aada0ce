import Foundation
internal import Sampling

/// A unit that may be selected, as a recount keeps it.
struct RecountEntry: @unchecked Sendable {
  // Unchecked: the memory belongs to an arena that lives as long as the recount and is only read.

  /// How far its ticket lies behind the start of the circle, by the first 64 bits.
  var distance: UInt64
  /// Its size measure; 0 without a design by size.
  var measure: Int
  /// Ticket, identifier and record, one behind the other.
  private let memory: UnsafeRawPointer
  private let idLength: UInt32
  private let recordLength: UInt32

  fileprivate init(
    distance: UInt64,
    measure: Int,
    memory: UnsafeRawPointer,
    idLength: Int,
    recordLength: Int
  ) {
    self.distance = distance
    self.measure = measure
    self.memory = memory
    self.idLength = UInt32(idLength)
    self.recordLength = UInt32(recordLength)
  }

  /// The ticket.
  var ticket: Digest { memory.loadUnaligned(as: Digest.self) }

  /// The identifier.
  var id: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: memory + MemoryLayout<Digest>.size, count: Int(idLength))
  }

  /// The record without its line end; empty where records are not kept.
  var record: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: memory + MemoryLayout<Digest>.size + Int(idLength),
      count: Int(recordLength)
    )
  }

  /// Whether this unit comes before another round the circle: by (ticket ≤ start, ticket, id).
  func precedes(_ other: RecountEntry, from start: Digest?) -> Bool {
    if distance != other.distance { return distance < other.distance }
    let (own, theirs) = (ticket, other.ticket)
    if let start, (own <= start) != (theirs <= start) { return theirs <= start }
    return own != theirs ? own < theirs : ByteOrder.compare(id, other.id) < 0
  }

  /// Units in their order round the circle.
  ///
  /// Tickets are spread evenly, so that as many parts of the circle as make sixteen units each are sorted by
  /// themselves.
  ///
  /// - Parameters:
  ///   - entries: the units.
  ///   - start: where the circle begins.
  ///   - span: the distance that most units lie within; those beyond it are sorted with the last part.
  /// - Returns: the units in order.
  /// - Complexity: O(n) where the distances are spread evenly up to the span, never more than O(n log n).
  static func ordered(
    _ entries: [RecountEntry],
    from start: Digest?,
    span: UInt64
  ) -> [RecountEntry] {
    let bits = max(0, Int.bitWidth - (entries.count / 16).leadingZeroBitCount)
    guard bits > 1, span > 0 else { return entries.sorted { $0.precedes($1, from: start) } }
    let zeros = UInt64(span.leadingZeroBitCount)
    func part(_ entry: RecountEntry) -> Int {
      Int((min(entry.distance, span) << zeros) >> UInt64(UInt64.bitWidth - bits))
    }
    var ends = [Int](repeating: 0, count: 1 << bits)
    for entry in entries { ends[part(entry)] += 1 }
    for part in 1..<ends.count { ends[part] += ends[part - 1] }
    let (count, last) = (entries.count, ends)
    return [RecountEntry](unsafeUninitializedCapacity: count) { buffer, initialized in
      for entry in entries.reversed() {
        ends[part(entry)] -= 1
        buffer.initializeElement(at: ends[part(entry)], to: entry)
      }
      initialized = count
      for (first, last) in zip(ends, last) where last - first > 1 {
        buffer[first..<last].sort { $0.precedes($1, from: start) }
      }
    }
  }
}

/// Memory for units that may be selected.
final class RecountArena: @unchecked Sendable {
  // Unchecked: written by one thread, then only read.
  private var slabs: [UnsafeMutableRawPointer] = []
  private var next: UnsafeMutableRawPointer?
  private var room = 0
  private static let slabBytes = 1 << 22

  deinit { for slab in slabs { slab.deallocate() } }

  /// Keeps a unit.
  func keep(
    _ ticket: Digest,
    distance: UInt64,
    measure: Int,
    id: UnsafeRawBufferPointer,
    record: UnsafeRawBufferPointer
  ) -> RecountEntry {
    let size = MemoryLayout<Digest>.size
    let bytes = size + id.count + record.count
    if room < bytes || next == nil {
      room = max(bytes, RecountArena.slabBytes)
      let slab = UnsafeMutableRawPointer.allocate(byteCount: room + DrawKey.slack, alignment: 16)
      slabs.append(slab)
      next = slab
    }
    guard let place = next else { preconditionFailure("a slab was made") }
    place.storeBytes(of: ticket, as: Digest.self)
    if let base = id.baseAddress { (place + size).copyMemory(from: base, byteCount: id.count) }
    if let base = record.baseAddress {
      (place + size + id.count).copyMemory(from: base, byteCount: record.count)
    }
    next = place + bytes
    room -= bytes
    return RecountEntry(
      distance: distance,
      measure: measure,
      memory: UnsafeRawPointer(place),
      idLength: id.count,
      recordLength: record.count
    )
  }
}

/// One thread's units of a recount.
struct RecountUnits: UnitConsumer {
  private let key: DrawKey
  private let registry: StratumRegistry
  private let options: RecountOptions
  private let arena = RecountArena()
  /// The first bits of all tickets, by which two units with one identifier are found.
  let prefixes: EntryLog<UInt64>
  private let shift: UInt64
  private(set) var populations: [Int] = []
  /// Units that may be selected, by the code of their stratum.
  private(set) var candidates: [[RecountEntry]] = []
  private var reaches: [CandidateReach] = []
  private var starts: [Digest?] = []
  private var tickets: [Digest] = []

  init(
    key: DrawKey,
    registry: StratumRegistry,
    options: RecountOptions,
    shape: EntryLogShape
  ) {
    self.key = key
    self.registry = registry
    self.options = options
    prefixes = EntryLog(shape)
    shift = UInt64(64 - shape.buckets.trailingZeroBitCount)
  }

  /// What was kept of a stratum: its reach, the whole circle where it was not met.
  func reach(of code: StratumRegistry.Code) -> CandidateReach {
    reaches.indices.contains(code) ? reaches[code] : .everything
  }

  mutating func add(_ batch: UnitBatch, of block: Block) throws {
    guard batch.count > 0, let base = block.memory.baseAddress else { return }
    meet(batch.strataSeen)
    let none = Digest(words: (0, 0, 0, 0))
    if tickets.count < batch.count { tickets = Array(repeating: none, count: batch.count) }
    tickets.withUnsafeMutableBufferPointer { tickets in
      key.tickets(of: batch.ids, in: UnsafeRawPointer(base), into: tickets)
    }
    for index in 0..<batch.count {
      let ticket = tickets[index]
      let prefix = ticket.words.0
      let stratum = Int(batch.strata[index])
      populations[stratum] += 1
      try prefixes.append(prefix, to: Int(truncatingIfNeeded: prefix >> shift))
      guard reaches[stratum].contains(prefix) else { continue }
      let id = batch.ids[index]
      candidates[stratum].append(
        arena.keep(
          ticket,
          distance: RecountUnits.distance(of: ticket, from: starts[stratum]),
          measure: batch.measures.isEmpty ? 0 : batch.measures[index],
          id: UnsafeRawBufferPointer(start: base + Int(id.offset), count: Int(id.length)),
          record: record(index, of: batch, block)
        )
      )
    }
  }

  private func record(
    _ index: Int,
    of batch: UnitBatch,
    _ block: Block
  ) -> UnsafeRawBufferPointer {
    guard options.keepsRecords else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let start = Int(batch.offsets[index])
    var length = Int(batch.lengths[index])
    if length > 0, block.memory[start + length - 1] == 0x0D { length -= 1 }
    return UnsafeRawBufferPointer(rebasing: block.memory[start..<start + length])
  }

  private mutating func meet(_ strata: Int) {
    while populations.count < strata {
      let claim = options.claim?(registry.name(of: populations.count))
      populations.append(0)
      candidates.append([])
      starts.append(claim?.start)
      reaches.append(
        claim.map {
          CandidateReach(first: Double($0.wanted), from: $0.start, of: $0.population)
        } ?? .everything
      )
    }
  }

  private static func distance(of ticket: Digest, from start: Digest?) -> UInt64 {
    guard let start else { return ticket.words.0 }
    // What begins as the start does lies on either side of it: by the whole ticket.
    if ticket.words.0 == start.words.0 { return ticket <= start ? .max : 0 }
    return ticket.words.0 &- start.words.0
  }
}
