import Foundation

/// Writes ZIP archives for tests: parts as they are, or deflated by gzip.
public struct ZipArchive {
  private var content: [UInt8] = []
  private var directory: [UInt8] = []
  private var parts = 0

  /// An archive without parts.
  public init() {}

  /// Adds a part.
  public mutating func add(_ name: String, _ text: String) {
    add(
      name,
      Array(text.utf8),
      size: text.utf8.count,
      crc: ZipArchive.crc(Array(text.utf8)),
      method: 0
    )
  }

  /// Adds a part of a repeated text, deflated.
  public mutating func addDeflated(_ name: String, _ text: String) throws {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("spotcheck-part-\(UUID().uuidString)")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "gzip -n9 '\(file.path)'"]
    try process.run()
    process.waitUntilExit()
    let packed = URL(fileURLWithPath: file.path + ".gz")
    defer { try? FileManager.default.removeItem(at: packed) }
    let bytes = Array(try Data(contentsOf: packed))
    // Ten bytes before the stream; behind it the checksum and the length.
    let end = bytes.count - 8
    let crc = bytes[end..<end + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    add(name, Array(bytes[10..<end]), size: text.utf8.count, crc: crc, method: 8)
  }

  private mutating func add(
    _ name: String,
    _ stored: [UInt8],
    size: Int,
    crc: UInt32,
    method: UInt16,
    flags: UInt16 = 0x800
  ) {
    let offset = content.count
    let common =
      ZipArchive.two(20) + ZipArchive.two(flags) + ZipArchive.two(method) + ZipArchive.four(0)
      + ZipArchive.four(crc) + ZipArchive.four(UInt32(stored.count)) + ZipArchive.four(UInt32(size))
      + ZipArchive.two(UInt16(name.utf8.count)) + ZipArchive.two(0)
    content += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + stored
    directory +=
      [0x50, 0x4B, 1, 2] + ZipArchive.two(20) + common + [UInt8](repeating: 0, count: 10)
    directory += ZipArchive.four(UInt32(offset)) + Array(name.utf8)
    parts += 1
  }

  /// The archive.
  public var bytes: [UInt8] {
    content + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + ZipArchive.two(UInt16(parts))
      + ZipArchive.two(UInt16(parts)) + ZipArchive.four(UInt32(directory.count))
      + ZipArchive.four(UInt32(content.count)) + [0, 0]
  }

  private static func two(_ number: UInt16) -> [UInt8] {
    [UInt8(number & 0xFF), UInt8(number >> 8)]
  }

  private static func four(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(number >> (8 * UInt32($0)) & 0xFF) }
  }

  /// CRC-32 as ISO-HDLC has it.
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var table = [UInt32](repeating: 0, count: 256)
    for index in table.indices {
      var value = UInt32(index)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
      table[index] = value
    }
    return ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
  }
}

/// Writes workbooks (.xlsx) for tests: sheets as their XML.
public struct MadeWorkbook {
  /// The XML between `<sheetData>` and its end of each sheet, and what follows it.
  public var sheets: [(name: String, state: String, data: String, rest: String)] = []
  /// Shared texts, as the content of `<si>`.
  public var strings: [String] = []
  /// Codes of number formats; style n has the n-th.
  public var formats: [String] = []
  /// Whether days are counted from 1904.
  public var is1904 = false
  /// What stands before the sheet's own XML: a document type.
  public var prolog = ""

  /// A workbook without sheets.
  public init() {}

  /// A workbook of one sheet with texts alone, inline.
  public init(rows: [[String]], sheet: String = "名录") {
    sheets = [(sheet, "visible", MadeWorkbook.data(rows), "")]
  }

  /// The rows of a sheet as inline texts.
  public static func data(_ rows: [[String]]) -> String {
    rows.enumerated().map { row, cells in
      let content = cells.enumerated().filter { !$0.element.isEmpty }.map { column, text in
        "<c r=\"\(name(column))\(row + 1)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
          + "\(escape(text))</t></is></c>"
      }
      return "<row r=\"\(row + 1)\">\(content.joined())</row>"
    }.joined()
  }

  /// The letters of a column.
  public static func name(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(0x41 + column % 26)))
    return column < 26 ? last : name(column / 26 - 1) + last
  }

  /// A text as XML.
  public static func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  /// The archive, with some parts deflated.
  public func archive() -> ZipArchive {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    var zip = ZipArchive()
    zip.add("[Content_Types].xml", "<Types/>")
    let list = sheets.enumerated().map {
      "<sheet name=\"\(MadeWorkbook.escape($1.name))\" sheetId=\"\($0 + 1)\" state=\"\($1.state)\" r:id=\"r\($0)\"/>"
    }
    zip.add(
      "xl/workbook.xml",
      "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><workbookPr date1904=\"\(is1904 ? 1 : 0)\"/>"
        + "<sheets>\(list.joined())</sheets></workbook>"
    )
    let targets = sheets.indices.map {
      "<Relationship Id=\"r\($0)\" Type=\"\(relations)/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }
    zip.add("xl/_rels/workbook.xml.rels", "<Relationships>\(targets.joined())</Relationships>")
    let codes = formats.enumerated().map {
      "<numFmt numFmtId=\"\($0 + 164)\" formatCode=\"\(MadeWorkbook.escape($1))\"/>"
    }
    let styles = formats.indices.map { "<xf numFmtId=\"\($0 + 164)\"/>" }
    zip.add(
      "xl/styles.xml",
      "<styleSheet><numFmts>\(codes.joined())</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        + "<cellXfs>\(styles.joined())</cellXfs></styleSheet>"
    )
    if !strings.isEmpty {
      zip.add("xl/sharedStrings.xml", "<sst>\(strings.map { "<si>\($0)</si>" }.joined())</sst>")
    }
    for (index, sheet) in sheets.enumerated() {
      zip.add(
        "xl/worksheets/sheet\(index + 1).xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\(prolog)<worksheet xmlns=\"\(main)\"><sheetData>"
          + "\(sheet.data)</sheetData>\(sheet.rest)</worksheet>"
      )
    }
    return zip
  }

  /// The file.
  public var bytes: [UInt8] { archive().bytes }
}
