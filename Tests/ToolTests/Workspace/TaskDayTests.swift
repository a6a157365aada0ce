import Foundation
import Testing

/// Days of tasks are the office's, in Beijing, whatever the ledger's UTC says.
@Suite struct TaskDayTests {
  /// Drawn late on the last day of a year, objects are free in a task that is committed to two hours later, in the
  /// next one; half an hour before its end they are not.
  @Test(arguments: [("2024-12-31T15:30:00Z", 12), ("2024-12-31T17:00:00Z", 0)])
  func aYearEndsInBeijing(time: String, excluded: Int) throws {
    let scratch = try Scratch()
    let rows = (1...60).map { "项目,P\($0),名称\($0),测绘\n" }
    _ = try scratch.write("对象种类,自编编号,名称,行业\n" + rows.joined(), to: "objects.csv")
    _ = try scratch.write(
      """
      序号,抽查任务名称,抽查类型,抽查事项,抽查对象范围,抽查对象比例,抽查起止时间,发起部门,配合部门
      1,资质巡查,定向,资质,测绘单位,20%,4月1日-11月30日,甲局,
      2,质量巡查,定向,质量,测绘单位,10%,4月1日-11月30日,甲局,

      """,
      to: "plan.csv"
    )
    let source = TaskCommandTests.source
    let before = "2024-12-31T15:00:00Z"
    for (arguments, time) in [
      (["workspace", "init", "office.spotcheck", "--demo"], before),
      (["library", "import", "objects", "objects.csv"], before),
      (["task", "import", "plan.csv", "--year", "2024"], before),
      (["task", "set", "1", "filter=全部", "--reason", "scope"], before),
      (["task", "set", "2", "filter=全部", "yearly cap=1", "--reason", "scope"], before),
      (["task", "commit", "1"] + source, before),
      (["task", "draw", "1", "--seed", TaskCommandTests.seed], before),
      (["task", "commit", "2", "-o", "second"] + source, time),
    ] {
      let run = try ToolRun.run(
        arguments,
        folder: scratch.folder,
        environment: ["LC_ALL": "C", "SPOTCHECK_NOW": time]
      )
      #expect(run.status == 0, "\(arguments) \(run.standardError)")
    }
    let list = scratch.path("second/exclude.csv")
    let text = (try? String(contentsOfFile: list, encoding: .utf8)) ?? ""
    #expect(text.split(separator: "\n").dropFirst().count == excluded, "\(text)")
  }

  /// What becomes public and can not be changed is looked at when it is said.
  @Test(arguments: ["电话13900000000", "=1+1"]) func reasonsThatBecomePublic(reason: String) throws {
    let office = try TaskCommandTests.office()
    let source = TaskCommandTests.source
    #expect(try office.run(["task", "commit", "1"] + source).status == 0)
    #expect(try office.run(["task", "abandon", "1", "--reason", reason]).status == 65)
    #expect(try office.run(["task", "draw", "1", "--seed", TaskCommandTests.seed]).status == 0)
    let redraw = ["task", "redraw", "1", "--witness", "公证处", "--reason", reason]
    #expect(try office.run(redraw + source).status == 65)
    let form = ["--seed-source", "ten ten-sided dice, 2024-03-20", "--seed-form", "=##########"]
    #expect(try office.run(["task", "commit", "2"] + form).status == 65)
    #expect(try office.faults() == nil)
  }
}
