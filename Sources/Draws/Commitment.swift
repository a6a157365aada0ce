public import Frames
public import Sampling

/// What a commitment needs besides the pool: a draw without its seed.
public struct CommitRequest: Sendable {
  /// What will be drawn.
  public var terms: DrawTerms
  /// The attempt before this one; nil in a first attempt.
  public var redraw: AttemptBefore?
  /// The commitment of the authority's previous record, of any label.
  public var previous: Digest?
  /// Whether the draw is a year of a rotation, and which.
  public var rotation = DrawRecord.Rotation.none
  /// The public event that will give the seed.
  public var seedSource: ProtocolText
  /// The form that the seed will have.
  public var seedForm: SeedForm
  /// How many outcomes the source has, where somebody had to say so.
  public var outcomes: UInt64?
  /// The secret of a sealed draw.
  public var secret: Secret?
  /// What inspectors will be assigned from; nil without inspectors.
  public var teams: TeamFrames?
  /// Whether an open draw may have strata that are risk classes.
  public var opensStrata = false

  /// An attempt that is made again.
  public struct AttemptBefore: Sendable {
    /// Its record.
    public var record: DrawRecord
    /// Why it is drawn again.
    public var reason: RecordText

    /// Names an attempt.
    ///
    /// - Parameters:
    ///   - record: its record.
    ///   - reason: why it is drawn again.
    public init(_ record: DrawRecord, reason: RecordText) {
      self.record = record
      self.reason = reason
    }
  }

  /// A commitment to an open, first draw.
  ///
  /// - Parameters:
  ///   - terms: what will be drawn.
  ///   - seedSource: the public event.
  ///   - seedForm: the form of the seed.
  public init(_ terms: DrawTerms, seedSource: ProtocolText, seedForm: SeedForm) {
    self.terms = terms
    self.seedSource = seedSource
    self.seedForm = seedForm
  }

  /// 1, in a redraw one more than before.
  var attempt: Int {
    let (next, overflow) = (redraw?.record.attempt ?? 0).addingReportingOverflow(1)
    return overflow ? .max : next
  }

  /// The record without pool, rules and frame.
  fileprivate func record(
    units: UInt64,
    frame: Digest?,
    strata: [DrawRecord.StratumRecord]
  ) -> DrawRecord {
    var record = DrawRecord(
      label: terms.label,
      attempt: attempt,
      previous: previous,
      seedSource: seedSource,
      seedForm: seedForm,
      secret: secret,
      units: units,
      unitFrame: frame,
      strata: strata
    )
    record.redraw = redraw.map { DrawRecord.Redraw(of: $0.record.commitment, reason: $0.reason) }
    record.rotation = rotation
    record.outcomes = outcomes
    return record
  }
}

extension CommitRequest {
  /// Fixes everything but the seed of a draw of positions.
  ///
  /// - Parameters:
  ///   - size: n.
  ///   - population: N, 1 to 2⁶⁴−1.
  /// - Returns: the record.
  /// - Throws: `SelectionError` where n with its reserves exceeds N, or what is drawn at most; ``TeamRefusal``, since
  ///   inspectors have a record of their own there.
  public func record(
    positions size: Int,
    of population: UInt64
  ) throws -> DrawRecord {
    guard teams == nil else { throw TeamRefusal.ownRecord }
    let reserves = terms.reserves.everywhere.last?.counts(of: size).minimum ?? 0
    let (wanted, overflow) = size.addingReportingOverflow(reserves)
    guard size >= 0, !overflow, UInt64(wanted) <= population else {
      throw SelectionError.countOverPopulation(
        count: overflow ? .max : wanted,
        population: Int(clamping: population)
      )
    }
    guard wanted <= PositionSelection.greatestCount else {
      throw SelectionError.tooManyPositions(count: wanted, limit: PositionSelection.greatestCount)
    }
    return record(
      units: population,
      frame: nil,
      strata: [
        DrawRecord.StratumRecord(
          name: .everything,
          population: population,
          size: size,
          reserves: reserves,
          design: .positions
        )
      ]
    )
  }
}

/// A draw that is committed to, and what a person should look at before the notice is published.
public struct FrozenDraw: Sendable {
  /// The record.
  public var record: DrawRecord
  /// What was found in the pool; nil without one.
  public var reading: FrameReading?
  /// Names that were read as those of strata whose own they are not.
  public var nameMatches: [StratumNameMatch] = []
  /// How many inspectors may serve at each post of the units; nil without inspectors.
  public var eligibility: Eligibility?

  /// A draw without a pool.
  ///
  /// - Parameter record: its record.
  public init(_ record: DrawRecord) {
    self.record = record
  }
}

extension Pool {
  /// Freezes the frame and fixes everything but the seed.
  ///
  /// - Parameters:
  ///   - request: what the draw will do.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the record with what to look at; its commitment is published before the seed exists.
  /// - Throws: ``CommitmentRefused/noSizes``; ``TeamRefusal``; ``PublicationRefused`` for an open draw by a risk class and a
  ///   column that must not be published; what ``Sizing/plans(for:excluded:reserves:starts:file:)`` and
  ///   reading the pool throw.
  public func commit(
    _ request: CommitRequest,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> FrozenDraw {
    let isSealed = request.secret != nil
    if !isSealed { try PublicationRefused.checkOpen(self, opensStrata: request.opensStrata) }
    var terms = request.terms
    terms.shown.removeAll { $0.utf8.elementsEqual(idColumns[0].utf8) }
    try PublicationRefused.check(columns: terms.shown, of: self, isSealed: isSealed)
    guard let sizing = terms.sizing else { throw CommitmentRefused.noSizes }
    let (reading, digest, plans) = try frozen(terms, sizing, monitor: monitor)
    if isSealed || stratumColumn.map(ClassColumn.isClass) == true {
      try PublicationRefused.check(reading.shown, names: terms.shown)
    }
    var record = request.record(
      units: UInt64(plans.reduce(0) { $0 + $1.stratum.population }),
      frame: digest,
      strata: plans.map { plan in
        DrawRecord.StratumRecord(
          name: plan.stratum.name,
          population: UInt64(plan.stratum.population),
          size: plan.count.size,
          reserves: plan.count.reserves,
          design: terms.design,
          start: plan.count.start
        )
      }
    )
    // A stratum of a rotation that is empty this time keeps its place on the circle.
    record.strata += terms.starts.kept(beside: reading.strata).map { name, start in
      DrawRecord.StratumRecord(
        name: name,
        population: 0,
        size: 0,
        reserves: 0,
        design: terms.design,
        start: start
      )
    }
    record.pool = reading.digest
    record.filters = try layout.filters.map { try RecordText($0.text) }
    record.rules = try sizing.ruleSet(for: reading.strata, file: file)
    record.excluded = reading.excluded
    record.shown = DrawRecord.Shown(
      columns: try terms.shown.map { try RecordText($0) },
      frame: reading.shown?.digest
    )
    var eligibility: Eligibility?
    if let teams = request.teams {
      try teams.bind(&record)
      let units = try roster(wantsDigest: false, monitor: monitor).units
      eligibility = try teams.check(units: units.lazy.map(\.id))
    }
    var draw = FrozenDraw(record)
    draw.eligibility = eligibility
    draw.reading = reading
    draw.nameMatches = plans.nameMatches
    return draw
  }

  /// The frame, its digest and the plans of its strata, every unit checked.
  private func frozen(
    _ terms: DrawTerms,
    _ sizing: Sizing,
    monitor: WorkMonitor
  ) throws -> (reading: FrameReading, digest: Digest?, plans: [StratumPlan]) {
    let shown =
      terms.shown.isEmpty
      ? nil : ShownColumns(terms.shown, wantsFrame: true, check: PrivateContent.problem)
    // That the counts are possible and no identifier stands twice does not depend on the key.
    let key = DrawKey(.units, label: terms.label.text, seed: "")
    if let method = terms.design.sizeMethod {
      let roster = try roster(shown: shown, monitor: monitor)
      let plans = try terms.plans(for: roster.reading, by: sizing)
      _ = try roster.selected(plans.map(\.count), method: method, key: key)
      return (roster.reading, roster.frameDigest, plans)
    }
    var options = CensusOptions()
    options.wantsFrame = true
    options.shown = shown
    let census = try census(key: key, options: options, monitor: monitor)
    let plans = try terms.plans(for: census.reading, by: sizing)
    _ = try census.ranked(plans.map { _ in StratumCount(size: 0) }, monitor: monitor)
    return (census.reading, census.reading.frameDigest, plans)
  }
}
