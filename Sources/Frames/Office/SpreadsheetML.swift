import Foundation

/// Reads SpreadsheetML 2003, a workbook in one XML document.
final class SpreadsheetML: XMLConsumer {
  /// The names of the sheets, those with content marked.
  private(set) var sheets: [(name: String, hasContent: Bool)] = []
  /// What adding a cell threw.
  private(set) var error: (any Error)?

  private let wanted: Int?
  private let sink: SheetText?
  private let numbers = CellNumber()
  private var formats: [String: CellFormat] = [:]
  private var style: String?
  private var format = CellFormat.general
  private var row = 0
  private var column = -1
  private var across = 0
  private var down = 0
  private var kind = "String"
  private var isData = false
  private let value = ByteText()
  private let written = ByteText()
  /// Ranges over several rows.
  private(set) var merged: [SheetText.Merged] = []

  /// Looks at the sheets, or reads the cells of one.
  ///
  /// - Parameters:
  ///   - wanted: the place of the sheet to read; nil to look which have content.
  ///   - sink: takes its cells.
  init(wanted: Int? = nil, sink: SheetText? = nil) {
    self.wanted = wanted
    self.sink = sink
  }

  /// Reads a document in a seekable file.
  static func read(_ source: PoolSource, _ consumer: SpreadsheetML, monitor: WorkMonitor) throws {
    let reader = try XMLReader(consumer, part: "XML")
    var piece = [UInt8](repeating: 0, count: 1 << 17)
    var offset = 0
    do {
      while true {
        let count = try PoolSource.read(
          source.descriptor,
          at: offset,
          into: &piece,
          file: source.file
        )
        try piece.withUnsafeBytes {
          try reader.feed(UnsafeRawBufferPointer(rebasing: $0[..<count]), isLast: count == 0)
        }
        guard count > 0 else { return }
        offset += count
        try monitor.advance(count)
      }
    } catch {
      throw consumer.error ?? error
    }
  }

  private var isWanted: Bool { wanted == sheets.count - 1 }

  override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
    switch String(cString: name) {
    case "Style": style = attributes["ID"]
    case "NumberFormat":
      if let style, let code = attributes["Format"] { formats[style] = SpreadsheetML.format(code) }
    case "Worksheet":
      sheets.append((attributes["Name"] ?? "Sheet\(sheets.count + 1)", false))
      if sheets.count > 10_000 { fail(.damaged(part: "Worksheet")) }
      (row, column) = (0, -1)
    case "Row":
      row = attributes["Index"].flatMap { Int($0) } ?? row + 1
      (column, across) = (-1, 0)
      if row < 1 || row > SheetText.greatestRow { fail(.damaged(part: "row \(row)")) }
    case "Cell":
      let next = column.addingReportingOverflow(1 + across).partialValue
      column = attributes["Index"].flatMap { Int($0) }.map { $0 - 1 } ?? next
      across = min(
        max(attributes["MergeAcross"].flatMap { Int($0) } ?? 0, 0),
        SheetText.greatestColumn
      )
      down = min(max(attributes["MergeDown"].flatMap { Int($0) } ?? 0, 0), SheetText.greatestRow)
      format = attributes["StyleID"].flatMap { formats[$0] } ?? .general
      if wanted == nil || isWanted, down > 0, merged.count < 200_000 {
        merged.append(.init(column: column, firstRow: row, lastRow: row + down))
      }
    case "Data":
      value.removeAll()
      kind = attributes["Type"] ?? "String"
      isData = true
    default: break
    }
  }

  override func end(_ name: UnsafePointer<CChar>) {
    guard strcmp(name, "Data") == 0 else { return }
    isData = false
    guard value.count > 0, !sheets.isEmpty else { return }
    sheets[sheets.count - 1].hasContent = true
    guard isWanted, let sink else { return }
    do {
      try sink.add(row: row, column: column, content())
    } catch {
      self.error = error
      fail(error as? WorkbookError ?? .empty)
    }
  }

  override func text(_ piece: UnsafeRawBufferPointer) {
    guard isData else { return }
    value.append(piece)
    if value.count > CellEscapes.longestCell { fail(WorkbookError.longCell) }
  }

  /// The text of a cell.
  private func content() -> UnsafeRawBufferPointer {
    written.removeAll()
    switch kind {
    case "Number" where numbers.append(value.bytes, format, to: written): return written.bytes
    case "Boolean":
      written.append(Array((value.bytes.first == 0x31 ? "TRUE" : "FALSE").utf8))
      return written.bytes
    case "DateTime":
      let text = String(decoding: value.bytes, as: UTF8.self)
      let parts = text.split(separator: "T", maxSplits: 1)
      let time = parts.count == 2 ? parts[1].prefix(8) : ""
      let day = parts.first.map(String.init) ?? text
      written.append(Array((time.isEmpty || time == "00:00:00" ? day : "\(day) \(time)").utf8))
      return written.bytes
    default: return value.bytes
    }
  }

  private static func format(_ code: String) -> CellFormat {
    switch code {
    case "Percent": .percent
    case "General Number", "General", "Fixed", "Standard", "Currency", "Scientific", "@": .general
    case "Short Date", "Medium Date", "Long Date": .date(hasDay: true, hasTime: false)
    case "General Date": .date(hasDay: true, hasTime: true)
    case "Short Time", "Medium Time", "Long Time": .date(hasDay: false, hasTime: true)
    default: CellFormat(code: code)
    }
  }

  /// The text of a sheet.
  static func text(
    of name: String?,
    in source: PoolSource,
    options: PoolSource.Options,
    monitor: WorkMonitor
  ) throws -> (text: TemporaryFile, sheet: String) {
    let outline = SpreadsheetML()
    try read(source, outline, monitor: monitor)
    let names = outline.sheets.map(\.name)
    let index = try WorkbookSheets.chosen(
      name,
      of: names,
      filled: outline.sheets.indices.filter { outline.sheets[$0].hasContent }
    )
    var merged: [SheetText.Merged] = []
    if options.fillsMerged {
      let ranges = SpreadsheetML(wanted: index)
      try read(source, ranges, monitor: monitor)
      merged = ranges.merged
    }
    let sink = try SheetText(merged: merged, limit: options.limit)
    try read(source, SpreadsheetML(wanted: index, sink: sink), monitor: monitor)
    guard !sink.isEmpty else { throw WorkbookError.empty }
    return (try sink.finish(monitor: monitor), names[index])
  }
}

/// Which sheet of a workbook is read.
enum WorkbookSheets {
  /// The sheet of a name, or the one that has content.
  ///
  /// - Throws: ``WorkbookError`` where there is none, or more than one.
  static func chosen(_ name: String?, of names: [String], filled: [Int]) throws -> Int {
    if let name {
      let same = names.firstIndex { $0.utf8.elementsEqual(name.utf8) }
      let like = names.indices.filter { ColumnNames.fold(names[$0]) == ColumnNames.fold(name) }
      guard let index = same ?? (like.count == 1 ? like[0] : nil) else {
        throw WorkbookError.missing(sheet: name, known: names)
      }
      return index
    }
    guard let first = filled.first else { throw WorkbookError.empty }
    guard filled.count == 1 else { throw WorkbookError.several(filled.map { names[$0] }) }
    return first
  }
}
