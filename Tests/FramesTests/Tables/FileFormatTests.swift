import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// What files are by their bytes.
@Suite struct FileFormatTests {
  @Test(arguments: [
    ("id,class\n", FileFormat.text), ("<id>,class\n", .text), ("", .text), ("PK,x\n", .text),
    ("\u{FEFF}<html><table>", .foreign(.html)), ("  <!DOCTYPE html>", .foreign(.html)),
    ("<TABLE border=1>", .foreign(.html)),
    ("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>", .spreadsheetML),
    ("<?xml version='1.0'?><ss:Workbook>", .spreadsheetML),
    ("<?xml version='1.0'?><a/>", .foreign(.xml)),
    ("MIME-Version: 1.0\n", .foreign(.webArchive)), ("%PDF-1.7", .foreign(.pdf)),
    ("PAR1xxxx", .foreign(.parquet)), ("BZh91AY", .foreign(.bzip2)),
    ("{\\rtf1", .foreign(.richText)),
    ("SQLite format 3\u{0}", .database),
  ])
  func byText(_ example: (text: String, format: FileFormat)) {
    #expect(FileFormat(of: Array(example.text.utf8)[...]) == example.format)
  }

  @Test func byBytes() throws {
    let text = "id,class\n1,甲\n2,乙\n"
    let encodings: [String.Encoding] = [.utf16, .utf16LittleEndian, .utf16BigEndian]
    for encoding in encodings {
      let bytes = Array(try #require(text.data(using: encoding)))
      #expect(FileFormat(of: bytes[...]) == .utf16)
    }
    // A NUL that came in by mistake is no UTF-16.
    #expect(FileFormat(of: Array("id,class\n1,A\u{0}\n2,B\u{0}\n3,C\n".utf8)[...]) == .text)
    let access: [UInt8] = [0, 1, 0, 0] + Array("Standard Jet DB".utf8)
    #expect(FileFormat(of: access[...]) == .foreign(.access))
    for format in [FileFormat.utf16, .database, .foreign(.html), .foreign(.access), .foreign(.xz)] {
      let problem = try #require(format.refusal)
      #expect(problem.sentence(in: .english) != problem.sentence(in: .chinese))
    }
  }

  /// Big5 and Latin-1, which decode as GB18030 to characters that nobody wrote.
  @Test func otherEncodings() throws {
    // 臺北市政府衛生局稽查名單, 企業名稱 in Big5, 某某检查企业名称 in GBK.
    let big5: [UInt8] = [
      0xBB, 0x4F, 0xA5, 0x5F, 0xA5, 0xAB, 0xAC, 0x46, 0xA9, 0xB2, 0xBD, 0xC3, 0xA5, 0xCD, 0xA7,
      0xBD,
      0x2C, 0xA5, 0xF8, 0xB7, 0x7E, 0xA6, 0x57, 0xBA, 0xD9, 0x0A,
    ]
    let gbk: [UInt8] = [
      0xC4, 0xB3, 0xC4, 0xB3, 0xBC, 0xEC, 0xB2, 0xE9, 0x2C, 0xC6, 0xF3, 0xD2, 0xB5, 0xC3, 0xFB,
      0xB3,
      0xC6, 0x0A,
    ]
    #expect(EncodingDoubt(big5) == .big5)
    #expect(EncodingDoubt(gbk) == nil)
    let latin =
      Array("id,name\n1,Caf".utf8) + [0xE9] + Array("s\n2,M".utf8) + [0xFC] + Array("ller\n".utf8)
    #expect(EncodingDoubt(latin) == .latin1)
    // A character of four bytes.
    #expect(EncodingDoubt([0x81, 0x30, 0x81, 0x30, 0x2C] as [UInt8]) == nil)
  }
}
