internal import Frames
internal import Sampling

/// Names of departments in cells and lines.
enum Departments {
  /// The names in a cell, parted by 、，,；; / or line breaks.
  static func names(in cell: String) -> [String] {
    cell.split { "、，,；;/".contains($0) || $0.isNewline }.map { String($0).trimmed }
      .filter { !$0.isEmpty }
  }

  /// The addressees of a line such as 防灾减灾股、国土空间规划股：.
  static func addressed(in line: String) -> [String] {
    let text = line.joinedLines
    guard let last = text.last, ":：".contains(last) else { return [] }
    // 各股室、局属各单位 name nobody.
    let names = names(in: String(text.dropLast())).filter { name in
      !["各", "直属", "有关", "相关", "全体"].contains { name.holds($0) }
    }
    return names.count > 1 && names.allSatisfy(ItemCell.isDepartment) ? names : []
  }

  /// The place that a text begins with: 许昌市, 建安区; not 全市, 市场 or 城市管理.
  static func place(beginning text: String, endings: [Character]) -> String? {
    let head = text.prefix(5)
    guard let end = head.firstIndex(where: { endings.contains($0) }) else { return nil }
    let name = text[...end]
    let next = text[text.index(after: end)...].first
    guard (3...4).contains(name.count), next.map({ !"场政容民域级".contains($0) }) ?? true,
      !["全", "本", "各", "超", "城", "辖"].contains(where: { name.contains($0) })
    else { return nil }
    return String(name)
  }
}

/// A department's name as it is compared with others.
struct DepartmentName {
  /// The name as it stands.
  let name: String
  private let folded: String
  /// Without what offices leave out: 省市县区, 管理, and 监管 for 监督管理.
  private let core: String
  /// The level that it begins with, 市 or 区: authorities of two levels are two.
  private let level: Character?

  init(_ name: String) {
    self.name = name
    folded = FoldedText(name).text
    core = String(
      folded.replacing("监督管理", with: "监管").replacing("管理", with: "")
        .filter { !"省市县区".contains($0) }
    )
    level = folded.first.flatMap { "省市县区".contains($0) ? $0 : nil }
  }

  /// Whether two names probably mean one department.
  func isProbably(_ other: DepartmentName) -> Bool {
    if folded == other.folded { return true }
    if let level, let otherLevel = other.level, level != otherLevel { return false }
    if core == other.core { return true }
    let (short, long) = core.count < other.core.count ? (core, other.core) : (other.core, core)
    return short.count >= 4 && long.hasSuffix(short)
  }
}

extension PlanChecker {
  /// Remembers the departments of a task with their places.
  mutating func collectDepartments(of task: PlanTask, _ draft: TaskDraft) {
    for role in [PlanColumn.lead, .partner, .unit] {
      departments += Departments.names(in: draft.value(role)).map { ($0, draft.place(role)) }
    }
    let items = draft.table.index(of: .item) == nil ? PlanColumn.content : .item
    for department in Set(task.items.compactMap(\.department)).sorted() {
      let isInColumn = draft.table.index(of: .itemDepartment) != nil
      departments.append((department, draft.place(isInColumn ? .itemDepartment : items)))
    }
  }

  /// One department under two names: a notice, as two departments may be called so.
  mutating func checkAliases() {
    var names: [(department: DepartmentName, place: Finding.Place)] = []
    var seen: Set<String> = []
    for (name, place) in departments where seen.insert(name).inserted {
      let department = DepartmentName(name)
      for other in names where other.department.isProbably(department) {
        let site = other.place.row.map { Sentence("row \($0)", "第 \($0) 行") }
        log.add(
          .departmentAlias,
          at: place,
          "\"\(name.shown)\" here and \"\(other.department.name.shown)\""
            + " in \(site?.english ?? "\(Setting.departments)") are probably one department",
          "此处的“\(name.shown)”与\(site?.chinese ?? " \(Setting.departments) ")的“\(other.department.name.shown)”可能是同一部门",
          fix: Sentence("use its full name everywhere", "如为同一部门，请统一使用规范全称")
        )
        break
      }
      names.append((department, place))
    }
  }

  /// Departments that the plan addresses, and that no task names.
  mutating func checkDepartmentsHaveTasks() {
    guard !addressed.isEmpty else { return }
    var names: Set<String> = []
    for (_, task) in tasks {
      let own = [task.responsibleUnit, task.leadDepartment].compactMap { $0 }
        .flatMap { Departments.names(in: $0) }
      names.formUnion(own + task.cooperatingDepartments + task.items.compactMap(\.department))
    }
    let busy = names.map(DepartmentName.init)
    let idle = addressed.filter { name, _ in
      let department = DepartmentName(name)
      return !busy.contains { $0.isProbably(department) }
    }
    for place in Set(idle.map(\.place)) {
      let names = idle.filter { $0.place == place }.map(\.name)
      let list = names.joined(separator: "、")
      log.add(
        .departmentWithoutTask,
        at: place,
        "\(names.count) of the departments addressed have no task: \(list)",
        "以下 \(names.count) 个部门没有抽查任务：\(list)",
        fix: Sentence(
          "add their tasks, or say why they have none this year",
          "请补充这些部门的任务，或说明本年度不安排的原因"
        )
      )
    }
  }
}
