import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// Workbooks as text, cell for cell.
@Suite struct WorkbookTests {
  static func text(_ bytes: [UInt8], sheet: String? = nil, fillsMerged: Bool = true) throws
    -> String
  {
    let file = try ScratchFile(bytes)
    return String(
      decoding: try TableText(file.path, sheet: sheet, fillsMerged: fillsMerged).bytes,
      as: UTF8.self
    )
  }

  private static func sheet(_ data: String, rest: String = "") -> MadeWorkbook {
    var book = MadeWorkbook()
    book.sheets = [("Sheet1", "visible", data, rest)]
    return book
  }

  @Test func textsAndNumbers() throws {
    var book = WorkbookTests.sheet(
      """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>a"b</t></is></c></row>
      <row r="3" spans="1:4"><c r="A3"><v>110</v></c><c r="B3" t="s"><v>2</v></c><c r="C3" t="b"><v>1</v></c>
      <c r="D3" t="e"><v>#N/A</v></c><c r="E3" t="str"><f>1+1</f><v>x,y</v></c></row>
      <row><c><v>0.1</v></c><c><v>9.1411700000000006E+17</v></c><c><v>914117000000000000</v></c>
      <c><v>-0.30000000000000004</v></c><c s="9"><v>1E3</v></c></row>
      <row r="6"><c r="A6" s="0"/></row>
      """
    )
    book.strings = [
      "<t>甲</t>", "<r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r><rPh><t>x</t></rPh>",
      "<t>110_x000A_2</t>",
    ]
    #expect(
      try WorkbookTests.text(book.bytes) == """
        甲,rich text,,"a""b",

        110,"110
        2",TRUE,#N/A,"x,y"
        0.1,9.14117E+17,9.14117E+17,-0.3,1000

        """
    )
  }

  @Test(arguments: [
    ("yyyy/m/d;@", "45356", "2024-03-05"), ("mm-dd-yy", "45356.5", "2024-03-05 12:00:00"),
    ("[$-804]yyyy\"年\"m\"月\"d\"日\"", "45356", "2024-03-05"), ("h:mm:ss", "0.75", "18:00:00"),
    ("yyyy\\-mm\\-dd", "1", "1900-01-01"), ("yyyy-mm-dd", "59", "1900-02-28"),
    ("yyyy-mm-dd", "61", "1900-03-01"), ("0%", "0.1", "10%"), ("0.00%", "0.285", "28.5%"),
    ("0.0%", "0.29", "29%"), ("000000", "42", "000042"), ("0", "42", "42"), ("General", "42", "42"),
    ("#,##0.00", "1200.5", "1200.5"), ("[Red]0.0", "7", "7"), ("\"day\" 0", "7", "7"),
    ("@", "7", "7"),
  ])
  func formats(_ example: (code: String, value: String, text: String)) throws {
    var book = WorkbookTests.sheet("<row r=\"1\"><c s=\"0\"><v>\(example.value)</v></c></row>")
    book.formats = [example.code]
    #expect(try WorkbookTests.text(book.bytes) == example.text + "\n")
  }

  /// A program that wrote a formula and did not compute it leaves no result: nothing is taken for an empty cell.
  @Test func aFormulaWithoutItsResultIsRefused() throws {
    let heading = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row>"
    let formula = "<row r=\"2\"><c r=\"C2\"><f>A1&amp;1</f></c></row>"
    #expect {
      _ = try WorkbookTests.text(WorkbookTests.sheet(heading + formula).bytes)
    } throws: { error in
      guard let error = error as? DataError else { return false }
      let said = [Language.english, .chinese].map { error.explanation(in: $0) }
      return said[0].contains("(row 2, column 3)") && said[1].contains("第 2 行第 3 列")
    }
    // An empty result is one.
    let empty = formula.replacing("</f>", with: "</f><v></v>")
    #expect(try WorkbookTests.text(WorkbookTests.sheet(heading + empty).bytes) == "x\n")
    // Nor is a sheet of such formulas alone one without content.
    var two = WorkbookTests.sheet(heading)
    two.sheets.append(("Sheet2", "visible", formula, ""))
    #expect(throws: DataError.self) { try WorkbookTests.text(two.bytes) }
    #expect(try WorkbookTests.text(two.bytes, sheet: "Sheet1") == "x\n")
  }

  @Test func daysFrom1904() throws {
    var book = WorkbookTests.sheet(
      "<row r=\"1\"><c s=\"0\"><v>43894</v></c><c s=\"0\"><v>0</v></c></row>"
    )
    book.formats = ["yyyy-mm-dd"]
    book.is1904 = true
    #expect(try WorkbookTests.text(book.bytes) == "2024-03-05,1904-01-01\n")
  }

  /// A merged cell stands for the rows below it, but neither for a second row of the heading alone.
  @Test func merged() throws {
    let rows = [
      ["名录", "", ""], ["id", "class", "note"], ["1", "A", "x"], ["2", "", "y"], ["3", "", ""],
      ["4", "B", ""],
    ]
    let rest =
      "<mergeCells count=\"3\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"B3:B5\"/></mergeCells>"
    let book = WorkbookTests.sheet(MadeWorkbook.data(rows), rest: rest)
    #expect(
      try WorkbookTests.text(book.bytes) == "名录,,\nid,class,note\n1,A,x\n2,A,y\n3,A,\n4,B,\n"
    )
    #expect(
      try WorkbookTests.text(book.bytes, fillsMerged: false)
        == "名录,,\nid,class,note\n1,A,x\n2,,y\n3,,\n4,B,\n"
    )
    let heading = [["id", "class"], ["", ""], ["1", "A"]]
    let two = "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>"
    #expect(
      try WorkbookTests.text(WorkbookTests.sheet(MadeWorkbook.data(heading), rest: two).bytes)
        == "id,class\n\n1,A\n"
    )
  }

  @Test func sheets() throws {
    let data = MadeWorkbook.data([["id"], ["1"]])
    var book = MadeWorkbook()
    book.sheets = [
      ("Sheet1", "visible", "", ""), ("名录", "visible", data, ""), ("参数", "hidden", data, ""),
      ("Empty", "visible", "<row r=\"1\"><c r=\"XFD1\" s=\"1\"/></row>", ""),
    ]
    #expect(try WorkbookTests.text(book.bytes) == "id\n1\n")
    #expect(try WorkbookTests.text(book.bytes, sheet: "参数") == "id\n1\n")
    book.sheets[3].data = data
    let several = try #require(throws: DataError.self) { try WorkbookTests.text(book.bytes) }
    #expect(several.explanation(in: .english).contains("--sheet: \"名录\", \"Empty\""))
    let missing = try #require(throws: DataError.self) {
      try WorkbookTests.text(book.bytes, sheet: "表1")
    }
    #expect(missing.explanation(in: .chinese).contains("没有工作表“表1”"))
  }

  @Test func spreadsheetML() throws {
    let text = """
      <?xml version="1.0"?>
      <?mso-application progid="Excel.Sheet"?>
      <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
      <Styles><Style ss:ID="p"><NumberFormat ss:Format="0%"/></Style></Styles>
      <Worksheet ss:Name="空"><Table/></Worksheet>
      <Worksheet ss:Name="名录"><Table>
      <Row><Cell ss:MergeAcross="3"><Data ss:Type="String">某县名录</Data></Cell></Row>
      <Row ss:Index="3"><Cell><Data ss:Type="String">编号</Data></Cell><Cell ss:MergeDown="1"><Data ss:Type="String">类 &amp; 别</Data></Cell>
      <Cell ss:Index="4"><Data ss:Type="Number">914117000000000000</Data></Cell></Row>
      <Row><Cell><Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell><Cell ss:Index="4" ss:StyleID="p"><Data ss:Type="Number">0.1</Data></Cell></Row>
      </Table></Worksheet></Workbook>
      """
    #expect(
      try WorkbookTests.text(Array(text.utf8))
        == "某县名录,,,\n\n编号,类 & 别,,9.14117E+17\n2024-03-05,类 & 别,,10%\n"
    )
  }

  /// Files that would take all memory, or that no spreadsheet writes: a sentence, and soon.
  @Test(arguments: [
    "cell", "deep", "entities", "bomb", "token", "row", "cut", "zip", "doubled", "index",
  ])
  func hostile(_ kind: String) throws {
    var book = WorkbookTests.sheet(MadeWorkbook.data([["id"], ["1"]]))
    var bytes: [UInt8]
    switch kind {
    case "cell":
      book.sheets[0].data = MadeWorkbook.data([["id"], [String(repeating: "x", count: 10_000_000)]])
      bytes = book.bytes
    case "deep":
      book.sheets[0].data = String(repeating: "<a>", count: 100_000)
      bytes = book.bytes
    case "entities":
      book.prolog =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
      book.sheets[0].data = "<row><c t=\"str\"><v>&b;</v></c></row>"
      bytes = book.bytes
    case "bomb":
      var zip = ZipArchive()
      zip.add("[Content_Types].xml", "<Types/>")
      try zip.addDeflated("xl/workbook.xml", String(repeating: " ", count: 100_000_000))
      bytes = zip.bytes
    case "token":
      book.sheets[0].data = "<row a=\"\(String(repeating: "x", count: 30_000_000))\"/>"
      bytes = book.bytes
    case "row":
      book.sheets[0].data = "<row r=\"99999999\"><c t=\"str\"><v>1</v></c></row>"
      bytes = book.bytes
    case "cut": bytes = Array(book.bytes.dropLast(200))
    case "zip":
      var zip = ZipArchive()
      zip.add("list.csv", "id\n1\n")
      bytes = zip.bytes
    case "doubled":
      book.sheets[0].data =
        "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"
      bytes = book.bytes
    default:
      book.sheets[0].data = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>"
      bytes = book.bytes
    }
    let error = try #require(throws: DataError.self) { try WorkbookTests.text(bytes) }
    #expect(error.explanation(in: .english).contains("Excel") || kind == "bomb" || kind == "cell")
    #expect(error.explanation(in: .english) != error.explanation(in: .chinese))
  }

  /// Whatever byte of a workbook is changed: its text or a sentence, never the end of the program.
  @Test func changedBytes() throws {
    var random = SeededGenerator(seed: 18)
    let book = MadeWorkbook(rows: (0..<20).map { ["E\($0)", "甲", "\($0)"] }).bytes
    for _ in 0..<200 {
      var bytes = book
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 4..<bytes.count, using: &random)] = .random(
          in: 0...255,
          using: &random
        )
      }
      do { _ = try WorkbookTests.text(bytes) } catch is DataError {}
    }
  }
}
