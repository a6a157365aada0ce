internal import Sampling

// Who can not come, who must not, what a task's teams are; and the frames and teams of its draws.
extension LibraryKind {
  /// The key is the person and the first day.
  static let absenceColumns: [LibraryColumn] = [
    LibraryColumn(
      "person",
      "absent person",
      "人员",
      ["人员标识", "执法证号", "姓名编号"],
      .name,
      says: Sentence("the key of the inspector", "检查人员的标识（执法证号；无证人员为 own:自编号）"),
      example: "0000000001"
    ),
    LibraryColumn(
      "first_day",
      "first day absent",
      "缺勤起",
      ["起始日期", "开始日期"],
      .day,
      says: Sentence("the first day", "缺勤的第一天"),
      example: "2024-05-06"
    ),
    LibraryColumn(
      "last_day",
      "last day absent",
      "缺勤止",
      ["截止日期", "结束日期"],
      .lastDay,
      says: Sentence("the last day, or 长期", "缺勤的最后一天，或填“长期”"),
      example: "2024-05-10"
    ),
    LibraryColumn("note", "note", "备注", [], says: Sentence("anything else", "其他说明")),
  ]

  /// The key is the person and the object.
  static let avoidanceColumns: [LibraryColumn] = [
    LibraryColumn(
      "person",
      "avoiding person",
      "人员",
      ["人员标识", "执法证号", "回避人员"],
      .name,
      says: Sentence("the key of the inspector", "检查人员的标识（执法证号；无证人员为 own:自编号）"),
      example: "0000000001"
    ),
    LibraryColumn(
      "object",
      "avoided object",
      "对象",
      ["对象标识", "检查对象", "统一社会信用代码"],
      .name,
      says: Sentence("the key of the object", "须回避的检查对象的标识"),
      example: "91350100M000100Y43"
    ),
    LibraryColumn(
      "ground",
      "ground of avoidance",
      "回避事由",
      ["事由", "关系"],
      .choice([
        ["亲属关系", "亲属", "family"], ["利害关系", "利益关系", "interest"],
        ["原工作单位", "原任职", "former employer"], ["对象申请", "申请回避", "asked by the subject"],
        ["其他", "other"],
      ]),
      says: Sentence(
        "family, interest, former employer, asked by the subject, other; never published",
        "亲属关系、利害关系、原工作单位、对象申请或其他；不对外公开"
      ),
      example: "利害关系"
    ),
    LibraryColumn("note", "note", "备注", [], says: Sentence("anything else", "其他说明")),
  ]

  /// The key is that of the task.
  static let staffingColumns: [LibraryColumn] = [
    LibraryColumn(
      "task",
      "staffed task",
      "任务",
      ["任务标识"],
      .name,
      says: Sentence("the key of the task, 2024/3", "任务的标识，如 2024/3"),
      example: "2024/1"
    ),
    LibraryColumn(
      "visit",
      "day of the visit",
      "检查日期",
      ["检查日", "入户日期"],
      .day,
      says: Sentence(
        "the day on which certificates hold and nobody is absent",
        "检查日期：执法证须在该日有效，缺勤人员不参加"
      ),
      example: "2024-05-08"
    ),
    LibraryColumn(
      "people",
      "people a department",
      "每部门人数",
      ["人数", "检查人数"],
      .rank,
      says: Sentence(
        "how many certified inspectors of each department, at least 2",
        "每个部门的持证检查人员数，至少 2 人"
      ),
      example: "2"
    ),
    LibraryColumn(
      "speciality",
      "needed speciality",
      "专业要求",
      ["专业"],
      says: Sentence("the speciality that the lead department's people have", "发起部门人员须具备的专业，可不填"),
      example: "测绘"
    ),
    LibraryColumn(
      "district",
      "by district",
      "按区域",
      ["按辖区"],
      .choice([["是", "yes"], ["否", "no"]]),
      says: Sentence("whether people inspect in their own districts alone", "是否只在本人执法区域内检查"),
      example: "否"
    ),
    LibraryColumn(
      "most",
      "most in the year",
      "年度任务上限",
      ["任务上限", "个人上限"],
      .rank,
      says: Sentence("how many visits one person makes in the year at most", "每人当年检查次数上限，可不填"),
      example: "40"
    ),
    LibraryColumn(
      "apart",
      "years apart",
      "同人免重复年数",
      ["人员免重复期"],
      .rank,
      says: Sentence(
        "nobody goes to the same object twice within so many years",
        "同一人员在此年数内不重复检查同一对象，可不填"
      ),
      example: "3"
    ),
  ]

  /// The key is that of the draw.
  static let frameColumns: [LibraryColumn] = [
    team("draw", "draw", "抽取"),
    team("visit", "day of the visit", "检查日期"),
    team("posts", "post frame", "岗位表"),
    team("inspectors", "inspector frame", "检查人员表"),
  ]

  /// The key is that of the draw and the version of the object.
  static let teamColumns: [LibraryColumn] = [
    team("draw", "draw", "抽取"),
    team("object", "version of the object", "对象版本"),
    team("state", "state", "状态"),
    team("seats", "team", "检查组"),
    team("out", "left the team", "已退出人员"),
    team("reason", "reason", "原因"),
  ]

  private static func team(_ name: String, _ english: String, _ chinese: String) -> LibraryColumn {
    LibraryColumn(
      name,
      english,
      chinese,
      [],
      .own,
      says: Sentence("written by the task's commands", "由任务命令写入")
    )
  }
}
