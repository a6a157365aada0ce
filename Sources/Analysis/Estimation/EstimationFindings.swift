internal import Frames
internal import Inference

extension EstimateInput {
  /// What was found in each domain, and what chance leaves if results are exchanged among the inspected
  /// units of a stratum; in the order in which people list names.
  func domainFindings() -> [Estimates.DomainFindings] {
    var visits = Array(repeating: 0, count: strata.count)
    var findings = visits
    var own: [String: (visits: [Int], found: Int)] = [:]
    let none = visits
    for unit in known where unit.disposition == .inspected {
      let found = unit.value == 1 ? 1 : 0
      visits[unit.place] += 1
      findings[unit.place] += found
      own[unit.domain, default: (none, 0)].visits[unit.place] += 1
      own[unit.domain, default: (none, 0)].found += found
    }
    return own.sorted { NaturalOrder.precedes($0.key, $1.key) }.map { name, part in
      let chance = FindingCounts.byChance(visits: visits, findings: findings, own: part.visits)
      return Estimates.DomainFindings(
        domain: name,
        inspected: part.visits.reduce(0, +),
        found: part.found,
        expected: chance.mean,
        limits: FunnelLimits(chance)
      )
    }
  }
}
