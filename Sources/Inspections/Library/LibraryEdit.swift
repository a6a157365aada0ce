internal import Frames
internal import GRDB
internal import Sampling

/// One edit of one record: cells set, the record ended, two records linked.
package enum LibraryEdit {
  /// What an edit has done.
  package struct Outcome: Sendable {
    /// The head of the ledger after it; nil where nothing had to be changed.
    package var head: LedgerHead?
    /// The library.
    package var kind: LibraryKind
    /// The change; nil where nothing had to be changed.
    package var change: LibraryChange?
  }

  /// Sets cells of a record.
  ///
  /// - Parameters:
  ///   - key: the record's key.
  ///   - library: the library, nil for the one that has the key.
  ///   - values: columns by any of their names, and what stands there from now on.
  ///   - reason: why.
  ///   - acceptsChecksum: whether a wrong check digit is taken.
  ///   - workspace: where.
  ///   - actor: who does it.
  /// - Returns: what was done.
  /// - Throws: ``WorkspaceError`` where no record, or none of one library alone, has the key, for a column that
  ///   there is not, and for one of which the key is made; `DataError` for a value that can not stand there.
  package static func set(
    _ key: String,
    in library: LibraryKind?,
    _ values: [(column: String, value: String)],
    reason: String,
    acceptsChecksum: Bool = false,
    on workspace: Workspace,
    by actor: String
  ) throws -> Outcome {
    try edit(key, in: library, "library set", reason, workspace, actor) {
      writer,
      current,
      database in
      let kind = writer.kind
      var cells = current.cells
      var columns: [Int] = []
      for (name, value) in values {
        guard let column = kind.column(named: name) else {
          let known = kind.columns.filter { !$0.names.isEmpty }.map(\.title)
          throw WorkspaceError(
            .usage,
            "\"\(name.excerpt)\" is no column of the \(kind.title.english); there are"
              + " \(known.map(\.english).joined(separator: ", "))",
            "\(kind.title.chinese)没有“\(name.excerpt)”列，现有：\(known.map(\.chinese).joined(separator: "、"))"
          )
        }
        guard !columns.contains(column) else {
          throw WorkspaceError(
            .usage,
            "\(kind.columns[column].title.english) is set twice; give one value",
            "“\(kind.columns[column].title.chinese)”重复设置，请只写一个值"
          )
        }
        columns.append(column)
        do throws(CellProblem) {
          cells[column] = try kind.columns[column].value(of: value)
        } catch {
          throw problem(kind, column, value, error.reason)
        }
      }
      let old = current.cells
      if kind == .objects, !columns.contains(5),
        old[5].utf8.elementsEqual(StandardName.of(old[4]).utf8)
      {
        cells[5] = ""
      }
      do {
        let accepts = acceptsChecksum || (kind == .objects && !old[18].isEmpty)
        let made = try RecordKey(kind, &cells, acceptsChecksum: accepts)
        guard made.text.utf8.elementsEqual(key.utf8) else {
          throw WorkspaceError(
            .usage,
            "this would make another record of it (\(made.text.excerpt)), and a key stays: import the new one, and"
              + " join both with spotcheck library link",
            "这样会改变记录的标识（\(made.text.excerpt)），而标识不得更改：请导入新记录，再用 spotcheck library link 关联"
          )
        }
        try RecordRules.check(
          kind,
          &cells,
          isAccepted: made.isAccepted,
          schemes: kind == .objects ? RiskSchemes(database) : RiskSchemes()
        )
      } catch let error as RecordProblem {
        throw problem(kind, error.column, cells[error.column], error.reason)
      }
      return try writer.put(key, cells, over: current)?.change
    }
  }

  /// Ends a record: it is kept, and holds no longer.
  ///
  /// - Throws: ``WorkspaceError`` where no record, or none of one library alone, has the key.
  package static func end(
    _ key: String,
    in library: LibraryKind?,
    reason: String,
    on workspace: Workspace,
    by actor: String
  ) throws -> Outcome {
    try edit(key, in: library, "library end", reason, workspace, actor) { writer, current, _ in
      try writer.end(key, current)
    }
  }

  /// Links two objects: as one subject, or as branch and parent.
  ///
  /// Neither record is changed.
  ///
  /// - Throws: ``WorkspaceError``; `DataError` where one of the keys is unknown.
  package static func link(
    _ first: String,
    _ second: String,
    relation: String,
    reason: String,
    on workspace: Workspace,
    by actor: String
  ) throws -> Outcome {
    var outcome = Outcome(head: nil, kind: .links, change: nil)
    let subject = "\(first) + \(second)"
    outcome.head = try workspace.change("library link", subject: subject, by: actor) {
      database,
      entry in
      let writer = try LibraryWriter(database, .links, entry: entry)
      var cells = [first, second, relation]
      do throws(CellProblem) {
        cells[2] = try LibraryKind.links.columns[2].value(of: relation)
      } catch {
        throw problem(.links, 2, relation, error.reason)
      }
      do {
        let key = try RecordKey(.links, &cells, acceptsChecksum: false)
        try RecordRules.check(.links, &cells, isAccepted: false, schemes: RiskSchemes())
        guard let change = try writer.put(key.text, cells, over: try writer.current(key.text))
        else {
          return nil
        }
        outcome.change = change.change
      } catch let error as RecordProblem {
        throw problem(.links, error.column, cells[error.column], error.reason)
      }
      try CrossChecks(database, .links, file: "library link").throwIfAny { _ in nil }
      return writer.payload(["reason": .text(reason)])
    }
    return outcome
  }

  private static func edit(
    _ key: String,
    in library: LibraryKind?,
    _ action: String,
    _ reason: String,
    _ workspace: Workspace,
    _ actor: String,
    _ body: (LibraryWriter, LibraryWriter.Current, Database) throws -> LibraryChange?
  ) throws -> Outcome {
    var outcome = Outcome(head: nil, kind: .items, change: nil)
    outcome.head = try workspace.change(action, subject: key, by: actor) { database, entry in
      outcome.kind = try library ?? kind(of: key, database)
      let writer = try LibraryWriter(database, outcome.kind, entry: entry)
      guard let current = try writer.current(key) else { throw unknown(key, in: outcome.kind) }
      outcome.change = try body(writer, current, database)
      guard outcome.change != nil else { return nil }
      try CrossChecks(database, outcome.kind, file: action).throwIfAny { _ in nil }
      return writer.payload(["reason": .text(reason)])
    }
    return outcome
  }

  /// The library whose records a key is of.
  static func kind(of key: String, _ database: Database, everHeld: Bool = false) throws
    -> LibraryKind
  {
    let found = try LibraryKind.libraries.filter { kind in
      try Bool.fetchOne(
        database,
        sql:
          "SELECT EXISTS (SELECT 1 FROM \(kind.name) WHERE key = ?\(everHeld ? "" : " AND until = 0"))",
        arguments: [key]
      ) == true
    }
    guard let kind = found.first else { throw unknown(key, in: nil) }
    guard found.count == 1 else {
      throw WorkspaceError(
        .usage,
        "\"\(key.excerpt)\" is a key of \(found.map(\.name).joined(separator: " and of ")); say which with \(Setting.in)",
        "“\(key.excerpt)”同时是 \(found.map(\.name).joined(separator: "、")) 中的标识，请用 \(Setting.in) 指定"
      )
    }
    return kind
  }

  private static func unknown(_ key: String, in kind: LibraryKind?) -> WorkspaceError {
    WorkspaceError(
      .no,
      "\"\(key.excerpt)\" is no key of \(kind.map { "the \($0.title.english)" } ?? "any library"), or the record was"
        + " ended; look for it with spotcheck library list",
      "“\(key.excerpt)”不是\(kind?.title.chinese ?? "任何名录库")中的标识，或该记录已终止；请用 spotcheck library list 查找"
    )
  }

  private static func problem(
    _ kind: LibraryKind,
    _ column: Int,
    _ value: String,
    _ reason: DataProblem
  ) -> DataError {
    DataError(
      .init(
        file: "library",
        column: kind.columns[column].title.chinese,
        value: value.isEmpty ? nil : value,
        reason: reason
      )
    )
  }
}
