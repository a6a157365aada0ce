internal import CTickets
import Foundation
internal import Sampling
internal import Synchronization

/// A piece of a pool that begins and ends with whole records, in memory of its own.
///
/// The memory has room behind the text for identifiers that are not as they stand there (quoted or
/// normalised), so that one base address serves a whole batch of tickets.
final class Block {
  /// The text, room for rewritten identifiers, and the kernels' slack.
  private(set) var memory: UnsafeMutableRawBufferPointer
  /// Room for text.
  private(set) var capacity: Int
  /// Bytes of text.
  var count = 0
  /// The number of the block, from 0.
  var index = 0
  /// Where the text lies in the source.
  var offset = 0

  /// Text of this many bytes is read at once.
  static let usualCapacity = 1 << 18
  /// A record longer than this is refused.
  static let greatestCapacity = 1 << 26
  /// Normalisation form KC lengthens a text at most elevenfold (U+FDFA).
  private static let growth = 11

  /// A block for a text of this many bytes: small for a small file.
  init(for size: Int) {
    capacity = min(max(size + 2, 64), Block.usualCapacity)
    memory = .allocate(byteCount: Block.bytes(capacity), alignment: 64)
  }

  deinit { memory.deallocate() }

  private static func bytes(_ capacity: Int) -> Int {
    capacity * (1 + growth) + DrawKey.slack
  }

  /// Doubles the room for text and keeps the text.
  func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Block.bytes(capacity * 2),
      alignment: 64
    )
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
    memory.deallocate()
    memory = larger
    capacity *= 2
  }

  /// The text.
  var text: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }
}

/// Hands out a pool's blocks in order, to any number of threads.
final class BlockReader: Sendable {
  private let source: PoolSource
  private let end: Int
  private let monitor: WorkMonitor
  private let state: Mutex<State>

  private struct State {
    /// Where the next bytes are read.
    var offset: Int
    /// The beginning of a record whose end was not in the last block.
    var carry: [UInt8] = []
    var index = 0
    var isAtEnd = false
    /// The digest of the bytes, where it is wanted.
    var hash: SHA256?
  }

  /// Reads from an offset to another; with a digest, of all bytes from the beginning of the file to its
  /// end.
  init(
    _ source: PoolSource,
    from start: Int,
    to end: Int,
    wantsDigest: Bool,
    monitor: WorkMonitor
  ) throws(InputError) {
    self.source = source
    self.end = end
    self.monitor = monitor
    var state = State(offset: start)
    if wantsDigest {
      var hash = SHA256()
      var head = [UInt8](repeating: 0, count: start)
      _ = try PoolSource.read(source.descriptor, at: 0, into: &head, file: source.file)
      hash.add(head)
      state.hash = hash
    }
    self.state = Mutex(state)
  }

  /// The digest of all bytes, once the last block was handed out.
  var digest: Digest? { state.withLock { $0.isAtEnd ? $0.hash?.digest : nil } }

  /// Fills a block with the next whole records.
  ///
  /// A last line without a line feed gets one; what stays open at the end (a quote) is handed out
  /// as it is. False at the end.
  func next(_ block: Block) throws -> Bool {
    try state.withLock { state in
      guard !state.isAtEnd else { return false }
      block.index = state.index
      block.offset = state.offset - state.carry.count
      block.count = 0
      while state.carry.count >= block.capacity { block.grow() }
      block.memory.copyBytes(from: state.carry)
      block.count = state.carry.count
      state.carry = []
      var end = 0
      while end == 0, !state.isAtEnd {
        try fill(block, &state)
        if !state.isAtEnd {
          end = recordEnd(in: block)
          if end == 0 {
            guard block.capacity < Block.greatestCapacity else {
              throw DataError(
                .init(file: source.file, reason: .recordTooLong(bytes: Block.greatestCapacity))
              )
            }
            block.grow()
          }
        }
      }
      if !state.isAtEnd {
        state.carry = Array(block.memory[end..<block.count])
        block.count = end
      }
      state.index += 1
      return block.count > 0
    }
  }

  /// Reads until the block is full or the file ends, where a missing line feed is added.
  private func fill(_ block: Block, _ state: inout State) throws {
    // One byte stays free for the line feed.
    let room = UnsafeMutableRawBufferPointer(
      rebasing: block.memory[block.count..<block.capacity - 1]
    )
    let rest = end < source.size ? max(end - state.offset, 0) : room.count
    let wanted = UnsafeMutableRawBufferPointer(rebasing: room[..<min(room.count, rest)])
    let count = try PoolSource.read(
      source.descriptor,
      at: state.offset,
      into: wanted,
      file: source.file
    )
    state.hash?.add(UnsafeRawBufferPointer(rebasing: room[..<count]))
    state.offset += count
    block.count += count
    try monitor.advance(count)
    if count < room.count {
      state.isAtEnd = true
      try addRest(&state)
      if block.count > 0, block.memory[block.count - 1] != 0x0A {
        block.memory[block.count] = 0x0A
        block.count += 1
      }
    }
  }

  /// Adds what lies behind the body to the digest.
  private func addRest(_ state: inout State) throws(InputError) {
    guard state.hash != nil, end < source.size else { return }
    var rest = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try PoolSource.read(
        source.descriptor,
        at: state.offset,
        into: &rest,
        file: source.file
      )
      guard count > 0 else { return }
      state.hash?.add(rest[..<count])
      state.offset += count
    }
  }

  private func recordEnd(in block: Block) -> Int {
    guard let base = block.memory.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    return ct_last_record_end(base, block.count)
  }
}
