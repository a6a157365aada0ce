internal import Inference
internal import Sampling

/// Units that were drawn and not inspected.
extension Estimation {
  /// Counts what became of the units, and says what that means for the figures.
  mutating func addDispositions(_ input: EstimateInput, to estimates: inout Estimates) throws {
    var unreached = 0
    for (place, index) in zip(input.strata.indices, estimates.strata.indices) {
      for kind in Disposition.allCases where kind != .forCause {
        estimates.strata[index].dispositions[kind] = input.count(kind, in: place)
      }
      unreached += input.count(.unreachable, in: place)
    }
    estimates.forCause = input.forCause
    if input.forCause > 0 { notes.append(.forCause(input.forCause)) }
    if input.reserves > 0 { notes.append(.reserves(input.reserves)) }
    guard unreached > 0 else { return }
    if input.isEvent, !input.hasUnequalWeights {
      estimates.unreachableRange = try range(input)
    }
    notes.append(.unreached(unreached, range: estimates.unreachableRange))
  }

  /// The estimates of the total with every unit not reached clean, and with none clean.
  private func range(_ input: EstimateInput) throws -> (none: Double, all: Double) {
    let strata = try input.inspectedStrata()
    func total(hasEvent: Bool) throws -> Double {
      let counted = try strata.enumerated().map { place, stratum in
        let missing = input.count(.unreachable, in: place)
        return StratumSummary(
          try InspectedStratum(
            name: stratum.name,
            population: stratum.population,
            sample: stratum.sample + missing,
            found: stratum.found + (hasEvent ? missing : 0)
          )
        )
      }
      return try StratifiedEstimate(counted).total.value
    }
    return (try total(hasEvent: false), try total(hasEvent: true))
  }
}
