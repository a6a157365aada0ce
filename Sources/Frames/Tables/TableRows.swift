internal import CTickets
package import Sampling

/// The rows of a table of any length, one after another: what is imported is read so, in the memory of a block.
///
/// The same steps as for a ``Table`` and a ``Pool``: any kind of file, the heading wherever it stands, rows of
/// examples below it and notes at the end left out and said.
package final class TableRows {
  /// The file, `-` for standard input.
  package let file: String
  /// The names of the columns.
  package let header: [String]
  /// The row of the heading as a spreadsheet counts it.
  package let headingRow: Int
  /// The SHA-256 of the file's bytes as they lie.
  package let digest: Digest
  private let source: PoolSource
  private let monitor: WorkMonitor
  private let delimiter: UInt8
  private let firstRow: Int
  private let firstRecord: Int
  private let end: Int

  /// One row.
  package struct Row {
    /// The row as a spreadsheet counts it.
    package let number: Int
    fileprivate let record: Record

    /// A cell as text, without the quotes of the file.
    package func text(_ column: Int) -> String {
      let raw = record.raw(column)
      return raw.first == 0x22 ? record.text(column) : String(decoding: raw, as: UTF8.self)
    }
  }

  /// Finds heading and body of a table.
  ///
  /// - Parameters:
  ///   - path: the file, `-` for standard input.
  ///   - layout: what the file does not tell by itself.
  ///   - wanted: columns by which the heading is found, each by any of some names.
  ///   - sheets: names of sheets of a workbook of which one is meant, where several have content.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Throws: ``InputError``; ``DataError`` for what holds no table; ``OutputError`` where a temporary file
  ///   can not be written.
  package init(
    _ path: String,
    layout: TableLayout,
    wanted: [[String]],
    sheets: [String] = [],
    monitor: WorkMonitor
  ) throws {
    var options = PoolSource.Options()
    options.sheet = layout.sheet
    options.expectedSheets = sheets
    source = try PoolSource.open(path, options: options, monitor: monitor)
    var layout = layout
    if source.origin.format != nil { layout.delimiter = Delimiter.usual[0] }
    let block = try source.firstBlock()
    let shape = try TableShape(block.text, layout: layout, wanted: wanted, file: path)
    file = path
    header = shape.heading.names
    headingRow = shape.headingRow
    digest = try source.digest()
    self.monitor = monitor
    delimiter = shape.delimiter
    firstRow = shape.row(ofRecord: shape.heading.first)
    firstRecord = min(source.start + shape.firstOffset(in: block.text), source.size)
    let tail = try TableEnd.find(
      in: source,
      from: firstRecord,
      delimiter: shape.delimiter,
      width: shape.heading.names.count
    )
    end = tail.offset
    var reading = shape.reading(below: tail.rows)
    reading.sheet = source.origin.sheet
    shape.report(reading, file: path)
  }

  /// The columns that are known by any of some names, without regard to case, width and white space.
  package func columns(named names: [String]) -> [Int] {
    let wanted = Set(names.map(ColumnNames.fold))
    return header.indices.filter { wanted.contains(ColumnNames.fold(header[$0])) }
  }

  /// Goes through the rows.
  ///
  /// - Parameters:
  ///   - errors: gets what is wrong with a row as such: another number of fields, stray quotes, no content.
  ///   - body: takes every other row.
  /// - Throws: what the body throws; ``DataError`` for what is no text; ``InputError``; ``Interruption``.
  /// - Complexity: O(bytes) in time, a block of memory.
  package func forEach(_ errors: inout DataError, _ body: (Row, inout DataError) throws -> Void)
    throws
  {
    monitor.begin(.reading, goal: end - firstRecord)
    let reader = try BlockReader(
      source,
      from: firstRecord,
      to: end,
      wantsDigest: false,
      monitor: monitor
    )
    let block = Block(for: source.size)
    var scanner = RecordScanner(delimiter: delimiter)
    var number = firstRow
    // Blank lines at the very end are no rows.
    var blanks: [Int] = []
    while try reader.next(block) {
      let result = scanner.scan(block.text)
      if !result.isASCII, let place = UTF8Check.firstInvalid(in: block.text) {
        let before = UnsafeRawBufferPointer(rebasing: block.text[..<place])
        let row = number + before.count { $0 == 0x0A }
        throw DataError(.init(file: file, row: row, reason: .notText(encoding: "UTF-8")))
      }
      try scanner.forEachRecord(in: block.text) { record in
        defer { number += 1 }
        if record.isBlank {
          if blanks.count < DataError.shown { blanks.append(number) }
          return
        }
        for row in blanks { errors.add(.init(file: file, row: row, reason: .emptyRow)) }
        blanks = []
        if let problem = problem(of: record, result) {
          errors.add(.init(file: file, row: number, reason: problem))
        } else {
          try body(Row(number: number, record: record), &errors)
        }
      }
      if result.openQuote != nil {
        errors.add(.init(file: file, row: number, reason: .openQuote))
      }
    }
    try source.checkUnchanged()
  }

  /// What is wrong with a record, whatever its cells mean.
  private func problem(of record: Record, _ result: RecordScanner.Result) -> DataProblem? {
    if let stray = result.strayQuote, record.start <= stray,
      stray < record.start + record.bytes.count
    {
      return .strayQuote
    }
    if result.hasNUL, record.bytes.contains(0) { return .nul }
    guard record.count == header.count else {
      return .ragged(fields: record.count, header: header.count)
    }
    let isEmpty = (0..<record.count).allSatisfy { column in
      let raw = record.raw(column)
      return raw.isEmpty || NoteRows.isEmpty([record.text(column)])
    }
    return isEmpty ? .emptyRow : nil
  }
}

extension PoolSource {
  /// The first records of the text.
  ///
  /// - Throws: ``DataError`` for a text that is empty or holds no whole record; ``InputError``.
  func firstBlock() throws -> Block {
    guard size > start else { throw DataError(.init(file: file, reason: .emptyFile)) }
    let reader = try BlockReader(
      self,
      from: start,
      to: size,
      wantsDigest: false,
      monitor: WorkMonitor()
    )
    let block = Block(for: size)
    _ = try reader.next(block)
    guard block.text.last == 0x0A, RecordScanner.hasRecord(block.text) else {
      throw DataError(.init(file: file, row: 1, reason: .openQuote))
    }
    return block
  }
}
