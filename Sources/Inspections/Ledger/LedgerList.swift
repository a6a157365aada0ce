internal import GRDB
internal import Sampling

/// The entries of the ledger for a person to read.
package struct LedgerList: Sendable {
  /// One entry.
  package struct Entry: Sendable {
    /// The number.
    package var number: Int
    /// The time.
    package var time: String
    /// Who; nil where that was erased.
    package var actor: String?
    /// The words of the command.
    package var action: String
    /// What it was done to; nil where that was erased.
    package var subject: String?
    /// What is said of it; nil where that was erased.
    package var payload: LedgerPayload?
  }

  /// The entries, the first one first.
  package var entries: [Entry]
  /// How many there are in all.
  package var count: Int

  /// Reads the last entries.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - last: how many at most; nil for all.
  /// - Throws: ``WorkspaceError`` where the file can not be read.
  package init(of workspace: Workspace, last: Int? = nil) throws {
    (entries, count) = try workspace.read { database in
      let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM ledger") ?? 0
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT number, time, action, payload, ledger_name.actor AS actor, ledger_name.subject AS subject
          FROM ledger LEFT JOIN ledger_name ON entry = number ORDER BY number DESC LIMIT ?
          """,
        arguments: [last ?? -1]
      )
      let entries = rows.reversed().map { row in
        Entry(
          number: row["number"],
          time: row["time"],
          actor: row["actor"],
          action: row["action"],
          subject: row["subject"],
          payload: (row["payload"] as String?).flatMap { LedgerPayload(json: $0) }
        )
      }
      return (entries, count)
    }
  }
}

extension Workspace {
  /// The head of the ledger, as it is kept.
  package var head: LedgerHead { get throws { try read { try LedgerWriter.head($0) } } }
}
