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

  /// Reads a table.
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
    guard !bytes.isEmpty else {
      throw DataError(.init(file: file, reason: .emptyFile))
    }
    let decoded = try DecodedText(bytes, file: file, encoding: encoding)
    let content = decoded.bytes.last == 0x0A ? decoded.bytes : decoded.bytes + [0x0A]
    var records: [Row] = []
    var errors = DataError()
    var scanner = RecordScanner(delimiter: delimiter)
    content.withUnsafeBytes { all in
      var (start, size, number) = (0, 1 << 20, 0)
      while start < all.count {
        let end = min(start + size, all.count)
        let block = UnsafeRawBufferPointer(rebasing: all[start..<end])
        let result = scanner.scan(block)
        guard result.consumed > 0 || end == all.count else {
          // No record ends in so many bytes.
          size *= 2
          guard size <= 2 * Table.greatestRecord else {
            errors.add(Table.tooLong(file: file, row: number + 1))
            return
          }
          continue
        }
        scanner.forEachRecord(in: block) { record in
          number += 1
          guard record.bytes.count <= Table.greatestRecord else {
            errors.add(Table.tooLong(file: file, row: number))
            return
          }
          let end = record.start + record.bytes.count
          if let stray = result.strayQuote, (record.start...end).contains(stray) {
            errors.add(.init(file: file, row: number, reason: .strayQuote))
          }
          if result.hasNUL,
            let field = (0..<record.count).first(where: { record.raw($0).contains(0) })
          {
            let names = records.first?.cells ?? []
            let column = names.indices.contains(field) ? names[field] : nil
            errors.add(.init(file: file, row: number, column: column, reason: .nul))
          }
          records.append(
            Row(number: number, cells: (0..<record.count).map { record.text($0) })
          )
        }
        if end == all.count, result.openQuote != nil {
          errors.add(.init(file: file, row: number + 1, reason: .openQuote))
          return
        }
        start += result.consumed
      }
    }
    while let last = records.last, last.cells == [""] { records.removeLast() }
    try errors.throwIfAny()
    guard let first = records.first else {
      throw DataError(.init(file: file, reason: .emptyFile))
    }
    if !allowsRagged {
      for row in records where row.cells.count != first.cells.count {
        errors.add(
          .init(
            file: file,
            row: row.number,
            reason: .ragged(fields: row.cells.count, header: first.cells.count)
          )
        )
      }
    }
    if !allowsRagged, !allowsRepeated {
      var seen: Set<String> = []
      for name in first.cells where !name.isEmpty && !seen.insert(name).inserted {
        errors.add(.init(file: file, row: 1, reason: .repeatedColumn(name: name)))
      }
    }
    try errors.throwIfAny()
    self.file = file
    self.header = first.cells
    self.rows = Array(records.dropFirst())
    self.encoding = decoded.encoding
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
  }

  private static func tooLong(file: String, row: Int) -> DataError.Problem {
    .init(file: file, row: row, reason: .recordTooLong(bytes: greatestRecord))
  }

  /// The index of a column.
  ///
  /// - Parameter name: its name in the header.
  /// - Returns: the index, or nil.
  public func index(of name: String) -> Int? {
    header.firstIndex { $0.utf8.elementsEqual(name.utf8) }
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
        .init(file: file, row: 1, reason: .missingColumn(name: name, header: header))
      )
    }
    return index
  }
}
