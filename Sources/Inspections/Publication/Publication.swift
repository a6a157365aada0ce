internal import GRDB

/// What is kept of a publication, in the ledger: which files with which digests, when, where, and which one it corrects.
package struct Publication: Sendable {
  /// What is published, the last word of the command: `items`.
  package var kind: String
  /// The year of a plan or of results; nil for what has none.
  package var year: Int?
  /// The task of a draw; nil for what has none.
  package var task: String?
  /// Where it was written.
  package var folder: String
  /// The digest of what is published, whatever the language and form.
  package var content: String
  /// The digests of the files, as `sha256sum` writes them.
  package var files: [String]

  /// Describes a publication.
  package init(_ list: PublishedList, folder: String, content: String, files: [String]) {
    (kind, year, task) = (list.kind.rawValue, list.year, list.task?.key)
    (self.folder, self.content, self.files) = (folder, content, files)
  }

  /// What was noted.
  package struct Noted: Sendable {
    /// The head of the ledger after the entry.
    package var head: LedgerHead
    /// The entry that published before what this one corrects; nil for the first.
    package var corrects: Int?
  }

  /// Notes it, as an entry of its own.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - actor: who publishes.
  /// - Returns: the entry; nil where the last publication of this kind had the same content.
  /// - Throws: ``WorkspaceError`` where the file can not be written.
  package func note(in workspace: Workspace, by actor: String) throws -> Noted? {
    var corrects: Int?
    let action = "publish \(kind)"
    let head = try workspace.change(action, subject: folder, by: actor) { database, _ in
      if let last = try Publication.entries(kind, year, task: task, database).last {
        guard last.payload.text("content") != content else { return nil }
        corrects = last.number
      }
      var values: [String: LedgerPayload.Value] = [
        "content": .text(content), "files": .array(files.map { .text($0) }),
        "folder": .text(folder),
      ]
      if let corrects { values["corrects"] = .integer(corrects) }
      if let year { values["year"] = .integer(year) }
      if let task { values["task"] = .text(task) }
      return LedgerPayload(values)
    }
    return head.map { Noted(head: $0, corrects: corrects) }
  }

  /// The entries that published something, of a year or a task where it has one, the first one first; those whose payload was
  /// erased are not told.
  static func entries(
    _ kind: String,
    _ year: Int?,
    task: String? = nil,
    _ database: Database
  ) throws -> [(number: Int, time: String, payload: LedgerPayload)] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT number, time, payload FROM ledger WHERE action = ? AND digest <> '' ORDER BY number
        """,
      arguments: ["publish \(kind)"]
    )
    return rows.compactMap { row in
      guard let payload = (row["payload"] as String?).flatMap({ LedgerPayload(json: $0) }),
        payload.integer("year") == year, payload.text("task") == task
      else { return nil }
      return (row["number"], row["time"], payload)
    }
  }
}
