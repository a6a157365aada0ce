import Foundation
internal import Sampling
internal import Synchronization

/// The digest of a frame text, unit frame or shown frame, of a pool that is read in its own order.
///
/// Threads sort their lines in runs, which go to a temporary file; then all runs are merged, line by
/// line, into the digest (external merge sort: Knuth 1998, vol. 3, §5.4).
final class FrameSorter: Sendable {
  private let file: TemporaryFile
  private let runs = Mutex<[Range<Int>]>([])

  init() throws(OutputError) { file = try TemporaryFile() }

  /// Adds a sorted run.
  fileprivate func add(_ lines: UnsafeRawBufferPointer) throws(OutputError) {
    let start = try file.append(lines)
    runs.withLock { $0.append(start..<start + lines.count) }
  }

  /// Merges the runs.
  ///
  /// - Complexity: O(N log r) for N units in r runs.
  func digest(monitor: WorkMonitor) throws -> Digest {
    let runs = self.runs.withLock { $0 }
    monitor.begin(.frame, goal: runs.reduce(0) { $0 + $1.count })
    var heap: [RunReader] = []
    for run in runs {
      let reader = RunReader(file, run)
      if try reader.next() { heap.append(reader) }
    }
    for root in stride(from: heap.count / 2 - 1, through: 0, by: -1) { heap.siftDown(from: root) }
    var hash = SHA256()
    let text = ByteText(capacity: 1 << 18)
    while let first = heap.first {
      text.append(first.line)
      if text.count > 1 << 17 {
        hash.add(text.bytes)
        try monitor.advance(text.count)
        text.removeAll()
      }
      if try !first.next() {
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

extension [RunReader] {
  /// Puts a reader whose line may have become greater back in its place.
  fileprivate mutating func siftDown(from start: Int) {
    var root = start
    while 2 * root + 1 < count {
      var child = 2 * root + 1
      if child + 1 < count, self[child + 1].precedes(self[child]) { child += 1 }
      guard self[child].precedes(self[root]) else { return }
      swapAt(root, child)
      root = child
    }
  }
}

/// The lines of a run, one after the other.
private final class RunReader {
  private let file: TemporaryFile
  private var rest: Range<Int>
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var filled = 0
  private var end = 0
  /// The line, with its line feed.
  private(set) var line = UnsafeRawBufferPointer(start: nil, count: 0)

  init(_ file: TemporaryFile, _ range: Range<Int>) {
    self.file = file
    rest = range
  }

  deinit { buffer.deallocate() }

  func precedes(_ other: RunReader) -> Bool { ByteOrder.compare(line, other.line) < 0 }

  /// Goes on to the next line; false at the end.
  func next() throws -> Bool {
    var start = end
    var length = self.length(from: start)
    while length == nil, filled > start || !rest.isEmpty {
      // What is there of this line goes to the beginning, of a larger buffer where it fills this one.
      let kept = filled - start
      let larger =
        kept == buffer.count
        ? UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * kept, alignment: 16) : buffer
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<filled]))
      if kept == buffer.count { buffer.deallocate() }
      buffer = larger
      let count = min(rest.count, buffer.count - kept)
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[kept..<kept + count])
      try file.read(at: rest.lowerBound, into: room)
      rest = rest.lowerBound + count..<rest.upperBound
      filled = kept + count
      start = 0
      length = self.length(from: start)
    }
    guard let length else { return false }
    end = start + length
    line = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
    return true
  }

  private func length(from start: Int) -> Int? {
    guard start < filled, let base = buffer.baseAddress else { return nil }
    return memchr(base + start, 0x0A, filled - start).map { $0 - (base + start) + 1 }
  }
}

/// One thread's lines of a frame text, sorted in runs.
struct SortedRuns {
  private struct Line {
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
    let bytes = text.bytes
    findKeys(bytes)
    lines.sort { left, right in
      left.key != right.key
        ? left.key < right.key
        : ByteOrder.compare(left.bytes(in: bytes), right.bytes(in: bytes)) < 0
    }
    let sorted = ByteText(capacity: bytes.count)
    for line in lines { sorted.append(line.bytes(in: bytes)) }
    try sorter.add(sorted.bytes)
    lines.removeAll(keepingCapacity: true)
    text.removeAll()
  }

  /// Identifiers often begin alike; what differs is compared as a number first.
  private mutating func findKeys(_ text: UnsafeRawBufferPointer) {
    let first = lines[0].bytes(in: text)
    var common = first.count
    for line in lines {
      let other = line.bytes(in: text)
      var length = 0
      while length < min(common, other.count), other[length] == first[length] { length += 1 }
      common = length
    }
    for index in lines.indices {
      let tail = lines[index].bytes(in: text).dropFirst(common).prefix(8)
      var key: UInt64 = 0
      for byte in tail { key = key << 8 | UInt64(byte) }
      lines[index].key = key << UInt64(8 * (8 - tail.count))
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
