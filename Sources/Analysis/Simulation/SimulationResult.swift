package import Inference
package import Sampling

/// What thousands of replicate draws show.
package struct SimulationResult: Sendable {
  /// What was asked for.
  package let request: SimulationRequest
  /// The file of the frame.
  package let file: String
  /// Units by how often they were drawn, against their probabilities.
  package let inclusion: InclusionCheck
  /// Whether these probabilities are exact, and not the targets of a draw by size.
  package let isExact: Bool
  /// Pairs of units, nil where none are looked at.
  package let pairs: InclusionCheck?
  /// The strata, in the order of the frame.
  package let strata: [Part]
  /// All of them together.
  package let total: Part
  /// The estimates of a known value, nil where none was named.
  package let estimates: Estimates?

  /// A stratum, or all of them.
  package struct Part: Sendable {
    /// The name, nil for all together.
    package let stratum: ProtocolText?
    /// N.
    package let population: Int
    /// n of a year.
    package let size: Int
    /// Different units seen in all years.
    package let distinct: Simulation.Moments
    /// How many are expected.
    package let expectedDistinct: Double
    /// The load of a year.
    package let load: Simulation.Moments

    /// The mean load of a visit.
    package var loadPerVisit: Double { size > 0 ? load.mean / Double(size) : 0 }
  }

  /// How estimates of a known mean behave.
  package struct Estimates: Sendable {
    /// The column.
    package let column: String
    /// The means and intervals of the replicates.
    package let found: Simulation.Estimates
    /// How intervals were computed.
    package let interval: IntervalKind
    /// Replicates without an interval.
    package let withoutInterval: Int

    /// The mean estimate less the truth.
    package var bias: Double { found.estimates.mean - found.truth }

    /// The share of intervals that hold the truth, with its standard error; nil without intervals.
    package var coverage: (share: Double, error: Double)? {
      guard found.intervals > 0 else { return nil }
      let share = Double(found.covered) / Double(found.intervals)
      return (share, (share * (1 - share) / Double(found.intervals)).squareRoot())
    }
  }

  /// Whether all frequencies lie within the bounds of their exact probabilities; those of a draw by size
  /// are not exact, and are not judged.
  package var isClear: Bool {
    (request.design != .srs || inclusion.outside == 0) && (pairs?.outside ?? 0) == 0
  }

  init(_ simulation: Simulation, of request: SimulationRequest, file: String) throws {
    self.request = request
    self.file = file
    let alpha = request.alpha.approximation
    inclusion = simulation.inclusionCheck(alpha: alpha)
    isExact = request.design.sizeMethod == nil
    pairs = simulation.pairCheck(alpha: alpha)
    let places = simulation.request.frame.strata.indices
    strata = try places.map { try Part([$0], simulation) }
    total = try Part(Array(places), simulation)
    estimates = simulation.estimates.map { estimates in
      Estimates(
        column: request.valueColumn ?? "",
        found: estimates,
        interval: estimates.isExact ? .exact : .t,
        withoutInterval: request.replicates - estimates.intervals
      )
    }
  }
}

extension SimulationResult.Part {
  /// Some strata together: one, or all.
  fileprivate init(_ places: [Int], _ simulation: Simulation) throws {
    let frame = simulation.request.frame
    let design = simulation.request.design
    let isAll = places.count != 1 || frame.strata.count == 1
    let index = isAll ? frame.strata.count : places[0]
    stratum = isAll ? nil : frame.strata[places[0]].name
    population = places.reduce(0) { $0 + frame.strata[$1].population }
    size = places.reduce(0) { $0 + design.sizes[$1] }
    distinct = simulation.distinct[index]
    expectedDistinct = try places.reduce(0.0) { sum, place in
      let draws = try RepeatedDraws(
        population: frame.strata[place].population,
        sizes: Array(repeating: design.sizes[place], count: design.years)
      )
      return sum + (design.isRotation ? Double(draws.distinctInRotation) : draws.mean)
    }
    load = simulation.loads[index]
  }
}
