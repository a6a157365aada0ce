internal import Sampling

// What an office does in a year: its tasks, their draws, and the objects that were drawn. Kept as libraries are, in
// versions with lines of a diff, so that what finds a changed cell of a library finds one of a draw.
extension LibraryKind {
  /// The key is `YEAR/NUMBER`.
  static let taskColumns: [LibraryColumn] = taskNames + taskScope + taskTerms

  private static let taskNames: [LibraryColumn] = [
    LibraryColumn("year", "year", "年度", [], .own, says: Sentence("the plan's year", "计划年度")),
    LibraryColumn(
      "number",
      "task number",
      "任务序号",
      [],
      .own,
      says: Sentence("its number in the year", "当年的任务序号")
    ),
    LibraryColumn(
      "name",
      "task name",
      "任务名称",
      ["抽查任务名称", "名称"],
      .name,
      says: Sentence("the name of the task", "抽查任务名称")
    ),
    LibraryColumn(
      "code",
      "task code",
      "任务编号",
      ["编号"],
      says: Sentence("the office's own code", "本单位的任务编号")
    ),
    LibraryColumn(
      "document",
      "document number",
      "文号",
      ["计划文号"],
      says: Sentence("the number of the plan's document", "印发计划的文号")
    ),
    LibraryColumn(
      "targeting",
      "targeting",
      "抽查类型",
      [],
      .choice([["定向", "targeted"], ["不定向", "untargeted"]]),
      says: Sentence("inside a filter or from the whole library", "定向或不定向")
    ),
    LibraryColumn(
      "category",
      "category of items",
      "事项类别",
      [],
      .choice([["重点检查事项", "重点", "key"], ["一般检查事项", "一般", "general"]]),
      says: Sentence("key or general", "重点检查事项或一般检查事项")
    ),
    LibraryColumn(
      "lead",
      "lead department",
      "发起部门",
      ["牵头部门"],
      says: Sentence("who leads, or the one authority", "发起（牵头）部门，或唯一的检查部门")
    ),
    LibraryColumn(
      "partners",
      "cooperating departments",
      "配合部门",
      ["参与部门"],
      says: Sentence("who takes part, parted by ;; a joint task has any", "配合部门，以分号分隔；有配合部门即为联合抽查")
    ),
    LibraryColumn(
      "unit",
      "responsible section",
      "责任股室",
      ["责任单位"],
      says: Sentence("the section that is responsible", "责任股室")
    ),
    LibraryColumn(
      "items",
      "items",
      "抽查事项",
      ["事项"],
      says: Sentence(
        "an item a line, with its department before a colon where several take part",
        "每行一个事项；联合抽查在事项前写“部门：”"
      )
    ),
  ]

  private static let taskScope: [LibraryColumn] = [
    LibraryColumn(
      "scope",
      "scope in words",
      "对象范围",
      ["抽查对象范围"],
      says: Sentence("who is inspected, as the plan says it", "计划所写的抽查对象范围")
    ),
    LibraryColumn(
      "filter",
      "filter",
      "筛选条件",
      ["范围条件"],
      says: Sentence(
        "conditions on the library of objects, one a line; 全部 is the whole library",
        "对检查对象名录库的筛选条件，每行一个；全部 表示整个名录库"
      )
    ),
    LibraryColumn(
      "base",
      "base of the plan",
      "计划基数",
      [],
      says: Sentence("how many objects the plan counts", "计划所写的对象总数")
    ),
  ]

  private static let taskTerms: [LibraryColumn] = [
    LibraryColumn(
      "rules",
      "rules",
      "抽取规则",
      ["抽查比例", "比例"],
      says: Sentence(
        "a rule a line: ≥10%, or CLASS: ≥10% for one class",
        "每行一条规则：≥10%；只用于某一等级时写“等级: ≥10%”"
      )
    ),
    LibraryColumn(
      "overall",
      "overall rules",
      "总体规则",
      [],
      says: Sentence("rules over all classes together", "对全部对象合计的规则，每行一条")
    ),
    LibraryColumn(
      "reserves",
      "reserves",
      "候补",
      ["候补规则"],
      says: Sentence("how many reserves: 20%, 2", "候补数量的规则：20%、2")
    ),
    LibraryColumn(
      "frequency",
      "frequency",
      "抽查频次",
      ["频次"],
      says: Sentence("how often the task is carried out", "任务的抽查频次")
    ),
    LibraryColumn(
      "window",
      "exclusion window",
      "免重复期",
      ["排除期"],
      says: Sentence(
        "objects drawn within so many years are kept out: 1年, 3年",
        "此期间内已抽查的对象不再抽取：1年、3年"
      )
    ),
    LibraryColumn(
      "cap",
      "yearly cap",
      "年度上限",
      ["频次上限"],
      says: Sentence(
        "visits of one object in the year, over all departments: 1, 2",
        "同一对象当年受检次数上限（各部门合计）：1、2"
      )
    ),
    LibraryColumn(
      "uncounted",
      "reasons that do not count",
      "不计入事由",
      [],
      says: Sentence(
        "visits for these reasons do not count against the cap, parted by ;",
        "不计入上限的检查事由，以分号分隔：投诉举报；转办交办"
      )
    ),
    LibraryColumn(
      "rotation",
      "rotation",
      "轮换",
      [],
      says: Sentence(
        "first, or the task of the year before: 2023/4; the draw goes on behind it",
        "首年 或上年任务的标识（如 2023/4）：从上年之后继续"
      )
    ),
    LibraryColumn(
      "rounds",
      "rounds",
      "批次",
      [],
      says: Sentence("in how many rounds of the year", "全年分几批实施")
    ),
    LibraryColumn(
      "begins",
      "first day",
      "开始日期",
      [],
      .day,
      says: Sentence("the first day", "抽查开始日期")
    ),
    LibraryColumn(
      "deadline",
      "deadline",
      "完成期限",
      ["截止日期"],
      .day,
      says: Sentence("the last day", "完成期限")
    ),
    LibraryColumn(
      "label",
      "label",
      "抽取名称",
      [],
      .name,
      says: Sentence("the label of its draws", "抽取的名称，写入记录和公告")
    ),
    LibraryColumn(
      "source",
      "place in the plan",
      "计划出处",
      [],
      .own,
      says: Sentence("file and row of the plan", "计划文件和行号")
    ),
  ]

  /// The key is `YEAR/NUMBER/ATTEMPT`.
  ///
  /// What follows from these is not kept: the notice is made of record and ledger,
  /// pool and list of exclusions of the versions at the entry of the snapshot.
  static let drawColumns: [LibraryColumn] = [
    kept("task", "task", "任务"),
    kept("attempt", "attempt", "次数"),
    kept("state", "state", "状态"),
    kept("task_version", "version of the task", "任务版本"),
    kept("snapshot", "entry of the snapshot", "快照条目"),
    kept("commitment", "commitment", "承诺值"),
    kept("record", "record", "记录"),
    kept("seed", "seed", "种子"),
    kept("receipt", "receipt", "回执"),
    kept("reason", "reason", "原因"),
    kept("witness", "witness", "见证人"),
  ]

  /// The key is `YEAR/NUMBER/ATTEMPT/VERSION`: an object stands by its version, so that a draw names nobody.
  static let drawnColumns: [LibraryColumn] = [
    kept("draw", "draw", "抽取"),
    kept("object", "version of the object", "对象版本"),
    kept("class", "class on the day", "当日等级", isClass: true),
    kept("role", "role", "身份"),
    kept("rank", "rank", "次序", isClass: true),
    kept("state", "state", "状态"),
    kept("other", "version of the other object", "递补对象版本"),
    kept("reason", "reason", "原因"),
  ]

  private static func kept(
    _ name: String,
    _ english: String,
    _ chinese: String,
    isClass: Bool = false
  ) -> LibraryColumn {
    LibraryColumn(
      name,
      english,
      chinese,
      [],
      .own,
      isClass: isClass,
      says: Sentence("written by the task's commands", "由任务命令写入")
    )
  }
}
