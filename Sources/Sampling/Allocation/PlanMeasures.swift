/// What the plans of a frontier are judged by; why not, where something is not known.
struct PlanMeasures: Sendable {
  /// The strata and their bounds, by name.
  let bounds: [StratumBounds]
  /// p_h.
  let prevalences: Result<[Ratio], AllocationError>
  /// Σ N_h²(1/n_h − 1/N_h) S_h².
  let variance: Result<SeparableAllocation, AllocationError>
  /// Σ p_h n_h.
  let violations: Result<SeparableAllocation, AllocationError>

  init(_ bounds: [StratumBounds], _ traits: [ProtocolText: StratumTraits]) {
    self.bounds = bounds
    prevalences = Result { () throws(AllocationError) in
      var shares: [Ratio] = []
      for bound in bounds {
        guard let share = traits[bound.stratum.name]?.prevalence else {
          throw .missing(stratum: bound.stratum.name, column: "prevalence")
        }
        shares.append(share)
      }
      return shares
    }
    let plain = traits.mapValues { traits in
      var plain = traits
      plain.weight = Ratio(1)
      return plain
    }
    func problem(_ method: AllocationMethod) -> Result<SeparableAllocation, AllocationError> {
      Result { () throws(AllocationError) in
        let total = bounds.reduce(0) { $0 + $1.stratum.population }
        var weights: [Weight] = []
        for bound in bounds {
          let traits = plain[bound.stratum.name] ?? StratumTraits()
          weights.append(
            try method.weight(bound.stratum, traits, strata: bounds.count, total: total)
          )
        }
        return SeparableAllocation(method.curve, weights: weights, bounds: bounds)
      }
    }
    variance = problem(.variance)
    violations = problem(.violations)
  }

  /// The classes with a violator, along plans whose sizes rise; none where a prevalence is not known.
  var detectionTracks: [(place: Int, track: DetectionTrack)] {
    guard let prevalences = try? prevalences.get() else { return [] }
    return bounds.indices.compactMap { place in
      guard let detection = try? detection(place, prevalences[place]), detection.violators > 0
      else { return nil }
      let track = DetectionTrack(
        population: detection.population,
        violators: detection.violators
      )
      return (place, track)
    }
  }

  /// A class with ⌈N_h p_h⌉ violators.
  func detection(_ place: Int, _ prevalence: Ratio) throws(DetectionError) -> Detection {
    try Detection(
      population: bounds[place].stratum.population,
      prevalence: prevalence,
      rounding: .up
    )
  }

  /// Σ n_h / Σ N_h, 0 where there is no unit.
  func coverage(of sizes: [Int]) -> Ratio {
    let population = bounds.reduce(0) { $0 + $1.stratum.population }
    return population == 0 ? Ratio(0) : Ratio(sizes.reduce(0, +), population)
  }
}
