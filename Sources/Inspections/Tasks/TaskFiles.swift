package import Draws
package import Frames
internal import GRDB
internal import Sampling

/// The files of an attempt: what is published, and what an auditor is given.
///
/// They are made of the workspace, again and again the same.
package struct TaskFiles: Sendable {
  /// The folder.
  package var folder: String
  /// How files for people are written.
  package var forms: Forms

  /// How files for people are written, which this room does not know.
  package struct Forms: Sendable {
    /// The page of a notice.
    package var notice: @Sendable (Notice) -> String
    /// The public folder.
    package var published: PublicForms
    /// Name and version of the program.
    package var tool: String

    /// Makes forms.
    package init(
      tool: String,
      published: PublicForms,
      notice: @escaping @Sendable (Notice) -> String
    ) {
      (self.tool, self.published, self.notice) = (tool, published, notice)
    }
  }

  /// Makes the folder.
  ///
  /// - Parameters:
  ///   - folder: the folder; nil for one of the attempt's name in the current folder.
  ///   - task: the task.
  ///   - forms: how files for people are written.
  /// - Throws: `OutputError`.
  package init(_ folder: String?, of task: TaskKey, forms: Forms) throws {
    self.folder = folder ?? "task-\(task.year)-\(task.number)"
    self.forms = forms
    try OutputFile.makeFolder(self.folder)
  }

  /// Writes the files of the last attempt of a task: list, list of those kept out, record and notice, the
  /// frames of inspectors; once it is drawn also selection, receipt, the teams as they were drawn and the folder of
  /// what is published.
  ///
  /// - Parameters:
  ///   - task: the task.
  ///   - workspace: where.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the attempt.
  /// - Throws: ``WorkspaceError`` for a task without an attempt, and where the draw made again is not the one that
  ///   is kept; `OutputError`.
  package func write(
    _ task: TaskKey,
    of workspace: Workspace,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> DrawAttempt {
    try workspace.read { database in
      guard let attempt = try DrawAttempt.all(of: task.text, database).last else {
        throw WorkspaceError(
          .no,
          "task \(task.text) was never committed to; see spotcheck task commit",
          "任务 \(task.text) 尚未承诺；请用 spotcheck task commit"
        )
      }
      let tables = try DrawPool(of: attempt, in: folder, database)
      let record = try OutputFile("\(folder)/record.txt", isPrivate: true)
      let text = try OutputFile("\(folder)/notice.txt", isPrivate: false)
      let page = try OutputFile("\(folder)/notice.html", isPrivate: false)
      let head = try LedgerHead(database, at: attempt.snapshot)
      let notice = Notice(
        attempt.record,
        ledger: Notice.LedgerHead(entry: head.count, head: head.digest)
      )
      try record.write(attempt.record.text)
      try text.write(notice.text)
      try page.write(forms.notice(notice))
      var files = tables.files + [record, text, page]
      let frames = try FrameRow(of: attempt.key, database)
      for (name, frame) in [("posts", frames?.posts.text), ("inspectors", frames?.inspectors.text)]
      {
        guard let frame else { continue }
        let file = try OutputFile("\(folder)/\(name).txt", isPrivate: true)
        try file.write(frame)
        files.append(file)
      }
      if !attempt.seed.isEmpty {
        let request = try attempt.request(try ProtocolText(attempt.seed), database)
        try draw(attempt, request, tables.pool(monitor), monitor: monitor)
        // As it was written then, with the version of the program that drew.
        let receipt = try OutputFile("\(folder)/receipt.json", isPrivate: true)
        try receipt.write(attempt.receipt)
        files.append(receipt)
      }
      try OutputFile.commit(files)
      return attempt
    }
  }

  private func draw(
    _ attempt: DrawAttempt,
    _ request: DrawRequest,
    _ pool: Pool,
    monitor: WorkMonitor
  ) throws {
    var outputs = DrawOutputs(tool: forms.tool)
    outputs.selection = "\(folder)/selection.csv"
    outputs.folder = "\(folder)/public"
    outputs.forms = forms.published
    outputs.assignment = request.teams == nil ? nil : "\(folder)/teams.txt"
    _ = try pool.draw(
      request,
      into: outputs,
      publishing: attempt.record.shown.columns.map(\.text),
      monitor: monitor
    )
  }
}

extension LedgerHead {
  /// The head after an entry, chained anew.
  ///
  /// - Complexity: O(entries).
  init(_ database: Database, at number: Int) throws {
    self.init()
    let rows = try Row.fetchCursor(
      database,
      sql:
        "SELECT number, time, actor, action, subject, digest FROM ledger WHERE number <= ? ORDER BY number",
      arguments: [number]
    )
    while let row = try rows.next() {
      guard let digest = Digest(hex: row["digest"] as String) else {
        throw WorkspaceError(
          .no,
          "an entry of the ledger has no digest; see spotcheck ledger verify",
          "台账条目摘要无效；请运行 spotcheck ledger verify"
        )
      }
      add(
        LedgerEntry(
          number: row["number"],
          time: row["time"],
          actor: row["actor"],
          action: row["action"],
          subject: row["subject"],
          digest: digest
        )
      )
    }
  }
}
