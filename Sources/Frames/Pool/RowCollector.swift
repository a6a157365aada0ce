internal import CTickets
import Foundation
internal import Sampling

/// The records of a window of selected units, read in the order of the file and handed out in that
/// of the selection.
final class RowCollector: @unchecked Sendable {
  // Unchecked: filled while it is made, each place by one thread, and only read afterwards.

  /// The number of units.
  let count: Int
  private let key: DrawKey
  private let file: String
  private let runs: [Picks.Run]
  /// What the census has kept of each unit.
  private let entries: [TicketEntry]
  /// Where the record of each unit is kept.
  private let spots: UnsafeMutablePointer<UnsafeRawPointer>
  /// What was read here, and what the census has kept.
  private let shelves: [Shelf]
  private let kept: Shelves

  /// Bytes that a unit takes whose record the census has kept: its entry, and where its record is in
  /// memory.
  static let bytesOfPlace = MemoryLayout<TicketEntry>.stride + MemoryLayout<Int>.stride

  /// Bytes that a unit takes whose record has so many: those, its number in the order of the file,
  /// its record with a header and what is left free.
  static func bytes(ofRecord length: Int) -> Int {
    bytesOfPlace + MemoryLayout<Int>.stride + Shelf.header + length + length / 8 + 8
  }

  /// Reads the records of a window that the census has not kept.
  init(
    _ window: Picks.Window,
    of selection: Selection,
    threads: Int,
    monitor: WorkMonitor
  ) throws {
    let pool = selection.pool
    let units = window.entries
    // The census keeps records until there is no room, so that those to be read lie at the end.
    let first =
      units.lazy.filter { !$0.place.isOnShelf }.map(\.place.offset).min() ?? pool.source.size
    let firstPiece = first >> RecordReader.shift
    let pieces = pool.source.size >> RecordReader.shift + 1 - firstPiece
    let workers = max(1, min(threads, pieces))
    let spots = UnsafeMutablePointer<UnsafeRawPointer>.allocate(capacity: units.count)
    let places = SharedMemory(spots)
    do {
      shelves = try Parallel.map(workers) { worker in
        let own =
          firstPiece + pieces * worker / workers..<firstPiece + pieces * (worker + 1) / workers
        let order = FileOrder(units, pieces: own)
        for index in units.count * worker / workers..<units.count * (worker + 1) / workers
        where units[index].place.isOnShelf {
          places.memory[index] = selection.shelves.pointer(to: units[index].place)
        }
        var shelf = Shelf()
        var reader = RecordReader(pool)
        defer { reader.free() }
        for piece in own {
          for member in order.members(of: piece) {
            let text = try reader.text(at: FileOrder.offset(of: member, in: piece))
            let spot: Int
            if let id = reader.standingID(in: text) {
              spot = shelf.keep(text, id: id)
            } else {
              let id = try reader.rewrittenID(of: text)
              spot = id.withUnsafeBytes { id in
                shelf.keep(text, id: text.count..<text.count + id.count, behind: id)
              }
            }
            places.memory[FileOrder.index(of: member)] = shelf.pointer(to: spot)
          }
          try monitor.advance(order.members(of: piece).count)
        }
        return shelf
      }
    } catch {
      spots.deallocate()
      throw error
    }
    self.spots = spots
    runs = window.runs
    entries = units
    count = units.count
    file = pool.file
    kept = selection.shelves
    key = selection.key
  }

  deinit {
    spots.deallocate()
  }

  /// Memory in which every thread has its own places.
  private struct SharedMemory<Element>: @unchecked Sendable {
    let memory: UnsafeMutablePointer<Element>
    init(_ memory: UnsafeMutablePointer<Element>) { self.memory = memory }
  }

  /// Hands out some of the units, in the order of the selection.
  ///
  /// - Throws: what `body` throws; ``InputError/changed(file:)`` for a record whose ticket is not the
  ///   one of the census.
  func forEachUnit(
    in range: Range<Int>,
    _ body: (SelectedUnit) throws -> Void
  ) throws {
    guard !range.isEmpty else { return }
    let ids = UnsafeMutablePointer<IdentifierRange>.allocate(capacity: RowCollector.run)
    let tickets = UnsafeMutablePointer<Digest>.allocate(capacity: RowCollector.run)
    defer {
      ids.deallocate()
      tickets.deallocate()
    }
    var run = (runs.firstIndex { $0.start > range.lowerBound } ?? runs.count) - 1
    for first in stride(from: range.lowerBound, to: range.upperBound, by: RowCollector.run) {
      let units = first..<min(first + RowCollector.run, range.upperBound)
      makeTickets(of: units, before: range.upperBound, ids, tickets)
      for index in units {
        while run + 1 < runs.count, runs[run + 1].start <= index { run += 1 }
        let ticket = tickets[index - first]
        guard ticket.words.0 == entries[index].prefix else { throw InputError.changed(file: file) }
        try body(
          SelectedUnit(
            stratum: runs[run].stratum,
            rank: runs[run].rank + index - runs[run].start,
            ticket: ticket,
            id: Shelf.id(at: spots[index]),
            record: Shelf.record(at: spots[index])
          )
        )
      }
    }
  }

  /// Units whose tickets are made at once: so few that their records are still in the first cache when they
  /// are handed out.
  private static let run = 128

  /// Makes the tickets of a run of units, and lets the records of the next come.
  private func makeTickets(
    of units: Range<Int>,
    before end: Int,
    _ ids: UnsafeMutablePointer<IdentifierRange>,
    _ tickets: UnsafeMutablePointer<Digest>
  ) {
    let base = spots[units.lowerBound]
    for index in units {
      // Records lie in the order of the file, so each of these is far from the last.
      let ahead = spots[min(index + 24, end - 1)]
      ct_prefetch(ahead)
      ct_prefetch(ahead + 64)
      let id = Shelf.id(at: spots[index])
      let offset = UInt64(bitPattern: Int64(id.baseAddress.map { $0 - base } ?? 0))
      ids[index - units.lowerBound] = IdentifierRange(offset: offset, length: UInt32(id.count))
    }
    key.tickets(
      of: UnsafeBufferPointer(start: ids, count: units.count),
      in: base,
      into: UnsafeMutableBufferPointer(start: tickets, count: units.count)
    )
  }
}

/// The units of a window by the piece of the file in which their records begin: a counting sort,
/// since the order within a piece, which is read at once, does not matter.
private struct FileOrder {
  private let pieces: Range<Int>
  /// The offset within the piece above, the index in the window below.
  private let order: [UInt64]
  /// Where each piece's units end in the order.
  private let ends: [Int]

  /// The units of some of the pieces.
  init(_ units: [TicketEntry], pieces: Range<Int>) {
    let shift = RecordReader.shift
    let bytes = pieces.lowerBound << shift..<pieces.upperBound << shift
    var starts = [Int](repeating: 0, count: pieces.count + 1)
    // Records that the census kept in memory (on a shelf) have offsets beyond every file's end.
    for unit in units where bytes.contains(unit.place.offset) {
      starts[unit.place.offset >> shift - pieces.lowerBound + 1] += 1
    }
    for piece in 1...pieces.count { starts[piece] += starts[piece - 1] }
    order = [UInt64](unsafeUninitializedCapacity: starts[pieces.count]) { order, count in
      for (index, unit) in units.enumerated() where bytes.contains(unit.place.offset) {
        let offset = unit.place.offset
        let piece = offset >> shift - pieces.lowerBound
        order[starts[piece]] = UInt64(offset & (1 << shift - 1)) << 32 | UInt64(index)
        starts[piece] += 1
      }
      count = order.count
    }
    self.pieces = pieces
    ends = starts
  }

  func members(of piece: Int) -> ArraySlice<UInt64> {
    let index = piece - pieces.lowerBound
    return order[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  static func offset(of member: UInt64, in piece: Int) -> Int {
    piece << RecordReader.shift + Int(member >> 32)
  }

  static func index(of member: UInt64) -> Int { Int(member & 0xFFFF_FFFF) }
}

/// Reads records at offsets that lie near each other.
private struct RecordReader {
  private let pool: Pool
  private var fetcher: RecordFetcher
  /// Room for a piece, its overlap and a line feed; more once a longer record was met.
  private var buffer: UnsafeMutableRawBufferPointer
  private let pieceRoom: Int
  private var offset = 0
  private var count = 0
  private var hasQuotes = false
  /// Whether the buffer reaches to the end of the file.
  private var isAtEnd = false
  /// The identifier's column where it can be taken as it stands.
  private let idColumn: Int?
  private let delimiter: Int32

  /// Pieces of the file of 2 to this bytes are read at once.
  static let shift = 18
  /// Bytes behind a piece that are read with it, for the end of a record that begins at its end.
  static let overlap = 1 << 12

  /// ``free()`` gives its memory back.
  init(_ pool: Pool) {
    self.pool = pool
    fetcher = RecordFetcher(pool)
    pieceRoom = min(1 << RecordReader.shift, pool.source.size) + RecordReader.overlap
    buffer = .allocate(byteCount: pieceRoom, alignment: 64)
    idColumn = pool.columns.ids.count == 1 ? pool.columns.ids[0] : nil
    delimiter = Int32(pool.delimiter)
  }

  func free() { buffer.deallocate() }

  /// The record that begins at an offset, without its line end, valid until the next call; a line
  /// feed or a carriage return follows it.
  mutating func text(at place: Int) throws -> UnsafeRawBufferPointer {
    var end: Int?
    if place >= offset, place < offset + count { end = recordEnd(from: place - offset) }
    if end == nil {
      try read(at: (place >> RecordReader.shift) << RecordReader.shift, room: pieceRoom)
      guard place < offset + count else { throw InputError.changed(file: pool.file) }
      end = recordEnd(from: place - offset)
    }
    // A record longer than the room: read from its beginning, more and more. The census has seen its
    // end, and that it is not longer than a block may be.
    var room = pieceRoom
    while end == nil {
      guard !isAtEnd, room <= Block.greatestCapacity else {
        throw InputError.changed(file: pool.file)
      }
      if place == offset { room *= 2 }
      if room > buffer.count {
        buffer.deallocate()
        buffer = .allocate(byteCount: room, alignment: 64)
      }
      try read(at: place, room: room)
      end = recordEnd(from: 0)
    }
    let start = place - offset
    let length = (end ?? start) - start
    let hasReturn = length > 0 && buffer[start + length - 1] == 0x0D
    return UnsafeRawBufferPointer(
      rebasing: buffer[start..<start + length - (hasReturn ? 1 : 0)]
    )
  }

  /// Fills so much of the buffer from a place in the file on.
  private mutating func read(at place: Int, room: Int) throws {
    offset = place
    // A byte stays free for the line feed of a last record without one.
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(room - 1)])
    count = try PoolSource.read(pool.source.descriptor, at: offset, into: room, file: pool.file)
    isAtEnd = count < room.count
    if isAtEnd {
      buffer[count] = 0x0A
      count += 1
    }
    hasQuotes = buffer.baseAddress.map { memchr($0, 0x22, count) != nil } ?? false
  }

  /// Where the line feed that ends the record stands, nil where it is not in the buffer.
  private func recordEnd(from start: Int) -> Int? {
    guard let base = buffer.baseAddress, let feed = memchr(base + start, 0x0A, count - start)
    else { return nil }
    let end = feed - base
    guard hasQuotes, memchr(base + start, 0x22, end - start) != nil else { return end }
    var isQuoted = false
    for position in start..<count {
      if buffer[position] == 0x22 { isQuoted.toggle() }
      if buffer[position] == 0x0A, !isQuoted { return position }
    }
    return nil
  }

  /// Where the identifier stands, if it can be taken from the text as it is.
  func standingID(in text: UnsafeRawBufferPointer) -> Range<Int>? {
    guard let idColumn, let base = text.baseAddress,
      !hasQuotes || memchr(base, 0x22, text.count) == nil
    else { return nil }
    var start = 0
    for column in 0...idColumn {
      let found = memchr(base + start, delimiter, text.count - start)
      let end = found.map { UnsafeRawPointer($0) - base } ?? text.count
      if column == idColumn {
        let bytes = (base + start).assumingMemoryBound(to: UInt8.self)
        return !pool.columns.layout.normalizes || ct_is_plain(bytes, end - start)
          ? start..<end : nil
      }
      start = min(end + 1, text.count)
    }
    return nil
  }

  /// The identifier, read as the census did, which has accepted the record.
  mutating func rewrittenID(of text: UnsafeRawBufferPointer) throws -> [UInt8] {
    let id = (Array(text) + [0x0A]).withUnsafeBytes { fetcher.identifier(in: $0) }
    guard let id else { throw InputError.changed(file: pool.file) }
    return id
  }
}
