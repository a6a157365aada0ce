internal import CTickets
import Foundation
internal import Sampling

/// Reads the records at many offsets in the order of the file and hands them out in another.
struct RowCollector {
  private let pool: Pool
  private let key: DrawKey
  private var places: [UnitPlace] = []
  /// The records, identifiers and tickets, in the order of the file.
  private var text: [UInt8] = []
  private var units: [Unit] = []
  /// The unit of each place.
  private var order: [Int] = []

  private struct Unit {
    var record: Range<Int>
    var id: Range<Int>
    var ticket: Digest
  }

  init(pool: Pool, key: DrawKey) {
    self.pool = pool
    self.key = key
  }

  /// Bytes that a collected unit takes, as a guess from the size of the file.
  static func usualBytes(of pool: Pool) -> Int { 256 }

  /// Reads the records of these units.
  mutating func collect(_ places: [UnitPlace], monitor: WorkMonitor) throws {
    self.places = places
    order = places.indices.sorted { places[$0].offset < places[$1].offset }
    text.removeAll(keepingCapacity: true)
    units.removeAll(keepingCapacity: true)
    var reader = RecordWindow(pool)
    let scanner = UnitScanner(columns: pool.columns, registry: StratumRegistry())
    var tickets: [Digest] = []
    let block = Block(for: pool.source.size)
    var next = 0
    while next < order.count {
      block.count = 0
      let first = next
      while next < order.count,
        try reader.append(recordAt: places[order[next]].offset, to: block)
      {
        next += 1
      }
      // The census has accepted these records; they are read again with the same rules.
      try scanner.scan(block)
      block.tickets(of: scanner.batch.ids, key: key, into: &tickets)
      keep(block, scanner.batch, tickets)
      try monitor.advance(next - first)
    }
    var inverse = [Int](repeating: 0, count: order.count)
    for (position, place) in order.enumerated() { inverse[place] = position }
    order = inverse
  }

  private mutating func keep(_ block: Block, _ batch: UnitBatch, _ tickets: [Digest]) {
    let base = text.count
    text.append(contentsOf: block.text)
    for index in batch.ids.indices {
      let start = batch.offsets[index]
      let end = index + 1 < batch.offsets.count ? batch.offsets[index + 1] : block.count
      let idStart = text.count
      let range = batch.ids[index]
      let id = Int(range.offset)..<Int(range.offset) + Int(range.length)
      if id.upperBound <= block.count {
        units.append(
          Unit(
            record: base + start..<base + end - 1,
            id: base + id.lowerBound..<base + id.upperBound,
            ticket: tickets[index]
          )
        )
      } else {
        // A rewritten identifier lies behind the block's text.
        text.append(contentsOf: block.memory[id])
        units.append(
          Unit(
            record: base + start..<base + end - 1,
            id: idStart..<text.count,
            ticket: tickets[index]
          )
        )
      }
    }
  }

  /// Hands out the units in the order in which their places were given.
  func forEachUnit(_ body: (SelectedUnit) throws -> Void) rethrows {
    try text.withUnsafeBytes { memory in
      for (index, place) in places.enumerated() {
        let unit = units[order[index]]
        try body(
          SelectedUnit(
            stratum: place.stratum,
            rank: place.rank,
            ticket: unit.ticket,
            id: UnsafeRawBufferPointer(rebasing: memory[unit.id]),
            record: UnsafeRawBufferPointer(rebasing: memory[unit.record])
          )
        )
      }
    }
  }
}

/// A piece of the file that moves forward from record to record.
private struct RecordWindow {
  private let pool: Pool
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var offset = 0
  private var count = 0

  init(_ pool: Pool) {
    self.pool = pool
  }

  /// Appends the record at an offset, ended by a single line feed, to a block; false where the
  /// block has no room left for it.
  mutating func append(recordAt place: Int, to block: Block) throws -> Bool {
    var end: Int?
    if place >= offset, place < offset + count { end = recordEnd(from: place - offset) }
    while end == nil {
      if place == offset, count == buffer.count {
        buffer = [UInt8](repeating: 0, count: buffer.count * 2)
      }
      offset = place
      count = try PoolSource.read(
        pool.source.descriptor,
        at: offset,
        into: &buffer,
        file: pool.file
      )
      end = recordEnd(from: 0) ?? (count < buffer.count ? count : nil)
    }
    let start = place - offset
    var length = (end ?? start) - start
    if length > 0, buffer[start + length - 1] == 0x0D { length -= 1 }
    guard block.count + length + 1 <= block.capacity || block.count == 0 else { return false }
    while length + 1 > block.capacity { block.grow() }
    buffer.withUnsafeBytes { bytes in
      UnsafeMutableRawBufferPointer(rebasing: block.memory[block.count...])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]))
    }
    block.memory[block.count + length] = 0x0A
    block.count += length + 1
    return true
  }

  /// Where the line feed that ends the record stands, nil where it is not in the buffer.
  private func recordEnd(from start: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      var position = start
      var isQuoted = false
      while position < count {
        let byte = bytes[position]
        if byte == 0x22 { isQuoted.toggle() }
        if byte == 0x0A, !isQuoted { return position }
        position += 1
      }
      return nil
    }
  }
}
