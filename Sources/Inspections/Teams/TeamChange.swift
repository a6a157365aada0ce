internal import Draws
internal import GRDB
package import Sampling

/// What is done to the teams of a task: assigned after its draw, matched again where somebody leaves.
package enum TeamChange {
  /// Why somebody leaves a team.
  package enum Reason: String, ListedReason {
    case avoidance
    case absence
    case illness
    case transfer
    case certificate

    /// In words.
    package var sentence: Sentence {
      switch self {
      case .avoidance: Sentence("avoidance", "回避")
      case .absence: Sentence("absent", "缺勤")
      case .illness: Sentence("ill", "因病")
      case .transfer: Sentence("moved to another post", "调离岗位")
      case .certificate: Sentence("certificate no longer valid", "执法证失效")
      }
    }
  }

  /// What was done.
  package struct Outcome: Sendable {
    /// The head of the ledger after it; nil where it was done before.
    package var head: LedgerHead?
    /// The key of the draw.
    package var draw = ""
    /// Objects that nobody could be found for, each with the certificate for it alone.
    package var unfilled: [(object: String, certificate: AssignmentCertificate)] = []
  }

  /// Assigns the inspectors of a task's selected objects by the seed of its draw; where objects were replaced since,
  /// those that stand in get a team too.
  ///
  /// - Parameters:
  ///   - task: the key of the task.
  ///   - workspace: where.
  ///   - actor: who does it.
  /// - Returns: what was done; teams that were assigned before stay as they are.
  /// - Throws: ``WorkspaceError``; `AssignmentError` with the certificate where the frames allow no teams.
  /// - Complexity: that of `Assignment`.
  package static func assign(
    _ task: String,
    on workspace: Workspace,
    by actor: String
  ) throws -> Outcome {
    var outcome = Outcome()
    outcome.head = try workspace.change("task assign", subject: task, by: actor) {
      database,
      entry in
      let draw = try DrawTeams(of: task, database)
      outcome.draw = draw.key
      guard try TeamRow.all(of: draw.key, database).isEmpty else { return nil }
      let drawn = try draw.assigned(database)
      guard case .teams(let assignment) = drawn.answer else {
        guard case .unfilled(let certificate) = drawn.answer else { return nil }
        throw AssignmentError.unfilled(certificate)
      }
      let log = try ChangeLog(database, entry: entry)
      let writer = try TeamWriter(draw, database, entry: entry, log)
      var teams = AssignedTeams(assignment)
      for object in drawn.objects { try writer.put(object, .team, teams, "") }
      let event = try replacements(draw.key, database)
      if !event.matches.isEmpty {
        outcome.unfilled = try writer.apply(event, to: &teams, reason: "replaced")
      }
      return log.payload([
        "task": .text(task), "attempt": .integer(draw.attempt),
        "objects": .integer(drawn.objects.count), "places": .integer(drawn.places),
        "assignment": .text(SHA256.digest(of: drawn.text.utf8).hex),
      ])
    }
    return outcome
  }

  /// Takes an inspector out of one object's team, which alone is matched again.
  ///
  /// - Parameters:
  ///   - inspector: the key of who leaves, and never comes back there.
  ///   - object: the key of the object.
  ///   - task: the key of the task.
  ///   - reason: why.
  ///   - workspace: where.
  ///   - actor: who does it.
  /// - Returns: what was done; where nobody is found the object keeps its team until a later change succeeds, and the
  ///   certificate says why.
  /// - Throws: ``WorkspaceError`` for teams that are not assigned, and for somebody who is not in that team.
  /// - Complexity: that of `AssignedTeams`.
  package static func withdraw(
    _ inspector: String,
    from object: String,
    of task: String,
    reason: Reason,
    on workspace: Workspace,
    by actor: String
  ) throws -> Outcome {
    var outcome = Outcome()
    outcome.head = try workspace.change("task withdraw", subject: task, by: actor) {
      database,
      entry in
      let draw = try DrawTeams(of: task, database)
      outcome.draw = draw.key
      let rows = try TeamRow.all(of: draw.key, database)
      guard !rows.isEmpty else {
        throw WorkspaceError(
          .no,
          "task \(task.excerpt) has no teams yet; see spotcheck task assign",
          "任务 \(task.excerpt) 尚未分配检查人员；请用 spotcheck task assign"
        )
      }
      guard let id = try? ProtocolText(object), let version = draw.versions[id],
        let row = rows.first(where: { $0.object == version }),
        row.seats.contains(where: { $0.inspector.utf8.elementsEqual(inspector.utf8) }),
        !row.out.contains(where: { $0.utf8.elementsEqual(inspector.utf8) }),
        let person = try? ProtocolText(inspector)
      else {
        throw WorkspaceError(
          .no,
          "\"\(inspector.excerpt)\" is in no team at \"\(object.excerpt)\" in task \(task.excerpt); see spotcheck task"
            + " assign",
          "“\(inspector.excerpt)”不在任务 \(task.excerpt) 对象“\(object.excerpt)”的检查组中；请用 spotcheck task assign 查看"
        )
      }
      let log = try ChangeLog(database, entry: entry)
      let writer = try TeamWriter(draw, database, entry: entry, log)
      var teams = try draw.standing(rows)
      outcome.unfilled = try writer.apply(
        TeamEvent([.init(id, out: [person])]),
        to: &teams,
        reason: reason.rawValue
      )
      return log.payload([
        "task": .text(task), "attempt": .integer(draw.attempt), "reason": .text(reason.rawValue),
      ])
    }
    return outcome
  }

  /// Gives the object that stands in for another a team, within the entry of the replacement.
  ///
  /// - Parameters:
  ///   - struck: the key of the one that goes, whose team is free.
  ///   - called: the key of the object that comes in.
  ///   - attempt: the draw.
  ///   - reason: why.
  ///   - database: where.
  ///   - entry: the entry.
  ///   - log: its lines.
  /// - Returns: why nobody was found; nil where there is a team, or where the task has no teams yet.
  /// - Throws: what the database says.
  static func replace(
    _ struck: String,
    by called: String,
    of attempt: DrawAttempt,
    reason: String,
    _ database: Database,
    entry: Int,
    _ log: ChangeLog
  ) throws -> AssignmentCertificate? {
    let rows = try TeamRow.all(of: attempt.key, database)
    guard !rows.isEmpty else { return nil }
    let draw = try DrawTeams(of: attempt.task, database)
    let writer = try TeamWriter(draw, database, entry: entry, log)
    var teams = try draw.standing(rows)
    let event = TeamEvent(
      [.init(try ProtocolText(called))],
      struck: [try ProtocolText(struck)]
    )
    return try writer.apply(event, to: &teams, reason: reason).first?.certificate
  }

  /// What was replaced before the teams were assigned.
  private static func replacements(_ draw: String, _ database: Database) throws -> TeamEvent {
    func keys(_ state: String) throws -> [ProtocolText] {
      try String.fetchAll(
        database,
        sql: """
          SELECT objects.key FROM drawn JOIN objects ON objects.version = CAST(drawn.object AS INTEGER)
          WHERE drawn.draw = ? AND drawn.until = 0 AND drawn.state = ?
          """,
        arguments: [draw, state]
      ).map { try ProtocolText($0) }
    }
    // A reserve that stood in and was struck itself is struck alone.
    return TeamEvent(try keys("called").map { .init($0) }, struck: try keys("struck"))
  }
}

/// Writes the rows of teams within one entry.
private struct TeamWriter {
  private let draw: DrawTeams
  private let writer: LibraryWriter

  init(
    _ draw: DrawTeams,
    _ database: Database,
    entry: Int,
    _ log: ChangeLog
  ) throws {
    self.draw = draw
    writer = try LibraryWriter(database, .teams, entry: entry, log: log)
  }

  /// Writes the team of an object as it stands.
  func put(
    _ object: ProtocolText,
    _ state: TeamRow.State,
    _ teams: AssignedTeams,
    _ reason: String
  ) throws {
    guard let version = draw.versions[object] else {
      preconditionFailure("whoever has a team was drawn")
    }
    let row = TeamRow(
      object: version,
      state: state,
      seats: teams.team(of: object).map {
        TeamRow.Seat(kind: $0.kind.text, inspector: $0.inspector.text)
      },
      out: teams.out(of: object).map(\.text),
      reason: reason
    )
    let key = "\(draw.key)/\(version)"
    _ = try writer.put(key, row.cells(in: draw.key), over: try writer.current(key))
  }

  /// Makes an event and writes what it changed.
  ///
  /// - Returns: the objects that nobody was found for.
  func apply(
    _ event: TeamEvent,
    to teams: inout AssignedTeams,
    reason: String
  ) throws -> [(object: String, certificate: AssignmentCertificate)] {
    let outcomes = try teams.apply(event)
    for object in event.struck { try put(object, .struck, teams, reason) }
    var unfilled: [(object: String, certificate: AssignmentCertificate)] = []
    for (object, outcome) in outcomes {
      if case .unfilled(let certificate) = outcome {
        unfilled.append((object.text, certificate))
        try put(object, .unfilled, teams, reason)
      } else {
        try put(object, .team, teams, reason)
      }
    }
    return unfilled
  }
}
