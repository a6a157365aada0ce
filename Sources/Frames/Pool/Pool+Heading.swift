internal import Sampling

extension Pool {
  /// Finds heading, body and columns of a text.
  ///
  /// - Throws: ``DataError`` for a text without a heading or without the columns; ``InputError``.
  init(_ source: PoolSource, layout: PoolLayout) throws {
    guard source.size <= RecordPlace.greatestOffset else {
      throw DataError(
        .init(file: source.file, reason: .recordTooLong(bytes: RecordPlace.greatestOffset))
      )
    }
    let block = try source.firstBlock()
    let shape = try TableShape(
      block.text,
      layout: layout.tableLayout(of: source),
      wanted: layout.wanted,
      file: source.file
    )
    let bytes = try Pool.heading(shape, of: block.text, file: source.file)
    var layout = layout
    layout.encoding = source.encoding ?? layout.encoding
    self.source = source
    columns = try PoolColumns(
      header: shape.heading.names,
      bytes: bytes,
      delimiter: shape.delimiter,
      layout: layout,
      file: source.file,
      headingRow: shape.headingRow
    )
    firstRow = shape.row(ofRecord: shape.heading.first)
    firstRecord = min(source.start + shape.firstOffset(in: block.text), source.size)
    switch layout.heading {
    case .plain:
      end = source.size
      reading = TableReading()
    case .given(let given):
      end = try TableEnd.given(given.below ?? 0, in: source, from: firstRecord).offset
      reading = given
    case .found:
      let tail = try TableEnd.find(
        in: source,
        from: firstRecord,
        delimiter: shape.delimiter,
        width: shape.heading.names.count
      )
      end = tail.offset
      var reading = shape.reading(below: tail.rows)
      reading.format = source.origin.format
      reading.sheet = source.origin.sheet
      if source.encoding == .gb18030 { reading.encoding = TextEncoding.gb18030.rawValue }
      if layout.keepsCodes { reading.codes = "kept" }
      self.reading = reading
      shape.report(reading, file: source.file)
    }
  }

  /// The heading as it stands, without its line end; one of two rows as one.
  private static func heading(
    _ shape: TableShape,
    of text: UnsafeRawBufferPointer,
    file: String
  ) throws(DataError) -> [UInt8] {
    let (first, last) = (
      shape.heading.record, shape.heading.record + shape.heading.records - 1
    )
    let range = shape.starts[first]..<shape.ends[last]
    let bytes = UnsafeRawBufferPointer(rebasing: text[range])
    let row = shape.headingRow
    if bytes.contains(0) { throw DataError(.init(file: file, row: row, reason: .nul)) }
    var scanner = RecordScanner(delimiter: shape.delimiter)
    let rest = UnsafeRawBufferPointer(rebasing: text[shape.starts[first]...])
    if let stray = scanner.scan(rest).strayQuote, stray < bytes.count {
      throw DataError(.init(file: file, row: row, reason: .strayQuote))
    }
    if UTF8Check.firstInvalid(in: bytes) != nil {
      throw DataError(.init(file: file, row: row, reason: .notText(encoding: "UTF-8")))
    }
    guard shape.heading.records > 1 else { return Array(bytes) }
    let line = CSVText.lines([shape.heading.names], delimiter: shape.delimiter)
    return Array(line.utf8.dropLast())
  }
}

extension PoolLayout {
  /// What is known of the file before it is opened.
  var sourceOptions: PoolSource.Options {
    var options = PoolSource.Options()
    options.table = table
    options.delimiter = delimiter
    options.encoding = encoding
    options.sheet = sheet
    options.refusesDoubt = refusesDamage
    if case .given(let reading) = heading { options.usualSheet = reading.sheet }
    return options
  }

  /// What is known of the table; that of a database and that of a workbook is made with commas.
  func tableLayout(of source: PoolSource) -> TableLayout {
    let isMade = source.isTable || source.origin.format != nil
    return TableLayout(
      delimiter: isMade ? (source.isTable ? delimiter : nil) ?? Delimiter.usual[0] : delimiter,
      sheet: sheet,
      heading: source.isTable ? .plain : heading
    )
  }

  /// The columns that the heading must have, each by any of some names.
  var wanted: [[String]] {
    let ids = idColumns.isEmpty ? [UsualColumns.id] : idColumns.map { [$0] }
    let others = [stratumColumn, measureColumn].compactMap { $0 } + filters.map(\.column)
    return ids + others.map { [$0] }
  }
}

extension RecordScanner {
  /// Whether a text holds a whole record.
  static func hasRecord(_ text: UnsafeRawBufferPointer) -> Bool {
    var scanner = RecordScanner(delimiter: Delimiter.usual[0])
    return scanner.scan(text).consumed > 0
  }
}
