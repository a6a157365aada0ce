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
      intervals: 0,
      isExact: request.isEvent && request.design.method == nil
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
  ///
  /// - Parameters:
  ///   - units: the units drawn.
  ///   - estimates: what they are added to.
  ///   - known: whether the bounds hold the truth, by what was found in each stratum.
  func add(
    _ units: [Int],
    to estimates: inout Simulation.Estimates?,
    known: inout [[Int]: Bool]
  ) {
    guard let estimate = estimate(units) else { return }
    estimates?.estimates.add(estimate.value)
    if let error = estimate.standardError { estimates?.standardErrors.add(error) }
    if none.isExact {
      let found = found(units)
      guard let holds = known[found] ?? holdsTruth(found) else { return }
      known[found] = holds
      estimates?.intervals += 1
      if holds { estimates?.covered += 1 }
      return
    }
    guard
      let interval = try? estimate.interval(
        confidence: request.confidence,
        degreesOfFreedom: .effective
      ),
      let lower = interval.lower, let upper = interval.upper
    else { return }
    estimates?.intervals += 1
    // Bounds that meet the truth but for a rounding error have it in them.
    let slack = 1e-12 * max(abs(none.truth), 1)
    if lower - slack <= none.truth, none.truth <= upper + slack { estimates?.covered += 1 }
  }

  /// What was found in each stratum.
  private func found(_ units: [Int]) -> [Int] {
    var found = [Int](repeating: 0, count: request.frame.strata.count)
    var stratum = 0
    for unit in units {
      while unit >= request.frame.bounds[stratum + 1] { stratum += 1 }
      if values[unit] == 1 { found[stratum] += 1 }
    }
    return found
  }

  /// Splits examined for a bound of one replicate; the safe end is taken where they are not enough.
  private static let limit = 2_000

  /// Whether the exact bounds of the total, as `estimate` quotes them, hold the true one; nil where there
  /// is no sample.
  private func holdsTruth(_ found: [Int]) -> Bool? {
    let frame = request.frame
    var strata: [InspectedStratum] = []
    for (index, stratum) in frame.strata.enumerated() where request.design.sizes[index] > 0 {
      guard
        let inspected = try? InspectedStratum(
          name: stratum.name,
          population: stratum.population,
          sample: request.design.sizes[index],
          found: found[index]
        )
      else { return nil }
      strata.append(inspected)
    }
    let truth = frame.strata.indices.reduce(0) { sum, index in
      guard request.design.sizes[index] > 0 else { return sum }
      return sum + (frame.bounds[index]..<frame.bounds[index + 1]).count { values[$0] == 1 }
    }
    guard let risk = try? Side.two.risk(request.confidence) else { return nil }
    let each = Ratio(risk.denominator - risk.numerator, risk.denominator)
    func bound(_ side: Side) -> Int? {
      try? StratifiedBound(
        side,
        strata: strata,
        confidence: each,
        limit: SimulatedEstimator.limit
      ).count
    }
    guard let upper = bound(.upper) else { return nil }
    guard truth <= upper else { return false }
    return bound(.lower).map { $0 <= truth }
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
