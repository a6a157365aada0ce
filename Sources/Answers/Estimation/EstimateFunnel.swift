internal import Analysis
internal import Inference
internal import Reports
internal import Sampling

extension EstimateInput {
  /// What was found in each domain, and what chance leaves if results are exchanged among the inspected
  /// units of a stratum; by the bytes of the names.
  func domainFindings() -> [EstimateDocument.DomainFindings] {
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
    return own.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { name, part in
      let chance = FindingCounts.byChance(visits: visits, findings: findings, own: part.visits)
      let usual = chance.limits(risk: Funnel.risks.usual)
      let rare = chance.limits(risk: Funnel.risks.rare)
      return EstimateDocument.DomainFindings(
        domain: name,
        inspected: part.visits.reduce(0, +),
        found: part.found,
        expected: chance.mean,
        usual: [usual.lowerBound, usual.upperBound],
        rare: [rare.lowerBound, rare.upperBound]
      )
    }
  }
}

extension EstimateDocument {
  /// The funnel of the domains.
  func funnelFigure(_ language: Language) -> Figure {
    let rows = findings.map {
      Funnel.Row(
        name: $0.domain,
        visits: $0.inspected,
        findings: $0.found,
        expected: $0.expected,
        usual: $0.usual,
        rare: $0.rare
      )
    }
    let header = [
      "domain", "inspected", "found", "expected", "usual_lower", "usual_upper", "rare_lower",
      "rare_upper",
    ]
    return Funnel(rows, kind: "domain").figure(
      name: language("domain", "分组"),
      source: language("Source: the sample named below.", "来源：下列样本文件。"),
      file: PageText.file(
        "estimate-findings",
        [header]
          + rows.map { row in
            [row.name, "\(row.visits)", "\(row.findings)", "\(row.expected)"]
              + (row.usual + row.rare).map(String.init)
          },
        language
      ),
      language
    )
  }
}
