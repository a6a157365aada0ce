import Frames
import Plans
import Sampling
import Testing

/// Plans in the layouts of other offices, made up, without anything to find.
@Suite struct CleanPlanTests {
  /// As 上高 2023: no kind, no category, the time in the middle, numbers beside the ratio.
  static let authorities = """
    2024年“双随机、一公开”抽查工作计划,,,,,,,,,
    示范市监〔2024〕3号,,,,,,,,,
    2024年2月20日,,,,,,,,,
    序号,检查主体,年度计划名称,检查内容,检查对象,计划开展时间,股室,对象总数,抽查比例,抽查频次,抽查数量
    1,示范县市场监督管理局,特种设备检查,对特种设备使用登记的行政检查,全县特种设备使用单位,3月—12月,特种设备股,100,5%,=1,5户
    2,示范县市场监督管理局,广告检查,对广告发布单位的行政检查,全县广告发布单位,3月—12月,商标广告股,60,5%,>=1,3户
    """

  /// As 长治 2024: ratio and frequency in one cell, joint departments, no base but only a number.
  static let joint = """
    示范双随机办〔2024〕1号
    示范市2024年度部门联合双随机抽查工作计划
    2024年3月1日
    序号,抽查任务名称,抽查事项,抽查对象范围,抽查对象基数,抽查比例及频次,智慧监管（信用风险分类）要求,抽查检查起止时间,发起部门,配合部门,抽查检查模式
    1,涉烟经营活动检查,物流寄递企业运输烟草制品情况,本辖区物流寄递企业,200,3%；2次/年,不涉及信用风险分类,3月—12月,市烟草专卖局,市邮政管理局、市公安局,市抽市查
    2,定点医疗机构检查,医疗服务行为,全市定点医疗机构,80,≥20%；1次/年,不涉及信用风险分类,2024年4月1日至2024年11月30日,市医疗保障局,市卫生健康委,市抽市查
    """

  /// Semicolons, classes in columns under a heading of two rows, two dates, a note below.
  static let classes = """
    示范经信发〔2024〕12号;;;;;;;;;;
    成文日期：2024年3月14日;;;;;;;;;;
    序号;任务名称;任务类型;抽查事项;抽查对象范围;对象总数;开始时间;结束时间;抽查比例;;;;频次;责任科室
    ;;;;;;;;A类;B类;C类;D类;;
    1;企业公示信息检查;不定向抽查;年度报告公示信息的检查;全市企业;30323;2024/5/1;2024/10/31;1%;2%;10%;30%;1次/年;信用科
    2;加油站检查;定向抽查;成品油质量的检查;全市加油站;57;2024/4/1;2024/11/30;5%;10%;20%;100%;每半年1次;质量科
    备注：信用风险分类以抽取当日为准。
    """

  /// As 环翠 2025: tab-separated, items of one task in two rows with one number.
  static let rowsOfOneTask = """
    序号\t监管领域\t任务名称\t抽查检查部门\t抽查检查事项\t抽查检查对象\t抽查检查方式\t抽查基数\t抽查检查比例及频次\t抽查检查时间\t实施层级
    1\t校外培训\t培训机构检查\t区教体局\t1、办学行为检查；2、收费行为检查。\t校外培训机构\t现场检查\t40\t抽查比例为5%，抽查2次\t4月-11月\t区级
    1\t校外培训\t培训机构检查\t区消防大队\t消防安全检查\t校外培训机构\t现场检查\t40\t抽查比例为5%，抽查2次\t4月-11月\t区级
    2\t民办教育\t民办幼儿园检查\t区教体局\t（1）保教质量检查（2）食堂卫生检查\t民办幼儿园\t书面检查\t25\t抽查比例为20%，抽查1次\t第二季度\t区级

    """

  /// English headings, and two tables in one file.
  static let twoTables = """
    Example〔2024〕7号
    2024-03-15
    No,Task,Item,Scope,Base,Ratio,Frequency,Period,Unit
    1,Bakeries,hygiene,all bakeries of the county,50,at least 10%,每年1次,2024-04-01 至 2024-09-30,food section
    ,,,,,,,,
    Joint tasks
    No,Task,Item,Scope,Base,Ratio,Frequency,Period,Lead,Cooperating
    1,Forest products,records,producers of edible forest products,12,more than 35%,每年不少于1次,4.8-11.30,forest bureau,market regulator
    """

  @Test(arguments: [authorities, joint, classes, twoTables]) func nothingIsFound(
    _ text: String
  ) throws {
    let report = try PlanFixture.check(text)
    #expect(report.findings.map { "\($0.code.rawValue): \($0.message.english)" } == [])
    #expect(report.tasks.count == 2)
    #expect(report.tasks.map(\.ready) == [true, true])
  }

  @Test func rowsWithOneNumberAreOneTask() throws {
    let report = try PlanFixture.check(
      Self.rowsOfOneTask,
      facts: PlanFacts(year: 2024, number: "示范教〔2024〕2号", issued: CivilDate("2024-03-01"))
    )
    #expect(report.findings.map { "\($0.code.rawValue): \($0.message.english)" } == [])
    #expect(report.tasks.count == 2)
    let items = report.tasks.first?.items.map { "\($0.department ?? ""): \($0.text)" }
    #expect(items == ["区教体局: 办学行为检查", "区教体局: 收费行为检查", "区消防大队: 消防安全检查"])
    #expect(report.tasks.last?.items.map(\.text) == ["保教质量检查", "食堂卫生检查"])
    #expect(report.tasks.first?.frequency?.description == "=2次/年")
    #expect(report.tasks.last?.period?.end == CivilDate("2024-06-30"))
  }

  @Test func whatTheCleanPlansSay() throws {
    let classes = try PlanFixture.check(Self.classes).tasks
    #expect(
      classes.first?.rules.map { "\($0.stratum?.text ?? ""):\($0.rule)" }
        == ["A:≥1%", "B:≥2%", "C:≥10%", "D:≥30%"]
    )
    #expect(classes.last?.frequency?.description == "=1次/半年")
    #expect(classes.first?.period?.start == CivilDate("2024-05-01"))
    let joint = try PlanFixture.check(Self.joint).tasks
    #expect(joint.first?.cooperatingDepartments == ["市邮政管理局", "市公安局"])
    #expect(joint.first?.leadDepartment == "市烟草专卖局")
    let tables = try PlanFixture.check(Self.twoTables).tasks
    #expect(tables.map(\.id) == [1, 2])
    #expect(tables.map(\.serial) == ["1", "1"])
    #expect(tables.last?.rules.map(\.rule) == [.moreThan(.ratio(Ratio(7, 20)))])
    #expect(tables.last?.label == "Example〔2024〕7号#2 Forest products")
  }

  /// Classes in the column of requirements, words beside them said not to be applied.
  @Test func aRequirementByClass() throws {
    var fixture = PlanFixture()
    fixture.add("信用风险分类要求", ["A类1%，B类5%", "不涉及信用风险分类"])
    #expect(try fixture.report().findings.map(\.code) == [])
    let rules = try fixture.report().tasks.map(\.ruleSet)
    #expect(rules[0].overall == [.atLeast(.ratio(Ratio(1, 10)))])
    #expect(rules[0].byStratum.count == 2)
    #expect(rules[1].everywhere == [.moreThan(.ratio(Ratio(7, 20)))])
    fixture.set("信用风险分类要求", "A类1%，B类5%，严控对A类的检查")
    #expect(try fixture.report().findings.map(\.code) == [.ratioLeftover])
  }

  /// A ratio of no class beside columns of classes holds for all of them together.
  @Test func aRatioBesideClassesIsOverall() throws {
    var fixture = PlanFixture()
    fixture.add("A类抽查比例", ["1%", "2%"])
    fixture.add("B类抽查比例", ["5%", "5%"])
    let report = try fixture.report()
    #expect(report.findings.map(\.code) == [])
    let rules = report.tasks.first?.ruleSet
    #expect(rules?.overall == [.atLeast(.ratio(Ratio(1, 10)))])
    #expect(rules?.everywhere == [])
    #expect(rules?.rules(in: try ProtocolText("B")) == [.atLeast(.ratio(Ratio(1, 20)))])
  }
}
