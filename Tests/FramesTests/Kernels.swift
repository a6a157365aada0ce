import CTickets

/// C functions under names that tests can read.
enum Kernels {
  static func lastRecordEnd(_ bytes: [UInt8]) -> Int { ct_last_record_end(bytes, bytes.count) }

  /// What a scan with or without vectors finds.
  struct Scan: Equatable {
    var separators: [UInt32]
    var stray: Int
    var opened: Int
    var seen: UInt32
  }

  static func scan(_ bytes: [UInt8], fast: Bool) -> Scan {
    var positions = [UInt32](repeating: 0, count: bytes.count + 4)
    var scan = ct_scan()
    ct_scan_separators_with(fast, bytes, bytes.count, 0x2C, &positions, &scan)
    return Scan(
      separators: Array(positions.prefix(scan.separators)),
      stray: scan.stray,
      opened: scan.opened,
      seen: scan.seen
    )
  }
}
