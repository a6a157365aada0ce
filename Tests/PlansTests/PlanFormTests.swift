import Foundation
import Frames
import Plans
import Sampling
import Testing

/// The same plan in the encodings, widths and line ends in which offices hand it over.
@Suite struct PlanFormTests {
  private static func tasks(_ bytes: [UInt8]) throws -> [PlanTask] {
    let sheet = try PlanSheet(bytes: bytes, file: "plan.csv")
    let report = PlanReport.check([sheet], facts: PlanFacts(year: 2024))
    #expect(report.findings.map(\.code) == [])
    return report.tasks
  }

  @Test func encodingsAndLineEndsDoNotMatter() throws {
    let text = PlanFixture().text
    let plain = try Self.tasks(Array(text.utf8))
    #expect(plain.count == 2)
    #expect(try Self.tasks([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == plain)
    #expect(try Self.tasks(Array(text.replacing("\n", with: "\r\n").utf8)) == plain)
    let encoding = String.Encoding(rawValue: 0x8000_0632)
    let encoded = try #require(text.data(using: encoding))
    #expect(Array(encoded) != Array(text.utf8))
    #expect(try Self.tasks(Array(encoded)) == plain)
  }

  @Test func delimitersAreFoundOut() throws {
    let text = PlanFixture().text
    let plain = try Self.tasks(Array(text.utf8))
    #expect(try Self.tasks(Array(text.replacing(",", with: "\t").utf8)) == plain)
    #expect(try Self.tasks(Array(text.replacing(",", with: ";").utf8)) == plain)
    // A quote that is stray between commas is none between tabs.
    let quoted = text.replacing(",", with: "\t").replacing("全区测绘资质单位", with: "全区, \"甲级\"单位")
    #expect(throws: DataError.self) { try PlanSheet(bytes: Array(quoted.utf8), file: "plan.csv") }
  }

  @Test func widthsAndTraditionalCharactersDoNotMatter() throws {
    var fixture = PlanFixture()
    let plain = try fixture.report().tasks
    fixture.header = [
      "序號", "抽查計劃名稱", "抽查任務名稱", "抽查類型", "抽查事項類別", "抽查事項", "抽查對象範圍", "抽查對象基數", "抽查對象比例", "抽查頻次",
      "抽查起止時間", "責任股室",
    ]
    fixture.set("抽查對象基數", "２０戶")
    fixture.set("抽查對象比例", "不低於１０％")
    fixture.set("抽查頻次", "１次／年")
    fixture.set("抽查起止時間", "４月１日　－　１１月３０號")
    fixture.set("抽查事項類別", "一般檢查事項")
    fixture.set("抽查對象比例", "＞３５﹪", task: 1)
    fixture.set("抽查起止時間", "6月—12月", task: 1)
    fixture.set("抽查事項類別", "重點檢查事項", task: 1)
    let report = try fixture.report()
    #expect(report.findings.map(\.code) == [])
    #expect(report.tasks == plain)
  }

  /// The columns of the founding plan in another order, with other names for the same thing.
  @Test func orderAndNamesOfColumnsDoNotMatter() throws {
    var fixture = PlanFixture()
    let plain = try fixture.report().tasks
    let names = [
      "责任科室", "抽查时间", "频率", "抽取比例", "检查对象总数", "检查对象", "检查事项", "类别", "任务类型", "任务名称", "计划名称", "序号",
    ]
    fixture.header = names
    fixture.rows = fixture.rows.map { $0.reversed() }
    #expect(try fixture.report().findings.map(\.code) == [])
    #expect(try fixture.report().tasks == plain)
  }

  /// What a spreadsheet leaves of merged cells: read with a finding, or refused with one.
  @Test func mergedCells() throws {
    var fixture = PlanFixture()
    fixture.rows.insert(["", "", "", "", "", "地图审核的检查"] + [String](repeating: "", count: 6), at: 1)
    fixture.set("抽查起止时间", "", task: 2)
    fixture.set("责任股室", "", task: 2)
    fixture.set("抽查对象比例", "", task: 2)
    let report = try fixture.report()
    #expect(report.tasks.count == 2)
    #expect(report.tasks[0].items.map(\.text) == ["测绘资质条件的检查", "地图审核的检查"])
    #expect(report.tasks[1].period == report.tasks[0].period)
    #expect(report.tasks[1].responsibleUnit == "测绘股")
    // A ratio is never taken from another row.
    #expect(report.tasks[1].rules == [])
    #expect(!report.tasks[1].ready)
    #expect(
      report.findings.map { "\($0.place.row ?? 0) \($0.code.rawValue)" } == [
        "6 cell-merged", "7 ratio-missing", "7 cell-merged",
      ]
    )
  }

  /// The founding plan's own packed cell, 11 columns, title lines and notes around.
  @Test func theJointTable() throws {
    let report = try PlanFixture.check(
      """
      序号,抽查领域,抽查事项,检查对象,事项类别（重点/一般/抽查事项）,发起部门,发起部门联系人及联系方式,配合部门,配合部门联系人及联系方式,检查时间,抽查对象比例
      1,食用林产品,"1.生产记录
      2.禁用投入品
      3.禁止
      销售的产品
      4.质量标志

      区市场监管局（登记证）规范使用情况",重点食用林产品生产企业,重点检查事项,自然资源和规划局,某某 1XX-XXXX-XXXX,区市场监管局,某某,4月8号 -11月30号,50%

      """
    )
    let task = try #require(report.tasks.first)
    #expect(
      task.items.map(\.text) == ["生产记录", "禁用投入品", "禁止销售的产品", "质量标志", "区市场监管局（登记证）规范使用情况"]
    )
    #expect(task.items.map(\.department) == [nil, nil, nil, nil, "区市场监管局"])
    #expect(task.name == "食用林产品")
    #expect(task.category == .key)
    #expect(task.period?.start == CivilDate("2024-04-08"))
  }

  @Test func aFileThatIsNoTable() {
    #expect(throws: DataError.self) { try PlanSheet(bytes: [], file: "plan.csv") }
    #expect(throws: DataError.self) {
      try PlanSheet(bytes: [0x50, 0x4B, 3, 4, 0, 0], file: "p.xlsx")
    }
    #expect(throws: DataError.self) {
      try PlanSheet(bytes: Array("a,\"b\n".utf8), file: "plan.csv")
    }
  }
}
