/// What is kept of a unit that may be selected: 16 bytes.
struct TicketEntry: Sendable {
  /// The first 64 bits of the ticket.
  var prefix: UInt64
  /// The stratum above, the place of the record below.
  private var rest: UInt64

  init(prefix: UInt64, stratum: Int, place: RecordPlace) {
    self.prefix = prefix
    rest = UInt64(truncatingIfNeeded: stratum) << RecordPlace.bits | place.value
  }

  var stratum: Int { Int(truncatingIfNeeded: rest >> RecordPlace.bits) }
  var place: RecordPlace { RecordPlace(value: rest & (1 << RecordPlace.bits - 1)) }
}

/// Where a record is: in the file, or on a shelf of the census.
struct RecordPlace: Sendable {
  /// Below 2⁴³ an offset in the file; above, the number of a shelf and the spot on it.
  fileprivate let value: UInt64

  /// Bits of a place; the other 20 of an entry's 64 hold the stratum.
  fileprivate static let bits: UInt64 = 44
  private static let shelfBit: UInt64 = 1 << 43
  private static let spotBits: UInt64 = 36
  /// The greatest length of a pool's text: 8 TiB.
  static let greatestOffset = 1 << 43 - 1
  /// So many shelves can be told apart.
  static let shelves = 1 << 7
  /// A shelf's spots lie below this.
  static let spots = 1 << 36

  fileprivate init(value: UInt64) { self.value = value }

  /// A record that begins at an offset in the file.
  init(offset: Int) { value = UInt64(truncatingIfNeeded: offset) }

  /// A record on a shelf.
  init(shelf: Int, spot: Int) {
    value =
      RecordPlace.shelfBit | UInt64(truncatingIfNeeded: shelf) << RecordPlace.spotBits
      | UInt64(truncatingIfNeeded: spot)
  }

  var isOnShelf: Bool { value & RecordPlace.shelfBit != 0 }
  /// The offset in the file; beyond every file for a record on a shelf.
  var offset: Int { Int(truncatingIfNeeded: value) }
  var shelf: Int { Int(truncatingIfNeeded: (value ^ RecordPlace.shelfBit) >> RecordPlace.spotBits) }
  var spot: Int { Int(truncatingIfNeeded: value & (1 << RecordPlace.spotBits - 1)) }
}
