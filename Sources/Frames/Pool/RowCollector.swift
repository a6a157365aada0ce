internal import CTickets
import Foundation
internal import Sampling

/// The records of many units, read in the order of the file and handed out in another.
struct RowCollector: Sendable {
  private let key: DrawKey
  private let places: [UnitPlace]
  private let shelves: [Shelf]
  /// Where each place's record is kept.
  private let spots: [Spot]

  /// The number of units.
  var count: Int { places.count }

  /// Records that one thread has read.
  fileprivate struct Shelf: Sendable {
    /// Records, and identifiers that are not as they stand there, with slack behind them.
    var text: [UInt8] = []
    /// The places whose records these are, and where they lie in the text.
    var spots: [(place: Int, spot: Spot)] = []
  }

  /// Where a record and its identifier lie in a shelf.
  fileprivate struct Spot {
    var shelf: UInt16 = 0
    var idLength: UInt16 = 0
    var recordLength: UInt32 = 0
    var record = 0
    var id = 0
  }

  /// Reads the records of these units.
  init(
    _ places: [UnitPlace],
    of selection: Selection,
    threads: Int,
    monitor: WorkMonitor
  ) throws {
    let groups = RowCollector.groups(places, of: selection.pool)
    let workers = max(1, min(threads, groups.starts.count - 1))
    let pool = selection.pool
    shelves = try Parallel.map(workers) { worker in
      var shelf = Shelf()
      let scanner = UnitScanner(columns: pool.columns, registry: StratumRegistry())
      var reader = RecordWindow(pool)
      let block = Block(for: pool.source.size)
      var pending: [Int] = []
      let all = groups.starts.count - 1
      for group in all * worker / workers..<all * (worker + 1) / workers {
        for place in groups.order[groups.starts[group]..<groups.starts[group + 1]] {
          while try !reader.append(recordAt: places[place].offset, to: block) {
            try shelf.keep(block, pending, scanner, shelf: worker)
            try monitor.advance(pending.count)
            pending.removeAll(keepingCapacity: true)
          }
          pending.append(place)
        }
      }
      try shelf.keep(block, pending, scanner, shelf: worker)
      try monitor.advance(pending.count)
      shelf.text += [UInt8](repeating: 0, count: DrawKey.slack)
      return shelf
    }
    var spots = [Spot](repeating: Spot(), count: places.count)
    for shelf in shelves {
      for (place, spot) in shelf.spots { spots[place] = spot }
    }
    self.spots = spots
    self.places = places
    key = selection.key
  }

  /// The places sorted by the piece of the file that their records begin in: a counting sort, since
  /// the order within a piece, which is read at once, does not matter.
  private static func groups(
    _ places: [UnitPlace],
    of pool: Pool
  ) -> (order: [Int], starts: [Int]) {
    let shift = RecordWindow.shift
    var starts = [Int](repeating: 0, count: pool.source.size >> shift + 2)
    for place in places { starts[place.offset >> shift + 1] += 1 }
    for group in 1..<starts.count { starts[group] += starts[group - 1] }
    var next = starts
    var order = [Int](repeating: 0, count: places.count)
    for (index, place) in places.enumerated() {
      order[next[place.offset >> shift]] = index
      next[place.offset >> shift] += 1
    }
    return (order, starts)
  }

  /// Hands out some of the units, in the order in which their places were given.
  func forEachUnit(
    in range: Range<Int>,
    _ body: (SelectedUnit) throws -> Void
  ) rethrows {
    for index in range {
      let place = places[index]
      let spot = spots[index]
      try shelves[Int(spot.shelf)].text.withUnsafeBytes { text in
        let id = UnsafeRawBufferPointer(rebasing: text[spot.id..<spot.id + Int(spot.idLength)])
        try body(
          SelectedUnit(
            stratum: place.stratum,
            rank: place.rank,
            ticket: key.ticket(ofSlacked: id),
            id: id,
            record: UnsafeRawBufferPointer(
              rebasing: text[spot.record..<spot.record + Int(spot.recordLength)]
            )
          )
        )
      }
    }
  }
}

extension RowCollector.Shelf {
  /// Moves a block's records to the shelf and empties the block.
  ///
  /// The census has accepted these records; they are read again with the same rules.
  fileprivate mutating func keep(
    _ block: Block,
    _ pending: [Int],
    _ scanner: UnitScanner,
    shelf: Int
  ) throws {
    try scanner.scan(block)
    let base = text.count
    text.append(contentsOf: block.text)
    let batch = scanner.batch
    precondition(batch.ids.count == pending.count, "the pool changed while it was read")
    for (index, place) in pending.enumerated() {
      let start = batch.offsets[index]
      let end = index + 1 < batch.offsets.count ? batch.offsets[index + 1] : block.count
      let range = batch.ids[index]
      var id = base + Int(range.offset)
      if Int(range.offset) >= block.count {
        // A rewritten identifier lies behind the block's text.
        id = text.count
        text.append(
          contentsOf: block.memory[Int(range.offset)..<Int(range.offset) + Int(range.length)]
        )
      }
      spots.append(
        (
          place,
          RowCollector.Spot(
            shelf: UInt16(shelf),
            idLength: UInt16(range.length),
            recordLength: UInt32(end - start - 1),
            record: base + start,
            id: id
          )
        )
      )
    }
    block.count = 0
  }
}

/// A piece of the file from which records are taken.
private struct RecordWindow {
  private let pool: Pool
  private var buffer: [UInt8]
  private var offset = 0
  private var count = 0

  /// Pieces of the file of 2 to this bytes are read at once.
  static let shift = 18
  /// Room for the end of a record that begins at the end of a piece.
  private static let overlap = 1 << 12

  init(_ pool: Pool) {
    self.pool = pool
    let size = min(1 << RecordWindow.shift, pool.source.size)
    buffer = [UInt8](repeating: 0, count: size + RecordWindow.overlap)
  }

  /// Appends the record at an offset, ended by a single line feed, to a block; false where the
  /// block has no room left for it.
  mutating func append(recordAt place: Int, to block: Block) throws -> Bool {
    var end: Int?
    if place >= offset, place < offset + count { end = recordEnd(from: place - offset) }
    if end == nil {
      try read(at: (place >> RecordWindow.shift) << RecordWindow.shift)
      end = recordEnd(from: place - offset)
    }
    while end == nil {
      // A record longer than the overlap: read from its beginning, more and more.
      if place == offset, count == buffer.count {
        buffer = [UInt8](repeating: 0, count: buffer.count * 2)
      }
      try read(at: place)
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

  private mutating func read(at place: Int) throws {
    offset = place
    count = try PoolSource.read(
      pool.source.descriptor,
      at: offset,
      into: &buffer,
      file: pool.file
    )
  }

  /// Where the line feed that ends the record stands, nil where it is not in the buffer.
  private func recordEnd(from start: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let feed = memchr(base + start, 0x0A, count - start)
      else { return nil }
      let end = UnsafeRawPointer(feed) - base
      if memchr(base + start, 0x22, end - start) == nil { return end }
      var position = start
      var isQuoted = false
      while position < count {
        if bytes[position] == 0x22 { isQuoted.toggle() }
        if bytes[position] == 0x0A, !isQuoted { return position }
        position += 1
      }
      return nil
    }
  }
}
