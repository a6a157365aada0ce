package import Frames
package import Sampling

/// A draw that an engine has made, recomputed before it is taken.
///
/// Every ticket is computed anew; order, counts and classes are those of the draw. What the engine has kept back shows
/// where its frame is given, from which the draw is then made here as from a file.
package struct Acceptance: Sendable {
  /// What was to be drawn.
  package var request: DrawRequest
  /// What the engine has drawn.
  package var result: EngineResult
  /// The frame, with the columns of the draw; nil where nobody has it.
  package var frame: Pool?
  /// What the engine has counted; nil where the record or the frame tells.
  package var preflight: Preflight?
  /// The engine, for the receipt.
  package var engine: EngineReading

  /// Takes what an engine has drawn.
  package init(_ request: DrawRequest, _ result: EngineResult, engine: EngineReading) {
    (self.request, self.result, self.engine) = (request, result, engine)
  }

  /// Recomputes the draw and writes selection, public folder and receipt as a draw does.
  ///
  /// - Parameters:
  ///   - outputs: where the outputs go.
  ///   - named: the columns to publish beside the identifier.
  ///   - log: the log of a committed draw's seeds.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: what was drawn besides the units.
  /// - Throws: ``AcceptanceRefused`` with every row that is not of the draw; what a draw throws.
  /// - Complexity: that of a draw from the frame; without one O(n log n) for n drawn units.
  package func write(
    into outputs: DrawOutputs,
    publishing named: [String] = [],
    log: HeldSeedLog? = nil,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> DrawOutcome {
    try result.rows.write(
      request,
      into: outputs,
      publishing: named,
      log: log,
      monitor: monitor
    ) { request in
      var sample =
        try frame.map { frame in
          try sampled(request, from: frame, monitor: monitor)
        } ?? counted(request, monitor: monitor)
      sample.outcome.engine = engine
      return sample
    }
  }

  /// The draw from the frame, with the engine's rows.
  private func sampled(
    _ request: DrawRequest,
    from frame: Pool,
    monitor: WorkMonitor
  ) throws -> DrawnSample {
    var request = request
    request.wantsFrame = true
    request.wantsDigest = false
    let sample = try frame.draw(request, monitor: monitor)
    if let preflight, preflight.strata != sample.outcome.reading.strata {
      throw AcceptanceRefused(
        [
          Sentence(
            "the preflight counts other strata or other numbers of units than the frame has",
            "预检结果的分类或对象数与名单不同"
          )
        ],
        file: result.rows.file
      )
    }
    var check = ClaimCheck(result, plans: sample.outcome.plans)
    try sample.selection.forEachUnit(monitor: monitor) { check.expect($0) }
    let roster = try check.roster(monitor: monitor)
    guard let moved = try sample.selection.moved(to: roster, monitor: monitor) else {
      throw InputError.changed(file: result.rows.file)
    }
    var outcome = sample.outcome
    outcome.frameDigest = outcome.reading.frameDigest
    return DrawnSample(selection: moved, outcome: outcome)
  }

  /// The engine's rows alone: whether they can be the draw of strata of the sizes that were counted.
  private func counted(_ request: DrawRequest, monitor: WorkMonitor) throws -> DrawnSample {
    try request.checkRecord(filters: result.rows.layout.filters)
    let plans = try request.pushed(preflight, file: result.rows.file)
    let strata = plans.map(\.stratum)
    let reading = FrameReading(result.rows, strata: strata)
    try request.record?.check(
      reading,
      frame: nil,
      plans: plans,
      design: request.terms.design,
      isWhole: false
    )
    var check = ClaimCheck(result, plans: plans)
    let roster = try check.roster(monitor: monitor, expected: false)
    let selection = try roster.selection(
      from: strata,
      counts: plans.map(\.count),
      key: request.key
    )
    try selection.forEachUnit(monitor: monitor) { check.expect($0) }
    _ = try check.roster(monitor: monitor)
    return DrawnSample(
      selection: selection,
      outcome: DrawOutcome(plans: plans, design: request.terms.design, reading: reading)
    )
  }
}

extension DrawRequest {
  /// The plans of strata that an engine has counted.
  ///
  /// - Parameters:
  ///   - preflight: what it has counted; nil where the record tells.
  ///   - file: the file of either, for messages.
  /// - Returns: the plan of each stratum.
  /// - Throws: ``PushRefusal/seedWithoutCounts``; what a draw throws for sizes that can not be.
  package func pushed(_ preflight: Preflight?, file: String) throws -> [StratumPlan] {
    let recorded = record?.strata.filter { $0.population > 0 }
      .map { Stratum(name: $0.name, population: Int(clamping: $0.population)) }
      .sorted { $0.name < $1.name }
    guard let strata = preflight?.strata ?? recorded else { throw PushRefusal.seedWithoutCounts }
    var units = 0
    for stratum in strata {
      let (sum, overflow) = units.addingReportingOverflow(stratum.population)
      guard !overflow else {
        throw DataError(
          .init(
            file: file,
            reason: .other(
              Sentence("counts more units than there can be", "对象总数超出可能的范围")
            )
          )
        )
      }
      units = sum
    }
    return try plans(for: strata, file: file)
  }
}

/// What an engine gave as a draw and is none (exit status 1).
package struct AcceptanceRefused: ExplainedError, Hashable {
  /// What differs, the first of it.
  package let differences: [Sentence]
  private let file: String
  private let more: Int

  init(_ differences: [Sentence], file: String) {
    self.differences = Array(differences.prefix(DataError.shown))
    more = max(differences.count - DataError.shown, 0)
    self.file = file
  }

  package var kind: ErrorKind { .no }

  package func explanation(in language: Language) -> String {
    let rest =
      more == 0 ? [] : [language("and \(more) more differences", "另有 \(more) 处不同")]
    return (differences.map { $0.text(in: language) } + rest)
      .map { "\(file)\(language(": ", "："))\($0)" }.joined(separator: "\n")
  }
}
