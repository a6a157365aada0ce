import Foundation
import Frames
import Plans
import Sampling
import Testing

/// Headings that offices write, in our own choice, and what the other headings and cells make of them.
@Suite struct HeadingTests {
  static let headings: [(String, String)] = [
    ("抽取比例（%）", "ratio"), ("检查比例", "ratio"), ("抽查比率", "ratio"), ("抽查\n比例", "ratio"),
    ("抽查总体比例", "ratio"),
    ("抽查比例及频次", "ratio; frequency"), ("抽查频次和比例", "ratio; frequency"), ("抽查基数和比例", "base; ratio"),
    ("抽查比例（数量）", "ratio"), ("监管对象总数", "base"), ("抽查基数（户）", "base"), ("名录库企业数", "base"),
    ("抽查家数", "target"), ("计划抽查户数", "target"), ("抽查目标数（户）", "target"), ("拟抽查数量", "target"),
    ("抽查对象数", "base or target"), ("预估检查对象数量", "base or target"), ("检查频率", "frequency"),
    ("抽查周期", "frequency"), ("频次（次/年）", "frequency"), ("检查频次上限", "cap"), ("年度频次上限", "cap"),
    ("检查时段", "period"), ("抽查月份", "period"), ("实施期限", "period"), ("检查起止日期", "period"),
    ("抽取时间", "period"),
    ("完成期限", "end"), ("办结时限", "end"), ("截止日期", "end"), ("抽查完成时间", "end"), ("任务类型", "kind"),
    ("抽取类型", "kind"),
    ("责任处室", "unit"), ("实施主体", "unit"), ("承办科室", "unit"), ("实施单位", "unit"), ("检查主体", "lead"),
    ("牵头部门", "lead"),
    ("发起主体/指导单位", "lead"), ("实施层级及说明", "level"), ("发起方式", "level"), ("组织形式", "level"),
    ("检查部门及实施层级", "lead; level"), ("权力事项名称", "item of the list of powers"), ("抽查对象具体分类", "scope"),
    ("信用风险分类监管要求", "class"), ("在平台新建任务的时间", "period of the draw"),
  ]

  @Test(arguments: headings) func heading(_ text: String, _ expected: String) throws {
    try HeadingCase(Wording(.heading, "", text, expected)).check()
  }

  /// The unit that the heading gives is that of a number without one, and counts once.
  @Test func unitsOfTheHeading() throws {
    for (column, heading, cell, expected) in [
      ("抽查对象比例", "抽查比例（%）", "15", "≥15%"), ("抽查对象比例", "抽查比例%", "15％", "≥15%"),
      ("抽查对象比例", "抽查比例(%)", "0.5", "≥0.5%"), ("抽查对象比例", "抽查比例％", "2-5", "2%-5%"),
      ("抽查频次", "抽查频次（次/年）", "2", "=2次/年"), ("抽查频次", "年度检查频次上限（次）", "2", "≤2次/年"),
    ] {
      var fixture = PlanFixture()
      fixture.rename(column, to: heading)
      fixture.set(heading, cell)
      fixture.set(heading, column == "抽查频次" ? "1" : "50%", task: 1)
      let task = try #require(try fixture.report().tasks.first)
      let found =
        column == "抽查频次" ? task.frequency?.description : task.rules.first?.rule.description
      #expect(found == expected, "\(heading) \(cell)")
      #expect(task.ready, "\(heading) \(cell): \(task.heldBy)")
    }
  }

  /// 抽查类别 is the field beside 事项类别, the category where its cells are categories, else the field.
  @Test func fieldOrCategory() throws {
    var fixture = PlanFixture()
    fixture.add("抽查类别", ["登记事项检查", "公示信息检查"])
    #expect(try fixture.report().findings.map(\.code) == [])
    #expect(try fixture.report().tasks.map(\.field) == ["登记事项检查", "公示信息检查"])
    fixture.remove("抽查事项类别")
    #expect(try fixture.report().tasks.map(\.field) == ["登记事项检查", "公示信息检查"])
    fixture.set("抽查类别", "重点抽查")
    fixture.set("抽查类别", "例行抽查", task: 1)
    #expect(try fixture.report().findings.map(\.code) == [])
    #expect(try fixture.report().tasks.map(\.category) == [.key, .general])
  }

  /// 编号 with whole numbers numbers the tasks, with other codes it is theirs.
  @Test func numbersOrCodes() throws {
    var fixture = PlanFixture()
    fixture.rename("序号", to: "编号")
    #expect(try fixture.report().findings.map(\.code) == [])
    #expect(try fixture.report().tasks.map(\.serial) == ["1", "2"])
    fixture.set("编号", "示抽〔2024〕001")
    #expect(try fixture.report().tasks.map(\.code) == ["示抽〔2024〕001", "2"])
  }

  /// 抽查对象数量 is the base beside a number to draw, the number to draw beside a base, else asked: by
  /// its ratio it is more probably the one or the other.
  @Test func theBaseOrTheNumberToDraw() throws {
    var fixture = PlanFixture()
    fixture.add("检查对象数量", ["2家", "4家"])
    let beside = try fixture.report()
    #expect(beside.tasks.map(\.target) == [2, 4] && beside.tasks.map(\.base) == [20, 8])
    #expect(beside.tasks.map(\.ready) == [true, true])
    fixture = PlanFixture()
    fixture.remove("抽查对象基数")
    fixture.add("检查对象数量", ["460家", "90家"])
    fixture.add("抽查数量", ["46家", "32家"])
    let drawn = try fixture.report()
    #expect(drawn.tasks.map(\.base) == [460, 90] && drawn.tasks.map(\.target) == [46, 32])
    fixture.remove("抽查数量")
    fixture.set("检查对象数量", "8")
    fixture.set("抽查对象比例", "2%")
    let asked = try fixture.report()
    #expect(asked.tasks.map(\.target) == [8, nil] && asked.tasks.map(\.base) == [nil, 90])
    #expect(asked.tasks.map(\.heldBy) == [[.countRole], [.countRole]])
  }

  /// Every column with numbers counts: a flat ratio and those of classes hold together.
  @Test func severalColumnsOfRatios() throws {
    var fixture = PlanFixture()
    fixture.add("分类抽查比例", ["A类1%，B类5%", ""])
    fixture.add("抽查最低数量", ["不少于3户", ""])
    let report = try fixture.report()
    #expect(report.findings.map(\.code) == [])
    let rules = try #require(report.tasks.first?.ruleSet)
    #expect(rules.overall == [.atLeast(.ratio(Ratio(1, 10))), .atLeast(.count(3))])
    let second = try ProtocolText("B")
    #expect(rules.rules(in: second) == [.atLeast(.ratio(Ratio(1, 20)))])
    #expect(report.tasks.last?.ruleSet.everywhere == [.moreThan(.ratio(Ratio(7, 20)))])
  }

  /// Grades and others over a heading of two rows, and numbers to draw by class.
  @Test func classesUnderOneHeading() throws {
    let report = try PlanFixture.check(
      """
      示范自规文〔2024〕8号,,,,,,,,,
      2024年3月8日,,,,,,,,,
      序号,任务名称,抽查事项,抽查对象范围,抽查基数,,抽查目标数,,频次,抽查时间
      ,,,,甲级,乙级,甲级,乙级,,
      1,测绘检查,资质条件的检查,全区测绘单位,10,40,3户,4户,1次/年,4月-11月
      """
    )
    #expect(report.findings.map(\.code) == [])
    let task = try #require(report.tasks.first)
    #expect((task.base, task.target) == (50, 7))
    let bases = [GroupCount(stratum: "甲级", count: 10), GroupCount(stratum: "乙级", count: 40)]
    #expect(task.baseByClass == bases)
    let rules = task.ruleSet
    let first = try ProtocolText("甲级")
    #expect(rules.rules(in: first) == [.exactly(.count(3))])
    #expect(rules.overall == [.exactly(.count(7))])
  }

  /// Start and end of the draw stand for the period where no other is given, and the deadline closes it.
  @Test func columnsOfTime() throws {
    for (columns, expected, codes) in Self.times {
      var fixture = PlanFixture()
      fixture.rows.removeLast()
      fixture.remove("抽查起止时间")
      for (heading, cell) in columns { fixture.add(heading, [cell]) }
      let report = try fixture.report()
      #expect(report.tasks.first?.period?.description == expected, "\(columns)")
      #expect(report.findings.map(\.code) == codes, "\(columns)")
    }
  }

  private static let times: [([(String, String)], String?, [FindingCode])] = [
    ([("抽取日期", "2024年9月"), ("抽取日期至", "2024年10月")], "2024-09-01…2024-10-31", []),
    ([("抽取日期", "9月"), ("抽取日期至", "10月"), ("抽查完成时限", "11月")], "2024-09-01…2024-11-30", []),
    ([("开始时间", "5月1日"), ("完成时限", "10月底")], "2024-05-01…2024-10-31", []),
    ([("抽查时间", "4月-9月"), ("完成时限", "10月底")], "2024-04-01…2024-09-30", []),
    ([("抽查时间", "4月起"), ("完成时限", "10月底")], "2024-04-01…2024-10-31", []),
    ([("实施日期", "2024年4月-11月")], "2024-04-01…2024-11-30", []),
    ([("抽取日期", "5-6月")], "2024-05-01…2024-06-30", []),
    ([("完成时限", "")], nil, [.periodMissing]),
    ([("完成时限", "10月底")], "…2024-10-31", [.periodOpen]),
    ([("开始时间", "5月1日"), ("结束时间", "")], "2024-05-01…", [.periodOpen]),
  ]

  /// A list of items under a heading of two rows: 抽查项目 over 抽查类别 and 抽查事项.
  @Test func anItemListWithAHeadingOfTwoRows() throws {
    let items = try PlanFacts.ListedItem.read(
      Array(
        """
        某省随机抽查事项清单,,,
        序号,抽查项目,,检查对象
        ,抽查类别,抽查事项,
        1,登记事项检查,营业执照使用情况的检查,企业
        ,,名称使用情况的检查,企业

        """.utf8
      ),
      file: "items.csv"
    )
    #expect(items.map(\.text) == ["营业执照使用情况的检查", "名称使用情况的检查"])
    #expect(items.map(\.row) == [4, 5])
  }

  /// A table that is no plan is one without a heading, whatever breaks its cells.
  @Test func aTableWithoutAPlanHasNoHeading() throws {
    let report = try PlanFixture.check("监督检查对象,范围和数量\n学校,\"甲\n乙\"\n")
    #expect(report.findings.map(\.code).contains(.headingMissing))
    #expect(throws: DataError.self) { try PlanFixture.check("监督检查对象,范围 \"和\" 数量\n学校,甲\n") }
  }

  @Test func theYearOfATitle() throws {
    func year(_ line: String) throws -> Int? {
      var fixture = PlanFixture()
      fixture.lines = [["示范自规文〔2023〕8号"], [line]]
      return try PlanSheet(bytes: Array(fixture.text.utf8), file: "plan.csv").titleYear
    }
    #expect(try year("示范县2025年度“双随机、一公开”抽查工作计划") == 2025)
    #expect(try year("关于2026年检查方案") == 2026)
    #expect(try year("关于印发2024年度抽查计划的通知（示范自规文〔2023〕8号）") == 2024)
    let none = try year("2024年3月8日")
    #expect(none == nil)
  }
}
