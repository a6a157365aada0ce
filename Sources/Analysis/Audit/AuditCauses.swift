internal import Inference

/// What the other tests point to.
extension AuditFindings {
  func cause(_ sign: Sign) -> AuditFinding.Cause {
    switch sign.kind {
    case .stretch: .stretch(stretch(of: sign.test.subject))
    case .classes:
      .places(departures(classCounts, assignments?.classNames ?? []), isClass: true)
    case .districts:
      .places(departures(districtCounts, assignments?.districtNames ?? []), isClass: false)
    case .findings: .rates(rate())
    default: .test(sign.test)
    }
  }

  /// The longest stretch of an order that no draw met.
  private func stretch(of subject: String) -> AuditFinding.Stretch? {
    guard let frame, let order = frame.orders.first(where: { $0.name == subject }) else {
      return nil
    }
    let met = Set(draws.flatMap(\.units))
    var units = [Int](repeating: 0, count: order.slots.count)
    for (unit, slot) in order.slots.enumerated() { units[slot] = unit }
    var (best, start) = (0..<0, 0)
    for slot in 0...units.count {
      let isEnd =
        slot == units.count || met.contains(units[slot])
        || slot > start && frame.units.strata[units[slot]] != frame.units.strata[units[start]]
      guard isEnd else { continue }
      if slot - start > best.count { best = start..<slot }
      start = slot < units.count && met.contains(units[slot]) ? slot + 1 : slot
    }
    guard let first = best.first.map({ units[$0] }), let last = best.last.map({ units[$0] }) else {
      return nil
    }
    return AuditFinding.Stretch(order: subject, units: best.count, first: first, last: last)
  }

  /// Who was kept for which class or district; none where nothing can be told.
  private func departures(
    _ counts: PlaceCounts?,
    _ names: [String]
  ) -> [AuditFinding.PlaceDeparture] {
    guard let assignments, let cells = counts?.cells, let first = cells.first else { return [] }
    func distance(_ cell: PlaceCounts.Cell) -> Double {
      abs(Double(cell.visits) - cell.expected) / cell.deviation
    }
    // A second one as far as the first is part of it: two who were exchanged.
    return cells.prefix(2).filter { distance($0) * 2 > distance(first) }.map { cell in
      AuditFinding.PlaceDeparture(
        inspector: assignments.inspectors[cell.inspector],
        place: names[cell.group],
        visits: cell.visits,
        all: cell.all,
        expected: cell.expected
      )
    }
  }

  /// Whose findings are farthest from what is expected.
  private func rate() -> AuditFinding.RateDeparture? {
    guard let assignments, let counts = findingCounts else { return nil }
    let distances = zip(counts.observed, counts.expected).map { abs(Double($0) - $1) }
    guard let who = distances.indices.max(by: { distances[$0] < distances[$1] }) else { return nil }
    return AuditFinding.RateDeparture(
      inspector: assignments.inspectors[who],
      findings: counts.observed[who],
      visits: counts.visits[who],
      expected: counts.expected[who]
    )
  }
}
