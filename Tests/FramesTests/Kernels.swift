import CTickets

/// C functions under names that tests can read.
enum Kernels {
  static func lastRecordEnd(_ bytes: [UInt8]) -> Int { ct_last_record_end(bytes, bytes.count) }
}
