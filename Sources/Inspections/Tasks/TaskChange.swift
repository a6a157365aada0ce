internal import GRDB
package import Sampling

/// What is done to a task beside drawing it: an object replaced, an attempt given up, a cell set.
package enum TaskChange {
  /// Why an object can not be inspected, so that a reserve stands in.
  package enum Reason: String, ListedReason {
    case closed
    case moved
    case cancelled
    case unreachable
    case duplicate
    case outOfScope = "out-of-scope"

    /// In words.
    package var sentence: Sentence {
      switch self {
      case .closed: Sentence("closed", "已关闭停业")
      case .moved: Sentence("moved away", "已迁出")
      case .cancelled: Sentence("cancelled or revoked", "已注销或吊销")
      case .unreachable: Sentence("can not be found", "无法联系")
      case .duplicate: Sentence("the same subject twice", "同一主体重复")
      case .outOfScope: Sentence("not of the scope", "不属于抽查范围")
      }
    }
  }

  /// What was replaced.
  package struct Replacement: Sendable {
    /// The head of the ledger after it.
    package var head: LedgerHead?
    /// The key of the attempt.
    package var attempt: String
    /// The key of the object that was struck.
    package var struck: String
    /// The key and the name of the reserve that stands in.
    package var called: (key: String, name: String)
    /// Reserves that are left in its class.
    package var left: Int
    /// Why nobody was found for the reserve's team; nil where there is one, or the task has no teams yet.
    package var unfilled: AssignmentCertificate?
  }

  /// Strikes an object that can not be inspected: the next reserve of its class stands in, by rank.
  ///
  /// - Parameters:
  ///   - object: its key.
  ///   - task: the task.
  ///   - reason: why.
  ///   - workspace: where.
  ///   - actor: who does it.
  /// - Returns: what was done.
  /// - Throws: ``WorkspaceError`` for a task that is not drawn, an object that is not to be inspected, and where no
  ///   reserve is left.
  package static func replace(
    _ object: String,
    of task: TaskKey,
    reason: Reason,
    on workspace: Workspace,
    by actor: String
  ) throws -> Replacement {
    var replacement = Replacement(
      head: nil,
      attempt: "",
      struck: object,
      called: ("", ""),
      left: 0
    )
    replacement.head = try workspace.change("task replace", subject: task.text, by: actor) {
      database,
      entry in
      guard let attempt = try DrawAttempt.all(of: task.text, database).last, attempt.state == .drawn
      else {
        throw WorkspaceError(
          .no,
          "task \(task.text) is not drawn, so that nothing can be replaced; see spotcheck task draw",
          "任务 \(task.text) 尚未抽取，无从替换；请用 spotcheck task draw"
        )
      }
      let drawn = try DrawnObject.all(of: attempt.key, database)
      guard
        var struck = drawn.first(where: {
          $0.isInspected && $0.key.utf8.elementsEqual(object.utf8)
        })
      else {
        throw WorkspaceError(
          .no,
          "\"\(object.excerpt)\" is no object that is to be inspected in task \(task.text); see spotcheck task show",
          "“\(object.excerpt)”不是任务 \(task.text) 待检查的对象；请用 spotcheck task show 查看"
        )
      }
      let reserves = drawn.filter { other in
        other.role == .reserve && other.state == .plain
          && other.riskClass.utf8.elementsEqual(struck.riskClass.utf8)
      }
      guard var called = reserves.first else {
        throw WorkspaceError(
          .no,
          "no reserve is left that could stand in for \"\(object.excerpt)\": report it with the results, or draw"
            + " again",
          "已没有可替换“\(object.excerpt)”的候补：请在检查结果中如实填报，或重新抽取"
        )
      }
      (struck.state, struck.other, struck.reason) = (.struck, called.object, reason.rawValue)
      (called.state, called.other, called.reason) = (.called, struck.object, reason.rawValue)
      let log = try ChangeLog(database, entry: entry)
      let writer = try LibraryWriter(database, .drawn, entry: entry, log: log)
      for one in [struck, called] {
        let key = "\(attempt.key)/\(one.object)"
        _ = try writer.put(key, one.cells(in: attempt.key), over: try writer.current(key))
      }
      replacement.attempt = attempt.key
      replacement.called = (called.key, called.name)
      replacement.left = reserves.count - 1
      replacement.unfilled = try TeamChange.replace(
        object,
        by: called.key,
        of: attempt,
        reason: reason.rawValue,
        database,
        entry: entry,
        log
      )
      return log.payload([
        "task": .text(task.text), "attempt": .integer(attempt.number),
        "reason": .text(reason.rawValue),
      ])
    }
    return replacement
  }

  /// Gives an attempt up that was committed to and not drawn; it stays counted.
  ///
  /// - Returns: the head of the ledger after it, and the key of the attempt.
  /// - Throws: ``WorkspaceError`` where no commitment waits for its seed.
  package static func abandon(
    _ task: TaskKey,
    reason: String,
    on workspace: Workspace,
    by actor: String
  ) throws -> (head: LedgerHead?, attempt: String) {
    try PublicText.refuse(PublicText.reason, PublicText.fault(of: reason))
    var key = ""
    let head = try workspace.change("task abandon", subject: task.text, by: actor) {
      database,
      entry in
      guard var attempt = try DrawAttempt.all(of: task.text, database).last,
        attempt.state == .committed
      else {
        throw WorkspaceError(
          .no,
          "task \(task.text) has no commitment that waits for a seed, so that none can be given up",
          "任务 \(task.text) 没有等待种子的承诺，无从放弃"
        )
      }
      attempt.state = .abandoned
      attempt.reason += (attempt.reason.isEmpty ? "" : "；") + reason
      let writer = try LibraryWriter(database, .draws, entry: entry)
      _ = try writer.put(attempt.key, attempt.cells, over: try writer.current(attempt.key))
      key = attempt.key
      return writer.payload([
        "task": .text(task.text), "attempt": .integer(attempt.number), "reason": .text(reason),
      ])
    }
    return (head, key)
  }
}
