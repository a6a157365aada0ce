internal import Frames
internal import GRDB
package import Plans
internal import Sampling

/// Brings the tasks of a year to what a checked plan says; what the office has set beside it stays.
package struct TaskImport: Sendable {
  /// The plan.
  package var report: PlanReport
  /// Why, in the office's words; empty where nobody says.
  package var reason = ""
  /// Whether all is done but kept.
  package var isDryRun = false

  /// Makes an import.
  package init(_ report: PlanReport) { self.report = report }

  /// What an import has done, or would do.
  package struct Outcome: Sendable {
    /// The head of the ledger after it; nil where nothing has changed, or nothing was kept.
    package var head: LedgerHead?
    /// What was done to each task.
    package var changes: [LibraryChange] = []
    /// Tasks that are as they were.
    package var unchanged = 0
    /// Keys of tasks that can not be committed to before something is set, with what.
    package var open: [(key: String, columns: [LibraryColumn])] = []
  }

  /// Imports.
  ///
  /// A task is the one of the year before the import that has its code, or without one its name, lead and
  /// responsible section; else it gets the next number.
  ///
  /// - Parameters:
  ///   - workspace: where to.
  ///   - actor: who does it.
  /// - Returns: what was done.
  /// - Throws: ``WorkspaceError`` for a plan with errors; `DataError` for two tasks that can not be told apart.
  /// - Complexity: O(tasks²) for tasks of one year.
  package func run(on workspace: Workspace, by actor: String) throws -> Outcome {
    guard !report.hasErrors else {
      throw WorkspaceError(
        .no,
        "nothing is imported of a plan with errors (\(report.count(.error))); see spotcheck plan check",
        "计划有 \(report.count(.error)) 处错误，未导入任何任务；请运行 spotcheck plan check 查看"
      )
    }
    var outcome = Outcome()
    outcome.head = try workspace.change("task import", subject: "\(report.year)", by: actor) {
      database,
      entry in
      let writer = try LibraryWriter(database, .tasks, entry: entry)
      var known = try PlannedTasks(database, year: report.year)
      for task in report.tasks {
        let cells = TaskImport.cells(of: task, in: report)
        let number = try known.number(of: cells, source: task.source)
        let key = TaskKey(year: report.year, number: number)
        let old = try writer.current(key.text)
        var merged = TaskImport.merged(cells, over: old?.cells)
        merged[1] = "\(number)"
        try InspectionTask.check(&merged)
        if let change = try writer.put(key.text, merged, over: old) {
          outcome.changes.append(change.change)
        } else {
          outcome.unchanged += 1
        }
        let missing = ["filter", "rules"].filter { merged[LibraryKind.tasks.place($0)].isEmpty }
        // A number to draw is a rule over all.
        let isOpen = missing.filter {
          $0 != "rules" || merged[LibraryKind.tasks.place("overall")].isEmpty
        }
        if !isOpen.isEmpty {
          let columns = isOpen.map { LibraryKind.tasks.columns[LibraryKind.tasks.place($0)] }
          outcome.open.append((key.text, columns))
        }
      }
      guard writer.lines > 0, !isDryRun else { return nil }
      return writer.payload([
        "reason": .text(reason), "unchanged": .integer(outcome.unchanged),
        "document": .text(report.number ?? ""),
      ])
    }
    return outcome
  }

  /// Columns that a plan does not speak of, which stay as the office has set them.
  private static let own: Set<String> = ["filter", "reserves", "window", "uncounted", "rotation"]

  private static func merged(_ cells: [String], over old: [String]?) -> [String] {
    guard let old else { return cells }
    return zip(LibraryKind.tasks.columns, zip(cells, old)).map { column, pair in
      own.contains(column.name) ? pair.1 : pair.0
    }
  }

  /// The cells of a task of the plan.
  static func cells(of task: PlanTask, in report: PlanReport) -> [String] {
    var cells = [String](repeating: "", count: LibraryKind.tasks.columns.count)
    func set(_ column: String, _ value: String?) {
      // As a library keeps a cell.
      let text = (value ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        .map { InspectionTask.lines(String($0)).first ?? "" }.joined(separator: "\n")
      cells[LibraryKind.tasks.place(column)] = text
    }
    let rules = task.ruleSet
    set("year", "\(report.year)")
    set("name", task.name.replacing("\n", with: " "))
    set("code", task.code)
    set("document", report.number)
    set("targeting", task.kind?.rawValue)
    set("category", task.category?.rawValue)
    set("lead", task.leadDepartment ?? task.responsibleUnit)
    set("partners", task.cooperatingDepartments.joined(separator: "；"))
    set("unit", task.responsibleUnit)
    set(
      "items",
      task.items.map { item in
        let text = item.text.replacing("\n", with: " ")
        return item.department.map { "\($0)：\(text)" } ?? text
      }.joined(separator: "\n")
    )
    set("scope", task.scope)
    set("filter", task.kind == .untargeted ? InspectionTask.wholeLibrary : nil)
    set("base", task.base.map { "\($0)" })
    let lines =
      rules.lines.map { line in
        (line.stratum.map { "\($0): " } ?? "") + line.rule.description
      } + rules.others.map { "\(InspectionTask.others): \($0)" }
    set("rules", lines.joined(separator: "\n"))
    set("overall", rules.overall.map(\.description).joined(separator: "\n"))
    set("frequency", task.frequency?.description)
    set("cap", cap(of: task))
    let periods = task.periods ?? task.period.map { [$0] } ?? []
    set("rounds", periods.count > 1 ? "\(periods.count)" : nil)
    set("begins", periods.compactMap(\.start).min()?.description)
    set("deadline", periods.compactMap(\.end).max()?.description)
    set("label", task.label)
    set("source", "\(task.source.file) \(task.source.row)")
    return cells
  }

  /// A cap that is a whole number of visits in the year.
  private static func cap(of task: PlanTask) -> String? {
    guard let most = task.cap?.yearly.most else { return nil }
    let visits = most.numerator / most.denominator
    return visits >= 1 ? "\(visits)" : nil
  }
}

/// The tasks of a year as they are known by their names.
private struct PlannedTasks {
  private var numbers: [[String]: Int] = [:]
  private var taken: [Int: PlanTask.Source] = [:]
  private var last = 0

  init(_ database: Database, year: Int) throws {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT number, code, name, lead, unit FROM tasks WHERE year = ? AND until = 0",
      arguments: ["\(year)"]
    )
    for row in rows {
      let number = Int(row["number"] as String) ?? 0
      last = max(last, number)
      let code: String = row["code"]
      numbers[code.isEmpty ? [row["name"], row["lead"], row["unit"]] : [code]] = number
    }
  }

  mutating func number(of cells: [String], source: PlanTask.Source) throws -> Int {
    func cell(_ name: String) -> String { cells[LibraryKind.tasks.place(name)] }
    let code = cell("code")
    let name = code.isEmpty ? [cell("name"), cell("lead"), cell("unit")] : [code]
    let number = numbers[name] ?? last + 1
    if let other = taken[number] {
      throw WorkspaceError(
        .data,
        "\(source.file), row \(source.row): the task \"\(cell("name").excerpt)\" has the code, or the name and the"
          + " departments, of \(other.file), row \(other.row); give it a code of its own",
        "\(source.file) 第 \(source.row) 行：任务“\(cell("name").excerpt)”与 \(other.file) 第 \(other.row)"
          + " 行的编号（或名称和部门）相同，请另编任务编号"
      )
    }
    taken[number] = source
    numbers[name] = number
    last = max(last, number)
    return number
  }
}
