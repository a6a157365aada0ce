internal import Frames
internal import Sampling

/// What a column of a plan table holds, whatever an office calls it.
enum PlanColumn: Hashable, Sendable, CaseIterable {
  case serial, code, plan, task, kind, category, field, item, content, itemDepartment, powers, scope
  case base, ratio, target, amount, frequency, cap, risk
  case period, start, end, effective, draw, drawEnd, platform
  case method, lead, leadContact, partner, partnerContact, contact, unit, level, basis, remark

  /// Recognises a heading that names one thing.
  ///
  /// What stands in brackets does not count: `事项类别（重点/一般）` is the category.
  init?(heading: String) {
    let folded = FoldedText(PlanColumn.withoutBrackets(heading)).text
    guard !folded.isEmpty, folded.count <= 24 else { return nil }
    guard let column = PlanColumn.exact[folded] ?? PlanColumn.named(folded) else { return nil }
    self = column
  }

  private static func named(_ folded: String) -> PlanColumn? {
    for (column, words) in PlanColumn.words {
      for word in words where word.allSatisfy({ folded.holds($0) }) { return column }
    }
    return nil
  }

  /// All that a heading names: 抽查比例及频次, 检查部门及实施层级, 具体检查对象（含数量）.
  static func roles(of heading: String) -> [PlanColumn] {
    let bare = withoutBrackets(heading)
    let whole = PlanColumn(heading: heading)
    let alone: Set<PlanColumn> = [.contact, .leadContact, .partnerContact, .remark, .platform]
    if let whole, alone.contains(whole) { return [whole] }
    var roles: [PlanColumn] = []
    let parts = bare.split { "及和与或、/，,".contains($0) || $0.isNewline }.map(String.init)
    for role in parts.compactMap(PlanColumn.init(heading:)) where !roles.contains(role) {
      roles.append(role)
    }
    // 发起部门 and 配合部门 of one heading are one cell, and a whole name says more than its parts.
    if roles.count < 2 || !parts.allSatisfy({ PlanColumn(heading: $0) != nil }) {
      roles = whole.map { role in [role] + roles.filter { $0 != role && $0.isNumeric } } ?? roles
    }
    for role in listed(in: heading) where !roles.contains(role) { roles.append(role) }
    return roles
  }

  /// （含数量）, （含总数及比例）: numbers that stand in a cell of words.
  private static func listed(in heading: String) -> [PlanColumn] {
    let folded = FoldedText(heading).text
    guard folded.holds("(含") else { return [] }
    var roles: [PlanColumn] = []
    if folded.holds("含数量") || folded.holds("含总数") { roles += [.base, .target] }
    return roles
  }

  /// Headings that are recognised only as a whole.
  private static let exact: [String: PlanColumn] = [
    "序": .serial, "no": .serial, "no.": .serial, "#": .serial, "任务": .task, "名称": .task,
    "项目": .item, "类型": .kind, "类别": .category, "领域": .field, "对象": .scope, "范围": .scope,
    "抽查计划": .plan, "计划": .plan, "部门": .unit, "科室": .unit, "单位": .unit, "日期": .period, "依据": .basis,
    "比例": .ratio, "数量": .target, "频次": .frequency, "实施日期": .effective, "主体": .lead,
    "抽取日期": .draw, "抽取时间": .draw,
  ]

  /// The words of a heading, in the order in which they decide: all words of one of the lists.
  private static let words: [(PlanColumn, [[String]])] = [
    (
      .leadContact,
      [
        ["发起", "联系"], ["牵头", "联系"], ["发起", "电话"], ["牵头", "电话"],
      ]
    ),
    (
      .partnerContact,
      [
        ["配合", "联系"], ["参与", "联系"], ["协同", "联系"], ["联合", "联系"], ["配合", "电话"], ["参与", "电话"],
      ]
    ),
    (.contact, [["联系"], ["电话"], ["手机"], ["邮箱"], ["责任人"], ["负责人"], ["填报人"], ["email"], ["phone"]]),
    (.platform, [["新建任务"], ["平台", "时间"], ["录入", "时间"]]),
    (.level, [["层级"], ["发起方式"], ["开展方式"], ["组织方式"], ["组织形式"], ["抽查模式"], ["检查模式"], ["模式"]]),
    (.remark, [["备注"], ["说明"], ["remark"], ["note"]]),
    (.serial, [["序号"]]),
    (.cap, [["频次", "上限"], ["频率", "上限"], ["次数", "上限"], ["最高频次"]]),
    (.ratio, [["比例"], ["比率"], ["抽查率"], ["抽取率"], ["抽查%"], ["ratio"]]),
    (.frequency, [["频次"], ["频率"], ["周期"], ["抽查次数"], ["检查次数"], ["frequency"]]),
    (.risk, [["风险"], ["信用"], ["智慧监管"], ["分级分类"]]),
    (.base, [["基数"], ["总数"], ["总量"], ["底数"], ["总户数"], ["名录库", "数"], ["base"]]),
    (
      .target,
      [
        ["目标数"], ["抽取", "数"], ["抽查数"], ["抽查户数"], ["抽查家数"], ["检查户数"], ["检查家数"], ["检查数"], ["户数"],
        ["家数"],
        ["target"],
      ]
    ),
    (.amount, [["对象", "数"]]),
    (.target, [["数量"]]),
    (.drawEnd, [["抽取", "至"], ["抽取", "止"]]),
    (
      .start,
      [
        ["时间自"], ["日期自"], ["开始时间"], ["起始时间"], ["开始日期"], ["起始日期"], ["启动时间"],
      ]
    ),
    (
      .end,
      [
        ["时间至"], ["日期至"], ["结束时间"], ["截止时间"], ["结束日期"], ["截止日期"], ["完成时"], ["完成日期"], ["完成期限"],
        ["办结时限"],
      ]
    ),
    (.draw, [["抽取时间"], ["抽取日期"]]),
    (.period, [["时间"], ["时段"], ["月份"], ["期限"], ["起止"], ["日期"], ["period"]]),
    (.code, [["编号"], ["编码"]]),
    (.plan, [["计划名称"]]),
    (.task, [["任务名称"], ["抽查任务"], ["检查任务"], ["任务", "名"], ["联合", "事项"], ["task"]]),
    (.kind, [["抽查类型"], ["任务类型"], ["抽取类型"], ["检查类型"], ["定向"], ["kind"]]),
    (.powers, [["权责"], ["权力", "事项"], ["职权"]]),
    (.category, [["类别"], ["category"]]),
    (.field, [["领域"], ["专业"], ["行业"], ["大类"], ["field"]]),
    (.basis, [["依据"]]),
    (.method, [["方式"], ["方法"]]),
    (.lead, [["发起"], ["牵头"], ["检查主体"], ["抽查主体"], ["lead"]]),
    (.partner, [["配合"], ["参与"], ["协同"], ["协助"], ["联合部门"], ["联合单位"], ["联查"], ["cooperating"]]),
    (.itemDepartment, [["抽查部门"], ["抽查检查部门"], ["检查部门"]]),
    (
      .unit,
      [
        ["股室"], ["科室"], ["处室"], ["责任单位"], ["责任部门"], ["责任处"], ["责任科"], ["实施单位"], ["实施部门"], ["实施主体"],
        ["实施机构"], ["承办"], ["主管"], ["unit"],
      ]
    ),
    (.item, [["事项"], ["检查项目"], ["抽查项目"], ["item"]]),
    (.content, [["内容"]]),
    (.scope, [["对象"], ["被检"], ["范围"], ["scope"]]),
  ]

  /// The text without what stands in brackets of either width.
  static func withoutBrackets(_ text: String) -> String {
    var depth = 0
    return String(
      text.filter { character in
        if "(（".contains(character) { depth += 1 }
        defer { if ")）".contains(character) { depth = max(depth - 1, 0) } }
        return depth == 0
      }
    )
  }

  /// Whether its cells hold numbers that a draw depends on.
  var isNumeric: Bool { content != nil }

  /// What a cell of numbers may hold.
  var content: CellReading.Content? {
    switch self {
    case .base: .base
    case .ratio: .ratio
    case .target: .target
    case .amount: .amount
    case .frequency: .frequency
    case .cap: .cap
    case .risk: .risk
    default: nil
    }
  }

  /// Columns whose empty cells, under a merged one, mean the cell above.
  var mayBeMerged: Bool {
    switch self {
    case .plan, .kind, .category, .field, .period, .start, .end, .lead, .unit, .scope: true
    default: false
    }
  }

  /// Columns that hold words on one line.
  var isSingleLine: Bool {
    switch self {
    case .plan, .task, .kind, .category, .field, .scope, .unit, .lead, .itemDepartment: true
    default: false
    }
  }
}
