internal import Sampling

/// Reads single records at known offsets.
struct RecordFetcher {
  private let pool: Pool
  private var scanner: RecordScanner
  private var buffer = [UInt8](repeating: 0, count: 4096)

  init(_ pool: Pool) {
    self.pool = pool
    scanner = RecordScanner(delimiter: pool.delimiter)
  }

  /// The identifier of the unit whose record begins at an offset, as a draw takes it.
  ///
  /// - Throws: ``InputError/changed(file:)`` where no record stands there that a census accepts.
  mutating func identifier(at offset: Int) throws -> [UInt8] { try unit(at: offset).id }

  /// The identifier of the unit whose record begins at an offset, and the column that it stands in.
  ///
  /// - Throws: as ``identifier(at:)``.
  mutating func unit(at offset: Int) throws -> (id: [UInt8], column: Int) {
    while true {
      var count = try PoolSource.read(
        pool.source.descriptor,
        at: offset,
        into: &buffer,
        file: pool.file
      )
      // A last line without its line feed is whole all the same.
      let isAtEnd = count < buffer.count
      if isAtEnd {
        buffer[count] = 0x0A
        count += 1
      }
      if let unit = buffer[..<count].withUnsafeBytes({ unit(in: $0) }) { return unit }
      guard !isAtEnd, buffer.count <= Block.greatestCapacity else {
        throw InputError.changed(file: pool.file)
      }
      buffer = [UInt8](repeating: 0, count: buffer.count * 2)
    }
  }

  /// The identifier of the first record of a text, as a draw takes it; nil where the record has no
  /// end or is none that a census accepts.
  mutating func identifier(in text: UnsafeRawBufferPointer) -> [UInt8]? {
    unit(in: text)?.id
  }

  private mutating func unit(
    in text: UnsafeRawBufferPointer
  ) -> (id: [UInt8], column: Int)? {
    guard scanner.scan(text).consumed > 0 else { return nil }
    var unit: (id: [UInt8], column: Int)?
    scanner.forEachRecord(in: text) { record in
      if unit == nil { unit = self.unit(of: record) }
    }
    return unit
  }

  private func unit(of record: Record) -> (id: [UInt8], column: Int)? {
    let columns = pool.columns
    guard record.count == columns.count else { return nil }
    let column = columns.identifierColumn(of: record)
    return (try? columns.accepted(record.text(column)).get()).map { (Array($0.text.utf8), column) }
  }
}
