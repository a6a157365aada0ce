internal import Sampling

/// What is kept of a unit: 16 bytes.
struct TicketEntry {
  /// The first 64 bits of the ticket.
  var prefix: UInt64
  /// The stratum above, the offset of the record below.
  private var place: UInt64

  /// Bits of the offset: files of up to 16 TiB; the other 20 hold the stratum.
  private static let offsetBits: UInt64 = 44
  /// The greatest length of a pool's text.
  static let greatestOffset = 1 << 44 - 1

  init(prefix: UInt64, stratum: Int, offset: Int) {
    self.prefix = prefix
    place =
      UInt64(truncatingIfNeeded: stratum) << TicketEntry.offsetBits
      | UInt64(truncatingIfNeeded: offset)
  }

  var stratum: Int { Int(truncatingIfNeeded: place >> TicketEntry.offsetBits) }
  var offset: Int { Int(truncatingIfNeeded: place & (1 << TicketEntry.offsetBits - 1)) }
}
