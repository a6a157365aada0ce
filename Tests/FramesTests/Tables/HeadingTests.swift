import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// Where a table's heading and body are found.
@Suite struct HeadingTests {
  private static func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  struct Case: Sendable {
    var text: String
    var wanted: [String] = ["id"]
    var record = 0
    var records = 1
    var names: [String] = ["id", "class", "note"]
    var first = 1
  }

  @Test(arguments: [
    Case(text: "id,class,note\n1,A,x"),
    // Titles, unit notes and empty rows above.
    Case(text: "List of 2024,,\n,,\nid,class,note\n1,A,x", record: 2, first: 3),
    Case(text: "单位：户\nid,class,note\n1,A,x", record: 1, first: 2),
    // By other spellings of the name.
    Case(
      text: "List,,\nＩＤ ,class,note\n1,A,x",
      record: 1,
      names: ["ＩＤ ", "class", "note"],
      first: 2
    ),
    // Examples and empty rows below.
    Case(text: "id,class,note\n例：001,A,x\n1,A,x", first: 2),
    Case(text: "id,class,note\n,,\n示例,A,x\n1,A,x", first: 3),
    // Two rows: a group over two columns, with and without what merged cells leave.
    Case(
      text: "单位,项目,,对象\n,类别,事项,\n1,a,b,c",
      wanted: ["事项"],
      records: 2,
      names: ["单位", "类别", "事项", "对象"],
      first: 2
    ),
    Case(
      text: "单位,项目,项目,对象\n单位,类别,事项,对象\n1,a,b,c",
      wanted: ["类别"],
      records: 2,
      names: ["单位", "类别", "事项", "对象"],
      first: 2
    ),
    Case(
      text: "id,2023,,2024,\n,户数,比例,户数,比例\n1,2,3,4,5",
      wanted: ["id", "2024 户数"],
      records: 2,
      names: ["id", "2023 户数", "2023 比例", "2024 户数", "2024 比例"],
      first: 2
    ),
    // A first unit under blank heading cells is none of the heading.
    Case(text: "id,class,,\n1,A,x,y", names: ["id", "class", "", ""]),
  ])
  func found(_ example: Case) throws {
    let wanted = example.wanted.map { [$0] }
    let heading = try #require(
      Heading.find(in: HeadingTests.rows(example.text), wanted: wanted)
    )
    #expect(heading.record == example.record)
    #expect(heading.records == example.records)
    #expect(heading.names == example.names)
    #expect(heading.first == example.first)
  }

  @Test func noneWithoutTheColumns() {
    #expect(Heading.find(in: HeadingTests.rows("a,b\n1,2"), wanted: [["id"]]) == nil)
    // By its shape: the first row that fills the columns.
    let heading = Heading.byShape(in: HeadingTests.rows("Title,,\na,b,c\n1,2,3"))
    #expect(heading?.record == 1)
  }

  @Test(arguments: [
    ("填表人：张三,,", true), ("制表日期：2024-03-05,,", true), ("注：1. 户数含个体,,", true),
    ("备注,,", true), ("Source: registry,,", true), ("填表人 : 某,审核人：某,日期：2024", true),
    // A name that begins alike stands beside other cells.
    ("说明书印刷厂,A,x", false), ("注册会计师事务所,,", false), ("备注,A,x", false), ("1,A,x", false),
  ])
  func notes(_ example: (row: String, isNote: Bool)) {
    #expect(NoteRows.isNote(HeadingTests.rows(example.row)[0], width: 3) == example.isNote)
  }

  @Test(arguments: [
    ("9.14E+17", true), ("9.14117E+17", true), ("9,14e17", true), ("9E+17", true),
    ("4.69E14", true),
    ("=\"914\"", true), ("'91410100", true), ("#N/A", true), ("#REF!", true), ("####", true),
    // Codes that are so.
    ("91410100MA", false), ("1E5", false), ("12E03", false), ("9.5", false), ("A.1E+17", false),
    ("1.5E-3", false), ("#12", false), ("##", false), ("", false), ("'", false), ("1.E+17", false),
  ])
  func codes(_ example: (text: String, isShortened: Bool)) {
    #expect(ShortenedCode.isOne(example.text.utf8) == example.isShortened)
    let bytes = Array(example.text.utf8)
    guard example.isShortened, bytes.count > 3, bytes[bytes.count - 1] &- 0x30 <= 9 else { return }
    bytes.withUnsafeBufferPointer { bytes in
      if let base = bytes.baseAddress { #expect(ShortenedCode.mayBeOne(base, bytes.count)) }
    }
  }

  @Test func columnsByName() {
    let header = ["风险等级", "户 数", "Rule", "抽查比例"]
    #expect(ColumnNames.index(of: "stratum", in: header) == 0)
    #expect(ColumnNames.index(of: "population", in: header) == 1)
    // The name itself counts before its other names, in whatever case.
    #expect(ColumnNames.index(of: "rule", in: header) == 2)
    #expect(ColumnNames.index(of: "cost", in: header) == nil)
    // Two that fit alike are none.
    #expect(ColumnNames.index(of: "stratum", in: ["类别", "类 别"]) == nil)
  }
}
