package import Sampling

/// The table in which the results of a task are written down: a row for each object, item and department, with
/// nothing said of the result.
package struct ResultTemplate: Sendable {
  /// The task.
  package var task: TaskKey
  /// The rows without a heading: the cells of ``header``.
  package var rows: [[String]]
  /// How many objects there are.
  package var objects: Int

  /// The columns of the table: those of the library, and the name of the object, which an import does not keep.
  package static let header: [Sentence] =
    [Sentence("object name", "对象名称")]
    + LibraryKind.results.columns.filter { !$0.names.isEmpty }.map(\.title)

  /// Makes the table of a task that was drawn; an object for which another stands in is left out.
  ///
  /// - Throws: ``WorkspaceError`` for a task that there is not, or that was not drawn.
  package init(_ task: TaskKey, of workspace: Workspace) throws {
    self.task = task
    let inspected = try workspace.read { try InspectedTask(task, $0) }
    guard inspected.draw != nil else {
      throw WorkspaceError(
        .no,
        "task \(task.text) was not drawn yet, and has no objects; see spotcheck task draw",
        "任务 \(task.text) 尚未抽取，没有检查对象；请用 spotcheck task draw"
      )
    }
    let blank = [String](repeating: "", count: ResultTemplate.header.count - 5)
    let objects = inspected.objects.filter { !$0.isStruck }
    self.objects = objects.count
    // A row of a department lies beside those of the same object, as the visit is one.
    rows = objects.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.flatMap { object in
      inspected.visits.map { [object.name, task.text, object.key, $0.department, $0.item] + blank }
    }
  }
}
