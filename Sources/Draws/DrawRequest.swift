public import Frames
public import Sampling

/// What a draw is asked to do, besides the pool.
public struct DrawRequest: Sendable {
  /// What is drawn, as a commitment has it too.
  public var terms: DrawTerms
  /// The seed.
  public var seed: ProtocolText
  /// The record of a committed draw.
  public var record: DrawRecord?
  /// Whether the strata are confidential while something is published, so that no column may tell them.
  var isDiscreet = false
  /// What inspectors are assigned from; nil where the record commits to none.
  public var teams: TeamFrames?
  /// The receipt that the draw goes on from.
  public var after: Digest?
  /// Whether the digest of the file is made.
  public var wantsDigest = true
  /// Threads that work; the result does not depend on it.
  public var threads = Pool.usualThreads
  /// Memory that may be taken; the result does not depend on it.
  public var memory = Memory.usual

  /// A draw without a record.
  ///
  /// - Parameters:
  ///   - terms: what is drawn.
  ///   - seed: the seed.
  public init(_ terms: DrawTerms, seed: ProtocolText) {
    self.terms = terms
    self.seed = seed
  }

  /// The key of the units' tickets.
  public var key: DrawKey {
    DrawKey(.units, label: terms.label.text, seed: seed.text, secret: record?.secret?.hex ?? "")
  }
}

extension Pool {
  /// Draws.
  ///
  /// - Parameters:
  ///   - request: what to do.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the sample.
  /// - Throws: ``TeamRefusal`` where the frames of inspectors are not those of the record;
  ///   ``RecordMismatch`` where label, seed, frame or sizes are not those of the record;
  ///   ``PublicationRefused`` for a column that tells the strata; what
  ///   ``Sizing/plans(for:excluded:reserves:starts:file:)``, the census and the selection throw.
  public func draw(
    _ request: DrawRequest,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> DrawnSample {
    if let record = request.record {
      try record.check(label: request.terms.label, seed: request.seed)
      try record.check(filters: layout.filters)
      try record.check(shown: request.terms.shown)
      try record.check(request.teams)
    } else if request.teams != nil {
      throw TeamRefusal.notCommitted
    }
    let shown = request.shownColumns
    guard request.terms.design.sizeMethod == nil else {
      let roster = try roster(wantsDigest: request.wantsDigest, shown: shown, monitor: monitor)
      return try request.drawn(roster.reading, frame: roster.frameDigest, digest: roster.digest) {
        try roster.selection($0, design: request.terms.design, key: request.key)
      }
    }
    var options = CensusOptions()
    options.wantsDigest = request.wantsDigest
    options.wantsFrame = request.record != nil || (isTable && request.wantsDigest)
    options.shown = shown
    options.threads = request.threads
    options.memory = request.memory
    options.ceiling = request.ceiling
    let census = try census(key: request.key, options: options, monitor: monitor)
    let reading = census.reading
    // A table of a database has no bytes of its own: its frame is what is hashed.
    let digest = isTable && request.wantsDigest ? reading.frameDigest : reading.digest
    return try request.drawn(reading, frame: reading.frameDigest, digest: digest) { plans in
      (try census.ranked(plans.map(\.count), monitor: monitor), nil, nil)
    }
  }
}

extension Roster {
  /// Selects by plans that are decided.
  func selection(
    _ plans: [StratumPlan],
    design: Design,
    key: DrawKey
  ) throws -> DrawRequest.Selected {
    let counts = plans.map(\.count)
    guard let method = design.sizeMethod else { return (try ranked(counts, key: key), nil, nil) }
    let sized = try selected(counts, method: method, key: key)
    return (sized.selection, sized.targets, sized.spreads)
  }
}

extension DrawRequest {
  typealias Selected = (selection: Selection, targets: [[Double]]?, spreads: [Double]?)

  /// Plans what was read, holds it against the record and selects.
  fileprivate func drawn(
    _ reading: FrameReading,
    frame: Digest?,
    digest: Digest?,
    select: ([StratumPlan]) throws -> Selected
  ) throws -> DrawnSample {
    let plans = try plans(for: reading)
    try record?.check(reading, frame: frame, plans: plans, design: terms.design)
    if isDiscreet { try PublicationRefused.check(reading.shown, names: terms.shown) }
    let (selection, targets, spreads) = try select(plans)
    return DrawnSample(
      selection: selection,
      outcome: DrawOutcome(
        plans: plans,
        design: terms.design,
        reading: reading,
        frameDigest: digest,
        targets: targets,
        spreads: spreads
      )
    )
  }

  /// The columns that are looked at while the pool is read: to hold their values against the record,
  /// and to see whether they tell the strata.
  fileprivate var shownColumns: ShownColumns? {
    let committed = record.map { $0.shown.columns.map(\.text) } ?? []
    guard !committed.isEmpty || (isDiscreet && !terms.shown.isEmpty) else { return nil }
    return ShownColumns(
      committed.isEmpty ? terms.shown : committed,
      wantsFrame: !committed.isEmpty
    )
  }
}

extension DrawRequest {
  /// The plans of a pool's strata: by rules or sizes, or by the record where neither is given.
  func plans(for reading: FrameReading) throws -> [StratumPlan] {
    let (strata, file) = (reading.strata, reading.pool.file)
    let excluded = reading.excludedByStratum
    if let sizing = terms.sizing {
      if let record {
        try record.check(rules: try sizing.ruleSet(for: strata, file: file), of: sizing)
      }
      let plans = try terms.plans(for: reading, by: sizing)
      return record.map { $0.ruled(plans) } ?? plans
    }
    guard let record else { return [] }
    var names = StratumNames(strata.map(\.name))
    let (reserves, starts) = (
      terms.reserves.named(by: &names), terms.starts.named(by: &names)
    )
    try StrataMismatch.check(names, file: file)
    let otherNames = Dictionary(grouping: names.matches, by: \.stratum)
    // Rules or sizes given beside a record must be the record's: they are compared, never ignored.
    return try record.plans(for: strata, excluded: excluded).map { plan in
      var plan = plan
      let name = plan.stratum.name
      plan.otherNames = (otherNames[name] ?? []).map(\.given)
      if !reserves.isEmpty {
        plan.count.reserves = reserves.reserves(in: name, of: plan.count.size)
      }
      if case .none = starts { return plan }
      plan.count.start = starts.start(in: name)
      return plan
    }
  }
}
