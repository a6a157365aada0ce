public import Frames
public import Sampling

/// What a receipt says of a selection, gathered while its units are handed out.
public struct SelectionSummary: Sendable {
  private let plans: [StratumPlan]
  private var hash = SHA256()
  private var count = 0
  /// The ticket of the last unit selected in each stratum.
  public private(set) var thresholds: [Digest?]

  /// Begins a summary.
  ///
  /// - Parameter plans: the plans of the strata.
  public init(_ plans: [StratumPlan]) {
    self.plans = plans
    thresholds = Array(repeating: nil, count: plans.count)
  }

  /// Adds the next unit; reserves are passed over.
  ///
  /// - Parameter unit: the unit.
  public mutating func add(_ unit: SelectedUnit) {
    let plan = plans[unit.stratum]
    guard unit.rank <= plan.count.size else { return }
    count += 1
    hash.add("\(plan.stratum.name)|\(unit.rank)|".utf8)
    hash.add(unit.id)
    hash.add(CollectionOfOne(0x0A))
    if unit.rank == plan.count.size { thresholds[unit.stratum] = unit.ticket }
  }

  /// The selection as the receipt has it.
  public var selected: Receipt.Selected {
    Receipt.Selected(sha256: hash.digest.hex, units: count)
  }
}

extension Receipt {
  /// The receipt of a draw from a pool.
  ///
  /// - Parameters:
  ///   - sample: the sample.
  ///   - request: what was asked.
  ///   - pool: the pool.
  ///   - summary: the summary of all its units.
  ///   - tool: name and version of the program.
  public init(
    _ sample: DrawnSample,
    request: DrawRequest,
    pool: Pool,
    summary: SelectionSummary,
    tool: String
  ) {
    schema = Receipt.schemaName
    self.protocol = DrawKey.protocolName
    self.tool = tool
    label = request.label.text
    seed = request.seed.text
    sealed = request.record?.isSealed ?? false
    commitment = request.record?.commitment.hex
    key = request.key.digest.hex
    columns = Columns(
      id: pool.idColumns,
      stratum: pool.stratumColumn,
      unclassified: pool.layout.unclassified?.text
    )
    normalized = pool.layout.normalizes ? sample.normalized : nil
    design = sample.design.rawValue
    measure = pool.layout.measureColumn
    let pairs = sample.plans.compactMap { plan in
      plan.count.start.map { (plan.stratum.name.text, $0.hex) }
    }
    starts = pairs.isEmpty ? nil : Dictionary(uniqueKeysWithValues: pairs)
    reserves = sample.plans.reduce(0) { $0 + $1.count.reserves }
    frame = Frame(sha256: sample.frameDigest?.hex, units: UInt64(sample.units))
    strata = zip(sample.plans, summary.thresholds).map { plan, threshold in
      StratumReceipt(
        stratum: plan.stratum.name.text,
        population: UInt64(plan.stratum.population),
        rule: plan.rule,
        size: plan.count.size,
        reserves: plan.count.reserves,
        threshold: sample.targets == nil ? threshold?.hex : nil
      )
    }
    selected = summary.selected
  }
}
