internal import Frames
internal import Inference
internal import Sampling

/// Turns what was inspected into estimates.
struct Estimation {
  let request: EstimateRequest
  var notes: [EstimateNote] = []
  /// Bounds that were searched for already: a domain often has the findings of another, or of all.
  var known: [[InspectedStratum]: Bounds] = [:]

  /// From counts of what was inspected and found in each stratum.
  mutating func estimates(_ strata: [InspectedStratum], excluded: Int = 0) throws -> Estimates {
    let summary = try StratifiedEstimate(
      strata.map { StratumSummary($0) },
      isFinite: request.isFinite
    )
    let bounds = try bounds(strata)
    var estimates = try estimates(summary, excluded: excluded, mean: .proportion)
    estimates.overall = Estimation.within(estimates.overall, strata, isFinite: request.isFinite)
    for (index, stratum) in strata.enumerated() where stratum.sample > 0 {
      estimates.strata[index].estimates =
        request.interval == .exact
        ? try lines(summary.mean(of: index), summary.total(of: index), stratum)
        : Estimation.within(
          estimates.strata[index].estimates,
          [stratum],
          isFinite: request.isFinite
        )
    }
    if request.interval == .exact {
      estimates.overall = [
        .proportion: share(summary.mean, bounds), .total: total(summary.total, bounds),
      ]
      estimates.bound = try describe(bounds)
    }
    estimates.notes = notes
    return estimates
  }

  /// From means and standard deviations.
  mutating func estimates(
    _ summaries: [StratumSummary],
    excluded: Int = 0
  ) throws -> Estimates {
    let summary = try StratifiedEstimate(summaries, isFinite: request.isFinite)
    var estimates = try estimates(summary, excluded: excluded, mean: .mean)
    estimates.notes = notes
    return estimates
  }

  /// From rows.
  mutating func estimates(
    _ input: EstimateInput,
    excluded: Int,
    groups: EstimateRequest.Groups?,
    columns: EstimateRequest.Columns
  ) throws -> Estimates {
    noteOutcomes(input, columns)
    let quantity = input.isEvent ? Quantity.proportion : .mean
    var estimates: Estimates
    if groups != nil {
      estimates = try fromUnits(input, excluded: excluded, quantity: quantity)
    } else if input.isEvent, !input.hasUnequalWeights {
      estimates = try self.estimates(try input.inspectedStrata(), excluded: excluded)
      if !input.isInScope { try putShares(input, into: &estimates) }
    } else if input.isInScope, !input.hasUnequalWeights {
      estimates = try self.estimates(try summaries(input), excluded: excluded)
    } else {
      estimates = try fromUnits(input, excluded: excluded, quantity: quantity)
    }
    noteScope(input)
    try addDispositions(input, to: &estimates)
    let survey = try input.survey(isFinite: request.isFinite)
    let known = input.known
    if columns.ratio != nil,
      let ratio = survey.ratio(known.map(\.value), to: known.map(\.denominator))
    {
      estimates.overall[.ratio] = try line(.ratio, ratio)
    }
    if let name = columns.domain { try addDomains(input, survey, named: name, to: &estimates) }
    if let groups { try adjust(&estimates, survey, known, groups, quantity) }
    estimates.notes = notes
    return estimates
  }

  /// Mean and total of summaries with Student's interval.
  private mutating func estimates(
    _ summary: StratifiedEstimate,
    excluded: Int,
    mean quantity: Quantity
  ) throws -> Estimates {
    let (mean, total) = (summary.mean, summary.total)
    note(mean, isStudent: quantity == .mean || request.interval == .t)
    noteExcluded(excluded)
    var parts: [Estimates.Part] = []
    for (index, stratum) in summary.strata.enumerated() {
      let lines: [Quantity: EstimateLine] =
        stratum.sample == 0
        ? [:]
        : [
          quantity: try line(quantity, summary.mean(of: index)),
          .total: try line(.total, summary.total(of: index)),
        ]
      parts.append(.init(name: stratum.name.text, estimates: lines))
    }
    let effect = request.designEffect.map { (comparison: $0, value: summary.designEffect($0)) }
    if let effect { notes.append(.designEffect(effect.comparison, effect.value)) }
    var estimates = Estimates(request)
    estimates.overall = [quantity: try line(quantity, mean), .total: try line(.total, total)]
    estimates.strata = parts
    estimates.designEffect = effect
    return estimates
  }

  /// From units whose weights differ, or numbers of which some are out of scope.
  private mutating func fromUnits(
    _ input: EstimateInput,
    excluded: Int,
    quantity: Quantity
  ) throws -> Estimates {
    let survey = try input.survey(isFinite: request.isFinite)
    let known = input.known
    let values = known.map(\.value)
    let inScope = known.map { $0.disposition == .inspected }
    guard let mean = survey.mean(of: values, in: inScope) else {
      throw InferenceError.nothingInspected(stratum: nil)
    }
    let total = survey.total(of: values)
    note(mean, isStudent: true)
    noteExcluded(excluded)
    if request.designEffect != nil {
      throw EstimateError.designEffect
    }
    let counts = try input.inspectedStrata()
    func possible(
      _ lines: [Quantity: EstimateLine],
      _ strata: [InspectedStratum]
    ) -> [Quantity: EstimateLine] {
      input.isEvent ? Estimation.within(lines, strata, isFinite: request.isFinite) : lines
    }
    var estimates = Estimates(request)
    for (place, stratum) in input.strata.enumerated() {
      let own = known.indices.filter { known[$0].place == place }
      var lines: [Quantity: EstimateLine] = [:]
      if !own.isEmpty {
        let survey = try SurveySample(
          strata: [stratum],
          places: own.map { _ in 0 },
          weights: own.map { survey.weights[$0] },
          isFinite: request.isFinite
        )
        let values = own.map { known[$0].value }
        lines[.total] = try line(.total, survey.total(of: values))
        lines[quantity] = try survey.mean(of: values, in: own.map { inScope[$0] })
          .map { try line(quantity, $0) }
      }
      estimates.strata.append(
        .init(
          name: stratum.name.text,
          estimates: possible(lines, [counts[place]])
        )
      )
    }
    estimates.overall = possible(
      [quantity: try line(quantity, mean), .total: try line(.total, total)],
      counts
    )
    if input.isEvent, request.interval == .exact, input.hasUnequalWeights {
      notes.append(.unequalProbabilities)
    }
    return estimates
  }

  private func summaries(_ input: EstimateInput) throws -> [StratumSummary] {
    var values = Array(repeating: [Double](), count: input.strata.count)
    for unit in input.known { values[unit.place].append(unit.value) }
    return try zip(input.strata, values).map { stratum, values in
      try StratumSummary(name: stratum.name, population: stratum.population, values: values)
    }
  }

  /// An estimate with Student's interval, that of a share between 0 and 1.
  func line(_ quantity: Quantity, _ estimate: Estimate) throws -> EstimateLine {
    let bounds = try estimate.interval(
      confidence: request.confidence,
      side: request.side,
      degreesOfFreedom: .effective
    )
    let line = EstimateLine(
      quantity: quantity,
      estimate: estimate,
      lower: bounds?.lower,
      upper: bounds?.upper,
      method: bounds == nil ? nil : .t
    )
    return quantity == .proportion ? line.within(0...1) : line
  }

  /// Lines of an event whose bounds are not below what was found, nor above what can be.
  static func within(
    _ lines: [Quantity: EstimateLine],
    _ strata: [InspectedStratum],
    isFinite: Bool
  ) -> [Quantity: EstimateLine] {
    let inspected = strata.filter { $0.sample > 0 }
    let all = inspected.reduce(0) { $0 + $1.population }
    let found = inspected.reduce(0) { $0 + $1.found }
    let open = inspected.reduce(0) { $0 + $1.population - $1.sample }
    // Without the finite population it is the process that is spoken of, which has no units.
    let least = isFinite ? Double(found) : 0
    let greatest = Double(isFinite ? open + found : all)
    var lines = lines
    lines[.total] = lines[.total]?.within(least...greatest)
    return lines
  }
}
