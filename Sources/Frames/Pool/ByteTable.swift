/// Values by texts of bytes that lie in a block: looked up without making a text of them.
struct ByteTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var key: [UInt8]
    var value: Value
  }
  private var entries: [Entry?] = Array(repeating: nil, count: 64)
  /// How many there are.
  private(set) var count = 0

  /// The value of a text, nil where it was not added.
  subscript(_ key: UnsafeRawBufferPointer) -> Value? {
    place(of: key).entry?.value
  }

  /// Adds a text that is not there yet, or changes its value.
  mutating func update(_ key: UnsafeRawBufferPointer, _ value: Value) {
    let place = place(of: key)
    if place.entry != nil {
      entries[place.slot]?.value = value
      return
    }
    entries[place.slot] = Entry(key: Array(key), value: value)
    count += 1
    if count * 2 >= entries.count { grow() }
  }

  /// All texts with their values, in no order.
  var all: [(key: [UInt8], value: Value)] {
    entries.compactMap { entry in entry.map { ($0.key, $0.value) } }
  }

  private func place(of key: UnsafeRawBufferPointer) -> (slot: Int, entry: Entry?) {
    var slot = ByteTable.hash(key) & (entries.count - 1)
    while let entry = entries[slot] {
      if entry.key.count == key.count, entry.key.elementsEqual(key) { return (slot, entry) }
      slot = (slot + 1) & (entries.count - 1)
    }
    return (slot, nil)
  }

  private mutating func grow() {
    let old = entries
    entries = Array(repeating: nil, count: old.count * 2)
    for case let entry? in old {
      let slot = entry.key.withUnsafeBytes { place(of: $0).slot }
      entries[slot] = entry
    }
  }

  /// FNV-1a (Fowler, Noll and Vo), of a few bytes; only for this table.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: value ^ (value >> 32))
  }
}
