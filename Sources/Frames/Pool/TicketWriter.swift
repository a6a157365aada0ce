internal import Sampling

/// One thread's tickets: made for a block's units at once, and kept by their first bits.
///
/// Of a unit that may be selected, by what is known of its stratum's size, the entry and where there
/// is room the record are kept; of any other only the first 64 bits of the ticket, by which
/// duplicates are found. What is within reach of a stratum of as many units as were met so far
/// includes what is within that of all its units.
struct TicketWriter: UnitConsumer {
  /// Entries of the units that may be selected, in buckets by the first bits of their tickets.
  ///
  /// Tickets are uniform, so every bucket of all threads together holds about as many entries.
  let candidates: EntryLog<TicketEntry>
  /// The tickets of the other units, in the same buckets.
  let others: EntryLog<UInt64>
  /// Records of candidates.
  private(set) var shelf = Shelf()
  /// What is known of each stratum, by its code.
  private(set) var tallies: [Tally] = []

  /// Units so far by the code of their stratum.
  var populations: [Int] { tallies.map(\.population) }

  /// A stratum as far as it was read.
  struct Tally {
    var population = 0
    /// The population from which on the reach is worked out again.
    fileprivate var due = 0
    /// The reach of the candidates, which narrows: what is within it was kept from the beginning.
    var reach = CandidateReach.everything
  }

  private let key: DrawKey
  private let shift: UInt64
  private let number: Int
  private let ceilings: CensusCeilings?
  private var tickets = [Digest](
    repeating: Digest(words: (0, 0, 0, 0)),
    count: TicketWriter.run
  )
  /// Tickets that are made at once, so few that they stay in the first cache.
  private static let run = 512
  /// What was read and kept so far.
  private var bytesRead = 0
  private var unitCount = 0
  private var candidateCount = 0
  private let shelfRoom: Memory.ShelfRoom?

  /// Makes a thread's tickets.
  ///
  /// - Parameters:
  ///   - key: the key of the draw.
  ///   - number: the thread's.
  ///   - shapes: of the two logs.
  ///   - ceilings: what is known of the sizes; nil to keep an entry of every unit.
  ///   - shelfRoom: how much of the records may be kept; nil for nothing.
  init(
    key: DrawKey,
    number: Int,
    shapes: CensusShapes,
    ceilings: CensusCeilings?,
    shelfRoom: Memory.ShelfRoom?
  ) {
    self.key = key
    self.number = number
    self.ceilings = ceilings
    self.shelfRoom = number < RecordPlace.shelves ? shelfRoom : nil
    candidates = EntryLog(shapes.candidates)
    others = EntryLog(shapes.others)
    shift = UInt64(64 - shapes.buckets.trailingZeroBitCount)
  }

  /// Adds the units of a block.
  mutating func add(_ batch: UnitBatch, of block: Block) throws {
    bytesRead += block.count
    guard batch.count > 0, let base = block.memory.baseAddress else { return }
    if tallies.count < batch.strataSeen {
      tallies += [Tally](repeating: Tally(), count: batch.strataSeen - tallies.count)
    }
    // Out of this value for as long as they are written to.
    var (tickets, tallies) = ([Digest](), [Tally]())
    swap(&tickets, &self.tickets)
    swap(&tallies, &self.tallies)
    defer {
      swap(&tickets, &self.tickets)
      swap(&tallies, &self.tallies)
    }
    try tickets.withUnsafeMutableBufferPointer { tickets in
      try tallies.withUnsafeMutableBufferPointer { tallies in
        for first in stride(from: 0, to: batch.count, by: TicketWriter.run) {
          let units = first..<min(first + TicketWriter.run, batch.count)
          let ids = UnsafeBufferPointer(rebasing: batch.ids[units])
          key.tickets(of: ids, in: UnsafeRawPointer(base), into: tickets)
          for index in units {
            try add(index, of: batch, block, tickets[index - first].words.0, tallies)
          }
        }
      }
    }
    unitCount += batch.count
  }

  /// Keeps a unit.
  @inline(__always)
  private mutating func add(
    _ index: Int,
    of batch: UnitBatch,
    _ block: Block,
    _ prefix: UInt64,
    _ tallies: UnsafeMutableBufferPointer<Tally>
  ) throws {
    let stratum = Int(batch.strata[index])
    tallies[stratum].population += 1
    if tallies[stratum].population > tallies[stratum].due {
      tighten(&tallies[stratum], code: stratum)
    }
    // With one bucket the shift is by all 64 bits, which in Swift gives 0, its number.
    let bucket = Int(truncatingIfNeeded: prefix >> shift)
    if tallies[stratum].reach.contains(prefix) {
      let place = self.place(of: index, in: batch, block)
      try candidates.append(
        TicketEntry(prefix: prefix, stratum: stratum, place: place),
        to: bucket
      )
    } else {
      try others.append(prefix, to: bucket)
    }
  }

  /// Works a stratum's reach out again, now that more of it was met.
  private func tighten(_ tally: inout Tally, code: StratumRegistry.Code) {
    guard let ceilings, let ceiling = ceilings.ceiling(of: code) else {
      tally.due = .max
      return
    }
    var reach = ceiling.reach(from: tally.population)
    reach.limit(to: tally.reach)
    tally.reach = reach
    tally.due = tally.population + tally.population / 8 + 16
  }

  /// Where a candidate's record will be found: on the shelf while there is room.
  @inline(__always)
  private mutating func place(of index: Int, in batch: UnitBatch, _ block: Block) -> RecordPlace {
    candidateCount += 1
    let start = Int(batch.offsets[index])
    var length = Int(batch.lengths[index])
    let offset = RecordPlace(offset: block.offset + start)
    guard let shelfRoom, let base = block.memory.baseAddress else { return offset }
    if length > 0, block.memory[start + length - 1] == 0x0D { length -= 1 }
    let id = batch.ids[index]
    let (idStart, idLength) = (Int(id.offset), Int(id.length))
    if !shelf.hasRoom(for: length + idLength) {
      let room = shelfRoom(
        bytes: bytesRead,
        units: unitCount + index + 1,
        candidates: candidateCount
      )
      guard length + idLength < Slab.bytes / 8, shelf.bytes + Slab.bytes <= room else {
        return offset
      }
    }
    let text = UnsafeRawBufferPointer(start: base + start, count: length)
    let spot: Int
    if idStart >= start, idStart < start + length {
      spot = shelf.keep(text, id: idStart - start..<idStart - start + idLength)
    } else {
      let rewritten = UnsafeRawBufferPointer(start: base + idStart, count: idLength)
      spot = shelf.keep(text, id: length..<length + idLength, behind: rewritten)
    }
    return spot < RecordPlace.spots ? RecordPlace(shelf: number, spot: spot) : offset
  }
}
