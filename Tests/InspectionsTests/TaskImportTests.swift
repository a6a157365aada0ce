import Plans
import Sampling
import Testing

@testable import Inspections

/// Tasks come from a checked plan, in versions, and what the office has set stays.
@Suite struct TaskImportTests {
  private static let heading =
    "序号,抽查任务名称,抽查类型,抽查事项,抽查对象范围,抽查对象基数,抽查对象比例,抽查频次,抽查起止时间,发起部门,配合部门\n"

  @Test func aPlanBecomesTasks() throws {
    let office = try Office()
    let text =
      Self.heading + "1,资质巡查,定向,资质,乙级单位,40,>35%,1次/年,4月8日-11月30日,甲局,\n"
      + "2,产品联查,不定向,\"甲局：记录\n乙局：登记证\",生产企业,60,\"A类1%，D类30%，总体50%\",≤2次/年,6月-12月,甲局,乙局、丙局\n"
    let outcome = try TaskImport(try office.report(text)).run(on: try office.open(), by: "clerk")
    #expect(outcome.changes.map(\.key) == ["2024/1", "2024/2"] && outcome.unchanged == 0)
    // A draw from the whole library needs no filter of anybody's.
    #expect(outcome.open.map(\.key) == ["2024/1"])
    #expect(outcome.open.first?.columns.map(\.name) == ["filter"])
    let tasks = try TaskList(of: try office.open()).lines
    let (first, second) = (tasks[0].task, tasks[1].task)
    #expect(!first.isJoint && first["rules"] == ">35%" && first["base"] == "40")
    #expect(first["begins"] == "2024-04-08" && first["deadline"] == "2024-11-30")
    #expect(first["targeting"] == "定向" && first.filters == nil)
    #expect(second.isJoint && second.partners == ["乙局", "丙局"] && second["lead"] == "甲局")
    #expect(second["rules"] == "A: ≥1%\nD: ≥30%" && second["overall"] == "≥50%")
    #expect(second.items.map(\.department) == ["甲局", "乙局"])
    #expect(second.items.map(\.text) == ["记录", "登记证"])
    #expect(second.filters == [] && second["frequency"] == "≤2次/年")
    #expect(try TaskList(of: try office.open(), year: 2023).lines.isEmpty)
    #expect(tasks.map(\.state) == [.open, .ready])
  }

  @Test func aSecondImportChangesNothingAndAThirdWhatDiffers() throws {
    let office = try Office()
    let row = "1,资质巡查,定向,资质,乙级单位,40,>35%,1次/年,4月8日-11月30日,甲局,\n"
    let report = try office.report(Self.heading + row)
    _ = try TaskImport(report).run(on: try office.open(), by: "clerk")
    try office.set("2024/1", [("filter", "industry = 测绘"), ("window", "2年")])
    let head = try office.open().head
    let again = try TaskImport(report).run(on: try office.open(), by: "clerk")
    #expect(again.head == nil && again.unchanged == 1 && again.changes.isEmpty)
    #expect(try office.open().head == head)
    let other = try office.report(Self.heading + row.replacing(">35%", with: "50%"))
    var dry = TaskImport(other)
    dry.isDryRun = true
    #expect(try dry.run(on: try office.open(), by: "clerk").changes.count == 1)
    #expect(try office.open().head == head)
    let change = try TaskImport(other).run(on: try office.open(), by: "clerk").changes[0]
    #expect(change.cells.map(\.new) == ["≥50%"] && change.key == "2024/1")
    let task = try TaskList(of: try office.open()).lines[0].task
    // Under the name that the column has in a snapshot.
    #expect(task["filter"] == "行业 = 测绘" && task["window"] == "2年" && task["rules"] == "≥50%")
    // Another task has the next number.
    let more = try office.report(
      Self.heading + "1,环境检查,定向,环境,企业,40,10%,1次/年,4月8日-11月30日,甲局,\n"
    )
    #expect(
      try TaskImport(more).run(on: try office.open(), by: "clerk").changes.map(\.key) == ["2024/2"]
    )
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
  }

  @Test func aPlanWithErrorsImportsNothing() throws {
    let office = try Office()
    let head = try office.open().head
    let text =
      Self.heading + "1,资质巡查,定向,资质,乙级单位,40,>35%,1次/年,4月1日-11月31日,甲局,\n"
    let said = Office.sentences {
      _ = try TaskImport(try office.report(text)).run(on: try office.open(), by: "clerk")
    }
    #expect(
      said.kind == .no && said.english.contains("errors (1)") && said.chinese.contains("1 处错误")
    )
    // Two tasks that nobody can tell apart.
    let row = "1,资质巡查,定向,资质,乙级单位,40,35%,1次/年,4月1日-11月30日,甲局,\n"
    let twice = try office.report(Self.heading + row + row.replacing("1,资", with: "2,资"))
    if !twice.hasErrors {
      let said = Office.sentences {
        _ = try TaskImport(twice).run(on: try office.open(), by: "clerk")
      }
      #expect(said.kind == .data && said.english.contains("row 2"))
    }
    #expect(try office.open().head == head)
  }

  @Test(arguments: [
    ("filter", "行业 == 测绘", "hint"), ("filter", "没有的列 = 1", "no column of a snapshot"),
    ("rules", "很多", ""), ("reserves", "x", ""), ("window", "0年", "from 1 to 99"),
    ("window", "3月", "from 1 to 99"), ("cap", "0", "whole number"), ("cap", "01", "whole number"),
    ("rotation", "去年", "2023/4"), ("rounds", "-1", "whole number"), ("deadline", "2024-02-30", ""),
    ("label", "", "is empty"), ("filter", "本单位分类 = A", "no column of a snapshot"),
  ]) func aWrongCellIsNamed(_ column: String, _ value: String, _ words: String) throws {
    let office = try Office()
    try office.plan("任务一,全部,10%")
    let head = try office.open().head
    let said = Office.sentences { try office.set("2024/1", [(column, value)]) }
    #expect(said.kind != nil && said.english.contains(words == "hint" ? "=" : words))
    #expect(!said.chinese.isEmpty && said.chinese != said.english)
    #expect(try office.open().head == head)
  }

  @Test(arguments: [
    "", "3", "2023/1", "2024/01", "2024/0", "x", "2024/1/1", "99999999999999999999",
  ])
  func aTaskThatIsNot(_ text: String) throws {
    let office = try Office()
    #expect(throws: WorkspaceError.self) { try TaskKey.find(text, in: try office.open()) }
    try office.plan("任务一,全部,10%", "任务二,全部,10%")
    #expect(throws: WorkspaceError.self) { try TaskKey.find(text, in: try office.open()) }
    #expect(try TaskKey.find("2", in: try office.open()).text == "2024/2")
  }
}
