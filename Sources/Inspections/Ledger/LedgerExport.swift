internal import Frames
internal import GRDB
internal import Sampling

/// The ledger as lines of JSON that any program can check: one an entry, and behind it one a line of its diff.
package enum LedgerExport {
  /// Writes an export.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - isPublic: whether the entries alone are written, which name nobody and nothing.
  ///   - write: takes a line with its line feed.
  /// - Throws: what `write` throws; ``WorkspaceError``.
  /// - Complexity: O(entries + lines), in the memory of one.
  package static func lines(
    of workspace: Workspace,
    isPublic: Bool,
    _ write: (String) throws -> Void
  ) throws {
    try workspace.read { database in
      let entries = try RawStatement(
        database,
        """
        SELECT number, time, ledger.actor, action, ledger.subject, digest, ledger.salt, payload,
          ledger_name.actor, ledger_name.subject, ledger_name.salt
        FROM ledger LEFT JOIN ledger_name ON entry = number ORDER BY number
        """
      )
      let lines = try RawStatement(
        database,
        "SELECT line, library, began, ended, salt, digest FROM change WHERE entry = ? ORDER BY line"
      )
      var readers: [Int: VersionReader] = [:]
      while try entries.step() {
        func member(_ name: String, _ column: Int32) -> String {
          "\"\(name)\":"
            + (entries.isNull(column) ? "null" : LedgerPayload.quoted(entries.text(column)))
        }
        var members = [
          member("action", 3), member("actor", 2), member("digest", 5),
          "\"entry\":\(entries.int(0))",
          member("subject", 4), member("time", 1),
        ]
        if !isPublic {
          members += [
            member("actor_name", 8), member("names_salt", 10), member("payload", 7),
            member("salt", 6),
            member("subject_name", 9),
          ]
        }
        try write("{" + members.sorted().joined(separator: ",") + "}\n")
        guard !isPublic else { continue }
        try lines.bind(1, entries.int(0))
        while try lines.step() {
          guard let kind = LibraryKind(rawValue: lines.int(1)) else { continue }
          let reader = try readers[kind.rawValue] ?? VersionReader(database, kind)
          readers[kind.rawValue] = reader
          let text =
            lines.isNull(4)
            ? nil
            : try reader.line(
              began: lines.isNull(2) ? nil : lines.int(2),
              ended: lines.isNull(3) ? nil : lines.int(3)
            )
          let salt = lines.isNull(4) ? "null" : "\"\(RandomHex.hex(lines.bytes(4)))\""
          let digest = RandomHex.hex(lines.bytes(5))
          try write(
            "{\"digest\":\"\(digest)\",\"entry\":\(entries.int(0)),\"line\":\(lines.int(0)),\"salt\":\(salt),\"text\":"
              + "\(text.map(LedgerPayload.quoted) ?? "null")}\n"
          )
        }
        lines.reset()
      }
    }
  }
}

/// Reads what lines of diffs are made of.
private struct VersionReader {
  private let statement: RawStatement
  private let kind: LibraryKind

  init(_ database: Database, _ kind: LibraryKind) throws {
    self.kind = kind
    let list = kind.columns.map(\.name).joined(separator: ", ")
    statement = try RawStatement(
      database,
      "SELECT key, \(list) FROM \(kind.name) WHERE version = ?"
    )
  }

  /// The line of a change; nil where a version is missing.
  func line(began: Int?, ended: Int?) throws -> String? {
    let new = try began.flatMap { try version($0) }
    let old = try ended.flatMap { try version($0) }
    guard let key = (new ?? old)?.key else { return nil }
    return LibraryChange(key, from: old?.cells, to: new?.cells).line(in: kind)
  }

  private func version(_ number: Int) throws -> (key: String, cells: [String])? {
    try statement.bind(1, number)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    return (statement.text(0), kind.columns.indices.map { statement.text(Int32($0 + 1)) })
  }
}
