internal import Frames
internal import GRDB
internal import Sampling

/// Erases what an entry says of a person: a person's right, which takes nothing from the chain.
package struct LedgerErasure: Sendable {
  /// What was erased.
  package struct Outcome: Sendable {
    /// The head after the entry of the erasure.
    package var head: LedgerHead?
    /// Entries whose names, salt and payload are blank now.
    package var entries: [Int] = []
    /// Lines of diffs that are blank now.
    package var lines = 0
    /// Versions whose cells are blank now.
    package var versions = 0
  }

  /// Entries that name no person, of which nothing can be erased.
  private static let lasting: Set<String> = [
    "workspace init", "workspace migrate", "ledger erase", "task commit", "task draw",
    "task assign",
    "task replace", "task redraw", "task abandon",
  ]

  /// Erases.
  ///
  /// Without a key all of entry k is erased, which speaks of one record at most. With the key of a record that it
  /// speaks of, that record is: all its versions, the links to it, every line and every entry that speaks of it
  /// alone.
  ///
  /// - Parameters:
  ///   - number: the entry k.
  ///   - key: the key of a record that it speaks of.
  ///   - reason: why; it stays, and should name nobody.
  ///   - workspace: where.
  ///   - actor: who does it.
  /// - Returns: what was erased.
  /// - Throws: ``WorkspaceError`` for an entry that there is not, names no person, or speaks of many records.
  package static func erase(
    _ number: Int,
    key: String?,
    reason: String,
    on workspace: Workspace,
    by actor: String
  ) throws -> Outcome {
    var outcome = Outcome()
    outcome.head = try workspace.change("ledger erase", subject: "entry \(number)", by: actor) {
      database,
      entry in
      let job = try Job(database, number, key: key)
      var plan = try job.plan()
      plan.entries.insert(number)
      if try Int.fetchOne(
        database,
        sql: "SELECT count(*) FROM change WHERE entry = ?",
        arguments: [number]
      ) ?? 0 > 1 {
        // It speaks of others too, and names none of them.
        plan.entries.remove(number)
      }
      try job.blank(plan, in: entry)
      outcome.entries = plan.entries.sorted()
      outcome.lines = plan.lines.count
      outcome.versions = plan.versions.reduce(0) { $0 + $1.value.count }
      var values: [String: LedgerPayload.Value] = [
        "entry": .integer(number), "reason": .text(reason),
        "entries": .array(outcome.entries.map { .integer($0) }),
        "erased": .array(plan.lines.map { .text("\($0.entry).\($0.line)") }),
      ]
      for (kind, versions) in plan.versions {
        values[kind.name] = .array(versions.sorted().map { .integer($0) })
      }
      return LedgerPayload(values)
    }
    return outcome
  }

  /// What is to be erased.
  private struct Plan {
    var entries: Set<Int> = []
    var lines: [(entry: Int, line: Int)] = []
    var versions: [LibraryKind: [Int]] = [:]
  }

  private struct Job {
    private let database: Database
    private let entry: Int
    private let record: (kind: LibraryKind, key: String)?

    init(_ database: Database, _ entry: Int, key: String?) throws {
      self.database = database
      self.entry = entry
      let row = try Row.fetchOne(
        database,
        sql: "SELECT action, payload FROM ledger WHERE number = ?",
        arguments: [entry]
      )
      guard let row else {
        throw WorkspaceError(
          .no,
          "the ledger has no entry \(entry); see spotcheck ledger show",
          "台账没有第 \(entry) 条；请查看 spotcheck ledger show"
        )
      }
      guard !LedgerErasure.lasting.contains(row["action"]) else {
        throw WorkspaceError(
          .no,
          "entry \(entry) (\(row["action"] as String)) names no person and stays as it is",
          "第 \(entry) 条（\(row["action"] as String)）不涉及个人，不得删除"
        )
      }
      let lines = try Row.fetchAll(
        database,
        sql: "SELECT library, began, ended FROM change WHERE entry = ? LIMIT 2",
        arguments: [entry]
      )
      if let key {
        record = try Job.record(key, in: entry, database)
      } else if let line = lines.first, lines.count == 1,
        let kind = LibraryKind(rawValue: line["library"]), LibraryKind.libraries.contains(kind)
      {
        let version: Int = (line["began"] as Int?) ?? line["ended"]
        let key = try String.fetchOne(
          database,
          sql: "SELECT key FROM \(kind.name) WHERE version = ?",
          arguments: [version]
        )
        record = key.map { (kind, $0) }
      } else {
        // Tasks and draws name no person: what was said of them may go, they stay.
        guard lines.count < 2 else {
          throw WorkspaceError(
            .usage,
            "entry \(entry) speaks of many records; say whose with \(Setting.key)",
            "第 \(entry) 条涉及多条记录，请用 \(Setting.key) 指定"
          )
        }
        record = nil
      }
      if record == nil, (row["payload"] as String?) == nil { throw Job.isErased(entry) }
    }

    private static func isErased(_ entry: Int) -> WorkspaceError {
      WorkspaceError(
        .no,
        "what entry \(entry) said was erased before",
        "第 \(entry) 条的内容此前已删除"
      )
    }

    private static func record(
      _ key: String,
      in entry: Int,
      _ database: Database
    ) throws -> (LibraryKind, String) {
      for kind in LibraryKind.libraries {
        let isThere = try Bool.fetchOne(
          database,
          sql: """
            SELECT EXISTS (SELECT 1 FROM change JOIN \(kind.name) ON version IN (began, ended)
            WHERE entry = ? AND library = ? AND key = ?)
            """,
          arguments: [entry, kind.rawValue, key]
        )
        if isThere == true { return (kind, key) }
      }
      throw WorkspaceError(
        .no,
        "entry \(entry) does not speak of \"\(key.excerpt)\"; see spotcheck library history",
        "第 \(entry) 条不涉及“\(key.excerpt)”；请查看 spotcheck library history"
      )
    }

    /// Everything that speaks of the record.
    func plan() throws -> Plan {
      var plan = Plan()
      guard let record else { return plan }
      if record.key.hasPrefix(LedgerErasure.erasedKey) { throw Job.isErased(entry) }
      plan.versions[record.kind] = try Int.fetchAll(
        database,
        sql: "SELECT version FROM \(record.kind.name) WHERE key = ?",
        arguments: [record.key]
      )
      if record.kind == .objects {
        let links = try Int.fetchAll(
          database,
          sql: "SELECT version FROM links WHERE first = :key OR second = :key",
          arguments: ["key": record.key]
        )
        if !links.isEmpty { plan.versions[.links] = links }
      }
      for (kind, versions) in plan.versions {
        let numbers = versions.map(String.init).joined(separator: ",")
        let lines = try Row.fetchAll(
          database,
          sql: """
            SELECT entry, line FROM change
            WHERE library = \(kind.rawValue) AND (began IN (\(numbers)) OR ended IN (\(numbers)))
            """
        )
        plan.lines += lines.map { (entry: $0["entry"], line: $0["line"]) }
      }
      plan.lines.sort { ($0.entry, $0.line) < ($1.entry, $1.line) }
      // An entry of this record alone has its key as subject, and a reason that may name it.
      for number in Set(plan.lines.map(\.entry)) {
        let count = try Int.fetchOne(
          database,
          sql: "SELECT count(*) FROM change WHERE entry = ?",
          arguments: [number]
        )
        if count == 1 { plan.entries.insert(number) }
      }
      return plan
    }

    /// Blanks it.
    func blank(_ plan: Plan, in erasure: Int) throws {
      for entry in plan.entries {
        try database.execute(
          sql: "UPDATE ledger SET salt = NULL, payload = NULL WHERE number = ?",
          arguments: [entry]
        )
        try database.execute(
          sql: "UPDATE ledger_name SET actor = NULL, subject = NULL, salt = NULL WHERE entry = ?",
          arguments: [entry]
        )
      }
      for line in plan.lines {
        try database.execute(
          sql: "UPDATE change SET salt = NULL WHERE entry = ? AND line = ?",
          arguments: [line.entry, line.line]
        )
      }
      for (kind, versions) in plan.versions {
        let blanks = kind.columns.map { "\($0.name) = ''" }.joined(separator: ", ")
        for version in versions {
          try database.execute(
            sql: """
              UPDATE \(kind.name) SET key = ? || version, erased = ?, \(blanks) WHERE version = ?
              """,
            arguments: [LedgerErasure.erasedKey, erasure, version]
          )
        }
      }
    }
  }

  /// What begins the key of a record that was erased.
  static let erasedKey = "erased:"
}
