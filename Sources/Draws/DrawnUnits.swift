package import Frames
internal import Sampling

/// A draw in memory: what it selects, and the receipt that it writes.
package struct DrawnUnits: Sendable {
  /// The units, strata by bytes, then by rank.
  package var units: [SelectionDocument.Unit]
  /// The receipt.
  package var receipt: Receipt
}

extension Pool {
  /// Draws into memory: the same units and the same receipt as ``draw(_:into:publishing:log:monitor:)`` writes.
  ///
  /// - Parameters:
  ///   - request: what to do.
  ///   - tool: name and version of the program.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: the units and the receipt.
  /// - Throws: what ``draw(_:monitor:)`` throws.
  package func drawn(
    _ request: DrawRequest,
    tool: String,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> DrawnUnits {
    var request = request
    request.show(nil, idColumn: idColumns[0])
    let sample = try draw(request, monitor: monitor)
    var outcome = sample.outcome
    var summary = SelectionSummary(outcome.plans)
    var units: [SelectionDocument.Unit] = []
    try sample.selection.forEachPiece(threads: request.threads, monitor: monitor) {
      [summary, outcome] piece in
      var part = SummaryPart(of: summary, units: piece.count)
      var listed: [SelectionDocument.Unit] = []
      try piece.forEachUnit { unit in
        part.add(unit)
        listed.append(outcome.listed(unit))
      }
      return (part, listed)
    } take: { part, listed in
      summary.add(part)
      units += listed
    }
    let selected = try units.filter { $0.role == "selected" }.map { try ProtocolText($0.id) }
    outcome.teams = try request.teams(of: selected, pool: self)
    let receipt = Receipt(outcome, request: request, pool: self, summary: summary, tool: tool)
    return DrawnUnits(units: units, receipt: receipt)
  }
}
