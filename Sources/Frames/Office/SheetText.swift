internal import Sampling

/// The cells of a sheet as CSV: one record a row of the sheet, so that row numbers are the sheet's, and as
/// many fields in each as the widest row has.
final class SheetText {
  /// A range whose first cell stands for the rows below it too.
  struct Merged {
    var column: Int
    var firstRow: Int
    var lastRow: Int
  }

  private let file: TemporaryFile
  private let limit: Int
  private var merged: [Merged]
  private var buffer = ByteText(capacity: 1 << 20)
  /// Cells of each row written, and its bytes.
  private var widths: [UInt16] = []
  private var lengths: [UInt32] = []
  private var size = 0
  // The row that is being read.
  private var row = 0
  private var cells: [(column: Int, start: Int, end: Int)] = []
  private var bytes = ByteText()
  /// What stands in the ranges that go on, by column.
  private var active: [(range: Merged, content: [UInt8])] = []
  private var nextMerged = 0

  /// The rows and columns of a sheet.
  static let greatestRow = 1_048_576
  static let greatestColumn = 16_384

  /// Begins a text.
  ///
  /// - Parameters:
  ///   - merged: ranges over several rows.
  ///   - limit: bytes that the text may have.
  /// - Throws: ``OutputError`` for the temporary file.
  init(merged: [Merged] = [], limit: Int?) throws {
    file = try TemporaryFile()
    self.merged = merged.filter { $0.lastRow > $0.firstRow }
      .sorted { ($0.firstRow, $0.column) < ($1.firstRow, $1.column) }
    self.limit = limit ?? .max
  }

  /// Whether no cell has content.
  var isEmpty: Bool { widths.isEmpty && cells.isEmpty }

  /// Adds a cell; rows must come in order, and columns within them.
  ///
  /// - Throws: ``WorkbookError`` for a place that no sheet has, or that comes again.
  func add(row newRow: Int, column: Int, _ content: UnsafeRawBufferPointer) throws {
    guard !content.isEmpty else { return }
    if newRow != row { try endRow() }
    guard newRow > widths.count, newRow <= SheetText.greatestRow, column >= 0,
      column < SheetText.greatestColumn, column > cells.last?.column ?? -1
    else { throw WorkbookError.damaged(part: "row \(newRow)") }
    row = newRow
    let start = bytes.count
    bytes.append(content)
    cells.append((column, start, bytes.count))
  }

  private func content(_ cell: (column: Int, start: Int, end: Int)) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes.bytes[cell.start..<cell.end])
  }

  private func endRow() throws {
    guard !cells.isEmpty else { return }
    while widths.count < row - 1 {
      widths.append(0)
      lengths.append(0)
    }
    let start = buffer.count
    var fields = 0
    func write(_ column: Int, _ content: UnsafeRawBufferPointer) {
      // The first field has no delimiter before it.
      for _ in 0..<(column + 1 - max(fields, 1)) { buffer.append(Delimiter.usual[0]) }
      CSVText.append(content, delimiter: Delimiter.usual[0], to: buffer)
      fields = column + 1
    }
    active.removeAll { $0.range.lastRow < row }
    var fills = active[...]
    for cell in cells {
      while let fill = fills.first, fill.range.column <= cell.column {
        if fill.range.column < cell.column {
          fill.content.withUnsafeBytes { write(fill.range.column, $0) }
        }
        fills.removeFirst()
      }
      write(cell.column, content(cell))
    }
    for fill in fills { fill.content.withUnsafeBytes { write(fill.range.column, $0) } }
    beginMerged()
    widths.append(UInt16(fields))
    lengths.append(UInt32(buffer.count - start))
    size += buffer.count - start
    guard size <= limit else {
      throw WorkbookError.tooLong(
        Sentence(
          "is a workbook of more than \(limit >> 20) MB of text, which is no table of this kind",
          "工作簿的文本超过 \(limit >> 20) MB，不是此类表格"
        )
      )
    }
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll()
    if buffer.count > 1 << 19 { try flush() }
  }

  /// Takes what the ranges that begin in this row hold.
  private func beginMerged() {
    while nextMerged < merged.count, merged[nextMerged].firstRow < row { nextMerged += 1 }
    var begun: [(range: Merged, content: [UInt8])] = []
    while nextMerged < merged.count, merged[nextMerged].firstRow == row {
      let range = merged[nextMerged]
      nextMerged += 1
      if let cell = cells.first(where: { $0.column == range.column }) {
        begun.append((range, Array(content(cell))))
      }
    }
    // A row of which every cell goes on is a heading of two rows, and no body.
    guard begun.count < cells.count || cells.count == 1 else { return }
    active = (active + begun).sorted { $0.range.column < $1.range.column }
  }

  private func flush() throws {
    try file.append(buffer.bytes)
    buffer.removeAll()
  }

  /// The text, every record with as many fields as the widest has; rows without content are blank lines.
  func finish(monitor: WorkMonitor) throws -> TemporaryFile {
    try endRow()
    try flush()
    let width = Int(widths.max() ?? 0)
    let result = try TemporaryFile()
    let text = ByteText(capacity: 1 << 20)
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    var offset = 0
    for (fields, length) in zip(widths, lengths) {
      let length = Int(length)
      if piece.count < length { piece = [UInt8](repeating: 0, count: length) }
      if length > 0 {
        try piece.withUnsafeMutableBytes {
          try file.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: $0[..<length]))
        }
        piece.withUnsafeBytes { text.append(UnsafeRawBufferPointer(rebasing: $0[..<length])) }
        for _ in Int(fields)..<width { text.append(Delimiter.usual[0]) }
        offset += length
      }
      text.append(0x0A)
      if text.count > 1 << 19 {
        try result.append(text.bytes)
        try monitor.advance(text.count)
        text.removeAll()
      }
    }
    try result.append(text.bytes)
    return result
  }
}
