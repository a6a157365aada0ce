import Foundation
import Frames
import Plans
import Sampling
import Testing

/// A heading, tried with a cell that shows what its column is read as.
struct HeadingCase: Sendable {
  /// The headings beside it, itself included; empty where it is one of the fixture's.
  var beside: [String]
  var heading: String
  /// What the column holds, as the reference names it.
  var expected: [String]

  init(_ heading: String, _ expected: [String], beside: [String] = []) {
    (self.heading, self.expected, self.beside) = (heading, expected, beside)
  }

  /// Of a wording whose heading column lists the headings of the table.
  init(_ wording: Wording) {
    let beside = wording.heading.components(separatedBy: " | ").filter { !$0.isEmpty }
    self.init(
      wording.text,
      wording.reading.components(separatedBy: "; ").flatMap { $0.components(separatedBy: " or ") },
      beside: beside
    )
  }

  /// A cell that is right for such a column.
  private static let cells = [
    "ratio": "7%", "base": "77户", "target": "3户", "frequency": "2次/年", "cap": "3次/年",
    "scope": "全县某类企业",
    "period": "5月-6月", "end": "10月底", "class": "A类8%，B类9%", "category": "重点检查事项", "kind": "定向",
    "level": "市级检查", "lead": "示范局", "unit": "示范股", "field": "登记事项检查", "item": "对某事的检查",
    "item of the list of powers": "某权力", "end of the draw": "10月", "period of the draw": "2月",
  ]

  /// The columns of the fixture that hold the same thing.
  private static let others = [
    "ratio": ["抽查对象比例"], "base": ["抽查对象基数"], "target": [], "frequency": ["抽查频次"], "cap": ["抽查频次"],
    "scope": ["抽查对象范围"], "period": ["抽查起止时间"], "end": ["抽查起止时间"], "category": ["抽查事项类别"],
    "kind": ["抽查类型"], "unit": ["责任股室"], "item": ["抽查事项"], "end of the draw": ["抽查起止时间"],
  ]

  private func report(_ cell: String) throws -> PlanReport {
    var fixture = PlanFixture()
    fixture.rows.removeLast()
    for part in expected { for column in Self.others[part] ?? [] { fixture.remove(column) } }
    if expected.contains("base"), expected.contains("target") { fixture.remove("抽查对象比例") }
    for other in beside where other != heading {
      let own = ["抽查比例": "7%", "抽查数量": "3户", "抽查事项": "对某事的检查", "事项类别": "一般检查事项"][other]
      guard let own, !other.contains("over") else { continue }
      if other == "抽查事项" { fixture.remove("抽查事项") }
      if other == "事项类别" { fixture.remove("抽查事项类别") }
      if other == "抽查比例" { fixture.remove("抽查对象比例") }
      fixture.add(other, [own])
    }
    if beside.contains(where: { $0.contains("over") }) {
      // 抽查项目 stands over 抽查类别 and 抽查事项.
      fixture.remove("抽查事项")
      fixture.remove("抽查事项类别")
      fixture.header += [heading, ""]
      let blanks = [String](repeating: "", count: fixture.header.count - 2)
      fixture.rows[0] += ["登记事项检查", "对某事的检查"]
      fixture.rows.insert(blanks + ["抽查类别", "抽查事项"], at: 0)
    } else {
      fixture.add(heading, [cell])
    }
    return try fixture.report()
  }

  func check() throws {
    if expected.contains("base"), expected.contains("target"), expected.count == 2 {
      // 抽查对象数量: asked.
      #expect(try report("77").findings.contains { $0.code == .countRole }, "\(heading)")
      return
    }
    let alternatives = expected == ["ratio", "target"]
    var parts = expected
    if expected == ["scope", "base", "target"] { parts = ["base", "target"] }
    let joined = parts.compactMap { Self.cells[$0] }.joined(separator: "，")
    let report = try report(
      alternatives ? "7%" : parts.count > 1 && parts != expected ? "企业77家，随机抽查3家" : joined
    )
    let task = try #require(report.tasks.first)
    let codes = report.findings.map(\.code.rawValue)
    #expect(!report.findings.contains { $0.code == .columnUnknown && $0.place.column == heading })
    for part in parts where part != "target" || !alternatives {
      #expect(isRead(part, task), "\(heading) as \(part): \(task), \(codes)")
    }
    if alternatives {
      let other = try #require(try self.report("3户").tasks.first)
      #expect(other.target == 3 || other.rules.map(\.rule) == [.atLeast(.count(3))], "\(heading)")
    }
  }

  private func isRead(_ part: String, _ task: PlanTask) -> Bool {
    switch part {
    case "ratio": task.rules.contains { $0.rule == .atLeast(.ratio(Ratio(7, 100))) }
    case "base": task.base == 77
    case "target": task.target == 3
    case "frequency": task.frequency?.description == "=2次/年"
    case "cap": task.cap?.description == "≤3次/年"
    case "scope": task.scope.contains("全县某类企业")
    case "period": task.period?.description == "2024-05-01…2024-06-30"
    case "end": task.period?.description == "…2024-10-31"
    case "end of the draw": task.period?.description == "…2024-10-31"
    // The fixture's own period stays.
    case "period of the draw": task.period?.start == CivilDate("2024-04-01")
    case "class": task.rules.count { $0.stratum != nil } == 2
    case "category": task.category == .key || task.category == .general
    case "kind": task.kind == .targeted
    case "level": true
    case "lead": task.leadDepartment?.contains("示范局") == true
    case "unit": task.responsibleUnit?.contains("示范股") == true
    case "field": task.field == "登记事项检查"
    case "item": task.items.map(\.text).contains { $0.contains("某事") }
    // The item inspected is that of its own column.
    case "item of the list of powers": task.items.map(\.text) == ["测绘资质条件的检查"]
    default: false
    }
  }
}
