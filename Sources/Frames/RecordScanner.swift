internal import CTickets
internal import Sampling

/// Finds the records and fields of a block of CSV (RFC 4180).
///
/// The block begins at the beginning of a record and ends behind a line feed; quotes, delimiters
/// and line breaks inside quotes, CRLF and a last line without its line feed are the caller's
/// ordinary input. A scanner is used again for block after block and keeps its memory.
struct RecordScanner {
  /// The byte between two fields.
  let delimiter: UInt8
  /// Positions of the separators in the block, found by the last scan.
  private var separators: [UInt32] = []
  private var separatorCount = 0

  init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  /// What a scan saw.
  struct Result {
    /// Offset behind the last complete record.
    var consumed: Int
    /// Offset of the first misplaced quote, if there is one in a complete record.
    var strayQuote: Int?
    /// Offset of a quote that is still open at the end of the block.
    var openQuote: Int?
    /// Complete records outside quotes.
    var recordCount: Int
    /// Which kinds of bytes the block holds.
    var hasNUL: Bool
    var hasQuote: Bool
    var isASCII: Bool
  }

  /// Scans a block and leaves its separators for ``forEachRecord(in:_:)``.
  mutating func scan(_ block: UnsafeRawBufferPointer) -> Result {
    // The kernel may write a few entries too many.
    if separators.count < block.count + 4 {
      separators = [UInt32](repeating: 0, count: block.count + 4)
    }
    var scan = ct_scan()
    let bytes = block.assumingMemoryBound(to: UInt8.self)
    if let base = bytes.baseAddress {
      separators.withUnsafeMutableBufferPointer { positions in
        ct_scan_separators(base, block.count, delimiter, positions.baseAddress, &scan)
      }
    }
    var complete = scan.separators
    while complete > 0, bytes[Int(separators[complete - 1])] != 0x0A { complete -= 1 }
    separatorCount = complete
    let consumed = complete == 0 ? 0 : Int(separators[complete - 1]) + 1
    return Result(
      consumed: consumed,
      strayQuote: scan.stray < consumed ? scan.stray : nil,
      openQuote: scan.opened < block.count ? scan.opened : nil,
      recordCount: scan.feeds,
      hasNUL: scan.seen & UInt32(CT_SEEN_NUL) != 0,
      hasQuote: scan.seen & UInt32(CT_SEEN_QUOTE) != 0,
      isASCII: scan.seen & UInt32(CT_SEEN_HIGH) == 0
    )
  }

  /// Whether every record of the last scan has so many fields.
  func isRegular(_ result: Result, width: Int, in block: UnsafeRawBufferPointer) -> Bool {
    guard separatorCount == result.recordCount * width else { return false }
    // As many line feeds as there are places for them, and each in its place.
    return separators.withUnsafeBufferPointer { separators in
      stride(from: width - 1, to: separatorCount, by: width).allSatisfy {
        block[Int(separators[$0])] == 0x0A
      }
    }
  }

  /// Lends the separators that the last scan found.
  func withSeparators(_ body: (UnsafePointer<UInt32>) -> Void) {
    separators.withUnsafeBufferPointer { separators in
      if let base = separators.baseAddress { body(base) }
    }
  }

  /// Calls `body` with the start and the field ends of every complete record, in order.
  ///
  /// The ends are positions of separators: field f reaches from the end before it, plus one, to its
  /// own end; the last field may end in a carriage return, which ``Record/raw(_:)`` leaves out.
  func forEachRecord(
    in block: UnsafeRawBufferPointer,
    _ body: (Record) throws -> Void
  ) rethrows {
    try separators.withUnsafeBufferPointer { all in
      var start = 0
      var first = 0
      var next = 0
      while next < separatorCount {
        let position = Int(all[next])
        next += 1
        guard block[position] == 0x0A else { continue }
        try body(
          Record(
            start: start,
            ends: UnsafeBufferPointer(rebasing: all[first..<next]),
            block: block
          )
        )
        start = position + 1
        first = next
      }
    }
  }
}

/// One record of a scanned block; valid only while the block is.
struct Record {
  /// Offset of the first byte in the block.
  let start: Int
  /// Positions of the separators that end the fields.
  let ends: UnsafeBufferPointer<UInt32>
  /// The block.
  let block: UnsafeRawBufferPointer

  /// The number of fields.
  var count: Int { ends.count }

  /// How long the record is, up to its line feed.
  var length: Int { Int(ends[ends.count - 1]) - start }

  /// The record without its line end.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: block[start..<end(of: ends.count - 1)])
  }

  /// Whether nothing stands on the line.
  var isBlank: Bool { ends.count == 1 && end(of: 0) == start }

  /// A field as it stands, with its quotes.
  func raw(_ index: Int) -> UnsafeRawBufferPointer {
    let begin = index == 0 ? start : Int(ends[index - 1]) + 1
    return UnsafeRawBufferPointer(rebasing: block[begin..<end(of: index)])
  }

  /// Where a field ends: before its separator, and before the carriage return of a CRLF.
  private func end(of index: Int) -> Int {
    let end = Int(ends[index])
    let isLast = index == ends.count - 1
    return isLast && end > start && block[end - 1] == 0x0D ? end - 1 : end
  }

  /// Appends a field's content, without the enclosing quotes and with doubled quotes single.
  func append(_ index: Int, to content: inout [UInt8]) {
    RecordFields.append(raw(index), to: &content)
  }

  /// A field's content as text; bytes that are no UTF-8 become U+FFFD (the reader has checked).
  func text(_ index: Int) -> String {
    var content: [UInt8] = []
    append(index, to: &content)
    return String(decoding: content, as: UTF8.self)
  }
}
