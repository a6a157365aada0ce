/// The parts of a workbook that name its sheets.
struct WorkbookParts {
  /// What every part begins with.
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let content = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  /// The sheets with their columns and rows.
  var sheets: [(name: String, columns: Int, rows: Int)]

  /// The parts by their names.
  var all: [(name: String, content: String)] {
    [
      ("xl/workbook.xml", workbook), ("xl/styles.xml", WorkbookStyle.part),
      ("xl/_rels/workbook.xml.rels", relations),
      (
        "_rels/.rels",
        "<Relationships xmlns=\"\(WorkbookParts.package)/relationships\"><Relationship Id=\"rId1\""
          + " Type=\"\(WorkbookParts.office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ),
      ("[Content_Types].xml", types),
    ]
  }

  private var workbook: String {
    var list = ""
    var names = ""
    for (index, sheet) in sheets.enumerated() {
      let name = WorkbookParts.escaped(sheet.name)
      list += "<sheet name=\"\(name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
      // A name that is hidden makes a spreadsheet know the filter; the heading is printed on each page.
      let quoted = "'\(name.replacing("'", with: "''"))'"
      let end = "$A$1:$\(WorkbookText.letters(sheet.columns - 1))$\(sheet.rows + 1)"
      names +=
        "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"\(index)\" hidden=\"1\">\(quoted)!\(end)"
        + "</definedName><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"\(index)\">\(quoted)!$1:$1"
        + "</definedName>"
    }
    return
      "<workbook xmlns=\"\(WorkbookParts.main)\" xmlns:r=\"\(WorkbookParts.office)\"><sheets>\(list)</sheets>"
      + "<definedNames>\(names)</definedNames></workbook>"
  }

  private var relations: String {
    let list = sheets.indices.map { index in
      "<Relationship Id=\"rId\(index + 1)\" Type=\"\(WorkbookParts.office)/worksheet\""
        + " Target=\"worksheets/sheet\(index + 1).xml\"/>"
    }
    return
      "<Relationships xmlns=\"\(WorkbookParts.package)/relationships\">\(list.joined())<Relationship"
      + " Id=\"rId\(sheets.count + 1)\" Type=\"\(WorkbookParts.office)/styles\" Target=\"styles.xml\"/>"
      + "</Relationships>"
  }

  private var types: String {
    let list = sheets.indices.map { index in
      "<Override PartName=\"/xl/worksheets/sheet\(index + 1).xml\""
        + " ContentType=\"\(WorkbookParts.content).worksheet+xml\"/>"
    }
    return "<Types xmlns=\"\(WorkbookParts.package)/content-types\"><Default Extension=\"rels\""
      + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\""
      + " ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\""
      + " ContentType=\"\(WorkbookParts.content).sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\""
      + " ContentType=\"\(WorkbookParts.content).styles+xml\"/>\(list.joined())</Types>"
  }

  private static func escaped(_ name: String) -> String {
    let xml = ByteText()
    WorkbookText.append(name, to: xml)
    return String(decoding: xml.bytes, as: UTF8.self)
  }
}
