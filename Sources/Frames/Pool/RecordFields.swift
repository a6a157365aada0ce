import Foundation

/// Goes through the fields of one record that a scanner has found whole.
enum RecordFields {
  /// Calls `body` with every field as it stands, with its quotes.
  ///
  /// - Parameters:
  ///   - record: the record; a carriage return at its end is left out.
  ///   - delimiter: the byte between two fields.
  ///   - body: takes the number of the field, from 0, and its bytes.
  static func forEach(
    of record: UnsafeRawBufferPointer,
    delimiter: UInt8,
    _ body: (Int, UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    guard let base = record.baseAddress else { return try body(0, record) }
    let count = record.last == 0x0D ? record.count - 1 : record.count
    var start = 0
    var index = 0
    while start <= count {
      let end = fieldEnd(from: start, of: base, count, delimiter)
      try body(index, UnsafeRawBufferPointer(rebasing: record[start..<end]))
      start = end + 1
      index += 1
    }
  }

  private static func fieldEnd(
    from start: Int,
    of base: UnsafeRawPointer,
    _ count: Int,
    _ delimiter: UInt8
  ) -> Int {
    var position = start
    if start < count, base.load(fromByteOffset: start, as: UInt8.self) == 0x22 {
      position += 1
      // A doubled quote opens again at once.
      while let quote = memchr(base + position, 0x22, count - position) {
        position = base.distance(to: quote) + 1
        guard position < count, base.load(fromByteOffset: position, as: UInt8.self) == 0x22 else {
          break
        }
        position += 1
      }
    }
    guard position < count,
      let found = memchr(base + position, Int32(delimiter), count - position)
    else { return count }
    return base.distance(to: found)
  }

  /// Appends a field's content, without the enclosing quotes and with doubled quotes single.
  static func append(_ field: UnsafeRawBufferPointer, to content: inout [UInt8]) {
    guard field.first == 0x22, field.count >= 2 else {
      content.append(contentsOf: field)
      return
    }
    var position = 1
    while position < field.count - 1 {
      content.append(field[position])
      position += field[position] == 0x22 ? 2 : 1
    }
  }
}
