public import Frames
public import Sampling

/// What a draw is asked to do, besides the pool.
public struct DrawRequest: Sendable {
  /// The label.
  public var label: ProtocolText
  /// The seed.
  public var seed: ProtocolText
  /// How sizes are decided; nil where the record decides alone.
  public var sizing: Sizing?
  /// Rules on reserves.
  public var reserves = RuleSet()
  /// Where the circle is entered.
  public var starts = Starts.none
  /// How units are selected: ``Design/srs`` or by size.
  public var design = Design.srs
  /// The record of a committed draw.
  public var record: DrawRecord?
  /// Whether the digest of the file is made.
  public var wantsDigest = true
  /// Threads that work; the result does not depend on it.
  public var threads = Pool.usualThreads
  /// Memory that may be taken; the result does not depend on it.
  public var memory = Memory.usual

  /// A simple random draw without a record.
  ///
  /// - Parameters:
  ///   - label: the label.
  ///   - seed: the seed.
  ///   - sizing: how sizes are decided, nil where a record decides.
  public init(label: ProtocolText, seed: ProtocolText, sizing: Sizing?) {
    self.label = label
    self.seed = seed
    self.sizing = sizing
  }

  /// The key of the units' tickets.
  public var key: DrawKey {
    DrawKey(.units, label: label.text, seed: seed.text, secret: record?.secret?.hex ?? "")
  }
}

/// A draw that was made: who is selected, under which plan, from which frame.
public struct DrawnSample: Sendable {
  /// The selected units.
  public var selection: Selection
  /// The plan of each stratum, in the order of the selection's strata.
  public var plans: [StratumPlan]
  /// How units were selected.
  public var design: Design
  /// The digest of the pool's bytes; nil where it was not made.
  public var frameDigest: Digest?
  /// Identifiers that normalisation changed.
  public var normalized: Int
  /// Identifiers that a person should look at.
  public var doubts: IdentifierDoubts
  /// p of each selected unit by stratum and rank, in a draw by size.
  public var targets: [[Double]]?
  /// Σ p(1−p) of each stratum, in a draw by size.
  public var spreads: [Double]?

  /// Units in the frame.
  public var units: Int { plans.reduce(0) { $0 + $1.stratum.population } }
}

extension Pool {
  /// Draws.
  ///
  /// - Parameters:
  ///   - request: what to do.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the sample.
  /// - Throws: ``RecordMismatch`` where label, seed, frame or sizes are not those of the record;
  ///   what ``Sizing/plans(for:reserves:starts:file:)``, the census and the selection throw.
  public func draw(
    _ request: DrawRequest,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> DrawnSample {
    if let record = request.record {
      try record.check(label: request.label, seed: request.seed)
    }
    guard request.design.sizeMethod == nil else {
      let roster = try roster(wantsDigest: request.wantsDigest, monitor: monitor)
      let plans = try request.plans(for: roster.strata, file: file)
      try request.record?.check(frame: roster.frameDigest, plans: plans, design: request.design)
      return try roster.drawn(plans, design: request.design, key: request.key)
    }
    var options = CensusOptions()
    options.wantsDigest = request.wantsDigest
    options.wantsFrame = request.record != nil || (isTable && request.wantsDigest)
    options.threads = request.threads
    options.memory = request.memory
    options.ceiling = request.ceiling
    let census = try census(key: request.key, options: options, monitor: monitor)
    let plans = try request.plans(for: census.strata, file: file)
    try request.record?.check(frame: census.frameDigest, plans: plans, design: request.design)
    return DrawnSample(
      selection: try census.ranked(plans.map(\.count), monitor: monitor),
      plans: plans,
      design: request.design,
      // A table of a database has no bytes of its own: its frame is what is hashed.
      frameDigest: isTable && request.wantsDigest ? census.frameDigest : census.digest,
      normalized: census.normalized,
      doubts: census.doubts
    )
  }
}

extension Roster {
  /// Draws by plans that are decided.
  ///
  /// - Parameters:
  ///   - plans: one for each stratum, in their order.
  ///   - design: how units are selected.
  ///   - key: the key of the draw.
  /// - Returns: the sample.
  /// - Throws: `SelectionError` for more units than a stratum has.
  func drawn(
    _ plans: [StratumPlan],
    design: Design,
    key: DrawKey
  ) throws -> DrawnSample {
    let counts = plans.map(\.count)
    guard let method = design.sizeMethod else {
      return DrawnSample(
        selection: try ranked(counts, key: key),
        plans: plans,
        design: design,
        frameDigest: digest,
        normalized: normalized,
        doubts: doubts
      )
    }
    let sized = try selected(counts, method: method, key: key)
    return DrawnSample(
      selection: sized.selection,
      plans: plans,
      design: design,
      frameDigest: digest,
      normalized: normalized,
      doubts: doubts,
      targets: sized.targets,
      spreads: sized.spreads
    )
  }
}

extension DrawRequest {
  /// The plans of a pool's strata: by rules or sizes, or by the record where neither is given.
  func plans(for strata: [Stratum], file: String) throws -> [StratumPlan] {
    if let sizing {
      return try sizing.plans(for: strata, reserves: reserves, starts: starts, file: file)
    }
    guard let record else { return [] }
    var names = StratumNames(strata.map(\.name))
    let (reserves, starts) = (reserves.named(by: &names), starts.named(by: &names))
    try StrataMismatch.check(names, file: file)
    let otherNames = Dictionary(grouping: names.matches, by: \.stratum)
    // What is given beside a record is compared with it, and not passed over.
    return try record.plans(for: strata).map { plan in
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
