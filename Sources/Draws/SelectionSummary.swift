public import Frames
public import Sampling

/// What a receipt says of a run of units: the text that goes into the digest, and thresholds.
public struct SummaryPart: Sendable {
  fileprivate let text: ByteText
  fileprivate var count = 0
  fileprivate var thresholds: [(stratum: Int, ticket: Digest)] = []
  private let sizes: [Int]
  private let names: NumberedTexts

  /// Begins a part.
  ///
  /// - Parameters:
  ///   - summary: the summary that the part will be added to.
  ///   - units: about how many units there will be.
  public init(of summary: SelectionSummary, units: Int) {
    text = ByteText(capacity: units * 40)
    sizes = summary.sizes
    names = summary.names
  }

  /// Adds the next unit; reserves are passed over.
  ///
  /// - Parameter unit: the unit.
  public mutating func add(_ unit: SelectedUnit) {
    let size = sizes[unit.stratum]
    guard unit.rank <= size else { return }
    count += 1
    text.append(unit, named: names, between: UInt8(ascii: "|"))
    if unit.rank == size { thresholds.append((unit.stratum, unit.ticket)) }
  }
}

/// What a receipt says of a selection, gathered part by part in the order of the selection.
public struct SelectionSummary: Sendable {
  fileprivate let sizes: [Int]
  fileprivate let names: NumberedTexts
  private var hash = SHA256()
  private var count = 0
  /// The ticket of the last unit selected in each stratum.
  public private(set) var thresholds: [Digest?]

  /// Begins a summary.
  ///
  /// - Parameter plans: the plans of the strata.
  public init(_ plans: [StratumPlan]) {
    sizes = plans.map(\.count.size)
    names = NumberedTexts(plans.map(\.stratum.name.text))
    thresholds = Array(repeating: nil, count: plans.count)
  }

  /// Adds the next part.
  ///
  /// - Parameter part: the part.
  public mutating func add(_ part: SummaryPart) {
    hash.add(part.text.bytes)
    count += part.count
    for (stratum, ticket) in part.thresholds { thresholds[stratum] = ticket }
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
  ///   - outcome: what the draw gave.
  ///   - request: what was asked.
  ///   - pool: the pool.
  ///   - summary: the summary of all its units.
  ///   - tool: name and version of the program.
  public init(
    _ outcome: DrawOutcome,
    request: DrawRequest,
    pool: Pool,
    summary: SelectionSummary,
    tool: String
  ) {
    self.protocol = DrawKey.protocolName
    self.tool = tool
    label = request.terms.label.text
    seed = request.seed.text
    sealed = request.record?.isSealed ?? false
    commitment = request.record?.commitment.hex
    key = request.key.digest.hex
    columns = Columns(
      id: pool.idColumns,
      stratum: pool.stratumColumn,
      unclassified: pool.layout.unclassified?.text
    )
    normalized = pool.layout.normalizes ? outcome.reading.normalized : nil
    design = outcome.design.rawValue
    measure = pool.layout.measureColumn
    let pairs = outcome.plans.compactMap { plan in
      plan.count.start.map { (plan.stratum.name.text, $0.hex) }
    }
    let kept = request.terms.starts.kept(beside: outcome.plans.map(\.stratum))
      .map { ($0.key.text, $0.value.hex) }
    starts =
      pairs.isEmpty && kept.isEmpty ? nil : Dictionary(uniqueKeysWithValues: pairs + kept)
    reserves = outcome.plans.reduce(0) { $0 + $1.count.reserves }
    frame = Frame(sha256: outcome.frameDigest?.hex, units: UInt64(outcome.units))
    strata = zip(outcome.plans, summary.thresholds).map { plan, threshold in
      StratumReceipt(
        stratum: plan.stratum.name.text,
        population: UInt64(plan.stratum.population),
        rule: plan.rule,
        size: plan.count.size,
        reserves: plan.count.reserves,
        threshold: outcome.targets == nil ? threshold?.hex : nil
      )
    }
    selected = summary.selected
    filter = pool.layout.filters.isEmpty ? nil : pool.layout.filters.map(\.text)
    shown = request.terms.shown.isEmpty ? nil : request.terms.shown
    after = request.after?.hex
    let lines = outcome.reading.excluded
    excluded =
      lines.isEmpty
      ? nil
      : lines.map { line in
        ExcludedReceipt(
          stratum: line.stratum.text,
          count: line.count,
          sha256: line.digest.hex,
          reason: line.reason.text
        )
      }
    reading = pool.reading.isPlain ? nil : pool.reading
    engine = outcome.engine
    assignment = outcome.teams.map { Teams($0) }
    // All keys have their values, which decide the version.
    schema = ""
    schema = Receipt.schemaName(isPlain: isPlain)
  }
}
