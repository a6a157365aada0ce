internal import Frames
internal import GRDB
internal import Sampling

/// All versions of one record, the first one first.
package struct LibraryHistory: Sendable {
  /// One version.
  package struct Version: Sendable {
    /// The entry of the ledger that it began with.
    package var since: Int
    /// The time of that entry.
    package var from: String
    /// The entry that it ended with; nil where it still holds.
    package var until: Int?
    /// The time of that entry; empty where it still holds.
    package var to: String
    /// Who ended it, without another version in its place; empty where nobody did, or where that was erased.
    package var ender: String
    /// The reason that was given for the end; empty for none.
    package var endReason: String
    /// Who made it; empty where that was erased.
    package var actor: String
    /// The words of the command that made it.
    package var action: String
    /// The reason that was given; empty for none, or one that was erased.
    package var reason: String
    /// The digest of the file that it came from; empty for an edit.
    package var file: String
    /// The cells, in the order of the library's columns that are shown.
    package var cells: [String]
    /// Whether they were erased.
    package var isErased: Bool
  }

  /// The library.
  package var kind: LibraryKind
  /// The key.
  package var key: String
  /// The columns that are shown, by their places.
  package var columns: [Int]
  /// The versions.
  package var versions: [Version]
  /// The keys that the record is linked with, each with the relation.
  package var links: [(key: String, relation: String)]

  /// Reads the history of a record.
  ///
  /// - Parameters:
  ///   - key: its key.
  ///   - library: its library, nil for the one that has the key.
  ///   - showsClasses: whether classes and scores are shown.
  ///   - workspace: where.
  /// - Throws: ``WorkspaceError`` where no record had the key.
  package init(
    _ key: String,
    in library: LibraryKind?,
    showsClasses: Bool,
    of workspace: Workspace
  ) throws {
    (kind, columns, versions, links) = try workspace.read { database in
      let kind = try library ?? LibraryEdit.kind(of: key, database, everHeld: true)
      let columns = kind.columns.indices.filter { showsClasses || !kind.columns[$0].isClass }
      let list = columns.map { "record." + kind.columns[$0].name }.joined(separator: ", ")
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT record.since, record.until, record.erased, began.time AS start, ended.time AS stop,
            began.action AS action, began.payload AS payload, beginner.actor AS actor,
            ended.payload AS last, ender.actor AS ender, \(list)
          FROM \(kind.name) AS record
          JOIN ledger AS began ON began.number = record.since
          LEFT JOIN ledger AS ended ON ended.number = record.until
          LEFT JOIN ledger_name AS beginner ON beginner.entry = record.since
          LEFT JOIN ledger_name AS ender ON ender.entry = record.until
          WHERE record.key = ? ORDER BY record.since
          """,
        arguments: [key]
      )
      guard !rows.isEmpty else {
        throw WorkspaceError(
          .no,
          "\"\(key.excerpt)\" was never a key of the \(kind.title.english); look for it with spotcheck library list",
          "“\(key.excerpt)”从未是\(kind.title.chinese)中的标识；请用 spotcheck library list 查找"
        )
      }
      let beginnings = Set(rows.map { $0["since"] as Int })
      let versions = rows.map { row in
        let payload = (row["payload"] as String?).flatMap { LedgerPayload(json: $0) }
        let until: Int = row["until"]
        // Where the next version begins, that says who made it.
        let last = beginnings.contains(until) ? nil : row["last"] as String?
        return Version(
          since: row["since"],
          from: row["start"],
          until: until == 0 ? nil : until,
          to: row["stop"] ?? "",
          ender: beginnings.contains(until) ? "" : row["ender"] ?? "",
          endReason: last.flatMap { LedgerPayload(json: $0) }?.text("reason") ?? "",
          actor: row["actor"] ?? "",
          action: row["action"],
          reason: payload?.text("reason") ?? "",
          file: payload?.text("file") ?? "",
          cells: columns.indices.map { row[10 + $0] },
          isErased: (row["erased"] as Int?) != nil
        )
      }
      let linked = try Row.fetchAll(
        database,
        sql: """
          SELECT first, second, relation FROM links
          WHERE until = 0 AND erased IS NULL AND (first = :key OR second = :key) ORDER BY key
          """,
        arguments: ["key": key]
      )
      let links = linked.map { row in
        let first: String = row["first"]
        return (
          key: first == key ? row["second"] as String : first, relation: row["relation"] as String
        )
      }
      return (kind, columns, versions, kind == .objects ? links : [])
    }
    self.key = key
  }
}
