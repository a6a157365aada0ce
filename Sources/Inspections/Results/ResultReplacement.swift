internal import GRDB
package import Sampling

/// An object of a draw that could not be inspected, and for which another can be called in.
package struct ResultReplacement: Sendable {
  /// The task.
  package var task: String
  /// The object.
  package var object: String
  /// Why.
  package var reason: Sentence

  /// The objects with such a result for which no other was called in yet, by task and key.
  package static func all(in workspace: Workspace) throws -> [ResultReplacement] {
    try workspace.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT DISTINCT task, object, codes FROM results
          WHERE until = 0 AND erased IS NULL ORDER BY task, object
          """
      )
      var found: [ResultReplacement] = []
      var tasks: [String: InspectedTask] = [:]
      for row in rows {
        let (text, object): (String, String) = (row["task"], row["object"])
        guard let reason = InspectionResult.list(row["codes"]).lazy.compactMap(\.replacement).first,
          found.last.map({ $0.task != text || $0.object != object }) ?? true,
          let key = TaskKey(text)
        else { continue }
        let task = try tasks[text] ?? InspectedTask(key, database)
        tasks[text] = task
        guard task.objects.contains(where: { $0.key == object && !$0.isStruck }) else { continue }
        found.append(ResultReplacement(task: text, object: object, reason: reason))
      }
      return found
    }
  }
}
