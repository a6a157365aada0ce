import Draws
import Foundation
import Frames
import Plans
import Sampling

@testable import Inspections

extension Office {
  /// The tasks of a plan of 2024, a line each: name, filter, rules parted by ;, then COLUMN=VALUE.
  func plan(_ lines: String..., year: Int = 2024) throws {
    let heading = "序号,抽查任务名称,抽查类型,抽查事项,抽查对象范围,抽查对象比例,抽查起止时间,责任股室\n"
    let rows = lines.enumerated().map { index, line in
      let name = line.split(separator: ",")[0]
      return "\(index + 1),\(name),定向,资质,全部单位,10%,4月1日-11月30日,测绘股\n"
    }
    _ = try TaskImport(report(heading + rows.joined(), year: year)).run(on: open(), by: "clerk")
    let keys = try TaskList(of: open(), year: year).lines
    for line in lines {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard let task = keys.first(where: { $0.task["name"] == cells[0] })?.task.key else {
        continue
      }
      var values = [("filter", cells[1]), ("rules", cells[2].replacing(";", with: "\n"))]
      for pair in cells.dropFirst(3) {
        let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
        values.append((parts[0], parts[1]))
      }
      try set(task, values)
    }
  }

  func report(_ text: String, year: Int = 2024) throws -> PlanReport {
    let sheet = try PlanSheet(bytes: Array(text.utf8), file: "plan.csv", delimiter: nil)
    return PlanReport.check([sheet], facts: PlanFacts(year: year))
  }

  func set(_ task: String, _ values: [(String, String)]) throws {
    _ = try LibraryEdit.set(
      task,
      in: .tasks,
      values.map { (column: $0.0, value: $0.1) },
      reason: "范围",
      on: try open(),
      by: "clerk"
    )
  }

  /// The workspace on a day.
  func open(on day: String) throws -> Workspace { try Workspace(path, now: "\(day)T09:00:00Z") }

  @discardableResult
  func commit(
    _ task: String,
    on day: String = "2024-03-15",
    _ adjust: (inout TaskCommit) throws -> Void = { _ in }
  ) throws -> TaskCommit.Outcome {
    let workspace = try open(on: day)
    var commit = TaskCommit(
      try TaskKey.find(task, in: workspace),
      seedSource: try ProtocolText("十枚十面骰，大厅"),
      seedForm: SeedForm(try ProtocolText("# # # # # # # # # #"))
    )
    try adjust(&commit)
    return try commit.run(on: workspace, by: "clerk", in: folder.path)
  }

  @discardableResult
  func draw(
    _ task: String,
    _ seed: String = "4 6 1 1 3 5 2 6 6 1",
    on day: String = "2024-03-15"
  ) throws -> TaskDraw.Outcome {
    let workspace = try open(on: day)
    return try TaskDraw(
      try TaskKey.find(task, in: workspace),
      seed: try ProtocolText(seed),
      tool: "test"
    ).run(on: workspace, by: "clerk", in: folder.path)
  }

  func objects(of task: Int, year: Int = 2024) throws -> [DrawnObject] {
    try TaskRecord(TaskKey(year: year, number: task), of: open()).objects
  }

  func attempts(of task: Int) throws -> [DrawAttempt] {
    try TaskRecord(TaskKey(year: 2024, number: task), of: open()).line.attempts
  }

  /// Objects of the office's own: a class each, empty for none.
  func projects(_ classes: [String], industry: String = "测绘") throws {
    let rows = classes.enumerated().map { "项目,P\($0 + 1),项目\($0 + 1),\(industry),\($1)\n" }
    try take(.objects, "对象种类,自编编号,名称,行业,信用风险等级\n" + rows.joined())
  }
}
