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
  private let runs: [Picks.Run]
  /// Where the record of each unit is kept.
  private let spots: UnsafeMutablePointer<UnsafeRawPointer>
  private let shelves: [Shelf]

  /// Bytes that a unit takes whose record has so many: its offset, its number in the order of the
  /// file, its spot, its record with a header and what is left free.
  static func bytes(ofRecord length: Int) -> Int {
    3 * MemoryLayout<Int>.stride + Shelf.header + length
      + length / 8 + 8
  }

  /// Reads the records of a window, whose offsets are given back.
  init(
    _ window: inout Picks.Window,
    of selection: Selection,
    threads: Int,
    monitor: WorkMonitor
  ) throws {
    let pool = selection.pool
    let units = window.offsets.count
    let groups = FileOrder(window.offsets, size: pool.source.size)
    let pieces = groups.starts.count - 1
    let workers = max(1, min(threads, pieces))
    let spots = UnsafeMutablePointer<UnsafeRawPointer>.allocate(capacity: units)
    let places = SharedMemory(spots)
    do {
      shelves = try Parallel.map(workers) { worker in
        var shelf = Shelf()
        let reader = RecordReader(pool)
        for piece in pieces * worker / workers..<pieces * (worker + 1) / workers {
          let members = groups.order[groups.starts[piece]..<groups.starts[piece + 1]]
          for member in members {
            let record = try reader.record(at: FileOrder.offset(of: member, in: piece))
            places.memory[FileOrder.place(of: member)] = shelf.keep(record)
          }
          try monitor.advance(members.count)
        }
        return shelf
      }
    } catch {
      spots.deallocate()
      throw error
    }
    self.spots = spots
    runs = window.runs
    count = units
    key = selection.key
  }

  deinit {
    spots.deallocate()
    for shelf in shelves { shelf.free() }
  }

  /// Memory in which every thread has its own places.
  private struct SharedMemory<Element>: @unchecked Sendable {
    let memory: UnsafeMutablePointer<Element>
    init(_ memory: UnsafeMutablePointer<Element>) { self.memory = memory }
  }

  /// Hands out some of the units, in the order of the selection.
  func forEachUnit(
    in range: Range<Int>,
    _ body: (SelectedUnit) throws -> Void
  ) rethrows {
    guard !range.isEmpty else { return }
    let base = spots[range.lowerBound]
    var ids: [IdentifierRange] = []
    ids.reserveCapacity(range.count)
    for index in range {
      // Records lie in the order of the file, so each of these is far from the last.
      ct_prefetch(spots[min(index + 24, range.upperBound - 1)])
      let id = Shelf.id(at: spots[index])
      let offset = UInt64(bitPattern: Int64(id.baseAddress.map { $0 - base } ?? 0))
      ids.append(IdentifierRange(offset: offset, length: UInt32(id.count)))
    }
    var tickets = [Digest](repeating: Digest(words: (0, 0, 0, 0)), count: range.count)
    ids.withUnsafeBufferPointer { ids in
      tickets.withUnsafeMutableBufferPointer { key.tickets(of: ids, in: base, into: $0) }
    }
    var run = (runs.firstIndex { $0.start > range.lowerBound } ?? runs.count) - 1
    for index in range {
      while run + 1 < runs.count, runs[run + 1].start <= index { run += 1 }
      try body(
        SelectedUnit(
          stratum: runs[run].stratum,
          rank: runs[run].rank + index - runs[run].start,
          ticket: tickets[index - range.lowerBound],
          id: Shelf.id(at: spots[index]),
          record: Shelf.record(at: spots[index])
        )
      )
    }
  }
}

/// The units of a window by the piece of the file in which their records begin: a counting sort,
/// since the order within a piece, which is read at once, does not matter.
private struct FileOrder {
  /// The offset within the piece above, the place in the window below.
  let order: [UInt64]
  /// Where each piece's units begin in the order.
  let starts: [Int]

  init(_ offsets: [Int], size: Int) {
    let shift = RecordReader.shift
    var starts = [Int](repeating: 0, count: size >> shift + 2)
    for offset in offsets { starts[offset >> shift + 1] += 1 }
    for piece in 1..<starts.count { starts[piece] += starts[piece - 1] }
    self.starts = starts
    order = [UInt64](unsafeUninitializedCapacity: offsets.count) { order, count in
      for (index, offset) in offsets.enumerated() {
        let within = UInt64(offset & (1 << shift - 1))
        order[starts[offset >> shift]] = within << 32 | UInt64(index)
        starts[offset >> shift] += 1
      }
      count = offsets.count
    }
  }

  static func offset(of member: UInt64, in piece: Int) -> Int {
    piece << RecordReader.shift + Int(member >> 32)
  }

  static func place(of member: UInt64) -> Int { Int(member & 0xFFFF_FFFF) }
}

/// A record and its unit's identifier, in the memory of a reader.
private struct FoundRecord {
  var text: UnsafeRawBufferPointer
  /// Where the identifier stands in the text.
  var id: Range<Int>
  /// The identifier where it is not as it stands in the text.
  var rewritten: [UInt8]?
}

/// Records that one thread has read, each behind a short header.
private struct Shelf: Sendable {
  // Unsafe: written by one thread, then only read.
  private nonisolated(unsafe) var slabs: [UnsafeMutableRawPointer] = []
  private nonisolated(unsafe) var longRecords: [UnsafeMutableRawPointer] = []
  private nonisolated(unsafe) var next = UnsafeMutableRawPointer?.none
  private var room = 0

  /// Length of the record, offset and length of the identifier.
  static let header = 3 * MemoryLayout<UInt32>.size

  /// Copies a record and answers where it is.
  mutating func keep(_ record: FoundRecord) -> UnsafeRawPointer {
    let extra = record.rewritten?.count ?? 0
    let length = Shelf.header + record.text.count + extra
    if length > room { begin(length) }
    guard let next else { preconditionFailure("a slab has begun") }
    let id = record.rewritten == nil ? record.id : record.text.count..<record.text.count + extra
    next.storeBytes(of: UInt32(record.text.count), as: UInt32.self)
    next.storeBytes(of: UInt32(id.lowerBound), toByteOffset: 4, as: UInt32.self)
    next.storeBytes(of: UInt32(id.count), toByteOffset: 8, as: UInt32.self)
    if let text = record.text.baseAddress {
      (next + Shelf.header).copyMemory(from: text, byteCount: record.text.count)
    }
    record.rewritten?.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      (next + Shelf.header + record.text.count).copyMemory(from: base, byteCount: extra)
    }
    self.next = next + length
    room -= length
    return UnsafeRawPointer(next)
  }

  private mutating func begin(_ length: Int) {
    if length + DrawKey.slack > Slab.bytes {
      let record = UnsafeMutableRawPointer.allocate(
        byteCount: length + DrawKey.slack,
        alignment: 16
      )
      longRecords.append(record)
      next = record
      room = length
    } else {
      let slab = Slab.allocate()
      slabs.append(slab)
      next = slab
      room = Slab.bytes - DrawKey.slack
    }
  }

  func free() {
    for slab in slabs { Slab.free(slab) }
    for record in longRecords { record.deallocate() }
  }

  static func record(at spot: UnsafeRawPointer) -> UnsafeRawBufferPointer {
    let length = Int(spot.loadUnaligned(as: UInt32.self))
    return UnsafeRawBufferPointer(start: spot + header, count: length)
  }

  static func id(at spot: UnsafeRawPointer) -> UnsafeRawBufferPointer {
    let offset = Int(spot.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    let length = Int(spot.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    return UnsafeRawBufferPointer(start: spot + header + offset, count: length)
  }
}

/// Reads records at offsets that lie near each other.
private final class RecordReader {
  private let pool: Pool
  private var fetcher: RecordFetcher
  private var buffer: UnsafeMutableRawBufferPointer
  private var offset = 0
  private var count = 0
  private var hasQuotes = false
  /// The identifier's column where it can be taken as it stands.
  private let idColumn: Int?
  private let delimiter: Int32

  /// Pieces of the file of 2 to this bytes are read at once.
  static let shift = 18
  /// Room for the end of a record that begins at the end of a piece.
  private static let overlap = 1 << 12

  init(_ pool: Pool) {
    self.pool = pool
    fetcher = RecordFetcher(pool)
    let size = min(1 << RecordReader.shift, pool.source.size) + RecordReader.overlap
    buffer = .allocate(byteCount: size, alignment: 64)
    idColumn = pool.columns.ids.count == 1 ? pool.columns.ids[0] : nil
    delimiter = Int32(pool.columns.layout.delimiter)
  }

  deinit { buffer.deallocate() }

  /// The record that begins at an offset, valid until the next call.
  func record(at place: Int) throws -> FoundRecord {
    var end: Int?
    if place >= offset, place < offset + count { end = recordEnd(from: place - offset) }
    if end == nil {
      try read(at: (place >> RecordReader.shift) << RecordReader.shift)
      guard place < offset + count else { throw PoolSource.changed(pool.file) }
      end = recordEnd(from: place - offset)
    }
    while end == nil {
      // A record longer than the overlap: read from its beginning, more and more.
      if place == offset, count == buffer.count {
        buffer.deallocate()
        buffer = .allocate(byteCount: buffer.count * 2, alignment: 64)
      }
      try read(at: place)
      end = recordEnd(from: 0) ?? (count < buffer.count ? count : nil)
    }
    let start = place - offset
    return found(start..<(end ?? start))
  }

  private func read(at place: Int) throws {
    offset = place
    // A byte stays free for the line feed of a last record without one.
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer.dropLast())
    count = try PoolSource.read(pool.source.descriptor, at: offset, into: room, file: pool.file)
    if count < room.count {
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

  private func found(_ range: Range<Int>) -> FoundRecord {
    let line = UnsafeRawBufferPointer(rebasing: buffer[range.lowerBound...range.upperBound])
    let hasReturn = range.count > 0 && line[range.count - 1] == 0x0D
    let text = UnsafeRawBufferPointer(rebasing: line[..<(range.count - (hasReturn ? 1 : 0))])
    if let id = standing(in: text) { return FoundRecord(text: text, id: id) }
    // The census has accepted this record; it is read again by the same rules.
    return FoundRecord(text: text, id: 0..<0, rewritten: fetcher.identifier(in: line) ?? [])
  }

  /// Where the identifier stands, if it can be taken from the text as it is.
  private func standing(in text: UnsafeRawBufferPointer) -> Range<Int>? {
    guard let idColumn, let base = text.baseAddress,
      !hasQuotes || memchr(base, 0x22, text.count) == nil
    else { return nil }
    var start = 0
    for column in 0...idColumn {
      let found = memchr(base + start, delimiter, text.count - start)
      let end = found.map { UnsafeRawPointer($0) - base } ?? text.count
      if column == idColumn {
        let bytes = (base + start).assumingMemoryBound(to: UInt8.self)
        return !pool.layout.normalizes || ct_is_plain(bytes, end - start) ? start..<end : nil
      }
      start = end + 1
    }
    return nil
  }
}
