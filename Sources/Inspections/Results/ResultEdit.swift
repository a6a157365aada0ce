internal import Frames
internal import GRDB
internal import Sampling

/// One result, entered or corrected by itself.
package struct ResultEdit: Sendable {
  private let task: TaskKey
  private let object: String
  private let department: String?
  private let item: String?
  private let values: [(column: String, value: String)]
  private let reason: String

  /// Makes an edit.
  ///
  /// - Parameters:
  ///   - task: the task.
  ///   - object: the object's key.
  ///   - department: the department; nil where the task has one alone.
  ///   - item: the item; nil where the department has one alone.
  ///   - values: columns by any of their names, and what stands there from now on.
  ///   - reason: why.
  package init(
    task: TaskKey,
    object: String,
    department: String?,
    item: String?,
    values: [(column: String, value: String)],
    reason: String
  ) {
    (self.task, self.object, self.department, self.item) = (task, object, department, item)
    (self.values, self.reason) = (values, reason)
  }

  /// Enters the result.
  ///
  /// - Throws: ``WorkspaceError`` where it is not clear of which item, and for a column that there is not;
  ///   `DataError` for what can not stand there.
  package func run(on workspace: Workspace, by actor: String) throws -> LibraryEdit.Outcome {
    var outcome = LibraryEdit.Outcome(head: nil, kind: .results, change: nil)
    outcome.head = try workspace.change("results set", subject: task.text, by: actor) {
      database,
      entry in
      let visit = try visit(of: InspectedTask(task, database))
      let kind = LibraryKind.results
      var cells = [String](repeating: "", count: kind.columns.count)
      (cells[.task], cells[.object]) = (task.text, object)
      (cells[.department], cells[.item]) = visit
      let writer = try LibraryWriter(database, kind, entry: entry)
      do {
        let key = try RecordKey(kind, &cells, acceptsChecksum: false).text
        let old = try writer.current(key)
        if let old { cells = old.cells }
        try LibraryEdit.assign(values, in: kind, to: &cells)
        if let old { ResultRules.keepReview(of: old.cells, in: &cells) }
        guard try RecordKey(kind, &cells, acceptsChecksum: false).text == key else {
          throw WorkspaceError(
            .usage,
            "task, object, department and item say which result it is, and can not be set",
            "任务、对象、部门和事项用于确定是哪项结果，不能修改"
          )
        }
        try RecordRules.check(kind, &cells, isAccepted: false, schemes: RiskSchemes())
        guard let change = try writer.put(key, cells, over: old)?.change else { return nil }
        outcome.change = change
      } catch let error as RecordProblem {
        throw LibraryEdit.problem(kind, error.column, cells[error.column], error.reason)
      }
      try CrossChecks(database, kind, file: "results set").throwIfAny { _ in nil }
      return writer.payload(["reason": .text(reason)])
    }
    return outcome
  }

  /// The department and the item that are meant.
  private func visit(of task: InspectedTask) throws -> (String, String) {
    let visits = task.visits.filter { visit in
      (department.map { $0 == visit.department } ?? true) && (item.map { $0 == visit.item } ?? true)
    }
    guard let visit = visits.first, visits.count == 1 else {
      let list = task.visits.map { "\($0.department): \($0.item)" }
      throw WorkspaceError(
        .usage,
        "of which result this is is not clear; say it with \(Setting.department) and \(Setting.item):"
          + " \(list.joined(separator: "; "))",
        "未能确定是哪项结果，请用 \(Setting.department) 和 \(Setting.item) 指定：\(list.joined(separator: "；"))"
      )
    }
    return (visit.department, visit.item)
  }
}
