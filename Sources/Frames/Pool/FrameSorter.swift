import Foundation
internal import Sampling
internal import Synchronization

/// The digest of a frame text, unit frame or shown frame, of a pool that is read in its own order.
///
/// Threads sort their lines in runs, which go to a temporary file; then all runs are merged, line by
/// line, into the digest (external merge sort: Knuth 1998, vol. 3, §5.4).
final class FrameSorter: Sendable {
  private let file: TemporaryFile
  private let runs = Mutex<[Run]>([])

  /// Sorted lines in the file, of which the first and the last tell what all of them begin with.
  private struct Run: Sendable {
    let place: Range<Int>
    let first: [UInt8]
    let last: [UInt8]
  }

  init() throws(OutputError) { file = try TemporaryFile() }

  /// Adds a sorted run.
  fileprivate func add(
    _ lines: UnsafeRawBufferPointer,
    first: UnsafeRawBufferPointer,
    last: UnsafeRawBufferPointer
  ) throws(OutputError) {
    let start = try file.append(lines)
    let run = Run(place: start..<start + lines.count, first: Array(first), last: Array(last))
    runs.withLock { $0.append(run) }
  }

  /// Merges the runs.
  ///
  /// - Complexity: O(N log r) for N units in r runs.
  func digest(monitor: WorkMonitor) throws -> Digest {
    let runs = self.runs.withLock { $0 }
    monitor.begin(.frame, goal: runs.reduce(0) { $0 + $1.place.count })
    var common = runs.first?.first.count ?? 0
    for run in runs {
      for line in [run.first, run.last] {
        common = min(common, zip(line, runs[0].first).prefix { $0 == $1 }.count)
      }
    }
    var heap: [RunHead] = []
    for run in runs {
      let reader = RunReader(file, run.place, common: common)
      if try reader.next() { heap.append(RunHead(key: reader.key, reader: reader)) }
    }
    for root in stride(from: heap.count / 2 - 1, through: 0, by: -1) { heap.siftDown(from: root) }
    var hash = SHA256()
    let text = ByteText(capacity: 1 << 18)
    while let first = heap.first {
      text.append(first.reader.line)
      if text.count > 1 << 17 {
        hash.add(text.bytes)
        try monitor.advance(text.count)
        text.removeAll()
      }
      if try first.reader.next() {
        heap[0].key = first.reader.key
      } else {
        let last = heap.removeLast()
        if heap.isEmpty { break }
        heap[0] = last
      }
      heap.siftDown(from: 0)
    }
    hash.add(text.bytes)
    return hash.digest
  }
}

/// A run and the number that its next line is compared by first.
private struct RunHead {
  var key: UInt64
  let reader: RunReader

  @inline(__always)
  func precedes(_ other: RunHead) -> Bool {
    key != other.key ? key < other.key : ByteOrder.compare(reader.line, other.reader.line) < 0
  }
}

extension [RunHead] {
  /// Puts a run whose line may have become greater back in its place.
  fileprivate mutating func siftDown(from start: Int) {
    withUnsafeMutableBufferPointer { heads in
      var root = start
      while 2 * root + 1 < heads.count {
        var child = 2 * root + 1
        if child + 1 < heads.count, heads[child + 1].precedes(heads[child]) { child += 1 }
        guard heads[child].precedes(heads[root]) else { return }
        heads.swapAt(root, child)
        root = child
      }
    }
  }
}

/// The eight bytes of a line behind what all lines begin with, the first byte the highest.
///
/// They may reach beyond the line feed. Lines of which only such bytes differ are the same line, and where one
/// ends before the other, its line feed is among the bytes that differ; so the order is that of the lines.
private enum LineKey {
  static let size = MemoryLayout<UInt64>.size

  @inline(__always)
  static func read(_ bytes: UnsafeRawPointer) -> UInt64 {
    UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
  }
}

/// The lines of a run, one after the other.
private final class RunReader {
  private let file: TemporaryFile
  private let common: Int
  private var rest: Range<Int>
  private var buffer = RunReader.room(1 << 16)
  private var filled = 0
  private var end = 0
  /// The line, with its line feed.
  private(set) var line = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Its ``LineKey``.
  private(set) var key: UInt64 = 0

  init(_ file: TemporaryFile, _ range: Range<Int>, common: Int) {
    self.file = file
    self.common = common
    rest = range
  }

  deinit { buffer.deallocate() }

  /// Room for so many bytes, and zeros behind them, where the key of the last line may reach.
  private static func room(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let room = UnsafeMutableRawBufferPointer.allocate(
      byteCount: count + LineKey.size,
      alignment: 16
    )
    room.initializeMemory(as: UInt8.self, repeating: 0)
    return room
  }

  private var capacity: Int { buffer.count - LineKey.size }

  /// Goes on to the next line; false at the end.
  func next() throws -> Bool {
    var start = end
    var length = self.length(from: start)
    while length == nil, filled > start || !rest.isEmpty {
      // What is there of this line goes to the beginning, of a larger buffer where it fills this one.
      let kept = filled - start
      let larger = kept == capacity ? RunReader.room(2 * kept) : buffer
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<filled]))
      if kept == capacity { buffer.deallocate() }
      buffer = larger
      let count = min(rest.count, capacity - kept)
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[kept..<kept + count])
      try file.read(at: rest.lowerBound, into: room)
      rest = rest.lowerBound + count..<rest.upperBound
      filled = kept + count
      start = 0
      length = self.length(from: start)
    }
    guard let length, let base = buffer.baseAddress else { return false }
    end = start + length
    line = UnsafeRawBufferPointer(start: base + start, count: length)
    key = LineKey.read(base + start + common)
    return true
  }

  private func length(from start: Int) -> Int? {
    guard start < filled, let base = buffer.baseAddress else { return nil }
    return memchr(base + start, 0x0A, filled - start).map { $0 - (base + start) + 1 }
  }
}

/// One thread's lines of a frame text, sorted in runs.
struct SortedRuns {
  private struct Line: BitwiseCopyable {
    /// The eight bytes behind what all lines of the run begin with.
    var key: UInt64 = 0
    var start: UInt32
    var length: UInt32

    func bytes(in text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: text[Int(start)..<Int(start) + Int(length)])
    }
  }
  private let limit: Int
  /// The lines so far; whoever writes a line here ends it with ``endLine(from:to:)``.
  let text = ByteText()
  private var lines: [Line] = []

  /// Lines that are sorted in runs of about so many bytes.
  init(bytes: Int) {
    limit = bytes
  }

  /// Adds a line with its line feed.
  mutating func add(_ line: UnsafeRawBufferPointer, to sorter: FrameSorter) throws {
    let start = text.count
    text.append(line)
    try endLine(from: start, to: sorter)
  }

  /// Ends a line that was written to ``text`` from an offset on.
  mutating func endLine(from start: Int, to sorter: FrameSorter) throws {
    lines.append(Line(start: UInt32(start), length: UInt32(text.count - start)))
    if text.count >= limit { try finish(sorter) }
  }

  /// Hands the lines so far over as a run.
  mutating func finish(_ sorter: FrameSorter) throws {
    guard !lines.isEmpty else { return }
    let count = text.count
    // The key of the last line may reach beyond it.
    text.append([UInt8](repeating: 0, count: LineKey.size))
    let bytes = text.bytes
    findKeys(bytes)
    RadixSort.sort(&lines) { $0.key }
    sortAlike(bytes)
    let sorted = ByteText(capacity: count)
    for line in lines { sorted.append(line.bytes(in: bytes)) }
    try sorter.add(
      sorted.bytes,
      first: lines[0].bytes(in: bytes),
      last: lines[lines.count - 1].bytes(in: bytes)
    )
    lines.removeAll(keepingCapacity: true)
    text.removeAll()
  }

  /// Identifiers often begin alike; what differs is compared as a number first.
  private mutating func findKeys(_ text: UnsafeRawBufferPointer) {
    guard let base = text.baseAddress else { return }
    let first = lines[0].bytes(in: text)
    var common = first.count
    for line in lines {
      let other = line.bytes(in: text)
      var length = 0
      while length < min(common, other.count), other[length] == first[length] { length += 1 }
      common = length
    }
    for index in lines.indices {
      lines[index].key = LineKey.read(base + Int(lines[index].start) + common)
    }
  }

  /// Sorts lines with the same key by all their bytes.
  private mutating func sortAlike(_ text: UnsafeRawBufferPointer) {
    var start = 0
    while start < lines.count {
      var end = start + 1
      while end < lines.count, lines[end].key == lines[start].key { end += 1 }
      if end - start > 1 {
        lines[start..<end].sort {
          ByteOrder.compare($0.bytes(in: text), $1.bytes(in: text)) < 0
        }
      }
      start = end
    }
  }
}

/// One thread's lines of the unit frame.
struct FrameLines {
  private var runs: SortedRuns
  private var names: [[UInt8]] = []
  /// Units whose identifier begins with the name of its stratum.
  private(set) var named = 0

  /// Lines that are sorted in runs of about so many bytes.
  init(bytes: Int) {
    runs = SortedRuns(bytes: bytes)
  }

  /// Adds the units of a block.
  mutating func add(
    _ batch: UnitBatch,
    of block: Block,
    _ registry: StratumRegistry,
    to sorter: FrameSorter
  ) throws {
    if names.count < batch.strataSeen { names = registry.names.map { Array($0.text.utf8) } }
    let text = runs.text
    for index in 0..<batch.count {
      let start = text.count
      let id = batch.ids[index]
      let bytes = block.memory[Int(id.offset)..<Int(id.offset) + Int(id.length)]
      text.append(UnsafeRawBufferPointer(rebasing: bytes))
      text.append(0x09)
      let name = names[Int(batch.strata[index])]
      if name.count <= bytes.count, bytes.starts(with: name) { named += 1 }
      text.append(name)
      text.append(0x09)
      if !batch.measures.isEmpty { text.append(decimal: batch.measures[index]) }
      text.append(0x0A)
      try runs.endLine(from: start, to: sorter)
    }
  }

  /// Hands the lines so far over as a run.
  mutating func finish(_ sorter: FrameSorter) throws { try runs.finish(sorter) }
}
