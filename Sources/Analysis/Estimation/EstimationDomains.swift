internal import Frames
internal import Inference
internal import Sampling

/// Shares and totals of a part of the units: of a domain, or of those in scope.
///
/// The event „found and in the part“ is an event like any other, so that its total has the exact bounds
/// of all strata. A share is of as many units as the part has by estimate, N_h m_h/n_h, and its bounds
/// are exact given that number.
extension Estimation {
  /// Puts the shares among the units in scope in place of those among all.
  mutating func putShares(_ input: EstimateInput, into estimates: inout Estimates) throws {
    let survey = try input.survey(isFinite: request.isFinite)
    let known = input.known
    let values = known.map(\.value)
    let inScope = known.map { $0.disposition == .inspected }
    guard let mean = survey.mean(of: values, in: inScope) else {
      throw InferenceError.nothingInspected(stratum: nil)
    }
    let strata = try input.conditionalStrata()
    estimates.overall[.proportion] = try conditionalShare(mean, strata, limit: request.limit)
    for (place, stratum) in input.strata.enumerated() {
      let own = known.indices.filter { known[$0].place == place }
      guard own.contains(where: { !inScope[$0] }) else { continue }
      let part = try SurveySample(
        strata: [stratum],
        places: own.map { _ in 0 },
        isFinite: request.isFinite
      )
      let mean = part.mean(of: own.map { values[$0] }, in: own.map { inScope[$0] })
      estimates.strata[place].estimates[.proportion] = try mean.map {
        try conditionalShare(
          $0,
          strata.filter { $0.name == stratum.name },
          limit: request.limit
        )
      }
      if mean == nil {
        notes.append(.noUnitInScope(stratum.name))
      }
    }
  }

  /// A line for each value of a column.
  mutating func addDomains(
    _ input: EstimateInput,
    _ survey: SurveySample,
    named column: String,
    to estimates: inout Estimates
  ) throws {
    let known = input.known
    let names = Set(input.units.map(\.domain)).sorted { NaturalOrder.precedes($0, $1) }
    let blank = input.units.count { $0.domain.isEmpty }
    if blank > 0 {
      notes.append(.unnamedDomain(rows: blank, column: column))
    }
    // All domains together cost as much as the whole.
    let limit = max(1, request.limit / max(names.count, 1))
    for name in names {
      let inside = known.map { $0.domain == name && $0.disposition == .inspected }
      guard let mean = survey.mean(of: known.map(\.value), in: inside) else {
        notes.append(.notInspected(domain: name))
        continue
      }
      let total = survey.total(of: zip(known, inside).map { $1 ? $0.value : 0 })
      estimates.domains.append(
        .init(
          name: name,
          estimates: try domainLines(input, name, mean, total, limit: limit)
        )
      )
    }
    guard input.isEvent, !input.hasUnequalWeights else { return }
    estimates.findings = input.domainFindings()
    if estimates.domains.contains(where: { $0.estimates.values.contains { $0.method == .bracket } })
    {
      notes.append(.bracketedDomains)
    }
  }

  private mutating func domainLines(
    _ input: EstimateInput,
    _ name: String,
    _ mean: Estimate,
    _ total: Estimate,
    limit: Int
  ) throws -> [Quantity: EstimateLine] {
    let quantity = input.isEvent ? Quantity.proportion : .mean
    if input.isEvent, request.interval == .exact, !input.hasUnequalWeights {
      let strata = try input.inspectedStrata(domain: name)
      return [
        quantity: try conditionalShare(
          mean,
          try input.conditionalStrata(domain: name),
          limit: limit
        ),
        .total: self.total(total, try bounds(strata, limit: limit)),
      ]
    }
    var lines = [quantity: try line(quantity, mean), .total: try line(.total, total)]
    for (kind, estimate) in [(quantity, mean), (Quantity.total, total)]
    where lines[kind]?.method == nil {
      noteNoInterval(name, estimate, kind)
    }
    if input.isEvent {
      lines = Estimation.within(
        lines,
        try input.inspectedStrata(domain: name),
        isFinite: request.isFinite
      )
    }
    return lines
  }

  /// A share of units whose number is estimated.
  private mutating func conditionalShare(
    _ estimate: Estimate,
    _ strata: [InspectedStratum],
    limit: Int
  ) throws -> EstimateLine {
    guard request.interval == .exact else { return try line(.proportion, estimate) }
    let bounds = try bounds(strata, limit: limit)
    let all = Double(max(strata.reduce(0) { $0 + $1.population }, 1))
    return EstimateLine(
      quantity: .proportion,
      estimate: estimate,
      lower: bounds.lower.map { min(Double($0.count) / all, estimate.value) },
      upper: bounds.upper.map { max(Double($0.count) / all, estimate.value) },
      method: bounds.isExact ? .conditional : .bracket
    )
  }
}
