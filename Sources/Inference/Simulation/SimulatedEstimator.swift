internal import Sampling

/// Estimates the mean of known values from each replicate, as `estimate` would.
struct SimulatedEstimator: Sendable {
  private let request: Simulation.Request
  private let values: [Double]
  private let targets: [Double]?
  let none: Simulation.Estimates

  /// Nil without known values.
  init?(_ request: Simulation.Request) {
    guard let values = request.values, !values.isEmpty else { return nil }
    self.request = request
    self.values = values
    let truth = values.reduce(0, +) / Double(values.count)
    none = Simulation.Estimates(
      truth: truth,
      estimates: Simulation.Moments(near: truth),
      standardErrors: Simulation.Moments(),
      covered: 0,
      intervals: 0
    )
    targets = request.design.method.map { SimulatedEstimator.targets(request, $0) }
  }

  /// The target inclusion probabilities of a draw by size.
  static func targets(
    _ request: Simulation.Request,
    _ method: ProportionalToSize.Method
  ) -> [Double] {
    let frame = request.frame
    let ticket = Digest(words: (0, 0, 0, 0))
    return frame.strata.indices.flatMap { stratum -> [Double] in
      let units = frame.bounds[stratum]..<frame.bounds[stratum + 1]
      let selection = try? ProportionalToSize(
        units.map { .init(id: frame.ids[$0], ticket: ticket, size: frame.measures[$0]) },
        count: request.design.sizes[stratum],
        method: method
      )
      return selection?.targets ?? units.map { _ in 0 }
    }
  }

  /// Adds the estimate of one replicate.
  func add(_ units: [Int], to estimates: inout Simulation.Estimates?) {
    guard let estimate = estimate(units) else { return }
    estimates?.estimates.add(estimate.value)
    if let error = estimate.standardError { estimates?.standardErrors.add(error) }
    guard let interval = try? estimate.interval(confidence: request.confidence),
      let lower = interval.lower, let upper = interval.upper
    else { return }
    estimates?.intervals += 1
    // Bounds that meet the truth but for a rounding error have it in them.
    let slack = 1e-12 * max(abs(none.truth), 1)
    if lower - slack <= none.truth, none.truth <= upper + slack { estimates?.covered += 1 }
  }

  private func estimate(_ units: [Int]) -> Estimate? {
    let frame = request.frame
    var places: [Int] = []
    places.reserveCapacity(units.count)
    var stratum = 0
    for unit in units {
      while unit >= frame.bounds[stratum + 1] { stratum += 1 }
      places.append(stratum)
    }
    let sampled = units.map { values[$0] }
    let sample: SurveySample?
    if let targets {
      sample = try? SurveySample(
        strata: frame.strata,
        places: places,
        weights: units.map { 1 / targets[$0] }
      )
    } else {
      sample = try? SurveySample(strata: frame.strata, places: places)
    }
    return sample?.mean(of: sampled)
  }
}
