package import Draws
package import Frames
internal import GRDB
package import Sampling

/// Commits to a draw of a task's objects: who may be drawn, by which rules, who is kept out, all but the seed.
package struct TaskCommit: Sendable {
  /// The task.
  package var task: TaskKey
  /// The public event that will give the seed.
  package var seedSource: ProtocolText
  /// The form that the seed will have.
  package var seedForm: SeedForm
  /// How many outcomes the source has, where somebody had to say so.
  package var outcomes: UInt64?
  /// Whether a source with so few outcomes that they can be tried out is taken.
  package var allowsWeakSeed = false
  /// Columns that will be published beside the key.
  package var shown = ["名称"]
  /// The authority's last record before the workspace's first.
  package var previous: Digest?
  /// Visits that are no draws of this workspace.
  package var visits: [ObjectVisit] = []
  /// Why it is drawn again, and who witnesses that; nil in a first attempt.
  package var redraw: Redraw?

  /// A second attempt.
  package struct Redraw: Sendable {
    /// Why; it stands in the record.
    package var reason: RecordText
    /// An office or a function that witnesses it.
    package var witness: String

    /// Makes one.
    package init(reason: RecordText, witness: String) {
      (self.reason, self.witness) = (reason, witness)
    }
  }

  /// Commits to a task with a seed.
  package init(_ task: TaskKey, seedSource: ProtocolText, seedForm: SeedForm) {
    (self.task, self.seedSource, self.seedForm) = (task, seedSource, seedForm)
  }

  /// What was committed to.
  package struct Outcome: Sendable {
    /// The key of the attempt.
    package var attempt: String
    /// The head of the ledger after it.
    package var head: LedgerHead?
    /// The commitment, and what to look at before the notice is published.
    package var draw: FrozenDraw
    /// How many inspectors of the library can have no post, for each reason; empty without inspectors.
    package var barred: [TeamPlan.Bar: Int]
  }

  /// Commits, and writes no file that stays.
  ///
  /// - Parameters:
  ///   - workspace: where.
  ///   - actor: who does it.
  ///   - folder: where the tables that are read lie for the time of it; it is there.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: what was committed to.
  /// - Throws: ``WorkspaceError`` for a task without rules or conditions, with objects without a class, or one
  ///   that is committed to already; ``TaskInfeasible`` where too few are left; what `commit` throws.
  /// - Complexity: that of `commit`, and O(objects).
  package func run(
    on workspace: Workspace,
    by actor: String,
    in folder: String,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Outcome {
    let form = PublicText.formula(seedForm.text.text)
    try PublicText.refuse(Sentence("form of the seed", "种子格式"), form)
    let fault = redraw.flatMap { PublicText.fault(of: $0.reason.text) }
    try PublicText.refuse(PublicText.reason, fault)
    var outcome: Outcome?
    let action = redraw == nil ? "task commit" : "task redraw"
    let head = try workspace.change(action, subject: task.text, by: actor) { database, entry in
      let task = try InspectionTask(self.task, database)
      let attempts = try DrawAttempt.all(of: task.key, database)
      try check(attempts, of: task)
      let snapshot = ObjectSnapshot(database, entry: entry)
      let base = try base(of: task, snapshot, database)
      var request = try request(task, before: attempts.last, database)
      let before = try TaskKey(task["rotation"]).map {
        try TaskRotation($0.text, in: folder, database)
      }
      defer { before?.discard() }
      // A later year of a rotation is sealed as the first one was.
      let isSealed =
        before?.attempt.record.isSealed ?? (base.classified > 0 || task.asksForClass)
      let teams = try TeamPlan(of: task, snapshot, database)
      request.teams = try teams.map { try $0.frames }
      let tables = try DrawPool(
        snapshot,
        of: task,
        hasClasses: isSealed,
        isStratified: isSealed && base.classified > 0,
        excluded: base.excluded.map { ($0.key, $0.reason) },
        in: folder
      )
      defer { tables.discard() }
      if let before {
        try before.goOn(&request, to: tables, monitor: monitor)
      } else {
        var generator = SystemRandomNumberGenerator()
        request.secret = isSealed ? Secret(using: &generator) : nil
        if task["rotation"] == InspectionTask.firstYear { request.rotation = .first }
      }
      try request.checkOrder(previous: try DrawAttempt.last(database)?.record, attempt: nil)
      let draw: FrozenDraw
      do {
        draw = try tables.pool(monitor).commit(request, monitor: monitor)
      } catch let error as StratumOverdrawn where error.excluded > 0 {
        throw TaskInfeasible(task: task.key, error, excluded: base.excluded)
      }
      let log = try ChangeLog(database, entry: entry)
      let attempt = DrawAttempt(
        of: task,
        snapshot: entry,
        record: draw.record,
        reason: redraw?.reason.text ?? "",
        witness: redraw?.witness ?? ""
      )
      let draws = try LibraryWriter(database, .draws, entry: entry, log: log)
      if var last = attempts.last, last.state == .drawn {
        last.state = .superseded
        _ = try draws.put(last.key, last.cells, over: try draws.current(last.key))
      }
      _ = try draws.put(attempt.key, attempt.cells, over: nil)
      try teams?.write(for: attempt.key, database, entry: entry, log)
      let drawn = try LibraryWriter(database, .drawn, entry: entry, log: log)
      for object in base.excluded {
        _ = try drawn.put(
          "\(attempt.key)/\(object.object)",
          object.cells(in: attempt.key),
          over: nil
        )
      }
      outcome = Outcome(
        attempt: attempt.key,
        head: nil,
        draw: draw,
        barred: teams?.barred ?? [:]
      )
      return log.payload([
        "task": .text(task.key), "attempt": .integer(attempt.number),
        "commitment": .text(draw.record.commitment.hex),
      ])
    }
    guard var outcome else { preconditionFailure("a commitment is an entry") }
    outcome.head = head
    return outcome
  }

  private func check(_ attempts: [DrawAttempt], of task: InspectionTask) throws {
    if let last = attempts.last {
      guard last.state != .committed else {
        throw WorkspaceError(
          .no,
          "task \(task.key) is committed to (attempt \(last.number)) and waits for its seed: draw it with spotcheck"
            + " task draw, or give the attempt up with spotcheck task abandon",
          "任务 \(task.key) 已作承诺（第 \(last.number) 次），等待种子：请用 spotcheck task draw 抽取，或用 spotcheck task abandon 放弃"
        )
      }
      guard redraw != nil else {
        throw WorkspaceError(
          .no,
          "task \(task.key) has \(last.number) attempts; another one is a redraw, with its reason and a witness:"
            + " spotcheck task redraw",
          "任务 \(task.key) 已有 \(last.number) 次抽取；再次抽取须用 spotcheck task redraw 说明原因和见证人"
        )
      }
    } else if redraw != nil {
      throw WorkspaceError(
        .no,
        "task \(task.key) was never committed to, so that nothing can be drawn again; see spotcheck task commit",
        "任务 \(task.key) 尚未承诺，无从重新抽取；请用 spotcheck task commit"
      )
    }
    for (isMissing, column) in [
      (task.filters == nil, "filter"), (task.rules.isEmpty, "rules"),
    ] where isMissing {
      let title = LibraryKind.tasks.columns[LibraryKind.tasks.place(column)].title
      throw WorkspaceError(
        .no,
        "task \(task.key) has no \(title.english); say it with spotcheck task set \(task.key)"
          + " \"\(title.english)=…\"",
        "任务 \(task.key) 没有\(title.chinese)；请用 spotcheck task set \(task.key) “\(title.chinese)=……” 填写"
      )
    }
  }

  /// What a draw of the task begins with.
  private func request(
    _ task: InspectionTask,
    before: DrawAttempt?,
    _ database: Database
  ) throws -> CommitRequest {
    var terms = DrawTerms(
      label: try ProtocolText(task["label"]),
      sizing: .rules(task.rules)
    )
    terms.reserves = task.reserves
    terms.shown = shown
    var request = CommitRequest(terms, seedSource: seedSource, seedForm: seedForm)
    request.outcomes = outcomes
    let last = try DrawAttempt.last(database)
    guard last == nil || previous == nil else {
      throw WorkspaceError(
        .usage,
        "the workspace knows the last record; leave \(Setting.previous) out",
        "工作区已有上一份记录，请去掉 \(Setting.previous)"
      )
    }
    request.previous = last?.record.commitment ?? previous
    if let redraw, let before {
      request.redraw = CommitRequest.AttemptBefore(before.record, reason: redraw.reason)
    }
    try request.checkSource(allowsWeakSeed: allowsWeakSeed)
    return request
  }

  /// The objects of the scope: how many have a class, and which are kept out.
  private func base(
    of task: InspectionTask,
    _ snapshot: ObjectSnapshot,
    _ database: Database
  ) throws -> (classified: Int, excluded: [DrawnObject]) {
    let day = try BeijingDay.of(entry: snapshot.entry, database)
    let exclusions = try TaskExclusions(
      database,
      for: task,
      on: day?.description ?? "",
      visits: visits
    )
    let scope = TaskScope(task.filters ?? [])
    var (classified, unclassified) = (0, 0)
    var excluded: [DrawnObject] = []
    try snapshot.read { object in
      guard try scope.contains(object) else { return }
      if object.riskClass.isEmpty { unclassified += 1 } else { classified += 1 }
      guard let reason = exclusions.reason(for: object.key) else { return }
      excluded.append(
        DrawnObject(
          object: object.version,
          key: object.key,
          name: "",
          riskClass: object.riskClass,
          role: .excluded,
          rank: 0,
          state: .plain,
          other: nil,
          reason: reason
        )
      )
    }
    guard classified + unclassified > 0 else {
      throw WorkspaceError(
        .no,
        "no object of the library belongs to the scope of task \(task.key); look at its filter and at the library",
        "检查对象名录库中没有属于任务 \(task.key) 范围的对象；请核对筛选条件和名录库"
      )
    }
    guard classified == 0 || unclassified == 0 || task.namesUnclassified else {
      throw WorkspaceError(
        .data,
        "\(unclassified) of \(classified + unclassified) objects of the scope have no class; give them one, or make"
          + " them a class of their own with a rule \"\(InspectionTask.unclassified): 10%\"",
        "范围内 \(classified + unclassified) 个对象中有 \(unclassified) 个没有风险等级；请补充等级，或用规则"
          + "“\(InspectionTask.unclassified): 10%”将其单列一类"
      )
    }
    return (classified, excluded)
  }
}

extension InspectionTask {
  /// Whether a condition is on the class, so that being in the list tells it.
  var asksForClass: Bool {
    (filters ?? []).contains { $0.column == ObjectSnapshot.classColumn }
  }
}

/// Too few objects are left to draw from beside those that are kept out (exit status 1).
package struct TaskInfeasible: ExplainedError {
  /// The task.
  package var task: String
  /// What can not be met.
  package var demand: StratumOverdrawn
  /// How many are kept out of the class for each reason.
  package var reasons: [(reason: String, count: Int)]

  init(task: String, _ demand: StratumOverdrawn, excluded: [DrawnObject]) {
    (self.task, self.demand) = (task, demand)
    let name = demand.stratum.name
    let here = excluded.filter { object in
      name == .everything || object.riskClass.utf8.elementsEqual(name.text.utf8)
        || (object.riskClass.isEmpty && name.text == InspectionTask.unclassified)
    }
    reasons = Dictionary(grouping: here, by: \.reason).map { ($0.key, $0.value.count) }
      .sorted { $0.reason < $1.reason }
  }

  /// What it is about.
  package var kind: ErrorKind { .no }

  /// The sentence for a person.
  package func explanation(in language: Language) -> String {
    let list = reasons.map { "\($0.reason): \($0.count)" }.joined(separator: language("; ", "；"))
    let (left, name) = (demand.stratum.population, demand.stratum.name.text.excerpt)
    return language(
      "task \(task): stratum \"\(name)\" has \(left + demand.excluded) objects, of which \(demand.excluded) are kept out"
        + " (\(list)); of the \(left) left \(demand.size) can not be selected with \(demand.reserves) in reserve:"
        + " shorten the window, raise the cap, or lower the rule",
      "任务 \(task)：分类“\(name)”共 \(left + demand.excluded) 个对象，其中 \(demand.excluded) 个不参加抽取（\(list)），剩余"
        + " \(left) 个不足以抽取 \(demand.size) 个加候补 \(demand.reserves) 个；请缩短免重复期、提高上限或调整规则"
    )
  }
}
