import Foundation
import Frames
import Testing

/// What `publish items` writes: the form's columns, the same in each form, nothing planted, and a trace of it.
@Suite struct PublishItemsTests {
  private static let header = "事项编码,编制单位,抽查类别,抽查事项,检查对象,事项类别,检查方式,检查主体,检查依据,备注\n"
  private static let first =
    "PLANTED-1,县局,测绘,\"<script>alert('1')</script>, 甲\",测绘单位,一般,现场检查,县级主管部门,《测绘法》,PLANTED 备注\n"
    + "PLANTED-2,县局,国土,乙项,建设项目,重点,书面检查,县级主管部门,《土地管理法》,\n"

  /// A workspace with items; the published columns of its first list.
  private static func office(_ rows: String) throws -> (scratch: Scratch, workspace: String) {
    let scratch = try Scratch()
    let workspace = scratch.path("office.spotcheck")
    #expect(try ToolRun.run(["workspace", "init", workspace, "--actor", "A"]).status == 0)
    try bring(rows, into: workspace, scratch)
    return (scratch, workspace)
  }

  private static func bring(_ rows: String, into workspace: String, _ scratch: Scratch) throws {
    let list = try scratch.write(header + rows, to: "items.csv")
    let run = try ToolRun.run([
      "library", "import", "items", list, "--workspace", workspace, "--actor", "A",
    ])
    #expect(run.status == 0, "\(run.standardError)")
  }

  private static func publish(
    _ workspace: String,
    _ folder: String,
    _ language: String = "zh"
  ) throws -> ToolRun {
    try ToolRun.run([
      "publish", "items", folder, "--workspace", workspace, "--actor", "A", "--language", language,
    ])
  }

  @Test func theSameInEveryForm() throws {
    let (scratch, workspace) = try PublishItemsTests.office(PublishItemsTests.first)
    let folder = scratch.path("public")
    let run = try PublishItemsTests.publish(workspace, folder)
    #expect(run.status == 0, "\(run.standardError)")
    let table = try Table(
      bytes: Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/items.csv"))),
      file: "items.csv"
    )
    #expect(table.header == ["编制单位", "抽查类别", "抽查事项", "检查对象", "事项类别", "检查方式", "检查主体", "检查依据"])
    let rows = table.rows.map(\.cells)
    #expect(rows.count == 2)
    #expect(try WorkbookOutputTests.rows("\(folder)/items.xlsx") == [table.header] + rows)
    struct Document: Decodable {
      var schema: String
      var ledger: String
      var items: [[String: String]]
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/items.json"))
    let document = try JSONDecoder().decode(Document.self, from: data)
    let names = ["compiler", "category", "matter", "object", "level", "method", "body", "basis"]
    #expect(document.schema == "spotcheck.items/1")
    #expect(document.items.map { item in names.map { item[$0] ?? "" } } == rows)
    #expect(document.items.allSatisfy { $0.count == names.count })
    // The schema has these names, no others.
    let schema = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Examples/items.schema.json"),
      encoding: .utf8
    )
    #expect(
      schema.matches(of: /"([a-z]+)": \{ "type": "string", "title"/).map { String($0.output.1) }
        == names
    )
    let page = try String(contentsOfFile: "\(folder)/items.html", encoding: .utf8)
    #expect(page.contains("&lt;script&gt;") && !page.contains("<script"))
    for row in rows { #expect(page.contains("<td>\(row[1])</td>")) }
    // Planted codes and notes are nowhere.
    for name in ["items.csv", "items.json", "items.html"] {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      #expect(!text.contains("PLANTED") && !text.contains("备注"))
    }
    #expect(page.contains("default-src &#39;none&#39;"))
  }

  /// What was published is noted; the same again is not, and another list names the one before.
  @Test func aCorrectionNamesTheOneBefore() throws {
    let (scratch, workspace) = try PublishItemsTests.office(PublishItemsTests.first)
    #expect(try PublishItemsTests.publish(workspace, scratch.path("a")).status == 0)
    let again = try PublishItemsTests.publish(workspace, scratch.path("b"), "en")
    #expect(again.standardError.contains("nothing has changed"), "\(again.standardError)")
    #expect(FileManager.default.fileExists(atPath: scratch.path("b/items.html")))
    try PublishItemsTests.bring("X,县局,林业,采伐,林场,一般,现场检查,县级主管部门,《森林法》,\n", into: workspace, scratch)
    let third = try PublishItemsTests.publish(workspace, scratch.path("c"), "en")
    #expect(third.standardError.contains("corrects what entry 3"), "\(third.standardError)")
    let ledger = try ToolRun.run([
      "ledger", "show", "--workspace", workspace, "--format", "json",
    ])
    #expect(ledger.output.matches(of: /publish items/).count == 2, "\(ledger.output)")
    // Nothing differs; only no published head was given.
    let verified = try ToolRun.run(["ledger", "verify", "--workspace", workspace])
    #expect(verified.status == 2 && verified.output.contains("holds (5)"), "\(verified.output)")
  }

  /// Nothing is published of a cell with a telephone number, or that a spreadsheet would compute; no file is left.
  @Test(arguments: ["采伐（电话13900000000）", "=cmd|' /C calc'!A0", "＠SUM(1)", "-1"])
  func refusals(matter: String) throws {
    let (scratch, workspace) = try PublishItemsTests.office(
      "X,县局,林业,\(matter),林场,一般,现场检查,县级主管部门,《森林法》,\n"
    )
    let run = try PublishItemsTests.publish(workspace, scratch.path("a"))
    #expect(run.status == 65, "\(run.standardError)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path("a/items.csv")))
  }

  @Test func anEmptyListIsNotPublished() throws {
    let scratch = try Scratch()
    let empty = scratch.path("empty.spotcheck")
    #expect(try ToolRun.run(["workspace", "init", empty, "--actor", "A"]).status == 0)
    #expect(try PublishItemsTests.publish(empty, scratch.path("b")).status == 1)
  }
}
