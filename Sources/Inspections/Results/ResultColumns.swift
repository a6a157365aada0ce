internal import Frames
internal import Sampling

// What inspections found: a record for each object, item and department of a task.
extension LibraryKind {
  static let resultColumns: [LibraryColumn] = whatWasInspected + whatWasFound + whatFollows

  private static let whatWasInspected: [LibraryColumn] = [
    LibraryColumn(
      "task",
      "task",
      "任务编号",
      ["任务", "抽查任务编号"],
      .name,
      says: Sentence(
        "the number of the task, as spotcheck task list shows it",
        "任务编号，见 spotcheck task list"
      ),
      example: "1"
    ),
    LibraryColumn(
      "object",
      "object",
      "对象标识",
      ["检查对象标识", "统一社会信用代码", "注册号", "标识"],
      .name,
      says: Sentence("the key of the object", "检查对象的统一社会信用代码或编号"),
      example: "91350100M000100Y43"
    ),
    LibraryColumn(
      "department",
      "department",
      "检查部门",
      ["检查单位", "检查机关", "部门"],
      .name,
      says: Sentence("who has inspected", "实施检查的部门"),
      example: "某县自然资源局"
    ),
    LibraryColumn(
      "item",
      "item",
      "检查事项",
      ["抽查事项", "事项"],
      .name,
      says: Sentence("what was inspected", "检查的事项"),
      example: "测绘资质单位质量管理"
    ),
  ]

  private static let whatWasFound: [LibraryColumn] = [
    LibraryColumn(
      "date",
      "inspected on",
      "检查日期",
      ["检查完成日期", "检查时间"],
      .day,
      says: Sentence("the day on which the inspection ended", "检查完成之日"),
      example: "2024-09-20"
    ),
    LibraryColumn(
      "method",
      "method",
      "检查方式",
      ["方式"],
      .choices([
        ["现场检查", "实地检查", "实地核查", "现场", "on site"], ["书面检查", "书面", "documents"],
        ["网络监测", "网络检查", "网上检查", "online"], ["检验检测", "抽样检测", "tests"],
        ["部门结果或专业意见", "利用其他部门结果", "other bodies"], ["委托机构", "专业机构", "委托专业机构", "agency"],
      ]),
      says: Sentence("how it was inspected; several parted by ;", "检查方式，多种以分号分隔"),
      example: "现场检查"
    ),
    LibraryColumn(
      "team",
      "inspectors",
      "检查人员",
      ["执法人员", "检查人员证号"],
      says: Sentence("certificate or own numbers, parted by ;", "执法证号或自编号，以分号分隔"),
      example: "0000000001；0000000002"
    ),
    LibraryColumn(
      "codes",
      "result",
      "检查结果",
      ["抽查结果", "结果"],
      .choices(InspectionResult.choices),
      says: Sentence(
        "of the list in use; several parted by ;, and no problem found alone",
        "按结果代码填写，可多项，以分号分隔；“未发现问题”须单独填写"
      ),
      example: InspectionResult.noProblem.rawValue
    ),
    LibraryColumn(
      "finding",
      "finding",
      "情况说明",
      ["检查情况", "问题说明", "存在问题"],
      says: Sentence("what was found, in words; it is not published", "检查发现的情况，不公示")
    ),
  ]

  private static let whatFollows: [LibraryColumn] = [
    LibraryColumn(
      "measure",
      "follow-up",
      "后续处理",
      ["处理方式", "处置", "后续监管"],
      .choices(FollowUp.choices),
      says: Sentence("what follows; several parted by ;", "后续处理，可多项，以分号分隔"),
      example: FollowUp.none.rawValue
    ),
    LibraryColumn(
      "measure_due",
      "follow-up due",
      "处理期限",
      ["整改期限", "后续期限"],
      .day,
      says: Sentence("until when it is to be done", "后续处理的期限")
    ),
    LibraryColumn(
      "measure_done",
      "follow-up done",
      "处理完成日期",
      ["完结日期", "整改完成日期"],
      .day,
      says: Sentence("the day on which it was done", "后续处理完成之日")
    ),
    LibraryColumn(
      "decided",
      "decision",
      "处罚决定日期",
      ["决定日期"],
      .day,
      says: Sentence("the day of a penalty or other decision", "作出行政处罚等决定之日")
    ),
    LibraryColumn(
      "decision_published",
      "decision published",
      "决定公示日期",
      [],
      .day,
      says: Sentence("the day on which the decision became public", "处罚等决定公示之日")
    ),
    LibraryColumn(
      "entered",
      "entered on the platform",
      "平台录入日期",
      ["录入日期"],
      .day,
      says: Sentence("the day on which it was entered on the national platform", "录入国家平台之日")
    ),
    LibraryColumn(
      "published",
      "published on",
      "结果公示日期",
      ["公示日期"],
      .day,
      says: Sentence("the day on which the result became public", "检查结果公示之日")
    ),
    LibraryColumn("note", "note", "备注", [], says: Sentence("anything else", "其他说明")),
    LibraryColumn(
      "reviewed",
      "reviewed on",
      "复核日期",
      [],
      .own,
      says: Sentence("the day on which a second person found it right", "由第二人复核之日")
    ),
  ]
}

/// The places of the columns of results.
enum ResultColumn: Int, CaseIterable {
  case task, object, department, item
  case date, method, team, codes, finding
  case measure, measureDue, measureDone, decided, decisionPublished, entered, published, note
  case reviewed
}

/// What a result is about.
struct ResultKey: Hashable {
  var task: String
  var object: String
  var department: String
  var item: String

  init(task: String, object: String, department: String, item: String) {
    (self.task, self.object, self.department, self.item) = (task, object, department, item)
  }

  init(_ cells: [String]) {
    func cell(_ column: ResultColumn) -> String { cells[column.rawValue] }
    (task, object) = (cell(.task), cell(.object))
    (department, item) = (cell(.department), cell(.item))
  }

  /// The key of the record.
  ///
  /// - Throws: a part that holds the mark which parts them.
  func text() throws(RecordProblem) -> String {
    let parts = [task, object, department, item]
    for (column, part) in parts.enumerated() where part.contains(ResultKey.mark) {
      throw RecordProblem(
        column,
        "holds \(ResultKey.mark), which parts the key of a result; write it without",
        "含有用于分隔结果标识的“\(ResultKey.mark)”，请去掉该字符"
      )
    }
    return parts.joined(separator: String(ResultKey.mark))
  }

  private static let mark: Character = "｜"
}

extension [String] {
  /// The cell of a column of results.
  subscript(column: ResultColumn) -> String {
    get { self[column.rawValue] }
    set { self[column.rawValue] = newValue }
  }
}
