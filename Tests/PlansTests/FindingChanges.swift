import Frames
import Plans
import Sampling

/// Changes to a clean plan, by what they concern.
extension FindingTests {
  /// One change to a clean plan, and the finding it must give.
  struct Change: Sendable {
    var code: FindingCode
    var row: Int?
    var column: String?
    var edit: @Sendable (inout PlanFixture) -> Void

    init(
      _ code: FindingCode,
      row: Int? = nil,
      _ column: String? = nil,
      _ edit: @escaping @Sendable (inout PlanFixture) -> Void
    ) {
      (self.code, self.row, self.column, self.edit) = (code, row, column, edit)
    }

    /// A cell of the first task, in row 5, and what else is changed.
    init(
      _ code: FindingCode,
      _ column: String,
      _ text: String,
      and more: @escaping @Sendable (inout PlanFixture) -> Void = { _ in }
    ) {
      self.init(code, row: 5, column) { fixture in
        fixture.set(column, text)
        more(&fixture)
      }
    }
  }

  static let document: [Change] = [
    Change(.numberMissing) { $0.lines[0] = ["示范县自然资源局文件"] },
    Change(.numberForm, row: 1) { $0.lines[0] = ["示范自规文[2024]08号"] },
    Change(.numberForm) { $0.facts.number = "8号文" },
    Change(.numberConflict, row: 1) { $0.facts.number = "示范自规文〔2024〕9号" },
    Change(.numberYear, row: 1) { $0.lines[0] = ["示范自规文〔2021〕8号"] },
    Change(.issuedMissing) { $0.lines[2] = ["请认真执行"] },
    Change(.issuedLate, row: 3) { $0.lines[2] = ["2024年3月16日"] },
    Change(.issuedLate) { fixture in
      fixture.facts.issued = CivilDate("2025-10-30")
      fixture.lines.remove(at: 2)
    },
    Change(.issuedConflict, row: 3) { $0.facts.issued = CivilDate("2024-03-01") },
    Change(.titleYear, row: 2) { $0.lines[1] = ["2023年度抽查工作计划"] },
    Change(.wording, row: 2) { $0.lines[1] = ["2024年“双随机、一公开随机”抽查计划"] },
    Change(.wording, row: 4) { $0.lines.append(["录入协调监管平台，发现问随处理"]) },
    Change(.flatRatio, row: 4) { $0.lines.append(["按信用风险分类实行差异化监管，不同等级不同比例"]) },
  ]

  static let table: [Change] = [
    Change(.headingMissing) { $0.header = ["甲", "乙", "丙"] },
    Change(.columnMissing, row: 4) { $0.remove("抽查对象范围") },
    Change(.columnMissing, row: 4) { $0.remove("抽查对象比例") },
    Change(.columnMissing, row: 4) { $0.remove("抽查起止时间") },
    Change(.columnRepeated, row: 4, "检查时间") { $0.add("检查时间", ["4月", "5月"]) },
    Change(.columnRepeated, row: 4, "开始时间") { $0.add("开始时间", ["4月", "5月"]) },
    Change(.columnNumber, row: 5, "其他要求") { $0.add("其他要求", ["高风险企业不低于30%", ""]) },
    Change(.columnNumber, row: 5, "备注") { $0.add("备注", ["每个乡镇不少于2户", ""]) },
    Change(.columnUnknown, row: 4, "其他要求") { $0.add("其他要求", ["", ""]) },
    Change(.headingCategory, row: 4, "事项类别（重点/一般/抽查事项）") {
      $0.rename("抽查事项类别", to: "事项类别（重点/一般/抽查事项）")
    },
    Change(.widthMixed, row: 4) { fixture in
      fixture.set("抽查对象范围", "甲级(乙级)单位")
      fixture.set("抽查对象范围", "采矿权人（在期）", task: 1)
    },
    Change(.lineBreak, "抽查任务名称", "测绘资质营商环境评\n\n价检查"),
    Change(.cellMerged, row: 6, "抽查起止时间") { $0.set("抽查起止时间", "", task: 1) },
    Change(.cellOutside, row: 5) { $0.rows[0].append("多出") },
    Change(.rowsDisagree, row: 6, "抽查起止时间") { fixture in
      fixture.rows.insert(fixture.rows[0], at: 1)
      fixture.set("抽查起止时间", "5月-11月", task: 1)
    },
    Change(.serialRepeated, row: 6, "序号") { $0.set("序号", "1", task: 1) },
    Change(.serialGap, row: 6, "序号") { $0.set("序号", "4", task: 1) },
    Change(.noTask, row: 4) { $0.rows = [] },
  ]

  static let time: [Change] = [
    Change(.periodMissing, "抽查起止时间", ""),
    Change(.periodUnread, "抽查起止时间", "4-11"),
    Change(.periodUnread, "抽查起止时间", "经常"),
    Change(.periodMissing, "抽查起止时间", "/"),
    Change(.periodUndetermined, "抽查起止时间", "根据实际情况确定"),
    Change(.dateImpossible, "抽查起止时间", "4月1日 - 11月31日"),
    Change(.dateImpossible, "抽查起止时间", "4月-13月"),
    Change(.endBeforeStart, "抽查起止时间", "11月-4月"),
    Change(.periodOtherYear, "抽查起止时间", "2023年6-12月"),
    Change(.periodCrossesYear, "抽查起止时间", "10月-次年3月"),
    Change(.periodOpen, "抽查起止时间", "11月底前"),
    Change(.periodOpen, "抽查起止时间", "4月1日起"),
    Change(.periodOpen, "抽查起止时间", "10月底"),
    Change(.periodOpen, row: 5, "完成时限") { fixture in
      fixture.rename("抽查起止时间", to: "完成时限")
      fixture.set("完成时限", "10月底")
    },
    Change(.periodUnit, "抽查起止时间", "9月至11"),
    Change(.periodUnit, "抽查起止时间", "2024/4/1-2024/11/30/"),
    Change(.periodDay, "抽查起止时间", "5月20日"),
    Change(.periodSeveral, "抽查起止时间", "4月、9月"),
    Change(.periodRhythm, "抽查起止时间", "每月"),
    Change(.periodOfDraw, "抽查起止时间", "每个季度第一个月的15日内完成本季度所有任务抽取工作"),
    Change(.periodWords, "抽查起止时间", "4月-12月，具体检查时间另行通知"),
    Change(.periodEvent, "抽查起止时间", "春秋季开学、中高考等节点"),
    Change(.periodUnclear, "抽查起止时间", "11月中旬前"),
    Change(.periodSerial, "抽查起止时间", "45383"),
    Change(.periodPastDeadline, row: 5, "完成时限") { $0.add("完成时限", ["10月底", "12月底"]) },
    Change(.endBeforeStart, row: 5, "结束时间") { fixture in
      fixture.rename("抽查起止时间", to: "开始时间")
      fixture.set("开始时间", "2024/5/1")
      fixture.set("开始时间", "2024/6/1", task: 1)
      fixture.add("结束时间", ["2024/4/1", "2024/12/1"])
    },
    Change(.periodBeforeIssue, "抽查起止时间", "3月1日-11月30日"),
  ]

  static let ratio: [Change] = [
    Change(.ratioMissing, "抽查对象比例", ""),
    Change(.ratioUnread, "抽查对象比例", "百分之几"),
    Change(.ratioUnread, "抽查对象比例", "120%"),
    Change(.ratioUnread, "抽查对象比例", String(repeating: "5%，", count: 700)),
    Change(.ratioUnread, "抽查对象比例", "10%以上以下"),
    Change(.ratioBareNumber, "抽查对象比例", "1 0%"),
    Change(.ratioUndetermined, "抽查对象比例", "根据实际情况确定"),
    Change(.ratioBareNumber, "抽查对象比例", "=1"),
    Change(.ratioBareNumber, "抽查对象比例", "0.1"),
    Change(.ratioApproximate, "抽查对象比例", "约10%"),
    Change(.ratioElsewhere, "抽查对象比例", "按照省级计划规定比例执行"),
    Change(.ratioLeftover, "抽查对象比例", "10%，四舍五入"),
    Change(.ratioScope, "抽查对象比例", "矿山企业抽查比例≥20%"),
    Change(.ratioSeveral, "抽查对象比例", "10%，20%"),
    Change(.ratioSeveral, "抽查对象比例", "A类5%，A类10%"),
    Change(.ratioSeveral, "抽查对象比例", "A、B、C类分别为1%、2%"),
    Change(.ratioSeveral, row: 5, "抽查比例") { $0.add("抽查比例", ["4%", ">35%"]) },
    Change(.ratioCountUnclear, "抽查对象比例", "10%、20户"),
    Change(.ratioPartUnclear, "抽查对象比例", "10%（其中高风险企业100%）"),
    Change(.ratioPartUnclear, "抽查对象比例", "10%，其中D类100%"),
    Change(.ratioEachPlace, "抽查对象比例", "各县区不少于3家"),
    Change(.ratioByAuthority, "抽查对象比例", "市级5%，县级10%"),
    Change(.ratioGroupOpen, "抽查对象比例", "三级医院≥50%，抽取一定比例的一级医院"),
    Change(
      .ratioGroupOpen,
      "抽查对象比例",
      "\(String(repeating: "高", count: 400))风险企业≥50%，其他5%"
    ),
    Change(.ratioAlternative, "抽查对象比例", "10%或20户"),
    Change(.ratioOtherInspections, "抽查对象比例", "日常检查每月不少于80家次，检查比例不低于10%"),
    Change(.ratioOtherBase, "抽查对象比例", "不低于年度监管计划的70%"),
    Change(.ratioCapOnly, "抽查对象比例", "不超过10%"),
    Change(.ratioCapOnly, "抽查对象比例", "A类不超过5%，B类10%"),
    Change(.ratioExclusion, "抽查对象比例", "10%，上年度抽查过的不再抽取"),
    Change(.ratioProvisional, "抽查对象比例", "1户(实际以牵头单位抽查数为准)"),
    Change(.ratioRisesByClass, "抽查对象比例", "10%，对低风险、高风险企业分别递加"),
    Change(.ratioPerPeriod, "抽查对象比例", "每季度不低于25%"),
    Change(.ratioPerPeriod, "抽查对象比例", "每季度一次，抽查比例不少于30%"),
    Change(.ratioPerInspector, "抽查对象比例", "不低于1:5"),
    Change(.ratioPerInspector, "抽查对象比例", "按在编在岗人员1:10比例抽取"),
    Change(.ratioZero, "抽查对象比例", "A类0%，B类5%"),
    Change(.numberUnused, "抽查对象比例", "10%，提前15分钟告知"),
    Change(.numberBlank, "抽查对象基数", "1 234"),
    Change(.numberMore, "抽查对象基数", "100余家"),
    Change(.classAlone, "抽查对象比例", "对乙级单位抽查比例≥20%"),
    Change(.classOnly, row: 5, "信用风险分类要求") { $0.add("信用风险分类要求", ["低风险", ""]) },
    Change(.targetOverRatio, row: 5, "抽查目标数") { fixture in
      fixture.set("抽查对象比例", "不超过10%")
      fixture.add("抽查目标数", ["5户", "3户"])
    },
    Change(.targetAboveRatio, row: 5, "抽查目标数") { $0.add("抽查目标数", ["5户", "3户"]) },
    Change(.targetApproximate, row: 5, "抽查目标数") { $0.add("抽查目标数", ["约2户", "3户"]) },
    Change(.targetBelowRatio, row: 5, "抽查目标数") { fixture in
      fixture.set("抽查对象基数", "A类100户、B类50户")
      fixture.set("抽查对象比例", "A类10%，B类20%")
      fixture.add("抽查目标数", ["A类10户，B类9户", "3户"])
    },
    Change(.countRole, row: 5, "抽查对象数量") { fixture in
      fixture.remove("抽查对象基数")
      fixture.add("抽查对象数量", ["162", "8"])
    },
    Change(.countFixed, row: 5, "检查对象（含数量）") { fixture in
      fixture.remove("抽查对象基数")
      fixture.rename("抽查对象范围", to: "检查对象（含数量）")
      fixture.set("检查对象（含数量）", "全区测绘单位20家，确定5家重点检查单位，随机抽查2家")
    },
    Change(.frequencyBelowOnce, "抽查频次", "小于1次/年"),
    Change(.frequencyApiece, "抽查频次", "每年各1次"),
    Change(.frequencyOverCap, row: 5, "频次上限") { fixture in
      fixture.set("抽查频次", "每季度1次")
      fixture.add("频次上限", ["2次/年", "1次/年"])
    },
    Change(.capSeveralLevels, row: 5, "频次上限") {
      $0.add("频次上限", ["市、县两级执法部门年度对同一企业检查总频次累计不超过4次", "1次/年"])
    },
    Change(.capFloor, row: 5, "频次上限") { $0.add("频次上限", ["每三年至少覆盖一次", "1次/年"]) },
    Change(.rulesCollide, "抽查对象比例", "30户"),
    Change(.targetBelowRatio, row: 5, "抽查目标数") { fixture in
      fixture.set("抽查对象基数", "40065")
      fixture.set("抽查对象比例", "3%")
      fixture.add("抽查目标数", ["1200户", "3户"])
    },
    Change(.targetOverBase, row: 5, "抽查目标数") { $0.add("抽查目标数", ["21户", "3户"]) },
    Change(.baseMissing, "抽查对象基数", ""),
    Change(.baseMissing, row: 4) { $0.remove("抽查对象基数") },
    Change(.baseMissing, "抽查对象基数", "—"),
    Change(.baseMissing, "抽查对象基数", "无"),
    Change(.baseUnread, "抽查对象基数", "待定"),
    Change(.baseUnread, "抽查对象基数", "当期在建项目数量"),
    Change(.baseUnread, "抽查对象基数", "若干"),
    Change(.baseApproximate, "抽查对象基数", "约20户"),
    Change(.frequencyMissing, row: 4) { $0.remove("抽查频次") },
    Change(.frequencyUnread, "抽查频次", "经常"),
    Change(.numberUnused, "抽查频次", "春秋季各1次"),
    Change(.numberUnused, "抽查起止时间", "3月-10月（其中学校5月）"),
    Change(.frequencyUndetermined, "抽查频次", "根据监管需要确定"),
    Change(.frequencySeveral, "抽查频次", "2次/年") { $0.set("抽查对象比例", "10%；1次/年") },
    Change(.countSeveral, "抽查对象基数", "20") { $0.set("抽查对象比例", "抽查基数30户，比例10%") },
    Change(.classGap, "抽查对象比例", "A类5%-20%，B类21%一60%"),
    Change(.classOverlap, "抽查对象比例", "A类≤5%，B类5%-20%"),
    Change(.classOrder, "抽查对象比例", "低风险20%，高风险10%"),
    Change(.classOrder, "抽查对象比例", "A类1%，B类10%，C类2%"),
    Change(.classNamesMixed, row: 6, "抽查对象比例") { fixture in
      fixture.set("抽查对象比例", "低风险1%，中风险5%")
      fixture.set("抽查对象比例", "低风险1%，一般风险5%", task: 1)
    },
  ]

  static let task: [Change] = [
    Change(.nameMissing, row: 5, "抽查任务名称") { fixture in
      for column in ["抽查任务名称", "抽查计划名称", "抽查事项"] { fixture.set(column, "") }
    },
    Change(.itemMissing, "抽查事项", ""),
    Change(.scopeMissing, "抽查对象范围", ""),
    Change(.unitMissing, "责任股室", ""),
    Change(.kindUnknown, "抽查类型", "双向"),
    Change(.untargetedMissing) { $0.set("抽查类型", "定向", task: 1) },
    Change(.categoryUnknown, "抽查事项类别", "抽查事项"),
    Change(.taskOtherYear, "抽查任务名称", "2023年度测绘资质巡查"),
    Change(.taskRepeated, row: 7, "抽查任务名称") { fixture in
      fixture.rows.append(fixture.rows[0])
      fixture.set("序号", "3", task: 2)
    },
    Change(.levelMismatch, row: 5, "抽查任务名称") { fixture in
      fixture.set("抽查任务名称", "许昌市测绘资质巡查工作")
      fixture.set("抽查对象范围", "建安区甲乙级测绘资质单位")
    },
    Change(.itemsSeveralDepartments, "抽查事项", "1.生产记录\n2.质量标志\n\n区市场监管局（登记证）规范使用情况"),
    Change(.departmentAlias, row: 6, "责任股室") { fixture in
      fixture.set("责任股室", "测绘地理信息股")
      fixture.set("责任股室", "测绘地理信息管理股", task: 1)
    },
    Change(.departmentWithoutTask, row: 4) { $0.lines.append(["测绘股、防灾减灾股："]) },
    Change(.departmentWithoutTask) { $0.facts.departments = ["政务服务股"] },
    Change(.itemWithoutTask, row: 9) { fixture in
      fixture.facts.items = ["测绘资质条件", "矿山修复义务履行", "地图审核"].enumerated().map {
        .init(text: $1, file: "plan.csv", row: $0 + 7)
      }
    },
    Change(.itemNotListed, row: 6, "抽查事项") { fixture in
      fixture.facts.items = [.init(text: "对测绘资质条件的检查", file: "items.csv", row: 2)]
    },
  ]

  static let privacy: [Change] = [
    Change(.contactColumn, row: 4, "联系人及联系方式") { $0.add("联系人及联系方式", ["某某", "某某"]) },
    Change(.phoneNumber, row: 5, "联系人及联系方式") {
      $0.add("联系人及联系方式", ["某某 １３８-０000 0000", "某某 1XX-XXXX-XXXX"])
    },
    Change(.phoneNumber, row: 7) { $0.notes = [["填报人：某某    联系电话：00000000"]] },
    Change(.phoneNumber, "抽查对象范围", "全区单位（咨询 0000-12345678、0374-2000000）"),
    Change(.mailAddress, "抽查对象范围", "全区单位，名单报 plan＠example.com"),
    Change(.identityNumber, "抽查对象范围", "持证人员110101190001010000"),
    Change(.personName, row: 5, "责任人") { $0.add("责任人", ["张三", "某某"]) },
    Change(.personName, row: 7) { $0.notes = [["填表人：李 四"]] },
  ]

  static var all: [Change] { document + table + time + ratio + task + privacy }
}
