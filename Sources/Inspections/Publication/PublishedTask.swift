package import Frames
package import Sampling

/// The task of a published draw, with every attempt to draw it: none is left out, whatever became of it.
package struct PublishedTask: Sendable {
  /// One attempt.
  package struct Attempt: Sendable {
    /// Its number, from 1.
    package var number: Int
    /// What became of it.
    package var state: DrawAttempt.State
    /// The day in Beijing of its commitment.
    package var day: CivilDate?
    /// The head of the ledger that its notice carries.
    package var head: LedgerHead
    /// The commitment.
    package var commitment: Digest
    /// The seed; empty before it is drawn.
    package var seed: String
    /// Why it was drawn again, or given up; empty for neither.
    package var reason: String
  }

  /// The key, `2024/3`.
  package var key: String
  /// The name.
  package var name: String
  /// The attempts, the first one first.
  package var attempts: [Attempt]
}

extension PublishedList {
  /// The objects of a task that are to be inspected, after replacements, and the attempts to draw them.
  ///
  /// The order is that of the identifiers' bytes, so that it tells nothing of classes and replacements. An object that
  /// was erased has a row without words: the number of rows is that of objects.
  ///
  /// - Parameters:
  ///   - key: the task.
  ///   - workspace: the workspace.
  /// - Returns: the list.
  /// - Throws: ``WorkspaceError`` where there is no such task, where its last attempt is not drawn, or where the file can
  ///   not be read.
  package static func draw(_ key: TaskKey, of workspace: Workspace) throws -> PublishedList {
    let (task, rows) = try workspace.read { database in
      let inspected = try InspectedTask(key, database)
      guard inspected.attempts.last?.state == .drawn else {
        throw WorkspaceError(
          .no,
          "task \(key.text) has no draw to publish; see spotcheck task show",
          "任务 \(key.text) 没有可公布的抽取结果；请用 spotcheck task show 查看"
        )
      }
      let attempts = try inspected.attempts.map { attempt in
        PublishedTask.Attempt(
          number: attempt.number,
          state: attempt.state,
          day: try BeijingDay.of(entry: attempt.snapshot, database),
          head: try LedgerHead(database, at: attempt.snapshot),
          commitment: attempt.record.commitment,
          seed: attempt.seed,
          reason: attempt.reason
        )
      }
      let rows = inspected.objects.filter { !$0.isStruck }
        .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { $0.key.isEmpty ? ["", ""] : [$0.key, $0.name] }
      return (
        PublishedTask(key: key.text, name: inspected.task["name"], attempts: attempts), rows
      )
    }
    return try PublishedList(
      .draw,
      year: nil,
      task: task,
      columns: [
        ("object", Sentence("object", "对象标识")), ("name", Sentence("object name", "对象名称")),
      ],
      rows: rows,
      of: workspace
    )
  }
}
