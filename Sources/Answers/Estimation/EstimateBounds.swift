internal import Inference
internal import Reports
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
    var method: String { isExact ? "exact" : "bracket" }
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
      quantity: "total",
      estimate: estimate,
      lower: bounds.lower.map { Double($0.count) },
      upper: bounds.upper.map { Double($0.count) },
      method: bounds.method
    )
  }

  func share(_ estimate: Estimate, _ bounds: Bounds) -> EstimateLine {
    let all = Double(max(estimate.population, 1))
    return EstimateLine(
      quantity: "proportion",
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
  ) throws -> [String: EstimateLine] {
    let interval = try ProportionInterval(
      found: stratum.found,
      sample: stratum.sample,
      population: stratum.population,
      confidence: request.confidence,
      side: request.side
    )
    return [
      "proportion": EstimateLine(
        quantity: "proportion",
        estimate: mean,
        lower: interval.lower,
        upper: interval.upper,
        method: "exact"
      ),
      "total": EstimateLine(
        quantity: "total",
        estimate: total,
        lower: interval.lowerCount.map { Double($0) },
        upper: interval.upperCount.map { Double($0) },
        method: "exact"
      ),
    ]
  }

  mutating func describe(_ bounds: Bounds) throws -> EstimateDocument.Bound {
    for bound in [bounds.lower, bounds.upper].compactMap(\.self) where !bound.isExact {
      let range = "\(bound.bracket.lowerBound)…\(bound.bracket.upperBound)"
      notes.append(
        language(
          "the exact \(bound.side.rawValue) bound lies in \(range); \(bound.count) is safe to quote;"
            + " raise --limit to narrow it",
          "精确\(bound.side == .upper ? "上限" : "下限")在 \(range) 之间，可引用 \(bound.count)，提高 --limit 可缩小范围"
        )
      )
    }
    let next = try bounds.upper.flatMap { try $0.nextInspection(limit: min(request.limit, 20_000)) }
    if let upper = bounds.upper, let driver = upper.driver {
      notes.append(
        language(
          "stratum \"\(driver.name)\" drives the upper bound of \(upper.count) units",
          "上限 \(upper.count) 个主要由分类“\(driver.name)”决定"
        )
      )
    }
    if let next {
      // What the limit kept from being found, or the steps of a discrete sample do not lower, is not
      // promised.
      let lower = next.count.flatMap { count in
        bounds.upper.map { count < $0.count } == true ? count : nil
      }
      notes.append(
        language(
          "the next best inspection is in stratum \"\(next.stratum.name)\""
            + (lower.map { ": a clean one makes the bound \($0)" } ?? ""),
          "下一个检查最好放在分类“\(next.stratum.name)”"
            + (lower.map { "，若未发现问题，上限变为 \($0)" } ?? "")
        )
      )
    }
    let split = bounds.upper.map { bound in
      Dictionary(
        uniqueKeysWithValues: zip(bound.strata.map(\.name.text), bound.split)
      )
    }
    func ends(_ bound: StratifiedBound?) -> Nullable<[Int]> {
      Nullable(bound.map { [$0.bracket.lowerBound, $0.bracket.upperBound] })
    }
    return EstimateDocument.Bound(
      exact: bounds.isExact,
      lower: ends(bounds.lower),
      upper: ends(bounds.upper),
      split: Nullable(split),
      driver: Nullable(bounds.upper?.driver?.name.text),
      nextStratum: Nullable(next?.stratum.name.text),
      nextUpper: Nullable(next?.count ?? nil)
    )
  }
}
