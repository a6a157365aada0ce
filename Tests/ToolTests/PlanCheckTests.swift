import Foundation
import Testing

/// `spotcheck plan check`, on the founding plan and on what a shell can do wrong.
@Suite struct PlanCheckTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Examples/jianan-2024/plan")

  private static func check(_ version: String, _ more: [String] = []) throws -> ToolRun {
    try ToolRun.run(
      ["plan", "check", "\(version)/sections.csv", "\(version)/joint.csv", "--year", "2024"] + more,
      folder: folder
    )
  }

  /// The traps of the founding plan, with their rows.
  @Test func thePlanAsIssued() throws {
    let run = try Self.check("issued", ["--format", "csv"])
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n")
    let found = lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return "\(cells[1].dropFirst(7)) \(cells[2]) \(cells[4])"
    }
    #expect(
      found == [
        "sections.csv  untargeted-missing", "sections.csv 3 department-without-task",
        "sections.csv 5 base-missing", "sections.csv 5 frequency-missing",
        "sections.csv 6 date-impossible", "sections.csv 7 task-other-year",
        "sections.csv 7 level-mismatch", "sections.csv 7 department-alias",
        "joint.csv 1 base-missing", "joint.csv 1 frequency-missing",
        "joint.csv 1 heading-category", "joint.csv 1 contact-column", "joint.csv 1 contact-column",
        "joint.csv 2 items-several-departments",
      ]
    )
    #expect(run.standardError.contains("1 error, 7 warnings, 6 notices; 3 tasks, 2 ready"))
  }

  @Test func thePlanAsCorrected() throws {
    let run = try Self.check("corrected", ["--format", "csv"])
    #expect(run.status == 0)
    #expect(run.output == "severity,file,row,column,code,message,fix\n")
    let text = try Self.check("corrected", ["--language", "zh"])
    #expect(text.status == 0)
    // 1 − C(40, 16)/C(45, 16) = 0.9028; the least n with 1 − C(40, n)/C(45, n) ≥ 0.95 is 20.
    #expect(text.output.contains("#2 45 个对象抽 16 个；若十分之一（5 个）违规，至少查到一个的概率为 90.3%，要达到 95% 需抽 20 个"))
    #expect(text.output.contains("A: ≥1%; B: ≥2%; C: ≥10%; D: ≥30%; 总体: ≥10%"))
    #expect(text.output.hasSuffix("错误 0 个，警告 0 个，提示 0 个；任务 8 项，可用于抽取 8 项\n"))
    #expect(text.standardError.isEmpty)
  }

  @Test func aClerkReadsIt() throws {
    let chinese = try Self.check("issued", ["--language", "zh"])
    #expect(chinese.status == 1)
    #expect(
      chinese.output.contains(
        """
          错误  第 6 行“抽查起止时间”：“4月1日 - 11月31日”：2024 年 11 月只有 30 天，没有 11 月 31 日 [date-impossible]
                建议：如指月底，请改为“11月30日”
        """
      )
    )
    let english = try Self.check("issued", ["--language", "en"])
    #expect(english.output.contains("there is no day 11-31 in 2024; the month has 30 days"))
    #expect(english.output.contains("not ready"))
  }

  @Test func tasksGoToAFile() throws {
    let scratch = try Scratch()
    let path = scratch.path("plan.json")
    let run = try Self.check("issued", ["--format", "json", "--output", path])
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    let object = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: path))
    )
    let document = try #require(object as? [String: Any])
    #expect(document["schema"] as? String == "spotcheck.plan/1")
    let tasks = try #require(document["tasks"] as? [[String: Any]])
    #expect(tasks.map { $0["ready"] as? Bool } == [false, true, true])
    #expect(tasks[1]["label"] as? String == "许自规建安分文〔2024〕25号#2 许昌市2023年度测绘资质巡查工作")
  }

  @Test func optionsOverruleTheFile() throws {
    let run = try Self.check(
      "corrected",
      [
        "--format", "csv", "--issued", "2024-03-14", "--number", "许自规建安分文〔2024〕25号",
        "--issue-deadline", "02-28", "--departments", "测绘地理信息管理股，执法监察大队",
      ]
    )
    #expect(run.status == 0)
    #expect(run.output.contains("issued-late"))
    #expect(run.output.contains("2024-02-28"))
    #expect(run.output.contains("department-without-task"))
    #expect(run.output.contains(": 执法监察大队"))
  }

  @Test func itemsNeedTasks() throws {
    let scratch = try Scratch()
    let items = try scratch.write(
      "示范局随机抽查事项清单,\n序号,抽查事项\n1,测绘资质条件\n2,地图审核\n",
      to: "items.csv"
    )
    let plan = try scratch.write(
      """
      示范自规文〔2024〕8号
      2024年3月8日
      序号,抽查任务名称,抽查事项,抽查对象范围,对象总数,抽查比例,频次,抽查时间,责任股室
      1,测绘检查,对测绘资质条件的检查,全区测绘单位,20,10%,1次/年,4月-11月,测绘股

      """,
      to: "plan.csv"
    )
    let run = try ToolRun.run(
      ["plan", "check", plan, "--year", "2024", "--items", items, "--format", "csv"]
    )
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.last?.hasPrefix("error,\(items),4,,item-without-task,") == true)
    let list = try scratch.write("名称\n测绘\n", to: "list.csv")
    let other = try ToolRun.run(["plan", "check", plan, "--year", "2024", "--items", list])
    #expect(other.status == 65)
  }

  @Test func standardInputAndByteOrderMark() throws {
    let text = "序号,抽查任务名称,抽查事项,抽查对象范围,抽查比例,抽查时间,责任股室\n1,甲,乙,丙,10%,4月-3月,丁股\n"
    let run = try ToolRun.run(
      ["plan", "check", "-", "--year", "2024", "--format", "csv", "--bom"],
      input: Data(text.utf8)
    )
    #expect(run.status == 1)
    #expect(run.standardOutput.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(run.output.contains("error,-,2,抽查时间,end-before-start,"))
  }

  static let calls: [([String], Int32)] = [
    (["plan.csv", "--year", "24"], 64), (["plan.csv"], 64), (["--year", "2024"], 64),
    (["plan.csv", "--year", "2024", "--issued", "2024-02-30"], 64),
    (["plan.csv", "--year", "2024", "--issue-deadline", "3月15日"], 64),
    (["nowhere.csv", "--year", "2024"], 66), ([".", "--year", "2024"], 66),
    (["plan.csv", "--year", "2024", "--items", "nowhere.csv"], 66),
    (["binary.xlsx", "--year", "2024"], 65), (["empty.csv", "--year", "2024"], 65),
    (["open.csv", "--year", "2024"], 65), (["words.csv", "--year", "2024"], 1),
  ]

  @Test(arguments: calls) func exitStatuses(_ arguments: [String], _ status: Int32) throws {
    let scratch = try Scratch()
    for (name, text) in [
      ("plan.csv", "a,b\n"), ("binary.xlsx", "PK\u{3}\u{4}\u{0}\u{0}"), ("empty.csv", ""),
      ("open.csv", "序号,\"抽查\n"), ("words.csv", "只有,文字\n"),
    ] {
      _ = try scratch.write(text, to: name)
    }
    let run = try ToolRun.run(["plan", "check"] + arguments, folder: scratch.folder)
    #expect(run.status == status, "\(run.standardError)")
    if status != 1 {
      #expect(run.output.isEmpty)
      #expect(!run.standardError.isEmpty)
    }
  }

  /// Nothing personal of a plan is repeated, in any form of output.
  @Test func personalDataStaysWhereItIs() throws {
    let text = """
      序号,抽查任务名称,抽查事项,抽查对象范围,抽查比例,抽查时间,责任股室,联系人及电话
      1,甲,乙,丙（咨询13800000000）,10%,4月-11月,丁股,张三 13800000000 zhang@example.com

      """
    for format in ["text", "csv", "json"] {
      let run = try ToolRun.run(
        ["plan", "check", "-", "--year", "2024", "--format", format],
        input: Data(text.utf8)
      )
      #expect(run.status == 1)
      for secret in ["13800000000", "张三", "zhang@"] {
        #expect(!(run.output + run.standardError).contains(secret), "\(format): \(secret)")
      }
    }
  }

  /// A cell can not send control characters to the clerk's terminal.
  @Test func controlCharactersAreShownAsSuch() throws {
    let text =
      "序号,抽查任务名称,抽查事项,抽查对象范围,抽查比例,抽查时间,责任股室,\u{1B}[2J列\n"
      + "1,甲\u{1B}[31m,乙,丙\u{7},\u{1B}[1m10%,\u{1B}]0;x,丁股,\n"
    let run = try ToolRun.run(["plan", "check", "-", "--year", "2024"], input: Data(text.utf8))
    #expect(run.status == 1)
    #expect(!run.output.contains("\u{1B}") && !run.output.contains("\u{7}"))
    #expect(run.output.contains("\\u{1B}"))
  }
}
