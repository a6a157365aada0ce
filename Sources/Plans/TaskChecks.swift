internal import Sampling

extension PlanTask.Kind {
  /// Reads 定向, 定向抽查, 不定向….
  init?(cell: String) {
    switch FoldedText(cell).text {
    case "定向", "定向抽查": self = .targeted
    case "不定向", "不定向抽查", "非定向", "非定向抽查": self = .untargeted
    default: return nil
    }
  }
}

extension PlanTask.Category {
  /// Reads 重点, 重点检查事项, 重点事项, 一般….
  init?(cell: String) {
    switch FoldedText(cell).text {
    case "重点", "重点事项", "重点检查", "重点检查事项", "重点抽查", "重点抽查事项", "重点监管事项": self = .key
    case "一般", "一般事项", "一般检查", "一般检查事项", "一般抽查", "一般抽查事项", "例行", "例行抽查", "例行检查": self = .general
    default: return nil
    }
  }
}

extension PlanChecker {
  mutating func kind(of draft: TaskDraft) -> PlanTask.Kind? {
    guard let text = draft.line(.kind) else { return nil }
    if let kind = PlanTask.Kind(cell: text) { return kind }
    log.add(
      .kindUnknown,
      at: draft.place(.kind),
      "\"\(text.shown)\" is no kind of inspection",
      "“\(text.shown)”不是抽查类型",
      fix: Sentence("write 定向 or 不定向", "请写“定向”或“不定向”")
    )
    return nil
  }

  mutating func category(of draft: TaskDraft) -> PlanTask.Category? {
    guard let text = draft.line(.category) else { return nil }
    if let category = PlanTask.Category(cell: text) { return category }
    log.add(
      .categoryUnknown,
      at: draft.place(.category),
      "\"\(text.shown)\" is no category of items",
      "“\(text.shown)”不是事项类别",
      fix: Sentence("write 重点检查事项 or 一般检查事项", "请写“重点检查事项”或“一般检查事项”")
    )
    return nil
  }

  /// The items of all rows of a task.
  mutating func items(of draft: TaskDraft) -> [PlanTask.Item] {
    let role: PlanColumn = draft.table.index(of: .item) != nil ? .item : .content
    guard let index = draft.table.index(of: role) else { return [] }
    var items: [PlanTask.Item] = []
    for row in draft.rows {
      let department = draft.table.index(of: .itemDepartment).map { row.cell($0).joinedLines }
      let texts = ItemCell.items(of: PersonalFindings.masked(row.cell(index)))
      let own = texts.map { ItemCell.department(of: $0) }
      items += zip(texts, own).map { text, own in
        PlanTask.Item(
          department: own ?? (department?.isEmpty == false ? department : nil),
          text: text
        )
      }
      checkPacked(texts, own, at: draft.place(column: index, in: row), lead: draft.line(.lead))
    }
    if items.isEmpty {
      log.add(
        .itemMissing,
        at: draft.place(role),
        "no item is named",
        "没有写抽查事项",
        fix: Sentence("write the items as in the item list", "请按随机抽查事项清单填写抽查事项")
      )
    }
    return items
  }

  /// Items of several departments in one cell.
  private mutating func checkPacked(
    _ texts: [String],
    _ departments: [String?],
    at place: Finding.Place,
    lead: String?
  ) {
    let named = departments.compactMap { $0 }
    guard let other = named.first, texts.count > 1, Set(departments).count > 1 else { return }
    let first = departments.firstIndex(of: other).map { $0 + 1 } ?? 1
    let owner = Sentence(lead ?? "the first one", lead ?? "本部门")
    log.add(
      .itemsSeveralDepartments,
      at: place,
      "the cell holds \(texts.count) items of several departments; from item \(first) on they are of"
        + " \"\(other.shown)\"",
      "一个单元格内写了 \(texts.count) 个事项，分属不同部门，自第 \(first) 个起属于“\(other.shown)”",
      fix: Sentence(
        "give each department a row with the same number: \(owner.english) items 1 to \(max(first - 1, 1)),"
          + " \(other.shown) the rest",
        "请按部门分行、使用同一序号：\(owner.chinese)写前 \(max(first - 1, 1)) 个事项，\(other.shown)另写一行"
      )
    )
  }

  /// Name, scope, unit, year and level of a task.
  mutating func checkTask(_ task: PlanTask, _ draft: TaskDraft) {
    if task.name.isEmpty {
      log.add(
        .nameMissing,
        at: draft.place(.task),
        "the task has no name",
        "任务没有名称",
        fix: Sentence("write its name", "请填写抽查任务名称")
      )
    }
    if task.scope.isEmpty, draft.table.index(of: .scope) != nil {
      log.add(
        .scopeMissing,
        at: draft.place(.scope),
        "the scope is empty",
        "抽查对象范围为空",
        fix: Sentence("say which objects are inspected", "请写明抽查哪些对象")
      )
    }
    // A plan of one office needs no such column.
    let owners = [PlanColumn.unit, .lead, .itemDepartment].filter {
      draft.table.index(of: $0) != nil
    }
    if let first = owners.first, owners.allSatisfy({ draft.value($0).isEmpty }) {
      log.add(
        .unitMissing,
        at: draft.place(first),
        "nobody is responsible for the task",
        "没有写责任单位",
        fix: Sentence("name the section or department", "请填写责任股室或发起部门")
      )
    }
    checkYear(of: task, draft)
    checkLevel(of: task, draft)
  }

  private mutating func checkYear(of task: PlanTask, _ draft: TaskDraft) {
    for role in [PlanColumn.task, .plan] {
      guard let text = draft.line(role), let year = YearWords.first(in: text), year != facts.year
      else { continue }
      log.add(
        .taskOtherYear,
        at: draft.place(role),
        "\"\(text.shown)\" names \(year), the plan is for \(facts.year)",
        "“\(text.shown)”写的是 \(year) 年，而计划年度为 \(facts.year) 年",
        fix: Sentence(
          "write \(facts.year), unless the check is of matters of \(year)",
          "请改为 \(facts.year) 年；如检查的确是 \(year) 年度的事项，可不改"
        )
      )
    }
  }

  /// A task named for a city, with a scope in one of its districts.
  private mutating func checkLevel(of task: PlanTask, _ draft: TaskDraft) {
    guard let city = Departments.place(beginning: task.name, endings: ["市"]),
      let district = Departments.place(beginning: task.scope, endings: ["区", "县"])
    else { return }
    log.add(
      .levelMismatch,
      at: draft.place(.task),
      "the task is named for \(city), its scope is \(district)",
      "任务名称写的是“\(city)”，对象范围是“\(district)”，层级不一致",
      fix: Sentence(
        "name the task for \(district), or say that \(city) sets it and \(district) carries it out",
        "请将任务名称中的“\(city)”改为“\(district)”，或注明“市抽县查”"
      )
    )
  }

  /// Two rows that would draw the same objects for the same thing.
  mutating func checkRepeatedTasks() {
    var seen: [String: TaskDraft] = [:]
    for (draft, task) in tasks where !task.scope.isEmpty {
      let words = [task.name, task.scope] + task.items.map(\.text)
      let key = words.map { FoldedText($0).text }.joined(separator: "\u{1F}")
      if let other = seen[key] {
        log.add(
          .taskRepeated,
          at: draft.place(.task),
          "the task stands in row \(other.rows[0].number) of \(other.file) too",
          "与 \(other.file) 第 \(other.rows[0].number) 行的任务相同",
          fix: Sentence("remove one, or say what differs", "请删除其中一行，或写明区别")
        )
      } else {
        seen[key] = draft
      }
    }
  }

  /// A plan with kinds of which all are 定向.
  mutating func checkKinds() {
    let kinds = tasks.compactMap(\.task.kind)
    guard kinds.count > 1, !kinds.contains(.untargeted), let first = tasks.first else { return }
    log.add(
      .untargetedMissing,
      at: .init(file: first.draft.file),
      "all \(kinds.count) tasks with a kind are 定向; none is drawn from the whole library",
      "\(kinds.count) 项任务全部为定向抽查，没有不定向抽查",
      fix: Sentence(
        "add an untargeted task if the law asks for one in your field",
        "如本领域要求两种方式都有，请增加不定向抽查任务"
      )
    )
  }

  /// A plan whose text asks for ratios by class and whose tasks have one ratio each.
  mutating func checkFlatRatio() {
    guard classes.isEmpty, !tasks.isEmpty else { return }
    for sheet in sheets {
      for line in sheet.lines {
        let folded = FoldedText(line.text).text
        let asks =
          (folded.contains("风险") || folded.contains("分类"))
          && (folded.contains("差异化") || folded.contains("不同") && folded.contains("比例"))
        guard asks else { continue }
        log.add(
          .flatRatio,
          at: .init(file: sheet.file, row: line.row),
          "the text asks for different ratios by class, and every task has a single ratio",
          "文中要求按分类实行不同比例，但各项任务都只有一个比例",
          fix: Sentence(
            "write the ratio of each class: A类1%，B类2%，C类10%，D类30%",
            "请在比例栏写明各类比例，例如“A类1%，B类2%，C类10%，D类30%”"
          )
        )
        return
      }
    }
  }
}
