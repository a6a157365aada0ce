package import Frames
internal import Inference
package import Sampling

/// What is drawn by the thousand, and what is looked at.
package struct SimulationRequest: Sendable {
  /// How units are drawn.
  package var design = Design.srs
  /// How often.
  package var replicates = 1_000
  /// Draws of one unit frame in succession in each replicate.
  package var years = 1
  /// Whether these are a rotation.
  package var isRotation = false
  /// The label, which a slash and the number of the replicate follow.
  package var label: ProtocolText
  /// The seed.
  package var seed: ProtocolText
  /// The column whose mean is estimated.
  package var valueColumn: String?
  /// The cell of that column that counts as 1; nil where it holds numbers.
  package var event: String?
  /// The column of the load of a visit.
  package var loadColumn: String?
  /// Units whose pairs are counted.
  package var pairUnits = 200
  /// The confidence of the intervals.
  package var confidence = Ratio(95, 100)
  /// The level of each family of comparisons.
  package var alpha = Ratio(1, 100)
  /// Threads that work; the result does not depend on it.
  package var threads = Pool.usualThreads

  package init(label: ProtocolText, seed: ProtocolText) {
    self.label = label
    self.seed = seed
  }

  /// Draws, and compares.
  ///
  /// - Parameters:
  ///   - roster: the units.
  ///   - sizes: n of each of its strata.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: what the replicates show.
  /// - Throws: `DataError` for a column that is not there or holds no number; `InferenceError`;
  ///   `Interruption`.
  /// - Complexity: as `Simulation`.
  package func run(
    _ roster: Roster,
    sizes: [Int],
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> SimulationResult {
    let frame = SimulatedFrame(
      ids: roster.units.map(\.id),
      places: roster.units.map(\.stratum),
      names: roster.strata.map(\.name),
      measures: design.sizeMethod == nil ? [] : roster.units.map(\.measure)
    )
    var request = Simulation.Request(
      frame: frame,
      design: SimulationDesign(
        sizes: sizes,
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
    return try SimulationResult(simulation, of: self, file: roster.pool.file)
  }

  /// The numbers of a column, unit by unit.
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
              expected:
                "a number between -1e100 and 1e100; name the cell that counts with \(Setting.event)",
              expectedChinese: "-1e100 到 1e100 之间的数，或请用 \(Setting.event) 指定计数的取值"
            )
          )
        )
      }
    }
    return values
  }
}
