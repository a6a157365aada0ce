internal import Sampling

/// A small CSV file held in memory as text: strata, sizes, plans, results, selections.
///
/// RFC 4180 in UTF-8 or GB18030 (``TextEncoding``); every record has as many fields as the header,
/// unless `allowsRagged` says otherwise; blank lines at the end are ignored. Cells are text: no
/// type is ever inferred. Large pools are streamed by ``Pool`` instead.
public struct Table: Sendable {
  /// The file, `-` for standard input.
  public let file: String
  /// The first record.
  public let header: [String]
  /// The other records.
  public let rows: [Row]
  /// The encoding that the bytes were read in.
  public let encoding: TextEncoding
  /// The byte between fields.
  public let delimiter: UInt8
  /// The row of the heading as a spreadsheet counts it.
  public let headingRow: Int

  /// The bytes of a record at most: a cell of more is no table's, and would take its length of memory
  /// several times.
  public static let greatestRecord = 1 << 24

  /// One record.
  public struct Row: Sendable {
    /// The row as a spreadsheet counts it: the header is row 1, line breaks in a cell do not count.
    public let number: Int
    /// The cells, as text.
    public let cells: [String]
  }

  /// Reads a table whose first record is the heading.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: its name for messages, `-` for standard input.
  ///   - delimiter: the byte between fields.
  ///   - encoding: the encoding, nil to find it out.
  ///   - allowsRagged: whether records may have fewer or more fields than the header (plan tables
  ///     with title lines); they are then left as they are.
  ///   - allowsRepeated: whether two columns may have one name, as in a pool of which neither is read.
  /// - Throws: ``DataError`` for an empty file, bytes that are no text, misplaced or open quotes,
  ///   records above ``greatestRecord``, ragged records and a repeated column.
  /// - Complexity: O(bytes).
  public init(
    bytes: [UInt8],
    file: String,
    delimiter: UInt8 = 0x2C,
    encoding: TextEncoding? = nil,
    allowsRagged: Bool = false,
    allowsRepeated: Bool = false
  ) throws(DataError) {
    try self.init(
      TableText(bytes: bytes, file: file),
      layout: TableLayout(delimiter: delimiter, heading: .plain),
      encoding: encoding,
      allowsRagged: allowsRagged,
      allowsRepeated: allowsRepeated
    )
  }

  /// Reads a table wherever its heading stands, and says how.
  ///
  /// - Parameters:
  ///   - text: the table.
  ///   - layout: what its file does not tell by itself.
  ///   - columns: columns that the heading must have, by which it is found; each by its own name or
  ///     another that is known for it.
  ///   - encoding: the encoding, nil to find it out.
  ///   - allowsRagged: as in ``init(bytes:file:delimiter:encoding:allowsRagged:allowsRepeated:)``.
  ///   - allowsRepeated: as there.
  /// - Throws: ``DataError`` as there, and for a row that was named and is no heading.
  /// - Complexity: O(bytes).
  public init(
    _ text: TableText,
    layout: TableLayout,
    columns: [String] = [],
    encoding: TextEncoding? = nil,
    allowsRagged: Bool = false,
    allowsRepeated: Bool = false
  ) throws(DataError) {
    let file = text.file
    guard !text.bytes.isEmpty else { throw DataError(.init(file: file, reason: .emptyFile)) }
    let decoded = try DecodedText(text.bytes, file: file, encoding: encoding)
    let content = decoded.bytes.last == 0x0A ? decoded.bytes : decoded.bytes + [0x0A]
    var layout = layout
    if text.origin.format != nil { layout.delimiter = Delimiter.usual[0] }
    let shape = try Table.shape(of: content, layout: layout, columns: columns, file: file)
    var errors = DataError()
    var rows = Table.records(
      in: content,
      shape: shape,
      file: file,
      errors: &errors
    )
    try errors.throwIfAny()
    var below = 0
    while let last = rows.last {
      if last.cells != [""] {
        guard layout.heading != .plain, !allowsRagged,
          NoteRows.isEmpty(last.cells)
            || NoteRows.isNote(last.cells, width: shape.heading.names.count)
        else { break }
      }
      if last.cells != [""] || below > 0 { below += 1 }
      rows.removeLast()
    }
    let header = shape.heading.names
    if !allowsRagged {
      for row in rows where row.cells.count != header.count {
        let reason =
          NoteRows.isEmpty(row.cells)
          ? DataProblem.emptyRow : .ragged(fields: row.cells.count, header: header.count)
        errors.add(.init(file: file, row: row.number, reason: reason))
      }
      for row in rows where row.cells.count == header.count && NoteRows.isEmpty(row.cells) {
        errors.add(.init(file: file, row: row.number, reason: .emptyRow))
      }
    }
    if !allowsRagged, !allowsRepeated {
      var seen: Set<String> = []
      for name in header where !name.isEmpty && !seen.insert(name).inserted {
        errors.add(
          .init(file: file, row: shape.headingRow, reason: .repeatedColumn(name: name))
        )
      }
    }
    try errors.throwIfAny()
    self.file = file
    self.header = header
    self.rows = rows
    self.encoding = decoded.encoding
    delimiter = shape.delimiter
    headingRow = shape.headingRow
    if case .found = layout.heading {
      var reading = shape.reading(below: below)
      reading.sheet = text.origin.sheet
      shape.report(reading, file: file)
    }
    if decoded.encoding == .gb18030 {
      ReadingLog.current?.add(file, "is read as GB18030", "按 GB18030 读取")
    }
  }

  /// Finds the heading in the beginning of a text.
  private static func shape(
    of content: [UInt8],
    layout: TableLayout,
    columns: [String],
    file: String
  ) throws(DataError) -> TableShape {
    let result = content.withUnsafeBytes { all in
      Result { () throws(DataError) in
        // Long records are found later, with their row.
        let beginning = UnsafeRawBufferPointer(rebasing: all[..<min(all.count, 1 << 18)])
        let isWhole = RecordScanner.hasRecord(beginning)
        return try TableShape(
          isWhole ? beginning : all,
          layout: layout,
          wanted: columns.map { [$0] },
          file: file
        )
      }
    }
    do {
      return try result.get()
    } catch {
      if content.contains(0x22), !content.withUnsafeBytes({ RecordScanner.hasRecord($0) }) {
        throw DataError(.init(file: file, row: 1, reason: .openQuote))
      }
      throw error
    }
  }

  /// The records of the body, with what is wrong with any record.
  private static func records(
    in content: [UInt8],
    shape: TableShape,
    file: String,
    errors: inout DataError
  ) -> [Row] {
    var rows: [Row] = []
    var scanner = RecordScanner(delimiter: shape.delimiter)
    let names = shape.heading.names
    content.withUnsafeBytes { all in
      var (start, size, index) = (0, 1 << 20, 0)
      while start < all.count {
        let end = min(start + size, all.count)
        let block = UnsafeRawBufferPointer(rebasing: all[start..<end])
        let result = scanner.scan(block)
        guard result.consumed > 0 || end == all.count else {
          // No record ends in so many bytes.
          size *= 2
          guard size <= 2 * Table.greatestRecord else {
            errors.add(tooLong(file: file, row: shape.row(ofRecord: index)))
            return
          }
          continue
        }
        scanner.forEachRecord(in: block) { record in
          defer { index += 1 }
          let number = shape.row(ofRecord: index)
          guard record.bytes.count <= Table.greatestRecord else {
            errors.add(tooLong(file: file, row: number))
            return
          }
          let end = record.start + record.bytes.count
          if let stray = result.strayQuote, (record.start...end).contains(stray) {
            errors.add(.init(file: file, row: number, reason: .strayQuote))
          }
          if result.hasNUL,
            let field = (0..<record.count).first(where: { record.raw($0).contains(0) })
          {
            let column =
              index >= shape.heading.first && names.indices.contains(field) ? names[field] : nil
            errors.add(.init(file: file, row: number, column: column, reason: .nul))
          }
          guard index >= shape.heading.first else { return }
          rows.append(Row(number: number, cells: (0..<record.count).map { record.text($0) }))
        }
        if end == all.count, result.openQuote != nil {
          errors.add(
            .init(file: file, row: shape.row(ofRecord: index), reason: .openQuote)
          )
          return
        }
        start += result.consumed
      }
    }
    return rows
  }

  /// Makes a table of rows that are known already.
  ///
  /// - Parameters:
  ///   - header: the names of the columns.
  ///   - rows: the cells of each row, as many as there are columns; rows are counted from 1.
  ///   - file: where they come from, for messages.
  public init(header: [String], rows: [[String]], file: String) {
    self.file = file
    self.header = header
    self.rows = rows.enumerated().map { Row(number: $0 + 1, cells: $1) }
    encoding = .utf8
    delimiter = Delimiter.usual[0]
    headingRow = 1
  }

  private static func tooLong(file: String, row: Int) -> DataError.Problem {
    .init(file: file, row: row, reason: .recordTooLong(bytes: greatestRecord))
  }

  /// The index of a column.
  ///
  /// - Parameter name: its name in the header.
  /// - Returns: the index of the column of this name, else of the one that is known under it; nil where
  ///   there is none, or where two fit alike.
  public func index(of name: String) -> Int? {
    guard let index = ColumnNames.index(of: name, in: header) else { return nil }
    if ColumnNames.fold(header[index]) != ColumnNames.fold(name) {
      let shown = header[index].excerpt
      ReadingLog.current?.add(
        file,
        "has \(name) in the column \"\(shown)\"",
        "以“\(shown)”列作为 \(name)"
      )
    }
    return index
  }

  /// A problem of a cell, with its place and value.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - column: the index of the column.
  ///   - reason: what is wrong.
  /// - Returns: the problem.
  public func problem(_ row: Row, _ column: Int, _ reason: DataProblem) -> DataError.Problem {
    DataError.Problem(
      file: file,
      row: row.number,
      column: header[column],
      value: row.cells[column],
      reason: reason
    )
  }

  /// Whether a row is no stratum and no unit, but the totals of all, or the heading again.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - column: the index of the column of names.
  /// - Returns: what is wrong with it, nil where nothing is.
  public func totalsProblem(_ row: Row, _ column: Int) -> DataProblem? {
    if row.cells[column].utf8.elementsEqual(header[column].utf8) { return .repeatedHeading }
    return TotalsRow.isName(row.cells[column]) ? .totals : nil
  }

  /// The index of a column that must be there.
  ///
  /// - Parameter name: its name in the header.
  /// - Returns: the index.
  /// - Throws: ``DataError`` that lists the header, where there is none.
  public func requiredIndex(of name: String) throws(DataError) -> Int {
    guard let index = index(of: name) else {
      throw DataError(
        .init(file: file, row: headingRow, reason: .missingColumn(name: name, header: header))
      )
    }
    return index
  }
}
