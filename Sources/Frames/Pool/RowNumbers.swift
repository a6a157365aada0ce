import Foundation
internal import Sampling

/// Rows as a spreadsheet counts them, found by a second look at the pool; only for messages.
struct RowNumbers {
  private let pool: Pool

  init(_ pool: Pool) {
    self.pool = pool
  }

  /// The rows of the records that begin at these offsets, in the same order.
  func rows(at offsets: [Int]) throws -> [Int] {
    var wanted = Set(offsets)
    var found: [Int: Int] = [:]
    try forEachRecord { record, offset, row in
      if wanted.remove(offset) != nil { found[offset] = row }
      return !wanted.isEmpty
    }
    return offsets.map { found[$0] ?? 0 }
  }

  /// The row of the first record that meets a condition.
  func firstRow(where condition: (Record) -> Bool) throws -> Int? {
    var result: Int?
    try forEachRecord { record, _, row in
      if condition(record) { result = row }
      return result == nil
    }
    return result
  }

  /// Goes through the records until `body` answers false.
  func forEachRecord(_ body: (Record, Int, Int) -> Bool) throws {
    let reader = try BlockReader(
      pool.source,
      from: pool.firstRecord,
      to: pool.end,
      wantsDigest: false,
      monitor: WorkMonitor()
    )
    let block = Block(for: pool.source.size)
    var scanner = RecordScanner(delimiter: pool.delimiter)
    var row = pool.firstRow
    var goesOn = true
    while goesOn, try reader.next(block) {
      _ = scanner.scan(block.text)
      scanner.forEachRecord(in: block.text) { record in
        if goesOn { goesOn = body(record, block.offset + record.start, row) }
        row += 1
      }
    }
  }
}

/// Facts about this machine.
enum System {
  /// Processors that this process may use.
  static var processors: Int { ProcessInfo.processInfo.activeProcessorCount }
}
