/// Entries in buckets: added one by one by one thread, read bucket by bucket.
///
/// Every bucket has a short tail in one small piece of memory, which stays in the processor's cache;
/// a full tail is copied as a chunk into a slab. Slabs belong to a section, a run of buckets whose
/// memory is given back as soon as they were read, and go to a temporary file where memory is short.
final class EntryLog<Entry: BitwiseCopyable & Sendable>: @unchecked Sendable {
  // Unchecked: written by one thread, then read by any; a section is freed by the thread that reads
  // it. Memory of its own instead of arrays: Swift asks at each access to a stored property of a class
  // whether another access lasts (exclusivity), and this one is written for every unit.

  private let shape: EntryLogShape
  private let sections: UnsafeMutablePointer<EntrySection<Entry>>
  private let tails: UnsafeMutablePointer<Entry>
  private let fill: UnsafeMutablePointer<Int>
  private let bucketsOfSection: Int

  init(_ shape: EntryLogShape) {
    self.shape = shape
    bucketsOfSection = shape.buckets / shape.sections
    sections = .allocate(capacity: shape.sections)
    for section in 0..<shape.sections { (sections + section).initialize(to: EntrySection(shape)) }
    tails = .allocate(capacity: shape.buckets * shape.chunk)
    fill = .allocate(capacity: shape.buckets)
    fill.initialize(repeating: 0, count: shape.buckets)
  }

  deinit {
    for section in 0..<shape.sections { sections[section].free() }
    sections.deinitialize(count: shape.sections)
    sections.deallocate()
    tails.deallocate()
    fill.deallocate()
  }

  /// Adds an entry.
  @inline(__always)
  func append(_ entry: Entry, to bucket: Int) throws {
    let count = fill[bucket]
    tails[bucket * shape.chunk + count] = entry
    fill[bucket] = count + 1
    if count + 1 == shape.chunk { try endChunk(bucket) }
  }

  private func endChunk(_ bucket: Int) throws {
    try sections[bucket / bucketsOfSection]
      .add(tails + bucket * shape.chunk, to: bucket % bucketsOfSection)
    fill[bucket] = 0
  }

  /// Entries in a bucket.
  func count(of bucket: Int) -> Int {
    sections[bucket / bucketsOfSection].chunks(of: bucket % bucketsOfSection) * shape.chunk
      + fill[bucket]
  }

  /// Copies a bucket's entries, in the order in which they were added; answers how many.
  func copy(_ bucket: Int, to memory: UnsafeMutablePointer<Entry>) throws -> Int {
    let count = count(of: bucket)
    try copy(0..<count, of: bucket, to: memory)
    return count
  }

  /// Copies some of a bucket's entries, in the order in which they were added.
  func copy(
    _ range: Range<Int>,
    of bucket: Int,
    to memory: UnsafeMutablePointer<Entry>
  ) throws {
    let section = bucket / bucketsOfSection
    let chunks = sections[section].chunks(of: bucket % bucketsOfSection)
    var next = memory
    var position = range.lowerBound
    while position < range.upperBound {
      let chunk = position / shape.chunk
      let within = position % shape.chunk
      let count = min(shape.chunk - within, range.upperBound - position)
      if chunk < chunks {
        try sections[section]
          .copy(chunk, of: bucket % bucketsOfSection, within..<within + count, to: next)
      } else {
        next.update(from: tails + bucket * shape.chunk + within, count: count)
      }
      next += count
      position += count
    }
  }

  /// Gives back the memory of the section that ends with this bucket, if one does.
  func free(through bucket: Int) {
    guard (bucket + 1) % bucketsOfSection == 0 else { return }
    sections[bucket / bucketsOfSection].free()
  }
}

/// How entries are laid out in a log.
struct EntryLogShape: Sendable {
  /// Buckets, a multiple of the sections.
  var buckets: Int
  /// Sections, each a run of buckets.
  var sections = 1
  /// Entries of a chunk.
  var chunk: Int
  /// Entries that will come, about: room for the numbers of their chunks is made at once.
  var expected = 0
  /// Where slabs go; nil to keep them in memory.
  var file: TemporaryFile?
}

/// The chunks of a run of buckets.
private struct EntrySection<Entry: BitwiseCopyable> {
  private enum Place {
    case memory(UnsafeMutablePointer<Entry>)
    case file(TemporaryFile, offset: Int)
  }

  private let chunk: Int
  private let file: TemporaryFile?
  /// The numbers of each bucket's chunks, counted over all slabs.
  private var numbers: [[UInt32]]
  private var slabs: [Place] = []
  /// Chunks in the last slab.
  private var used: Int
  private let slabChunks: Int

  init(_ shape: EntryLogShape) {
    chunk = shape.chunk
    file = shape.file
    let each = shape.expected / shape.buckets / shape.chunk
    numbers = (0..<shape.buckets / shape.sections).map { _ in
      var numbers: [UInt32] = []
      numbers.reserveCapacity(each)
      return numbers
    }
    slabChunks = Slab.bytes / (chunk * MemoryLayout<Entry>.stride)
    used = slabChunks
  }

  func chunks(of bucket: Int) -> Int { numbers[bucket].count }

  /// Adds a chunk.
  mutating func add(_ entries: UnsafeMutablePointer<Entry>, to bucket: Int) throws {
    if used == slabChunks { try beginSlab() }
    guard case .memory(let slab) = slabs[slabs.count - 1] else {
      preconditionFailure("the slab that is filled is in memory")
    }
    (slab + used * chunk).update(from: entries, count: chunk)
    numbers[bucket].append(UInt32((slabs.count - 1) * slabChunks + used))
    used += 1
  }

  /// Begins a slab: in the last one's memory where that went to the file.
  private mutating func beginSlab() throws {
    if let file, let last = slabs.last, case .memory(let slab) = last {
      let bytes = UnsafeRawBufferPointer(start: slab, count: Slab.bytes)
      slabs[slabs.count - 1] = .file(file, offset: try file.append(bytes))
      slabs.append(.memory(slab))
    } else {
      slabs.append(.memory(Slab.allocate().assumingMemoryBound(to: Entry.self)))
    }
    used = 0
  }

  func copy(
    _ index: Int,
    of bucket: Int,
    _ range: Range<Int>,
    to memory: UnsafeMutablePointer<Entry>
  ) throws {
    let number = Int(numbers[bucket][index])
    let first = number % slabChunks * chunk + range.lowerBound
    switch slabs[number / slabChunks] {
    case .memory(let slab):
      memory.update(from: slab + first, count: range.count)
    case .file(let file, let offset):
      let size = MemoryLayout<Entry>.stride
      try file.read(
        at: offset + first * size,
        into: UnsafeMutableRawBufferPointer(start: memory, count: range.count * size)
      )
    }
  }

  mutating func free() {
    for case .memory(let slab) in slabs { Slab.free(slab) }
    slabs = []
    numbers = Array(repeating: [], count: numbers.count)
    used = slabChunks
  }
}
