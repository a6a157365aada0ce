internal import GRDB
package import Sampling

/// One attempt to draw the objects of a task: from its commitment on, counted whatever becomes of it.
package struct DrawAttempt: Sendable {
  /// What became of it.
  package enum State: String, Sendable, CaseIterable {
    /// Committed to, without a seed.
    case committed
    /// Drawn.
    case drawn
    /// Given up before it was drawn.
    case abandoned
    /// Drawn, and drawn again since.
    case superseded
  }

  /// The key, `2024/3/1`.
  package var key: String
  /// The version of its row.
  var version: Int
  /// The task.
  package var task: String
  /// The number of the attempt, from 1.
  package var number: Int
  /// What became of it.
  package var state: State
  /// The version of the task's row that it was committed with.
  package var taskVersion: Int
  /// The entry of its commitment, at which the objects were taken as they were.
  package var snapshot: Int
  /// The record.
  package var record: DrawRecord
  /// The seed; empty before it is drawn.
  package var seed: String
  /// The receipt; empty before it is drawn.
  package var receipt: String
  /// Why it was drawn again, or given up; empty for neither.
  package var reason: String
  /// Who witnessed that it was drawn again: an office or a function.
  package var witness: String

  private static let columns = LibraryKind.draws.columns.map(\.name).joined(separator: ", ")

  /// The attempts of a task, the first one first.
  static func all(of task: String, _ database: Database) throws -> [DrawAttempt] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT version, key, \(columns) FROM draws WHERE task = ? AND until = 0
        ORDER BY CAST(attempt AS INTEGER)
        """,
      arguments: [task]
    )
    return try rows.map { try DrawAttempt($0) }
  }

  /// The commitment of the authority's last record, of any task, with the record.
  static func last(_ database: Database) throws -> DrawAttempt? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT version, key, \(columns) FROM draws WHERE until = 0
        ORDER BY CAST(snapshot AS INTEGER) DESC LIMIT 1
        """
    ).map { try DrawAttempt($0) }
  }

  private init(_ row: Row) throws {
    let key: String = row["key"]
    let damaged = WorkspaceError(
      .data,
      "the row of the draw \(key) is none; see spotcheck ledger verify",
      "抽取 \(key) 的数据无效；请运行 spotcheck ledger verify"
    )
    guard let state = State(rawValue: row["state"]), let number = Int(row["attempt"] as String),
      let taskVersion = Int(row["task_version"] as String),
      let snapshot = Int(row["snapshot"] as String),
      let record = try? DrawRecord(parsing: row["record"] as String)
    else { throw damaged }
    self.key = key
    version = row["version"]
    task = row["task"]
    self.number = number
    self.state = state
    self.taskVersion = taskVersion
    self.snapshot = snapshot
    self.record = record
    seed = row["seed"]
    receipt = row["receipt"]
    reason = row["reason"]
    witness = row["witness"]
  }

  /// A commitment.
  init(of task: InspectionTask, snapshot: Int, record: DrawRecord, reason: String, witness: String)
  {
    key = "\(task.key)/\(record.attempt)"
    version = 0
    self.task = task.key
    number = record.attempt
    state = .committed
    taskVersion = task.version
    self.snapshot = snapshot
    self.record = record
    seed = ""
    receipt = ""
    self.reason = reason
    self.witness = witness
  }

  /// The cells of its row.
  var cells: [String] {
    [
      task, "\(number)", state.rawValue, "\(taskVersion)", "\(snapshot)", record.commitment.hex,
      record.text, seed, receipt, reason, witness,
    ]
  }

  /// Whether the classes are a column of its list.
  var hasClasses: Bool { record.isSealed }

  /// The task as it was committed with.
  func committedTask(_ database: Database) throws -> InspectionTask {
    let columns = LibraryKind.tasks.columns.map(\.name).joined(separator: ", ")
    guard
      let row = try Row.fetchOne(
        database,
        sql: "SELECT version, \(columns) FROM tasks WHERE version = ?",
        arguments: [taskVersion]
      )
    else { throw TaskKey.unknown(task) }
    return try InspectionTask(row: row, key: task)
  }
}

/// An object of a draw.
package struct DrawnObject: Sendable {
  /// What it is in the draw.
  package enum Role: String, Sendable {
    /// It was selected.
    case selected
    /// It stands in where another can not be inspected.
    case reserve
    /// It was kept out, and stays in the base.
    case excluded
  }

  /// What became of it.
  package enum State: String, Sendable {
    /// As it was drawn.
    case plain = ""
    /// It can not be inspected, and another stands in.
    case struck
    /// It stands in for another.
    case called
  }

  /// The version of the object.
  package var object: Int
  /// The key of the object; empty where it was erased.
  package var key: String
  /// Its name.
  package var name: String
  /// Its class on the day; empty without classes.
  package var riskClass: String
  /// What it is in the draw.
  package var role: Role
  /// Its rank in its class, from 1; 0 where it was kept out.
  package var rank: Int
  /// What became of it.
  package var state: State
  /// The version of the object that stands in for it, or that it stands in for.
  package var other: Int?
  /// The reason for which it was struck or kept out.
  package var reason: String

  /// Whether it is to be inspected.
  package var isInspected: Bool {
    (role == .selected && state != .struck) || (role == .reserve && state == .called)
  }

  /// The objects of a draw by class and rank, those kept out last.
  static func all(of draw: String, _ database: Database) throws -> [DrawnObject] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT drawn.*, objects.key AS id, objects.name, objects.erased AS gone FROM drawn
        LEFT JOIN objects ON objects.version = CAST(drawn.object AS INTEGER)
        WHERE drawn.draw = ? AND drawn.until = 0
        ORDER BY drawn.role = 'excluded', drawn.class, CAST(drawn.rank AS INTEGER), drawn.version
        """,
      arguments: [draw]
    )
    return try rows.map { row in
      guard let object = Int(row["object"] as String), let role = Role(rawValue: row["role"]),
        let state = State(rawValue: row["state"])
      else {
        throw WorkspaceError(
          .data,
          "a row of the objects of \(draw) is none; see spotcheck ledger verify",
          "抽取 \(draw) 的对象数据无效；请运行 spotcheck ledger verify"
        )
      }
      let isGone = (row["gone"] as Int?) != nil
      return DrawnObject(
        object: object,
        key: isGone ? "" : row["id"] ?? "",
        name: row["name"] ?? "",
        riskClass: row["class"],
        role: role,
        rank: Int(row["rank"] as String) ?? 0,
        state: state,
        other: Int(row["other"] as String),
        reason: row["reason"]
      )
    }
  }

  /// The cells of its row in a draw.
  func cells(in draw: String) -> [String] {
    [
      draw, "\(object)", riskClass, role.rawValue, rank > 0 ? "\(rank)" : "", state.rawValue,
      other.map { "\($0)" } ?? "", reason,
    ]
  }
}
