internal import GRDB

/// What is kept of a publication, in the ledger: which files with which digests, when, where, and which one it corrects.
package struct Publication: Sendable {
  /// What is published, the last word of the command: `items`.
  package var kind: String
  /// Where it was written.
  package var folder: String
  /// The digest of what is published, whatever the language and form.
  package var content: String
  /// The digests of the files, as `sha256sum` writes them.
  package var files: [String]

  /// Describes a publication.
  package init(_ kind: String, folder: String, content: String, files: [String]) {
    (self.kind, self.folder, self.content, self.files) = (kind, folder, content, files)
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
      let last = try Row.fetchOne(
        database,
        sql: """
          SELECT number, payload FROM ledger WHERE action = ? AND digest <> ''
          ORDER BY number DESC LIMIT 1
          """,
        arguments: [action]
      )
      if let last {
        let payload = (last["payload"] as String?).flatMap { LedgerPayload(json: $0) }
        guard payload?.text("content") != content else { return nil }
        corrects = last["number"]
      }
      var values: [String: LedgerPayload.Value] = [
        "content": .text(content), "files": .array(files.map { .text($0) }),
        "folder": .text(folder),
      ]
      if let corrects { values["corrects"] = .integer(corrects) }
      return LedgerPayload(values)
    }
    return head.map { Noted(head: $0, corrects: corrects) }
  }
}
