import Foundation
internal import Sampling

/// An Office Open XML workbook (`.xlsx`): its sheets, styles and shared texts.
final class OpenXMLWorkbook {
  private let archive: WorkbookArchive
  private var folder = "xl/"
  private var numbers = CellNumber()
  private var formats: [CellFormat] = []
  private let strings = SharedStrings()
  private var sheets: [Sheet] = []

  private struct Sheet {
    var name: String
    var part: String
    var isHidden: Bool
  }

  /// Opens a workbook in a seekable file.
  ///
  /// - Throws: ``WorkbookError`` for an archive that is no workbook, or a damaged one.
  init(_ descriptor: Int32) throws {
    archive = try WorkbookArchive(descriptor)
    try OpenXMLWorkbook.checkKind(archive)
    let workbook = try workbookPart()
    folder = workbook.lastIndex(of: "/").map { String(workbook[...$0]) } ?? ""
    try readSheets(workbook)
    try readStyles()
    let shared = folder + "sharedStrings.xml"
    if archive.has(shared) { try archive.read(shared, strings) }
  }

  /// Other ZIP archives are named.
  private static func checkKind(_ archive: WorkbookArchive) throws {
    let save = "open it in Excel or WPS and save it as .xlsx"
    let saveChinese = "请用 Excel 或 WPS 打开，另存为 .xlsx"
    if archive.has("xl/workbook.bin") {
      throw WorkbookError.other(
        Sentence(
          "is a binary Excel workbook (.xlsb); \(save)",
          "是二进制 Excel 工作簿（.xlsb），\(saveChinese)"
        )
      )
    }
    if archive.has("content.xml"), archive.has("mimetype") {
      throw WorkbookError.other(
        Sentence(
          "is an OpenDocument file (.ods) and no Excel workbook; \(save)",
          "是 OpenDocument 文件（.ods），并非 Excel 工作簿，\(saveChinese)"
        )
      )
    }
    if archive.has("word/document.xml") {
      throw WorkbookError.other(
        Sentence(
          "is a Word document and no Excel workbook; copy its table into a workbook",
          "是 Word 文档，并非 Excel 工作簿，请将表格复制到工作簿中"
        )
      )
    }
    guard archive.has("[Content_Types].xml") || archive.has("xl/workbook.xml") else {
      throw WorkbookError.other(
        Sentence(
          "is a ZIP archive and no Excel workbook; unpack it and name the table in it",
          "是 ZIP 压缩包，并非 Excel 工作簿，请先解压并指定其中的表格文件"
        )
      )
    }
  }

  private func workbookPart() throws -> String {
    var part = "xl/workbook.xml"
    if archive.has("_rels/.rels") {
      try archive.read(
        "_rels/.rels",
        XMLOutline { name, attributes in
          guard name == "Relationship", attributes["Type"]?.hasSuffix("/officeDocument") == true,
            let target = attributes["Target"]
          else { return }
          part = target.hasPrefix("/") ? String(target.dropFirst()) : target
        }
      )
    }
    return part
  }

  private func readSheets(_ workbook: String) throws {
    var targets: [String: String] = [:]
    let file = workbook.split(separator: "/").last.map(String.init) ?? workbook
    let relations = "\(folder)_rels/\(file).rels"
    if archive.has(relations) {
      try archive.read(
        relations,
        XMLOutline { [folder] name, attributes in
          guard name == "Relationship", let id = attributes["Id"],
            let target = attributes["Target"],
            attributes["Type"]?.hasSuffix("/worksheet") == true
          else { return }
          targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
        }
      )
    }
    try archive.read(
      workbook,
      XMLOutline { [self] name, attributes in
        if name == "workbookPr" {
          numbers.is1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
        }
        // The namespace's prefix is left out, so that id is that of the relation; sheetId is another.
        guard name == "sheet", let title = attributes["name"], let id = attributes["id"],
          let part = targets[id], sheets.count < 10_000
        else { return }
        let state = attributes["state"] ?? "visible"
        sheets.append(Sheet(name: title, part: part, isHidden: state != "visible"))
      }
    )
  }

  private func readStyles() throws {
    let part = folder + "styles.xml"
    guard archive.has(part) else { return }
    var codes: [Int: CellFormat] = [:]
    var isCells = false
    try archive.read(
      part,
      XMLOutline { [self] name, attributes in
        switch name {
        case "numFmt":
          if let id = attributes["numFmtId"].flatMap({ Int($0) }),
            let code = attributes["formatCode"]
          {
            codes[id] = CellFormat(code: code)
          }
        case "cellXfs": isCells = true
        case "xf" where isCells && formats.count < 1 << 20:
          let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
          formats.append(codes[id] ?? CellFormat(builtIn: id))
        default: break
        }
      } end: { name in
        if name == "cellXfs" { isCells = false }
      }
    )
  }

  /// The text of a sheet.
  ///
  /// - Parameters:
  ///   - name: the sheet; nil for the one that has content, of those that are shown before others.
  ///   - fillsMerged: whether a merged cell stands for all rows that it goes over.
  ///   - limit: bytes that the text may have.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the text, and the name of the sheet.
  /// - Throws: ``WorkbookError``; ``OutputError``; ``Interruption``.
  func text(
    of name: String?,
    fillsMerged: Bool,
    limit: Int?,
    monitor: WorkMonitor
  ) throws -> (text: TemporaryFile, sheet: String) {
    let sheet = try chosen(name)
    var merged = MergedRanges()
    if fillsMerged {
      try archive.forEachPiece(of: sheet.part) { piece in
        merged.look(in: piece)
        try monitor.advance(piece.count)
        return true
      }
    }
    let sink = try SheetText(merged: merged.ranges, limit: limit)
    try read(sheet, into: sink, monitor: monitor)
    guard !sink.isEmpty else { throw WorkbookError.empty }
    return (try sink.finish(monitor: monitor), sheet.name)
  }

  private func read(_ sheet: Sheet, into sink: SheetText, monitor: WorkMonitor) throws {
    let consumer = OpenXMLSheet(strings: strings, formats: formats, numbers: numbers, sink: sink)
    let reader = try XMLReader(consumer, part: sheet.part)
    do {
      try archive.forEachPiece(of: sheet.part) { piece in
        try reader.feed(piece)
        try monitor.advance(piece.count)
        return true
      }
      try reader.feed(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    } catch {
      throw consumer.error ?? error
    }
  }

  private func chosen(_ name: String?) throws -> Sheet {
    guard !sheets.isEmpty else { throw WorkbookError.empty }
    if let name {
      let same = sheets.first { $0.name.utf8.elementsEqual(name.utf8) }
      let like = sheets.filter { ColumnNames.fold($0.name) == ColumnNames.fold(name) }
      guard let sheet = same ?? (like.count == 1 ? like[0] : nil) else {
        throw WorkbookError.missing(sheet: name, known: sheets.map(\.name))
      }
      return sheet
    }
    for candidates in [sheets.filter { !$0.isHidden }, sheets.filter(\.isHidden)] {
      let filled = try candidates.filter { try hasContent($0) }
      if filled.count > 1 { throw WorkbookError.several(filled.map(\.name)) }
      if let only = filled.first { return only }
    }
    throw WorkbookError.empty
  }

  private func hasContent(_ sheet: Sheet) throws -> Bool {
    let consumer = OpenXMLSheet(
      strings: strings,
      formats: formats,
      numbers: numbers,
      sink: try SheetText(limit: nil),
      endsAtContent: true
    )
    do {
      let reader = try XMLReader(consumer, part: sheet.part)
      try archive.forEachPiece(of: sheet.part) { piece in
        try reader.feed(piece)
        return true
      }
    } catch  where consumer.hasContent {
      return true
    }
    return consumer.hasContent
  }
}
