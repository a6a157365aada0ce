internal import Sampling

/// What a file is, found by its first bytes and never by its name: offices call a workbook `.xls`
/// whatever it is.
enum FileFormat: Equatable {
  /// Lines of text in an encoding that keeps ASCII.
  case text
  /// An Office Open XML workbook, or another ZIP archive: its parts tell.
  case zip
  /// A compound file: a workbook of Excel 97 to 2003, an encrypted workbook, a document.
  case compound
  /// SpreadsheetML 2003, the XML that WPS and provincial platforms write.
  case spreadsheetML
  /// An SQLite database.
  case database
  /// Text in UTF-16.
  case utf16
  /// Something that no table can be read from.
  case foreign(Foreign)

  /// Files that people take for tables.
  enum Foreign: Equatable {
    case html, webArchive, xml, pdf, richText
    case xz, bzip2, sevenZip, rar, compressedTwice
    case parquet, access, dbase, picture
  }

  /// Finds out what a file is.
  ///
  /// - Parameter head: its first bytes, some hundred where there are so many.
  init(of head: ArraySlice<UInt8>) {
    if let mark = FileFormat.marks.first(where: { head.starts(with: $0.bytes) }) {
      self = mark.format
    } else if head.dropFirst(4).starts(with: Array("Standard Jet DB".utf8))
      || head.dropFirst(4).starts(with: Array("Standard ACE DB".utf8))
    {
      self = .foreign(.access)
    } else if FileFormat.isUnmarkedUTF16(head) {
      self = .utf16
    } else {
      self = FileFormat.markup(head) ?? .text
    }
  }

  private static let marks: [(bytes: [UInt8], format: FileFormat)] = [
    (DatabaseTable.mark, .database),
    ([0x50, 0x4B, 0x03, 0x04], .zip),
    ([0x50, 0x4B, 0x05, 0x06], .zip),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .compound),
    ([0xFF, 0xFE], .utf16), ([0xFE, 0xFF], .utf16),
    ([0x1F, 0x8B], .foreign(.compressedTwice)),
    ([0x28, 0xB5, 0x2F, 0xFD], .foreign(.compressedTwice)),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .foreign(.xz)),
    (Array("BZh".utf8), .foreign(.bzip2)),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .foreign(.sevenZip)),
    (Array("Rar!".utf8), .foreign(.rar)),
    (Array("PAR1".utf8), .foreign(.parquet)),
    (Array("%PDF-".utf8), .foreign(.pdf)),
    (Array("{\\rtf".utf8), .foreign(.richText)),
    (Array("MIME-Version:".utf8), .foreign(.webArchive)),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .foreign(.picture)),
    ([0xFF, 0xD8, 0xFF], .foreign(.picture)),
    ([0x03, 0x00, 0x00, 0x00], .foreign(.dbase)),
  ]

  /// UTF-16 without its mark: many NUL bytes, all of them in the even or all in the odd places.
  private static func isUnmarkedUTF16(_ head: ArraySlice<UInt8>) -> Bool {
    let bytes = head.prefix(4096)
    var zeros = (even: 0, odd: 0)
    for (offset, byte) in bytes.enumerated() where byte == 0 {
      if offset % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let (most, least) = (max(zeros.even, zeros.odd), min(zeros.even, zeros.odd))
    return most >= 4 && most * 16 >= bytes.count && least * 20 <= most
  }

  /// XML or HTML, nil where the text begins otherwise.
  private static func markup(_ head: ArraySlice<UInt8>) -> FileFormat? {
    let content = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head
    let start = content.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard start.first == UInt8(ascii: "<") else { return nil }
    let text = String(decoding: start.prefix(4096), as: UTF8.self).lowercased()
    if text.hasPrefix("<?xml") || text.hasPrefix("<workbook") {
      let names = ["<workbook", "<ss:workbook", "excel.sheet", "office:spreadsheet"]
      if names.contains(where: { text.contains($0) }) { return .spreadsheetML }
      return .foreign(text.contains("<html") ? .html : .xml)
    }
    let tags = [
      "<!doctype html", "<html", "<head", "<meta", "<body", "<table", "<style", "<script", "<div",
      "<!--", "<title", "<br", "<center", "<font",
    ]
    return tags.contains { text.hasPrefix($0) } ? .foreign(.html) : nil
  }

  /// What to say of a file that no table can be read from; nil where one can.
  var refusal: DataProblem? {
    switch self {
    case .utf16: .utf16
    case .foreign(let foreign): foreign.problem
    case .database:
      .other(
        Sentence(
          "is an SQLite database; name its table with \(Setting.table)",
          "是 SQLite 数据库，请用 \(Setting.table) 指定表名"
        )
      )
    case .text, .zip, .compound, .spreadsheetML: nil
    }
  }
}

extension FileFormat.Foreign {
  /// What the file is and how a table is made from it.
  var problem: DataProblem {
    let workbook = "open it in Excel or WPS and save it as a workbook (.xlsx) or as CSV UTF-8"
    let workbookChinese = "请用 Excel 或 WPS 打开，另存为工作簿（.xlsx）或 CSV UTF-8"
    let (english, chinese) =
      switch self {
      case .html:
        (
          "is an HTML page, though it may be named .xls (an Excel workbook); \(workbook)",
          "是网页（HTML），并非 Excel 工作簿；\(workbookChinese)"
        )
      case .webArchive:
        (
          "is a web archive (MHTML), though it may be named .xls (an Excel workbook); \(workbook)",
          "是单文件网页（MHTML），并非 Excel 工作簿；\(workbookChinese)"
        )
      case .xml:
        (
          "is XML and no Excel workbook (SpreadsheetML); \(workbook)",
          "是 XML，但不是 Excel 工作簿（SpreadsheetML）；\(workbookChinese)"
        )
      case .pdf:
        (
          "is a PDF document, which has no cells; ask for the table as a workbook or as CSV",
          "是 PDF 文档，没有单元格，请索取工作簿或 CSV 文件"
        )
      case .richText:
        ("is a text document (RTF); copy its table into a workbook", "是 RTF 文档，请将表格复制到工作簿中")
      case .xz: FileFormat.Foreign.packed("xz", "unxz", "xz")
      case .bzip2: FileFormat.Foreign.packed("bzip2", "bunzip2", "bzip2")
      case .sevenZip: FileFormat.Foreign.packed("7-Zip", "7z x", "7-Zip")
      case .rar: FileFormat.Foreign.packed("RAR", "unrar x", "RAR")
      case .compressedTwice:
        ("is compressed twice; unpack it once", "被压缩了两次，请先解压一次")
      case .parquet:
        (
          "is a Parquet file; write it as CSV, for example with duckdb -c \"COPY 'FILE' TO 'list.csv'\"",
          "是 Parquet 文件，请先转为 CSV，例如 duckdb -c \"COPY '文件' TO 'list.csv'\""
        )
      case .access:
        (
          "is an Access database; export the table as CSV (in Access: External Data, Text File; or"
            + " mdb-export FILE TABLE)",
          "是 Access 数据库，请将表导出为 CSV（Access“外部数据”“文本文件”，或 mdb-export 文件 表名）"
        )
      case .dbase:
        ("is a dBase table; \(workbook)", "是 dBase 表；\(workbookChinese)")
      case .picture:
        (
          "is a picture, which has no cells; ask for the table as a workbook or as CSV",
          "是图片，没有单元格，请索取工作簿或 CSV 文件"
        )
      }
    return .other(Sentence(english, chinese))
  }

  private static func packed(
    _ name: String,
    _ command: String,
    _ chinese: String
  ) -> (String, String) {
    (
      "is compressed by \(name); unpack it (\(command) FILE), gzip and Zstandard are read as they are",
      "是 \(chinese) 压缩文件，请先解压（\(command) 文件），gzip 和 Zstandard 可直接读取"
    )
  }
}
