internal import Frames
internal import GRDB
internal import Sampling

/// The review of results by a second person, before which they do not count.
package enum ResultReview {
  /// What a review has done.
  package struct Outcome: Sendable {
    /// The head of the ledger after it; nil where nothing waited for a review.
    package var head: LedgerHead?
    /// Results that are reviewed now.
    package var reviewed = 0
    /// Results that this person has entered, and that wait for another.
    package var own = 0
  }

  /// Finds the results of a task right that somebody else has entered.
  ///
  /// - Parameters:
  ///   - task: the task.
  ///   - object: one object of it alone; nil for all.
  ///   - workspace: where.
  ///   - actor: who reviews.
  /// - Returns: what was done.
  /// - Throws: ``WorkspaceError`` where the object has no result.
  package static func run(
    _ task: TaskKey,
    object: String?,
    on workspace: Workspace,
    by actor: String
  ) throws -> Outcome {
    var outcome = Outcome()
    outcome.head = try workspace.change("results review", subject: task.text, by: actor) {
      database,
      entry in
      let list = LibraryKind.results.columns.map { "results." + $0.name }.joined(separator: ", ")
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT results.key, ledger_name.actor, results.version, \(list) FROM results
          LEFT JOIN ledger_name ON ledger_name.entry = results.since
          WHERE results.until = 0 AND results.erased IS NULL AND results.task = ?
          ORDER BY results.key
          """,
        arguments: [task.text]
      ).filter { object == nil || ($0["object"] as String) == object }
      guard !rows.isEmpty else {
        throw WorkspaceError(
          .no,
          "task \(task.text) has no results\(object.map { " of \($0.excerpt)" } ?? ""); see spotcheck results import",
          "任务 \(task.text)\(object.map { "的对象“\($0.excerpt)”" } ?? "")没有结果；请用 spotcheck results import"
        )
      }
      let day = try BeijingDay.of(entry: entry, database)
      let log = try ChangeLog(database, entry: entry)
      let writer = try LibraryWriter(database, .results, entry: entry, log: log)
      for row in rows {
        var cells = LibraryKind.results.columns.indices.map { row[3 + $0] as String }
        guard cells[.reviewed].isEmpty else { continue }
        // Nobody is the second person of what he entered himself; who is not known any more is somebody else.
        guard (row["actor"] as String?) != actor else {
          outcome.own += 1
          continue
        }
        cells[.reviewed] = day?.description ?? ""
        let old = LibraryWriter.Current(version: row["version"], cells: row.resultCells)
        if try writer.put(row["key"], cells, over: old) != nil { outcome.reviewed += 1 }
      }
      guard outcome.reviewed > 0 else { return nil }
      return log.payload(["task": .text(task.text), "reviewed": .integer(outcome.reviewed)])
    }
    return outcome
  }
}

extension Row {
  /// The cells of a result that stand behind three columns more.
  fileprivate var resultCells: [String] {
    LibraryKind.results.columns.indices.map { self[3 + $0] as String }
  }
}
