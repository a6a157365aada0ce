internal import Sampling

/// What a column of a plan table holds, whatever an office calls it.
enum PlanColumn: Hashable, Sendable, CaseIterable {
  case serial, code, plan, task, kind, category, field, item, content, itemDepartment, scope
  case base, ratio, target, frequency, risk, period, start, end, method
  case lead, leadContact, partner, partnerContact, contact, unit, level, basis, remark

  /// Recognises a heading.
  ///
  /// What stands in brackets does not count: `事项类别（重点/一般）` is the category.
  init?(heading: String) {
    let folded = FoldedText(PlanColumn.withoutBrackets(heading)).text
    guard !folded.isEmpty, folded.count <= 20 else { return nil }
    for (column, words) in PlanColumn.words {
      for word in words where word.allSatisfy({ folded.holds($0) }) {
        self = column
        return
      }
    }
    if let column = PlanColumn.exact[folded] {
      self = column
    } else {
      return nil
    }
  }

  /// Headings that are recognised only as a whole.
  private static let exact: [String: PlanColumn] = [
    "序": .serial, "no": .serial, "no.": .serial, "#": .serial, "任务": .task, "名称": .task,
    "项目": .item, "类型": .kind, "类别": .category, "领域": .field, "对象": .scope, "范围": .scope,
    "抽查计划": .plan, "计划": .plan, "部门": .unit, "科室": .unit, "日期": .period, "依据": .basis,
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
    (.remark, [["备注"], ["说明"], ["remark"], ["note"]]),
    (.serial, [["序号"]]),
    (.ratio, [["比例"], ["比率"], ["抽查率"], ["ratio"]]),
    (.frequency, [["频次"], ["频率"], ["frequency"]]),
    (.risk, [["风险"], ["信用"], ["智慧监管"]]),
    (.base, [["基数"], ["总数"], ["总量"], ["底数"], ["base"]]),
    (.target, [["目标数"], ["数量"], ["户数"], ["家数"], ["抽取数"], ["抽查数"], ["target"]]),
    (.start, [["时间自"], ["开始时间"], ["起始时间"], ["开始日期"], ["起始日期"]]),
    (.end, [["时间至"], ["结束时间"], ["截止时间"], ["结束日期"], ["截止日期"], ["完成时限"]]),
    (.period, [["时间"], ["时段"], ["月份"], ["期限"], ["起止"], ["period"]]),
    (.code, [["编号"], ["编码"]]),
    (.plan, [["计划名称"]]),
    (.task, [["任务名称"], ["抽查任务"], ["检查任务"], ["任务", "名"], ["联合", "事项"], ["task"]]),
    (.kind, [["抽查类型"], ["任务类型"], ["定向"], ["kind"]]),
    (.category, [["类别"], ["category"]]),
    (.field, [["领域"], ["field"]]),
    (.basis, [["依据"]]),
    (.method, [["方式"], ["方法"]]),
    (.level, [["层级"], ["级别"], ["模式"]]),
    (.lead, [["发起"], ["牵头"], ["检查主体"], ["抽查主体"], ["lead"]]),
    (.partner, [["配合"], ["参与"], ["协同"], ["协助"], ["联合部门"], ["联合单位"], ["cooperating"]]),
    (.itemDepartment, [["抽查部门"], ["抽查检查部门"], ["检查部门"]]),
    (
      .unit,
      [
        ["股室"], ["科室"], ["处室"], ["责任单位"], ["责任部门"], ["实施单位"], ["实施部门"], ["承办"], ["主管"],
        ["unit"],
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
