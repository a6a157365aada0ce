internal import Draws
internal import Frames
internal import GRDB
internal import Sampling

/// The year before in a rotation, behind whose last object a draw goes on: its receipt, which reserves were called up,
/// and its list, made of the workspace for the time of a commitment.
final class TaskRotation {
  /// The draw of the year before.
  let attempt: DrawAttempt
  private let receipt: OutputFile
  private let used: OutputFile
  private let tables: DrawPool

  /// Makes the files of the year before in a folder, where only their owner may read them.
  ///
  /// - Parameters:
  ///   - key: the task of the year before.
  ///   - folder: the folder, which is there.
  ///   - database: where.
  /// - Throws: ``WorkspaceError`` where that task is not drawn; what making its list throws.
  init(_ key: String, in folder: String, _ database: Database) throws {
    guard let attempt = try DrawAttempt.all(of: key, database).last, attempt.state == .drawn else {
      throw WorkspaceError(
        .no,
        "the rotation goes on from task \(key), which is not drawn; draw it first, or set the rotation as that of a"
          + " first year",
        "轮换承接的任务 \(key) 尚未抽取；请先抽取，或在首年填写“首年”"
      )
    }
    self.attempt = attempt
    receipt = try OutputFile("\(folder)/before-receipt.json", isPrivate: true)
    try receipt.write(attempt.receipt)
    used = try OutputFile("\(folder)/before-used.csv", isPrivate: true)
    let unitKey = DrawKey(
      .units,
      label: attempt.record.label.text,
      seed: attempt.seed,
      secret: attempt.record.secret?.hex ?? ""
    )
    let rows = try DrawnObject.all(of: attempt.key, database)
      .filter { $0.role == .selected || ($0.role == .reserve && $0.state != .plain) }
      .map { object in
        [
          object.riskClass.isEmpty ? ProtocolText.everything.text : object.riskClass,
          "\(object.rank)", unitKey.ticket(of: object.key.utf8).hex, object.key,
        ]
      }
    let header = ["draw_stratum", "draw_rank", "draw_ticket", ObjectSnapshot.idColumn]
    try used.write(CSVText.lines([header] + rows))
    for file in [receipt, used] { try file.finish() }
    tables = try DrawPool(of: attempt, in: folder, prefix: "before-", database)
  }

  /// Makes a commitment one of the next year.
  ///
  /// - Parameters:
  ///   - request: the commitment.
  ///   - now: the list of this year.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Throws: `CommitmentRefused` for another source or form of the seed; `RotationMismatch`.
  func goOn(_ request: inout CommitRequest, to now: DrawPool, monitor: WorkMonitor) throws {
    guard let receipt = receipt.temporaryPath, let used = used.temporaryPath else { return }
    // The run reads what it has written itself.
    try RunFiles.$current.withValue(nil) {
      let start = try RotationStart(receipt: receipt, used: try GivenSelection(used))
      let changed = try start.receipt.changes(
        from: tables.evidence,
        to: now.evidence,
        monitor: monitor
      )
      request.terms.label = attempt.record.label
      try request.goOn(from: start, record: attempt.record, changed: changed)
    }
  }

  /// Gives the files up.
  func discard() {
    for file in [receipt, used] { file.discard() }
    tables.discard()
  }
}
