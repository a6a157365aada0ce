internal import Frames
package import Sampling

/// A list as it is published: the columns of the national forms, and nothing else of what the workspace holds.
///
/// Allow lists, so that a column that a library gets later is not public before somebody says so.
package struct PublishedList: Sendable {
  /// What is published.
  package enum Kind: String, CaseIterable, Sendable {
    /// The inspection items: without the office's own codes and notes.
    case items
    /// The tasks of a year: without conditions, rules by class, windows, caps and labels of draws.
    case plan
    /// The objects of a task that are to be inspected, in no order of the draw, and every attempt to draw them: without
    /// classes, ranks, reserves, and which object stands in for which.
    case draw
    /// What inspections found: without words, teams, follow-ups and reviews, and of no object that was replaced.
    case results
  }

  /// What is published.
  package var kind: Kind
  /// The year; nil for what has none.
  package var year: Int?
  /// The task of a draw; nil for what has none.
  package var task: PublishedTask?
  /// The names of the columns in CSV and JSON.
  package var header: [String]
  /// What the columns are called in the form.
  package var titles: [Sentence]
  /// The rows.
  package var rows: [[String]]
  /// The head of the ledger that they were read under.
  package var head: LedgerHead

  /// The columns of the library of items that may be published, in the order of the form.
  private static let items = [
    "compiler", "category", "matter", "object", "level", "method", "body", "basis",
  ]

  /// The columns of tasks that may be published.
  private static let tasks = [
    "number", "name", "code", "document", "targeting", "category", "lead", "partners", "unit",
    "items", "scope", "base", "frequency", "begins", "deadline",
  ]

  /// The columns of results that may be published; the name of the object stands behind its key.
  private static let found = ["task", "object", "department", "item", "date", "codes"]

  /// The items that hold now.
  ///
  /// - Parameter workspace: the workspace.
  /// - Returns: the list, in the order in which the library keeps it.
  /// - Throws: ``WorkspaceError`` where there is no item, or the file can not be read.
  package static func items(of workspace: Workspace) throws -> PublishedList {
    let list = try LibraryList(.items)
    let places = items.compactMap { list.header.firstIndex(of: $0) }
    precondition(places.count == items.count, "the library has the form's columns")
    var rows: [[String]] = []
    _ = try list.forEach(in: workspace) { cells in rows.append(places.map { cells[$0] }) }
    return try PublishedList(
      .items,
      year: nil,
      columns: places.map { (list.header[$0], list.titles[$0]) },
      rows: rows,
      of: workspace
    )
  }

  /// The tasks of a year.
  ///
  /// The ratio is a rule that holds for all classes together or for each alike: what is drawn of one class is told
  /// nobody.
  ///
  /// - Parameters:
  ///   - year: the year.
  ///   - workspace: the workspace.
  /// - Returns: the list, by number.
  /// - Throws: ``WorkspaceError`` where the year has no task, or the file can not be read.
  package static func plan(_ year: Int, of workspace: Workspace) throws -> PublishedList {
    let columns = tasks.map { name in LibraryKind.tasks.columns[LibraryKind.tasks.place(name)] }
    let rows = try TaskList(of: workspace, year: year).lines.map { line in
      let rules = InspectionTask.lines(line.task["rules"]).filter { rule in
        !rule.contains { ":：".contains($0) }
      }
      let ratio = rules + InspectionTask.lines(line.task["overall"])
      return columns.map { line.task[$0.name] } + [ratio.joined(separator: "；")]
    }
    return try PublishedList(
      .plan,
      year: year,
      columns: columns.map { ($0.name, $0.title) } + [("ratio", Sentence("ratio", "抽查比例"))],
      rows: rows,
      of: workspace
    )
  }

  /// The reviewed results of a year's tasks.
  ///
  /// - Parameters:
  ///   - year: the year.
  ///   - workspace: the workspace.
  /// - Returns: the list, by task, object, department and item.
  /// - Throws: ``WorkspaceError`` where the year has no reviewed result, or the file can not be read.
  package static func results(_ year: Int, of workspace: Workspace) throws -> PublishedList {
    let records = try InspectionRecords(of: workspace)
    var rows: [[String]] = []
    for task in records.tasks where task.key.year == year {
      let objects = task.inspected.objects.filter { !$0.isStruck }
      for object in objects.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
        for visit in task.inspected.visits {
          let key = ResultKey(
            task: task.key.text,
            object: object.key,
            department: visit.department,
            item: visit.item
          )
          guard let result = records.results[key], result.isReviewed else { continue }
          rows.append([
            task.key.text, object.key, object.name, visit.department, visit.item,
            result.date.description, result.codes.map(\.rawValue).joined(separator: "；"),
          ])
        }
      }
    }
    var columns = found.map { name in
      (name, LibraryKind.results.columns[LibraryKind.results.place(name)].title)
    }
    columns.insert(("name", Sentence("object name", "对象名称")), at: 2)
    return try PublishedList(.results, year: year, columns: columns, rows: rows, of: workspace)
  }

  init(
    _ kind: Kind,
    year: Int?,
    task: PublishedTask? = nil,
    columns: [(name: String, title: Sentence)],
    rows: [[String]],
    of workspace: Workspace
  ) throws {
    self.kind = kind
    self.year = year
    self.task = task
    header = columns.map(\.name)
    titles = columns.map(\.title)
    self.rows = rows
    head = try workspace.head
    guard rows.isEmpty else { return }
    let text = year.map(String.init) ?? ""
    throw switch kind {
    case .items:
      WorkspaceError(
        .no,
        "there are no items to publish; import the list with library import items",
        "没有可公布的抽查事项，请先用 library import items 导入"
      )
    case .plan:
      WorkspaceError(
        .no,
        "\(text) has no task to publish; import the plan with task import",
        "\(text) 年没有可公布的任务，请先用 task import 导入计划"
      )
    case .draw:
      WorkspaceError(
        .no,
        "task \(task?.key ?? text) has no object to inspect",
        "任务 \(task?.key ?? text) 没有待检查的对象"
      )
    case .results:
      WorkspaceError(
        .no,
        "\(text) has no reviewed result to publish; see results review",
        "\(text) 年没有已复核的结果可公布，请先用 results review 复核"
      )
    }
  }
}
