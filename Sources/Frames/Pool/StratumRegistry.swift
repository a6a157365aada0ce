internal import Sampling
internal import Synchronization

/// The strata of a pool, numbered in the order in which any thread met them first.
final class StratumRegistry: Sendable {
  /// The number of a stratum.
  typealias Code = Int

  /// More strata than this are refused: the column is none of classes.
  static let greatestCount = 1 << 20

  private struct State {
    var codes: [[UInt8]: Code] = [:]
    var names: [ProtocolText] = []
  }
  private let state = Mutex(State())

  /// The names by their numbers.
  var names: [ProtocolText] { state.withLock { $0.names } }

  /// The name with a number.
  func name(of code: Code) -> ProtocolText { state.withLock { $0.names[code] } }

  /// The number of a name that was checked; nil where there are too many.
  func code(of name: ProtocolText) -> Code? {
    state.withLock { state in
      let bytes = Array(name.text.utf8)
      if let code = state.codes[bytes] { return code }
      guard state.names.count < StratumRegistry.greatestCount else { return nil }
      state.codes[bytes] = state.names.count
      state.names.append(name)
      return state.names.count - 1
    }
  }
}

/// One thread's memory of the cells it has seen in the stratum column, and what they stand for.
struct StratumCache {
  /// What a cell stands for.
  enum Meaning {
    case stratum(StratumRegistry.Code)
    case empty
    case refused(ProtocolTextError)
    case tooMany
  }

  private struct Entry {
    var cell: [UInt8]
    var meaning: Meaning
  }
  private var entries: [Entry?] = Array(repeating: nil, count: 64)
  private var count = 0

  /// What a cell stands for, if it was seen before.
  func meaning(of cell: UnsafeRawBufferPointer) -> Meaning? {
    var slot = StratumCache.hash(cell) & (entries.count - 1)
    while let entry = entries[slot] {
      let isSame =
        entry.cell.count == cell.count
        && entry.cell.withUnsafeBytes { stored in stored.elementsEqual(cell) }
      if isSame { return entry.meaning }
      slot = (slot + 1) & (entries.count - 1)
    }
    return nil
  }

  /// Remembers what a cell stands for.
  mutating func remember(_ cell: UnsafeRawBufferPointer, as meaning: Meaning) {
    if count * 2 >= entries.count {
      let old = entries
      entries = Array(repeating: nil, count: old.count * 2)
      for entry in old.compactMap({ $0 }) { place(entry) }
    }
    place(Entry(cell: Array(cell), meaning: meaning))
    count += 1
  }

  private mutating func place(_ entry: Entry) {
    var slot = entry.cell.withUnsafeBytes { StratumCache.hash($0) } & (entries.count - 1)
    while entries[slot] != nil { slot = (slot + 1) & (entries.count - 1) }
    entries[slot] = entry
  }

  /// FNV-1a (Fowler, Noll and Vo), of a few bytes; only for this table.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: value ^ (value >> 32))
  }
}
