public import Draws
public import Frames
internal import Inference
internal import Reports
public import Sampling

/// What is to be simulated, from a pool and the rules of a draw.
public struct SimulationRequest: Sendable {
  /// How the sizes are decided.
  public var sizing: Sizing
  /// How units are selected.
  public var design = Design.srs
  /// How many replicates.
  public var replicates = 1_000
  /// Years of draws in each replicate.
  public var years = 1
  /// Whether the years are one rotation.
  public var isRotation = false
  /// The label.
  public var label: ProtocolText
  /// The seed.
  public var seed: ProtocolText
  /// The column of a known value, whose mean is estimated from each replicate.
  public var valueColumn: String?
  /// The cell of that column that counts as 1, all others as 0; nil for a column of numbers.
  public var event: String?
  /// The column of what a visit costs.
  public var loadColumn: String?
  /// Units whose pairs are counted.
  public var pairUnits = 200
  /// The confidence of the intervals.
  public var confidence = Ratio(95, 100)
  /// The level of each family of comparisons.
  public var alpha = Ratio(1, 100)
  /// Threads that work; the result does not depend on it.
  public var threads = Pool.usualThreads

  /// A simple random draw.
  ///
  /// - Parameters:
  ///   - sizing: how the sizes are decided.
  ///   - label: the label.
  ///   - seed: the seed.
  public init(sizing: Sizing, label: ProtocolText, seed: ProtocolText) {
    self.sizing = sizing
    self.label = label
    self.seed = seed
  }

  /// Simulates.
  ///
  /// - Parameters:
  ///   - pool: the pool.
  ///   - monitor: told what is done, asked whether to stop.
  ///   - readNames: told which names were read as those of strata whose own they are not.
  /// - Returns: the answer.
  /// - Throws: what a draw from the pool throws; `DataError` for values that are no numbers.
  /// - Complexity: as `Simulation`.
  public func document(
    _ pool: Pool,
    monitor: WorkMonitor = WorkMonitor(),
    readNames: ([StratumNameMatch]) -> Void = { _ in }
  ) throws -> SimulationDocument {
    let roster = try pool.roster(wantsDigest: false, monitor: monitor)
    let plans = try sizing.plans(
      for: roster.strata,
      reserves: RuleSet(),
      starts: .none,
      file: pool.file
    )
    readNames(plans.nameMatches)
    let frame = SimulatedFrame(
      ids: roster.units.map(\.id),
      places: roster.units.map(\.stratum),
      names: roster.strata.map(\.name),
      measures: design.sizeMethod == nil ? [] : roster.units.map(\.measure)
    )
    var request = Simulation.Request(
      frame: frame,
      design: SimulationDesign(
        sizes: plans.map(\.count.size),
        method: design.sizeMethod,
        years: years,
        isRotation: isRotation
      ),
      label: label.text,
      seed: seed.text,
      replicates: replicates
    )
    request.threads = threads
    request.pairUnits = pairUnits
    request.confidence = confidence
    if valueColumn != nil || loadColumn != nil {
      let rows = try roster.rows(monitor: monitor)
      if let valueColumn {
        let values = try numbers(rows, column: valueColumn, event: event, pool: roster.pool)
        request.values = frame.order.map { values[$0] }
        request.isEvent = event != nil
      }
      if let loadColumn {
        let values = try numbers(rows, column: loadColumn, event: nil, pool: roster.pool)
        request.loads = frame.order.map { values[$0] }
      }
    }
    monitor.begin(.replicating, goal: replicates)
    let simulation = try Simulation(request) { try monitor.advance($0) }
    return try document(simulation, file: pool.file)
  }

  /// The numbers of a column, by the places of the roster's units.
  private func numbers(
    _ rows: [RosterRow],
    column: String,
    event: String?,
    pool: Pool
  ) throws(DataError) -> [Double] {
    guard let index = pool.header.firstIndex(of: column) else {
      throw DataError(
        .init(
          file: pool.file,
          row: 1,
          reason: .missingColumn(name: column, header: pool.header)
        )
      )
    }
    var values = [Double](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() {
      let cell = row.cells[index]
      if let event {
        values[row.unit] = cell == event ? 1 : 0
      } else if let value = FigureText.number(cell) {
        values[row.unit] = value
      } else {
        throw DataError(
          .init(
            file: pool.file,
            row: place + 2,
            column: column,
            value: cell,
            reason: .notNumber(
              expected: "a number between -1e100 and 1e100; name the cell that counts with --event",
              expectedChinese: "-1e100 到 1e100 之间的数，或请用 --event 指定计数的取值"
            )
          )
        )
      }
    }
    return values
  }

  private func document(_ simulation: Simulation, file: String) throws -> SimulationDocument {
    let alpha = self.alpha.approximation
    let isExact = design.sizeMethod == nil
    return SimulationDocument(
      frame: file,
      design: design.rawValue,
      years: years,
      isRotation: isRotation,
      replicates: replicates,
      label: label.text,
      seed: seed.text,
      alphaDecimal: alpha,
      inclusion: SimulatedCheck(
        simulation.inclusionCheck(alpha: alpha),
        probability: isExact ? "exact" : "target"
      ),
      pairs: Nullable(
        simulation.pairCheck(alpha: alpha).map { SimulatedCheck($0, probability: "exact") }
      ),
      strata: try simulation.request.frame.strata.indices.map { try stratum([$0], simulation) },
      total: try stratum(Array(simulation.request.frame.strata.indices), simulation),
      estimates: Nullable(simulation.estimates.map { estimates($0) })
    )
  }

  /// One class, or all.
  private func stratum(_ places: [Int], _ simulation: Simulation) throws -> SimulatedStratum {
    let frame = simulation.request.frame
    let sizes = simulation.request.design.sizes
    let isAll = places.count != 1 || frame.strata.count == 1
    let index = isAll ? frame.strata.count : places[0]
    let size = places.reduce(0) { $0 + sizes[$1] }
    let expected = try places.reduce(0.0) { sum, place in
      let draws = try RepeatedDraws(
        population: frame.strata[place].population,
        sizes: Array(repeating: sizes[place], count: years)
      )
      return sum + (isRotation ? Double(draws.distinctInRotation) : draws.mean)
    }
    let load = SimulatedFigure(simulation.loads[index])
    return SimulatedStratum(
      stratum: places.count == 1 && !isAll ? frame.strata[places[0]].name.text : "*",
      population: places.reduce(0) { $0 + frame.strata[$1].population },
      size: size,
      distinct: SimulatedFigure(simulation.distinct[index]),
      expectedDistinct: expected,
      load: load,
      loadPerVisit: size > 0 ? load.mean / Double(size) : 0
    )
  }

  private func estimates(_ estimates: Simulation.Estimates) -> SimulatedEstimates {
    let coverage =
      estimates.intervals > 0 ? Double(estimates.covered) / Double(estimates.intervals) : nil
    return SimulatedEstimates(
      column: valueColumn ?? "",
      truth: estimates.truth,
      estimate: SimulatedFigure(estimates.estimates),
      bias: estimates.estimates.mean - estimates.truth,
      meanStandardError: estimates.standardErrors.mean,
      confidenceDecimal: confidence.approximation,
      interval: estimates.isExact ? "exact" : "t",
      coverage: Nullable(coverage),
      coverageError: Nullable(
        coverage.map { ($0 * (1 - $0) / Double(estimates.intervals)).squareRoot() }
      ),
      withoutInterval: replicates - estimates.intervals
    )
  }
}
