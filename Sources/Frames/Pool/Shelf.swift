internal import Sampling

/// Records that one thread has read, each behind a short header.
struct Shelf: Sendable {
  // Unsafe: written by one thread, then only read.
  private nonisolated(unsafe) var slabs: [UnsafeMutableRawPointer] = []
  private nonisolated(unsafe) var next = UnsafeMutableRawPointer?.none
  private let owner = SlabOwner()
  private var room = 0
  /// Bytes taken from the system.
  private(set) var bytes = 0

  /// Length of the record, offset and length of the identifier.
  static let header = 3 * MemoryLayout<UInt32>.size
  private static let slabShift = Slab.bytes.trailingZeroBitCount

  /// Copies a record.
  ///
  /// - Parameters:
  ///   - text: the record without its line end.
  ///   - id: where the identifier stands in the record and what is put behind it.
  ///   - behind: an identifier that does not stand in the record as it is taken; else nothing.
  /// - Returns: the spot on which it stands.
  @inline(__always)
  mutating func keep(
    _ text: UnsafeRawBufferPointer,
    id: Range<Int>,
    behind: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
  ) -> Int {
    let length = Shelf.header + text.count + behind.count
    if length > room { begin(length) }
    guard let spot = next else { preconditionFailure("a slab has begun") }
    spot.storeBytes(of: UInt32(text.count), as: UInt32.self)
    spot.storeBytes(of: UInt32(id.lowerBound), toByteOffset: 4, as: UInt32.self)
    spot.storeBytes(of: UInt32(id.count), toByteOffset: 8, as: UInt32.self)
    if let base = text.baseAddress {
      (spot + Shelf.header).copyMemory(from: base, byteCount: text.count)
    }
    if let base = behind.baseAddress {
      (spot + Shelf.header + text.count).copyMemory(from: base, byteCount: behind.count)
    }
    next = spot + length
    room -= length
    let slab = slabs.count - 1
    return slab << Shelf.slabShift + (spot - slabs[slab])
  }

  /// Whether a record of so many bytes, with an identifier behind it, needs no further memory.
  @inline(__always)
  func hasRoom(for length: Int) -> Bool { Shelf.header + length <= room }

  /// Begins a slab; one of its own for a record that is longer than the usual one.
  private mutating func begin(_ length: Int) {
    let size = max(Slab.bytes, length + DrawKey.slack)
    let slab = owner.take(size)
    slabs.append(slab)
    bytes += size
    next = slab
    room = size - DrawKey.slack
  }

  /// Where the record on a spot begins, with its header.
  @inline(__always)
  func pointer(to spot: Int) -> UnsafeRawPointer {
    UnsafeRawPointer(slabs[spot >> Shelf.slabShift] + spot & (Slab.bytes - 1))
  }

  static func record(at pointer: UnsafeRawPointer) -> UnsafeRawBufferPointer {
    let length = Int(pointer.loadUnaligned(as: UInt32.self))
    return UnsafeRawBufferPointer(start: pointer + header, count: length)
  }

  static func id(at pointer: UnsafeRawPointer) -> UnsafeRawBufferPointer {
    let offset = Int(pointer.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    let length = Int(pointer.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    return UnsafeRawBufferPointer(start: pointer + header + offset, count: length)
  }
}

/// Gives slabs back when nobody knows it any more.
private final class SlabOwner: @unchecked Sendable {
  // Unchecked: written by the thread of the shelf only.
  private var slabs: [UnsafeMutableRawBufferPointer] = []

  func take(_ size: Int) -> UnsafeMutableRawPointer {
    let slab = Slab.allocate(size)
    slabs.append(UnsafeMutableRawBufferPointer(start: slab, count: size))
    return slab
  }

  deinit { for slab in slabs { if let base = slab.baseAddress { Slab.free(base, slab.count) } } }
}

/// The shelves of several threads.
struct Shelves: Sendable {
  let shelves: [Shelf]

  /// Bytes taken from the system.
  var bytes: Int { shelves.reduce(0) { $0 + $1.bytes } }

  /// Where the record at a place begins, with its header.
  @inline(__always)
  func pointer(to place: RecordPlace) -> UnsafeRawPointer {
    shelves[place.shelf].pointer(to: place.spot)
  }
}
