internal import CTickets
import Foundation
public import Sampling

/// Text that grows by many small pieces: lines of a file in memory of their own.
public final class ByteText: @unchecked Sendable {
  // Unchecked: one thread writes it, then hands it on. In memory of its own: Swift asks at each access to
  // a stored property of a class whether another access lasts (exclusivity), and lines come byte by byte.
  private struct State {
    var memory: UnsafeMutableRawPointer
    var capacity: Int
    var count = 0
  }
  private let state: UnsafeMutablePointer<State>

  /// Bytes so far.
  public var count: Int { state.pointee.count }

  /// An empty text.
  ///
  /// - Parameter capacity: bytes for which there is room from the beginning.
  public init(capacity: Int = 256) {
    let capacity = max(capacity, 64)
    state = .allocate(capacity: 1)
    state.initialize(
      to: State(memory: .allocate(byteCount: capacity, alignment: 16), capacity: capacity)
    )
  }

  deinit {
    state.pointee.memory.deallocate()
    state.deallocate()
  }

  /// The text so far, valid until it grows or goes away.
  public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: state.pointee.memory, count: count)
  }

  /// Empties the text and keeps its memory.
  public func removeAll() { state.pointee.count = 0 }

  /// Leaves the first bytes alone.
  func truncate(to count: Int) { state.pointee.count = min(count, state.pointee.count) }

  /// Where so many bytes go next, with ``slack`` behind them.
  @inline(__always)
  private func room(_ more: Int) -> UnsafeMutableRawPointer {
    let count = state.pointee.count
    if count + more + ByteText.slack > state.pointee.capacity {
      grow(count + more + ByteText.slack)
    }
    state.pointee.count = count + more
    return state.pointee.memory + count
  }

  /// Bytes behind a short text that may be read, and overwritten where it goes, so that it is copied in
  /// whole vectors without asking for its length first.
  static let slack = 32

  /// Copies a short text in whole vectors; answers where the next goes.
  @inline(__always)
  private static func copy(
    _ source: UnsafeRawPointer,
    _ count: Int,
    to place: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    var done = 0
    repeat {
      let vector = source.loadUnaligned(fromByteOffset: done, as: SIMD32<UInt8>.self)
      place.storeBytes(of: vector, toByteOffset: done, as: SIMD32<UInt8>.self)
      done &+= 32
    } while done < count
    return place + count
  }

  private func grow(_ wanted: Int) {
    let capacity = max(wanted, state.pointee.capacity * 2)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    larger.copyMemory(from: state.pointee.memory, byteCount: state.pointee.count)
    state.pointee.memory.deallocate()
    state.pointee.memory = larger
    state.pointee.capacity = capacity
  }

  /// Adds bytes.
  ///
  /// - Parameter bytes: the bytes.
  @inline(__always)
  public func append(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    room(bytes.count).copyMemory(from: base, byteCount: bytes.count)
  }

  /// Adds bytes.
  ///
  /// - Parameter bytes: the bytes.
  @inline(__always)
  public func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// Adds a byte.
  ///
  /// - Parameter byte: the byte.
  @inline(__always)
  public func append(_ byte: UInt8) {
    room(1).storeBytes(of: byte, as: UInt8.self)
  }

  /// Adds a number in decimal digits.
  ///
  /// - Parameter number: the number, not negative.
  public func append(decimal number: Int) {
    precondition(number >= 0, "a count")
    append(decimal: UInt64(number))
  }

  /// Adds a number in decimal digits.
  ///
  /// - Parameter number: the number.
  public func append(decimal number: UInt64) {
    let digits = ByteText.digits(number)
    ByteText.write(number, digits: digits, to: room(digits))
  }

  /// How many digits a number has.
  @inline(__always)
  private static func digits(_ number: UInt64) -> Int {
    var digits = 1
    var limit: UInt64 = 10
    while number >= limit {
      digits += 1
      // 10²⁰ does not fit.
      guard digits < 20 else { break }
      limit *= 10
    }
    return digits
  }

  /// Writes a number of so many digits.
  @inline(__always)
  private static func write(_ number: UInt64, digits: Int, to place: UnsafeMutableRawPointer) {
    var rest = number
    var index = digits
    while rest >= 100 {
      // Two at a time: each division waits for the last.
      index -= 2
      let pair = rest % 100
      rest /= 100
      place.storeBytes(of: UInt8(0x30 + pair / 10), toByteOffset: index, as: UInt8.self)
      place.storeBytes(of: UInt8(0x30 + pair % 10), toByteOffset: index + 1, as: UInt8.self)
    }
    if rest >= 10 {
      index -= 1
      place.storeBytes(of: UInt8(0x30 + rest % 10), toByteOffset: index, as: UInt8.self)
      rest /= 10
    }
    place.storeBytes(of: UInt8(0x30 + rest), as: UInt8.self)
  }

  /// Adds the 64 hexadecimal digits of a digest, between two bytes.
  ///
  /// - Parameters:
  ///   - digest: the digest.
  ///   - byte: what stands before and behind it.
  public func append(hex digest: Digest, between byte: UInt8) {
    let place = room(66)
    place.storeBytes(of: byte, as: UInt8.self)
    place.storeBytes(of: byte, toByteOffset: 65, as: UInt8.self)
    ByteText.write(hex: digest, to: place + 1)
  }

  /// Adds the line of a selected unit at once: for each of its parts a call and a look at the room cost more
  /// than the bytes.
  ///
  /// - Parameters:
  ///   - unit: the unit; its record is copied in whole vectors.
  ///   - beginnings: what stands before the rank, by stratum.
  ///   - middles: what stands between the rank and the ticket, by stratum.
  ///   - byte: what stands before and behind the ticket.
  public func append(
    _ unit: SelectedUnit,
    _ beginnings: NumberedTexts,
    _ middles: NumberedTexts,
    between byte: UInt8
  ) {
    let rank = UInt64(unit.rank)
    let digits = ByteText.digits(rank)
    let (first, second) = (beginnings.range(unit.stratum), middles.range(unit.stratum))
    let length = first.count + digits + second.count + 66 + unit.record.count + 1
    var place = room(length)
    beginnings.withBytes { place = ByteText.copy($0 + first.lowerBound, first.count, to: place) }
    ByteText.write(rank, digits: digits, to: place)
    place += digits
    middles.withBytes { place = ByteText.copy($0 + second.lowerBound, second.count, to: place) }
    place.storeBytes(of: byte, as: UInt8.self)
    ByteText.write(hex: unit.ticket, to: place + 1)
    place.storeBytes(of: byte, toByteOffset: 65, as: UInt8.self)
    place += 66
    if let base = unit.record.baseAddress {
      place = ByteText.copy(base, unit.record.count, to: place)
    }
    place.storeBytes(of: 0x0A, as: UInt8.self)
  }

  /// Adds a line that names a selected unit: stratum, rank and identifier.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - names: the names of the strata.
  ///   - byte: what stands between the three.
  public func append(_ unit: SelectedUnit, named names: NumberedTexts, between byte: UInt8) {
    let rank = UInt64(unit.rank)
    let digits = ByteText.digits(rank)
    let name = names.range(unit.stratum)
    var place = room(name.count + digits + unit.id.count + 3)
    names.withBytes { place = ByteText.copy($0 + name.lowerBound, name.count, to: place) }
    place.storeBytes(of: byte, as: UInt8.self)
    ByteText.write(rank, digits: digits, to: place + 1)
    place += digits + 1
    place.storeBytes(of: byte, as: UInt8.self)
    place += 1
    if let base = unit.id.baseAddress { place = ByteText.copy(base, unit.id.count, to: place) }
    place.storeBytes(of: 0x0A, as: UInt8.self)
  }

  @inline(__always)
  private static func write(hex digest: Digest, to place: UnsafeMutableRawPointer) {
    let digits = place.assumingMemoryBound(to: UInt8.self)
    withUnsafeBytes(of: digest.words) { words in
      ct_hex(words.baseAddress?.assumingMemoryBound(to: UInt64.self), digits)
    }
  }

  /// Adds a line and its line feed.
  ///
  /// - Parameter line: the line.
  public func append(line: UnsafeRawBufferPointer) {
    let place = room(line.count + 1)
    if let base = line.baseAddress { place.copyMemory(from: base, byteCount: line.count) }
    place.storeBytes(of: 0x0A, toByteOffset: line.count, as: UInt8.self)
  }
}

/// Short texts that are written again and again, by their number.
public struct NumberedTexts: Sendable {
  // All in one array: of an array of arrays each inner one would be retained and released at every use.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// Makes them.
  ///
  /// - Parameter texts: the texts, numbered from 0.
  public init(_ texts: some Sequence<String>) {
    for text in texts {
      bytes += text.utf8
      ends.append(bytes.count)
    }
    bytes += Array(repeating: 0, count: ByteText.slack)
  }

  /// Where a text stands among the bytes.
  @inline(__always)
  fileprivate func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  /// The bytes of all texts, with slack behind them.
  @inline(__always)
  fileprivate func withBytes(_ body: (UnsafeRawPointer) -> Void) {
    bytes.withUnsafeBytes { bytes in
      if let base = bytes.baseAddress { body(base) }
    }
  }

  /// Adds a text to another.
  ///
  /// - Parameters:
  ///   - number: which one.
  ///   - text: what it is added to.
  public func append(_ number: Int, to text: ByteText) {
    let range = range(number)
    bytes.withUnsafeBytes { text.append(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}
