public import Frames
public import Sampling

/// What a commitment freezes and its draw does: the same terms, before the seed and after it.
///
/// The condition inside which is drawn belongs to the pool's layout, since it decides which rows are units.
public struct DrawTerms: Sendable {
  /// The label.
  public var label: ProtocolText
  /// How sizes are decided; nil where a record decides alone, and in a draw of positions.
  public var sizing: Sizing?
  /// Rules on reserves.
  public var reserves = RuleSet()
  /// Where the circle is entered.
  public var starts = Starts.none
  /// How units are selected.
  public var design = Design.srs
  /// The columns that are published beside the identifier.
  public var shown: [String] = []

  /// The terms of a simple random draw without reserves.
  ///
  /// - Parameters:
  ///   - label: the label.
  ///   - sizing: how sizes are decided.
  public init(label: ProtocolText, sizing: Sizing?) {
    self.label = label
    self.sizing = sizing
  }
}

extension DrawTerms {
  /// The plans of the strata that were found.
  ///
  /// - Parameters:
  ///   - reading: what was found in the pool.
  ///   - sizing: the sizes of these terms.
  /// - Returns: the plan of each stratum.
  /// - Throws: what ``Sizing/plans(for:excluded:reserves:starts:file:)`` throws.
  func plans(for reading: FrameReading, by sizing: Sizing) throws -> [StratumPlan] {
    try sizing.plans(
      for: reading.strata,
      excluded: reading.excludedByStratum,
      reserves: reserves,
      starts: starts,
      file: reading.pool.file
    )
  }
}

extension PoolLayout {
  /// The layout of a draw that is made by a record: the condition that was committed to is the one that
  /// draws, unless it is given again, to be compared.
  ///
  /// - Parameter record: the record, nil for none.
  /// - Returns: the layout.
  /// - Throws: `RowFilterError` for a condition of a record that is none.
  public func conditions(of record: DrawRecord?) throws -> PoolLayout {
    guard let record, filters.isEmpty else { return self }
    var layout = self
    layout.filters = try record.filters.map { try RowFilter(parsing: $0.text) }
    return layout
  }
}

extension DrawRequest {
  /// Fixes the columns that are published: those of the record, in its order, whether this run publishes or
  /// not, since record, pool and seed determine the receipt; of a record without any, those that are named.
  ///
  /// - Parameters:
  ///   - named: the columns that are named; nil where this run publishes nothing.
  ///   - idColumn: the column of the identifier, which is published in any case.
  mutating func show(_ named: [String]?, idColumn: String) {
    let committed = record?.shown.columns.map(\.text) ?? []
    let named = (named ?? []).filter { !$0.utf8.elementsEqual(idColumn.utf8) }
    let isSame = Set(committed.map { Array($0.utf8) }) == Set(named.map { Array($0.utf8) })
    terms.shown = named.isEmpty || isSame ? committed : named
  }
}
