internal import Draws
package import Frames
internal import GRDB
package import Sampling

/// Draws the objects of a task by the seed that came after its commitment.
package struct TaskDraw: Sendable {
  /// The task.
  package var task: TaskKey
  /// The seed.
  package var seed: ProtocolText
  /// Name and version of the program, as the receipt has them.
  package var tool: String

  /// Makes a draw.
  package init(_ task: TaskKey, seed: ProtocolText, tool: String) {
    (self.task, self.seed, self.tool) = (task, seed, tool)
  }

  /// What was drawn.
  package struct Outcome: Sendable {
    /// The key of the attempt.
    package var attempt: String
    /// The head of the ledger after it; nil where it was drawn with this seed before.
    package var head: LedgerHead?
  }

  /// Draws, and writes no file that stays; an attempt that was drawn with this seed is left as it is.
  ///
  /// - Parameters:
  ///   - workspace: where.
  ///   - actor: who does it.
  ///   - folder: where the tables that are read lie for the time of it; it is there.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: what was drawn.
  /// - Throws: ``WorkspaceError`` for a task without a commitment, and for one that was drawn with another seed;
  ///   `SeedOfAttemptBefore`; `CommitmentRefused` for another seed than that of a rotation; what `draw` throws.
  package func run(
    on workspace: Workspace,
    by actor: String,
    in folder: String,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Outcome {
    var outcome: Outcome?
    let head = try workspace.change("task draw", subject: task.text, by: actor) {
      database,
      entry in
      let attempts = try DrawAttempt.all(of: task.text, database)
      var attempt = try open(attempts)
      outcome = Outcome(attempt: attempt.key, head: nil)
      guard attempt.state == .committed else { return nil }
      for other in attempts.dropLast() where other.seed.utf8.elementsEqual(seed.text.utf8) {
        throw SeedOfAttemptBefore(seed: seed.text, source: other.key)
      }
      if case .later = attempt.record.rotation {
        // No new seed is made in a later year of a rotation.
        let before = try attempt.committedTask(database)["rotation"]
        guard let seed = try DrawAttempt.all(of: before, database).last?.seed,
          seed.utf8.elementsEqual(self.seed.text.utf8)
        else { throw CommitmentRefused.otherYear(what: "the seed") }
      }
      let tables = try DrawPool(of: attempt, in: folder, database)
      defer { tables.discard() }
      let drawn = try tables.pool(monitor)
        .drawn(try attempt.request(seed, database), tool: tool, monitor: monitor)
      attempt.state = .drawn
      attempt.seed = seed.text
      attempt.receipt = try drawn.receipt.json
      let log = try ChangeLog(database, entry: entry)
      let draws = try LibraryWriter(database, .draws, entry: entry, log: log)
      _ = try draws.put(attempt.key, attempt.cells, over: try draws.current(attempt.key))
      try write(drawn.units, of: attempt, log, entry, database)
      return log.payload([
        "task": .text(task.text), "attempt": .integer(attempt.number),
        "commitment": .text(attempt.record.commitment.hex),
        "receipt": .text(SHA256.digest(of: attempt.receipt.utf8).hex),
      ])
    }
    guard var outcome else { preconditionFailure("a draw is of an attempt") }
    outcome.head = head
    return outcome
  }

  /// The attempt that waits for its seed, or was drawn with it.
  private func open(_ attempts: [DrawAttempt]) throws -> DrawAttempt {
    guard let attempt = attempts.last, attempt.state != .abandoned else {
      throw WorkspaceError(
        .no,
        "task \(task.text) has no commitment that waits for a seed; see spotcheck task commit",
        "任务 \(task.text) 没有等待种子的承诺；请用 spotcheck task commit"
      )
    }
    guard attempt.state == .committed || attempt.seed.utf8.elementsEqual(seed.text.utf8) else {
      throw WorkspaceError(
        .no,
        "task \(task.text) was drawn already with the seed \"\(attempt.seed.excerpt)\", and a record serves one seed:"
          + " to draw again is a redraw, with its reason and a witness (spotcheck task redraw)",
        "任务 \(task.text) 已用种子“\(attempt.seed.excerpt)”抽取过，一份记录只对应一个种子：再次抽取须用 spotcheck task redraw"
          + " 说明原因和见证人"
      )
    }
    return attempt
  }

  private func write(
    _ units: [SelectionDocument.Unit],
    of attempt: DrawAttempt,
    _ log: ChangeLog,
    _ entry: Int,
    _ database: Database
  ) throws {
    let versions = try RawStatement(
      database,
      "SELECT version FROM objects WHERE key = ? AND since <= ? AND (until = 0 OR until > ?)"
    )
    let writer = try LibraryWriter(database, .drawn, entry: entry, log: log)
    for unit in units {
      try versions.bind(1, unit.id)
      try versions.bind(2, attempt.snapshot)
      try versions.bind(3, attempt.snapshot)
      guard try versions.step() else { preconditionFailure("a unit is an object of the snapshot") }
      let object = DrawnObject(
        object: versions.int(0),
        key: unit.id,
        name: "",
        riskClass: unit.stratum == ProtocolText.everything.text ? "" : unit.stratum,
        role: unit.role == "selected" ? .selected : .reserve,
        rank: unit.rank,
        state: .plain,
        other: nil,
        reason: ""
      )
      versions.reset()
      let key = "\(attempt.key)/\(object.object)"
      _ = try writer.put(key, object.cells(in: attempt.key), over: nil)
    }
  }
}

extension DrawAttempt {
  /// What a draw by its record is asked to do.
  ///
  /// - Throws: `RotationMismatch`; what the database says.
  func request(_ seed: ProtocolText, _ database: Database) throws -> DrawRequest {
    var request = DrawRequest(DrawTerms(label: record.label, sizing: nil), seed: seed)
    request.record = record
    try request.goOn(from: nil)
    request.teams = try FrameRow(of: key, database)?.frames
    return request
  }
}
