internal import CMinizip

/// Writes a workbook (.xlsx), sheet after sheet and row by row, in memory that does not grow with the rows.
///
/// Each sheet has its heading frozen and with a filter, columns as wide as the heading and the first rows ask
/// for, and is printed as wide as a page. The same cells make the same bytes: there is no time in the file and no
/// name of its author. Over minizip, because the single static binary must write workbooks too and Debian has
/// no static archive of libxlsxwriter.
package final class WorkbookWriter {
  /// Rows of a sheet below its heading.
  package static let greatestCount = SheetText.greatestRow - 1

  private let output: OutputFile
  private let file: TemporaryFile
  private var archive: zipFile?
  private var sheets: [(name: String, columns: Int, rows: Int)] = []
  private var header: [String] = []
  private var widths: [Int] = []
  /// XML on its way into the archive.
  private let xml = ByteText(capacity: 1 << 17)
  /// Whether the sheet's beginning, which says how wide the columns are, is written.
  private var isMeasured = true
  private var size = 0

  /// What is held back to measure the columns, and what is written at a time.
  private static let greatestPiece = 1 << 16
  private static let level: Int32 = 6

  /// Begins a workbook.
  ///
  /// - Parameter output: where it goes when it is finished.
  /// - Throws: ``OutputError`` where there is no place for a temporary file: the parts of an archive are not
  ///   written in order.
  package init(_ output: OutputFile) throws(OutputError) {
    self.output = output
    file = try TemporaryFile()
    archive = cm_create(file.descriptor)
    precondition(archive != nil, "an archive takes a few kilobytes of memory")
  }

  deinit {
    if let archive { zipClose(archive, nil) }
  }

  /// Whether a file of this name is a workbook.
  ///
  /// - Parameter path: the path of an output.
  /// - Returns: whether it ends in `.xlsx`, in capitals or small letters.
  package static func isNamed(_ path: String) -> Bool {
    path.utf8.count > 5 && path.suffix(5).lowercased() == ".xlsx"
  }

  /// Refuses a number of rows that a sheet does not have, before the work.
  ///
  /// - Parameters:
  ///   - rows: the rows without the heading.
  ///   - path: the output, for the message.
  /// - Throws: ``WorkbookRefused/rows(file:count:)``.
  package static func check(rows: Int, of path: String) throws(WorkbookRefused) {
    guard rows <= greatestCount else { throw .rows(file: path, count: rows) }
  }

  /// Begins a sheet.
  ///
  /// - Parameters:
  ///   - name: what it is called; what a sheet can not be called is changed (``WorkbookText``).
  ///   - header: the names of its columns, at least one.
  /// - Throws: ``WorkbookRefused``, ``OutputError``.
  package func begin(_ name: String, header: [String]) throws {
    precondition(!header.isEmpty, "a sheet has columns")
    guard header.count <= SheetText.greatestColumn else {
      throw WorkbookRefused.columns(file: output.path, count: header.count)
    }
    try endSheet()
    let name = WorkbookText.sheetName(name, besides: sheets.map(\.name))
    sheets.append((name, header.count, 0))
    try beginPart("xl/worksheets/sheet\(sheets.count).xml")
    self.header = header
    widths = Array(repeating: 0, count: header.count)
    isMeasured = false
    // A filter has its button in the heading.
    try row(header.map { .text($0) }, style: WorkbookStyle.heading, extra: 3)
  }

  /// Adds a row to the sheet.
  ///
  /// - Parameter cells: its cells, as many as there are columns at most.
  /// - Throws: ``WorkbookRefused``, ``OutputError``.
  package func write(_ cells: [WorkbookCell]) throws {
    precondition(cells.count <= header.count, "a cell has a column")
    let count = sheets[sheets.count - 1].rows + 1
    try WorkbookWriter.check(rows: count, of: output.path)
    sheets[sheets.count - 1].rows = count
    try row(cells)
  }

  /// Writes the rest, and the workbook into its output, which is not shown yet.
  ///
  /// - Throws: ``WorkbookRefused``, ``OutputError``.
  package func finish() throws {
    precondition(!sheets.isEmpty, "a workbook has a sheet")
    try endSheet()
    for (name, content) in WorkbookParts(sheets: sheets).all {
      try beginPart(name)
      xml.append(Array((WorkbookParts.declaration + content).utf8))
      try endPart()
    }
    let closed = zipClose(archive, nil)
    archive = nil
    guard closed == ZIP_OK else { throw failure }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var offset = 0
    while true {
      let count = try PoolSource.read(file.descriptor, at: offset, into: &buffer, file: output.path)
      guard count > 0 else { break }
      try output.write(Array(buffer[..<count]))
      offset += count
    }
  }

  private var failure: OutputError {
    .writeFailed(file: output.path, reason: SystemReason.current)
  }
}

// Rows.
extension WorkbookWriter {
  private func row(_ cells: [WorkbookCell], style: Int? = nil, extra: Int = 0) throws {
    let number = sheets[sheets.count - 1].rows + 1
    xml.append(Array("<row r=\"".utf8))
    xml.append(decimal: number)
    xml.append(Array("\">".utf8))
    for (column, cell) in cells.enumerated() {
      let shown = try add(cell, style: style ?? cell.style, row: number, column: column)
      if !isMeasured { widths[column] = max(widths[column], shown + extra) }
    }
    xml.append(Array("</row>".utf8))
    guard xml.count >= WorkbookWriter.greatestPiece else { return }
    if !isMeasured { try beginSheetData() }
    try flush()
  }

  /// Adds a cell.
  ///
  /// - Returns: how wide it is.
  private func add(_ cell: WorkbookCell, style: Int, row: Int, column: Int) throws -> Int {
    let value: String
    switch cell {
    case .empty, .text(""): return 0
    case .text(let text):
      guard
        text.utf8.count <= WorkbookText.longestCell || text.utf16.count <= WorkbookText.longestCell
      else {
        throw WorkbookRefused.cell(file: output.path, row: row, column: header[column])
      }
      beginCell(style, row: row, column: column)
      xml.append(Array(" t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8))
      WorkbookText.append(text, to: xml)
      xml.append(Array("</t></is></c>".utf8))
      return isMeasured ? 0 : WorkbookText.width(of: text)
    case .count(let count) where abs(Double(count)) >= 1e15:
      return try add(.text("\(count)"), style: WorkbookStyle.text, row: row, column: column)
    case .number(let number) where !number.isFinite, .share(let number) where !number.isFinite:
      return try add(.text("–"), style: WorkbookStyle.text, row: row, column: column)
    case .count(let count): value = "\(count)"
    case .number(let number): value = "\(number)"
    case .share(let share): value = "\(share)"
    }
    beginCell(style, row: row, column: column)
    xml.append(Array("><v>\(value)</v></c>".utf8))
    // A column that is too narrow shows #### in the place of a whole number, and fewer digits of another.
    if case .count = cell { return value.utf8.count }
    return min(value.utf8.count, 10)
  }

  private func beginCell(_ style: Int, row: Int, column: Int) {
    xml.append(Array("<c r=\"\(WorkbookText.letters(column))\(row)\" s=\"\(style)\"".utf8))
  }

  /// Puts the beginning of the sheet before the rows that were held back.
  private func beginSheetData() throws {
    let rows = Array(xml.bytes)
    xml.removeAll()
    let columns = widths.enumerated().map { index, width in
      "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(min(max(width + 2, 8), 60))\""
        + " style=\"\(WorkbookStyle.text)\" customWidth=\"1\"/>"
    }
    let beginning = """
      \(WorkbookParts.declaration)<worksheet xmlns="\(WorkbookParts.main)"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>\
      <sheetViews><sheetView workbookViewId="0"\(sheets.count == 1 ? " tabSelected=\"1\"" : "")>\
      <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>\
      <selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>\
      <sheetFormatPr defaultRowHeight="15"/><cols>\(columns.joined())</cols><sheetData>
      """
    xml.append(Array(beginning.utf8))
    xml.append(rows)
    isMeasured = true
  }

  private func endSheet() throws {
    guard let sheet = sheets.last, !header.isEmpty else { return }
    if !isMeasured { try beginSheetData() }
    let end = "A1:\(WorkbookText.letters(sheet.columns - 1))\(sheet.rows + 1)"
    let rest = """
      </sheetData><autoFilter ref="\(end)"/>\
      <pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>\
      <pageSetup paperSize="9" orientation="\(sheet.columns > 6 ? "landscape" : "portrait")" \
      fitToHeight="0"/><ignoredErrors><ignoredError sqref="\(end)" numberStoredAsText="1"/></ignoredErrors>\
      </worksheet>
      """
    xml.append(Array(rest.utf8))
    try endPart()
    header = []
  }
}

// Parts.
extension WorkbookWriter {
  private func beginPart(_ name: String) throws(OutputError) {
    guard cm_begin(archive, name, WorkbookWriter.level) == ZIP_OK else { throw failure }
    size = 0
  }

  private func flush() throws {
    size += xml.count
    // Beyond, an archive has other fields, which not every program reads.
    guard size < Int(UInt32.max) else { throw WorkbookRefused.size(file: output.path) }
    let bytes = xml.bytes
    guard zipWriteInFileInZip(archive, bytes.baseAddress, UInt32(bytes.count)) == ZIP_OK else {
      throw failure
    }
    xml.removeAll()
  }

  private func endPart() throws {
    try flush()
    guard zipCloseFileInZip(archive) == ZIP_OK else { throw failure }
  }
}
