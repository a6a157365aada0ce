internal import GRDB
internal import Sampling

/// The tasks of the years, each with what became of it.
package struct TaskList: Sendable {
  /// One task.
  package struct Line: Sendable {
    /// The task.
    package var task: InspectionTask
    /// The attempts, the first one first.
    package var attempts: [DrawAttempt]
    /// Objects that are to be inspected; 0 before it is drawn.
    package var inspected: Int
    /// Objects that were struck and replaced.
    package var replaced: Int

    /// What it waits for.
    package var state: State {
      switch attempts.last?.state {
      case .drawn: .drawn
      case .committed: .committed
      case .abandoned: .abandoned
      case .superseded, nil:
        task.filters == nil || task.rules.isEmpty ? .open : .ready
      }
    }
  }

  /// What a task waits for.
  package enum State: String, Sendable, CaseIterable {
    /// Its filter or its rules are missing.
    case open
    /// It can be committed to.
    case ready
    /// Its seed.
    case committed
    /// Its inspections.
    case drawn
    /// A new commitment: the last one was given up.
    case abandoned
  }

  /// The tasks, by year and number.
  package private(set) var lines: [Line]

  /// Reads the tasks.
  ///
  /// - Parameters:
  ///   - workspace: where.
  ///   - year: the year; nil for all.
  /// - Throws: ``WorkspaceError``; `DataError` for a task whose cells are none.
  package init(of workspace: Workspace, year: Int? = nil) throws {
    lines = try workspace.read { try TaskList.lines($0, year: year) }
  }

  static func lines(_ database: Database, year: Int?) throws -> [Line] {
    let columns = LibraryKind.tasks.columns.map(\.name).joined(separator: ", ")
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT version, \(columns), key FROM tasks
        WHERE until = 0 AND (:year IS NULL OR year = :year)
        ORDER BY CAST(year AS INTEGER), CAST(number AS INTEGER)
        """,
      arguments: ["year": year.map { "\($0)" }]
    )
    return try rows.map { row in
      let task = try InspectionTask(row: row, key: row["key"])
      let attempts = try DrawAttempt.all(of: task.key, database)
      var line = Line(task: task, attempts: attempts, inspected: 0, replaced: 0)
      guard let last = attempts.last, last.state == .drawn else { return line }
      let counts = try Row.fetchOne(
        database,
        sql: """
          SELECT count(*) FILTER (WHERE (role = 'selected' AND state <> 'struck')
              OR (role = 'reserve' AND state = 'called')) AS inspected,
            count(*) FILTER (WHERE state = 'struck') AS replaced
          FROM drawn WHERE draw = ? AND until = 0
          """,
        arguments: [last.key]
      )
      line.inspected = counts?["inspected"] ?? 0
      line.replaced = counts?["replaced"] ?? 0
      return line
    }
  }
}

/// One task with its attempts, and the objects of the last one.
package struct TaskRecord: Sendable {
  /// The task and its attempts.
  package var line: TaskList.Line
  /// The objects of the last attempt that was drawn: to be inspected, struck, in reserve, kept out.
  package var objects: [DrawnObject]

  /// Reads a task.
  ///
  /// - Throws: ``WorkspaceError`` where there is none.
  package init(_ key: TaskKey, of workspace: Workspace) throws {
    (line, objects) = try workspace.read { database in
      guard
        let line = try TaskList.lines(database, year: key.year)
          .first(where: { $0.task.key == key.text })
      else { throw TaskKey.unknown(key.text) }
      let objects = try line.attempts.last.map { try DrawnObject.all(of: $0.key, database) }
      return (line, objects ?? [])
    }
  }
}
