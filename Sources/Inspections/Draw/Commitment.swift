public import Frames
public import Sampling

/// What a commitment needs besides the pool: a draw without its seed.
public struct CommitRequest: Sendable {
  /// The label.
  public var label: ProtocolText
  /// 1, or more for a redraw.
  public var attempt = 1
  /// The commitment of the authority's previous record.
  public var previous: Digest?
  /// The public event that will give the seed.
  public var seedSource: ProtocolText
  /// The form that the seed will have.
  public var seedForm: SeedForm
  /// The secret of a sealed draw.
  public var secret: Secret?
  /// How sizes are decided.
  public var sizing: Sizing
  /// Rules on reserves.
  public var reserves = RuleSet()
  /// Where the circle is entered.
  public var starts = Starts.none
  /// How units are selected.
  public var design = Design.srs

  /// A commitment to a simple random, open, first draw.
  ///
  /// - Parameters:
  ///   - label: the label.
  ///   - seedSource: the public event.
  ///   - seedForm: the form of the seed.
  ///   - sizing: how sizes are decided.
  public init(
    label: ProtocolText,
    seedSource: ProtocolText,
    seedForm: SeedForm,
    sizing: Sizing
  ) {
    self.label = label
    self.seedSource = seedSource
    self.seedForm = seedForm
    self.sizing = sizing
  }
}

extension CommitRequest {
  /// Fixes everything but the seed of a draw of positions.
  ///
  /// - Parameters:
  ///   - size: n.
  ///   - population: N, 1 to 2⁶⁴−1.
  /// - Returns: the record.
  /// - Throws: `SelectionError` where n with its reserves exceeds N.
  public func record(
    positions size: Int,
    of population: UInt64
  ) throws(SelectionError) -> DrawRecord {
    let reserves = self.reserves.everywhere.last?.counts(of: size).minimum ?? 0
    let (wanted, overflow) = size.addingReportingOverflow(reserves)
    guard size >= 0, !overflow, UInt64(wanted) <= population else {
      throw .countOverPopulation(
        count: overflow ? .max : wanted,
        population: Int(clamping: population)
      )
    }
    return DrawRecord(
      label: label,
      attempt: attempt,
      previous: previous,
      seedSource: seedSource,
      seedForm: seedForm,
      secret: secret,
      units: population,
      unitFrame: nil,
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
  /// How the pool was read; nil without one.
  public var encoding: TextEncoding?
  /// Identifiers that normalisation changed.
  public var normalized = 0
  /// Identifiers that a person should look at.
  public var doubts = IdentifierDoubts()
  /// Names that were read as those of strata whose own they are not.
  public var nameMatches: [StratumNameMatch] = []

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
  /// - Throws: what ``Sizing/plans(for:reserves:starts:file:)`` and reading the pool throw.
  public func commit(
    _ request: CommitRequest,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> FrozenDraw {
    let frame = try frozen(request, monitor: monitor)
    let plans = frame.plans
    let record = DrawRecord(
      label: request.label,
      attempt: request.attempt,
      previous: request.previous,
      seedSource: request.seedSource,
      seedForm: request.seedForm,
      secret: request.secret,
      units: UInt64(plans.reduce(0) { $0 + $1.stratum.population }),
      unitFrame: frame.digest,
      strata: plans.map { plan in
        DrawRecord.StratumRecord(
          name: plan.stratum.name,
          population: UInt64(plan.stratum.population),
          size: plan.count.size,
          reserves: plan.count.reserves,
          design: request.design,
          start: plan.count.start
        )
      }
    )
    var draw = FrozenDraw(record)
    (draw.encoding, draw.normalized, draw.doubts) = (encoding, frame.normalized, frame.doubts)
    draw.nameMatches = plans.nameMatches
    return draw
  }

  private typealias Frozen = (
    plans: [StratumPlan], digest: Digest?, normalized: Int, doubts: IdentifierDoubts
  )

  /// The plans of the frame's strata and the frame's digest, every unit checked.
  private func frozen(
    _ request: CommitRequest,
    monitor: WorkMonitor
  ) throws -> Frozen {
    func plans(for strata: [Stratum]) throws -> [StratumPlan] {
      try request.sizing.plans(
        for: strata,
        reserves: request.reserves,
        starts: request.starts,
        file: file
      )
    }
    // That the counts are possible and no identifier stands twice does not depend on the key.
    let key = DrawKey(.units, label: request.label.text, seed: "")
    if let method = request.design.sizeMethod {
      let roster = try roster(wantsDigest: false, monitor: monitor)
      let plans = try plans(for: roster.strata)
      _ = try roster.selected(plans.map(\.count), method: method, key: key)
      return (plans, roster.frameDigest, roster.normalized, roster.doubts)
    }
    var options = CensusOptions()
    options.wantsDigest = false
    options.wantsFrame = true
    let census = try census(key: key, options: options, monitor: monitor)
    let plans = try plans(for: census.strata)
    _ = try census.ranked(plans.map { _ in StratumCount(size: 0) }, monitor: monitor)
    return (plans, census.frameDigest, census.normalized, census.doubts)
  }
}
