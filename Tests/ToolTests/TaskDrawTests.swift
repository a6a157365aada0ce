import Foundation
import Testing

/// From the cell of a plan to the units drawn: what `plan check` calls ready, `draw --task` draws with
/// the number that the plan promises.
@Suite struct TaskDrawTests {
  /// A plan of one task, and how many units are drawn from 180: 100 of A, 50 of B, 20 of C, 10 of D.
  struct Plan: CustomTestStringConvertible, Sendable {
    var ratio: String
    var target: String?
    var base = "180"
    /// By stratum, or of all where the pool is one.
    var drawn: [String: Int]

    init(_ ratio: String, target: String? = nil, base: String = "180", _ drawn: [String: Int]) {
      (self.ratio, self.target, self.base, self.drawn) = (ratio, target, base, drawn)
    }

    var testDescription: String { "\(ratio) \(target ?? "") → \(drawn)" }
  }

  static let pool: String = {
    var rows = "id,class\n"
    for (name, count) in [("A", 100), ("B", 50), ("C", 20), ("D", 10)] {
      for unit in 0..<count { rows += "\(name)\(unit),\(name)\n" }
    }
    return rows
  }()

  /// Writes a plan with one task and checks it; the path of its tasks.
  private static func check(_ plan: Plan, _ scratch: Scratch) throws -> (run: ToolRun, path: String)
  {
    let column = plan.target == nil ? "" : ",抽查目标数"
    let cell = plan.target.map { ",\"\($0)\"" } ?? ""
    let table = try scratch.write(
      """
      示范自规文〔2024〕8号
      2024年度抽查工作计划
      2024年3月8日
      序号,抽查任务名称,抽查事项,抽查对象范围,抽查对象基数,抽查比例\(column),抽查频次,抽查时间
      1,测绘检查,测绘资质条件的检查,全区测绘单位,"\(plan.base)","\(plan.ratio)"\(cell),1次/年,4月-11月

      """,
      to: "plan.csv"
    )
    let path = scratch.path("plan.json")
    // The year is that of the title, and one office needs no column for itself.
    let run = try ToolRun.run(["plan", "check", table, "--format", "json", "--output", path])
    return (run, path)
  }

  /// How many rows of a selection are of each stratum.
  private static func counts(_ output: String) -> [String: Int] {
    let strata = output.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    return Dictionary(strata.map { (String($0), 1) }, uniquingKeysWith: +)
  }

  static let plans = [
    // 5 % of 180 are 9; the plan promises 20.
    Plan("5%", target: "20户", ["*": 20]),
    Plan("10%（20户）", ["*": 20]),
    Plan("5%（不少于10户）", ["*": 10]),
    Plan("5%（不足20户的按20户抽取）", ["*": 20]),
    Plan(">35%", base: "共180家", ["*": 64]),
    Plan("不低于10%，不高于30%", base: "约180户（动态更新）", ["*": 18]),
    Plan("三成", base: "0.018万户", ["*": 54]),
    Plan("20户，不足的全部", ["*": 20]),
    Plan("", target: "二十户", ["*": 20]),
    Plan("A类1%，B类2%，C类10%，D类30%", ["A": 1, "B": 1, "C": 2, "D": 3]),
    Plan("A、B类5%；C、D类20%", base: "A类100户，B类50户，C类20户，D类10户", ["A": 5, "B": 3, "C": 4, "D": 2]),
    Plan("D类100%，其他5%", ["A": 5, "B": 3, "C": 1, "D": 10]),
    Plan("总体10%，D类100%，其他1%", ["A": 5, "B": 2, "C": 1, "D": 10]),
    Plan("5%", target: "A类5户，B类5户，C类2户，D类3户", ["A": 5, "B": 5, "C": 2, "D": 3]),
    Plan("每类不少于3户", ["A": 3, "B": 3, "C": 3, "D": 3]),
    Plan("20家，不足的全查", ["A": 20, "B": 20, "C": 20, "D": 10]),
  ]

  @Test(arguments: plans) func theNumberPromisedIsDrawn(_ plan: Plan) throws {
    let scratch = try Scratch()
    let (check, path) = try Self.check(plan, scratch)
    #expect(check.status == 0, "\(check.standardError)")
    #expect(check.standardError.contains("1 task, 1 ready"), "\(check.standardError)")
    let pool = try scratch.write(Self.pool, to: "pool.csv")
    let byClass = plan.drawn["*"] == nil ? ["--stratum", "class"] : []
    let run = try ToolRun.run(
      ["draw", pool, "--id", "id", "--task", "\(path)#1", "--seed", "1"] + byClass
    )
    #expect(run.status == 0, "\(run.standardError)")
    let drawn = Self.counts(run.output)
    if plan.ratio.contains("总体") {
      // 18 in all; how the rest is shared out is the allocation's.
      #expect(drawn.values.reduce(0, +) == 18 && drawn["D"] == 10, "\(drawn)")
    } else {
      #expect(drawn == plan.drawn, "\(drawn)")
    }
  }

  /// Committed, drawn and verified by the task alone, with a number to draw over classes.
  @Test func aTaskIsCommittedDrawnAndVerified() throws {
    let scratch = try Scratch()
    let (check, path) = try Self.check(Plan("5%", target: "20户", [:]), scratch)
    #expect(check.status == 0)
    let pool = try scratch.write(Self.pool, to: "pool.csv")
    let (record, notice) = (scratch.path("record"), scratch.path("notice"))
    let (list, receipt) = (scratch.path("list.csv"), scratch.path("receipt.json"))
    let common = [pool, "--id", "id", "--stratum", "class", "--task", "\(path)#1"]
    let commit = try ToolRun.run(
      ["commit"] + common + [
        "--seed-source", "dice", "--seed-form", "# # # # # # # # # #", "--sealed", "--record",
        record,
        "--notice", notice,
      ]
    )
    #expect(commit.status == 0, "\(commit.standardError)")
    let draw = try ToolRun.run(
      ["draw"] + common + [
        "--seed", "4 6 1 1 3 5 2 6 6 1", "--record", record, "--output", list, "--receipt", receipt,
      ]
    )
    #expect(draw.status == 0, "\(draw.standardError)")
    #expect(try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").count == 21)
    let verify = try ToolRun.run(
      [
        "verify", receipt, "--pool", pool, "--selection", list, "--record", record, "--seed",
        "4 6 1 1 3 5 2 6 6 1",
      ]
    )
    #expect(verify.status == 0, "\(verify.output) \(verify.standardError)")
  }

  /// The ratio is the check of the number to draw: a library that has grown needs a new plan.
  @Test func aNumberThatNoLongerMeetsTheRatioIsNotDrawn() throws {
    let scratch = try Scratch()
    let (_, path) = try Self.check(Plan("10%", target: "10户", base: "100", [:]), scratch)
    let pool = try scratch.write(Self.pool, to: "pool.csv")
    let run = try ToolRun.run(["draw", pool, "--id", "id", "--task", "\(path)#1", "--seed", "1"])
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.standardError.contains("≥10%") && run.standardError.contains("=10"))
  }

  static let questions = [
    ("5%(其中高风险企业100%)", "ratio-part-unclear"), ("各县区不少于3家", "ratio-each-place"),
    ("每季度不低于25%", "ratio-per-period"), ("10%、20户", "ratio-count-unclear"),
    ("不超过5%", "ratio-cap-only"), ("不低于年度监管计划的70%", "ratio-other-base"),
    ("10%，提前15分钟告知", "number-unused"), ("按在编在岗人员1:10比例抽取", "ratio-per-inspector"),
  ]

  /// A question keeps the task from being drawn, in both languages, and says which.
  @Test(arguments: questions) func anOpenQuestionIsNotDrawn(_ ratio: String, _ code: String) throws
  {
    let scratch = try Scratch()
    let (check, path) = try Self.check(Plan(ratio, [:]), scratch)
    #expect(check.standardError.contains("1 task, 0 ready"), "\(check.standardError)")
    let pool = try scratch.write(Self.pool, to: "pool.csv")
    for language in ["en", "zh"] {
      let run = try ToolRun.run(
        ["draw", pool, "--id", "id", "--task", "\(path)#1", "--seed", "1", "--language", language]
      )
      #expect(run.status == 1 && run.output.isEmpty)
      #expect(run.standardError.contains(code), "\(run.standardError)")
    }
  }
}
