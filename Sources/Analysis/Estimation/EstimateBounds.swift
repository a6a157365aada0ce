internal import Inference
internal import Sampling

/// Exact bounds.
extension Estimation {
  /// The bounds asked for, in units.
  struct Bounds {
    var lower: StratifiedBound?
    var upper: StratifiedBound?

    /// Whether no bound is the end of a bracket.
    var isExact: Bool { lower?.isExact ?? true && upper?.isExact ?? true }

    /// How they were computed.
    var method: BoundMethod { isExact ? .exact : .bracket }
  }

  /// The bounds of the units found; nothing where Student's are asked for.
  ///
  /// - Parameters:
  ///   - strata: what was inspected and found.
  ///   - limit: the splits examined; nil for all that the request allows.
  /// - Returns: the bounds.
  /// - Throws: `InferenceError`.
  mutating func bounds(_ strata: [InspectedStratum], limit: Int? = nil) throws -> Bounds {
    guard request.interval == .exact else { return Bounds() }
    let inspected = strata.filter { $0.sample > 0 }
    if let known = known[inspected] { return known }
    let risk = try request.side.risk(request.confidence)
    let each = Ratio(risk.denominator - risk.numerator, risk.denominator)
    func bound(_ side: Side) throws -> StratifiedBound {
      try StratifiedBound(
        side,
        strata: inspected,
        confidence: each,
        limit: limit ?? request.limit
      )
    }
    let bounds = Bounds(
      lower: request.side.hasLower ? try bound(.lower) : nil,
      upper: request.side.hasUpper ? try bound(.upper) : nil
    )
    known[inspected] = bounds
    return bounds
  }

  func total(_ estimate: Estimate, _ bounds: Bounds) -> EstimateLine {
    EstimateLine(
      quantity: .total,
      estimate: estimate,
      lower: bounds.lower.map { Double($0.count) },
      upper: bounds.upper.map { Double($0.count) },
      method: bounds.method
    )
  }

  func share(_ estimate: Estimate, _ bounds: Bounds) -> EstimateLine {
    let all = Double(max(estimate.population, 1))
    return EstimateLine(
      quantity: .proportion,
      estimate: estimate,
      lower: bounds.lower.map { Double($0.count) / all },
      upper: bounds.upper.map { Double($0.count) / all },
      method: bounds.method
    )
  }

  /// The share and the total of one stratum.
  func lines(
    _ mean: Estimate,
    _ total: Estimate,
    _ stratum: InspectedStratum
  ) throws -> [Quantity: EstimateLine] {
    let interval = try ProportionInterval(
      found: stratum.found,
      sample: stratum.sample,
      population: stratum.population,
      confidence: request.confidence,
      side: request.side
    )
    return [
      .proportion: EstimateLine(
        quantity: .proportion,
        estimate: mean,
        lower: interval.lower,
        upper: interval.upper,
        method: .exact
      ),
      .total: EstimateLine(
        quantity: .total,
        estimate: total,
        lower: interval.lowerCount.map { Double($0) },
        upper: interval.upperCount.map { Double($0) },
        method: .exact
      ),
    ]
  }

  /// What drives the bounds, and where a further inspection helps most.
  mutating func describe(_ bounds: Bounds) throws -> Estimates.TotalBound {
    for bound in [bounds.lower, bounds.upper].compactMap(\.self) where !bound.isExact {
      notes.append(.bracket(bound.side, bound.bracket, quoted: bound.count))
    }
    let next = try bounds.upper.flatMap { try $0.nextInspection(limit: min(request.limit, 20_000)) }
    if let upper = bounds.upper, let driver = upper.driver {
      notes.append(.driver(driver.name, upper: upper.count))
    }
    if let next {
      // What the limit kept from being found, or the steps of a discrete sample do not lower, is not
      // promised.
      let lower = next.count.flatMap { count in
        bounds.upper.map { count < $0.count } == true ? count : nil
      }
      notes.append(.next(next.stratum.name, upper: lower))
    }
    return Estimates.TotalBound(
      lower: bounds.lower?.bracket,
      upper: bounds.upper?.bracket,
      isExact: bounds.isExact,
      split: bounds.upper.map { bound in
        zip(bound.strata, bound.split).map { (stratum: $0.name, units: $1) }
      },
      driver: bounds.upper?.driver?.name,
      next: next.map { ($0.stratum.name, $0.count) }
    )
  }
}
