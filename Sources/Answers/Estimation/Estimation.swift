internal import Analysis
internal import Frames
internal import Inference
internal import Reports
internal import Sampling

/// Turns what was inspected into the lines of a document.
struct Estimation {
  let request: EstimateRequest
  let language: Language
  var notes: [String] = []
  /// Bounds that were searched for already: a domain often has the findings of another, or of all.
  var known: [[InspectedStratum]: Bounds] = [:]

  /// From counts of what was inspected and found in each stratum.
  mutating func document(_ strata: [InspectedStratum], excluded: Int = 0) throws -> EstimateDocument
  {
    let summary = try StratifiedEstimate(
      strata.map { StratumSummary($0) },
      isFinite: request.isFinite
    )
    let bounds = try bounds(strata)
    var document = try document(summary, excluded: excluded, mean: "proportion")
    document.overall = Estimation.within(document.overall, strata, isFinite: request.isFinite)
    for (index, stratum) in strata.enumerated() where stratum.sample > 0 {
      document.strata[index].estimates =
        request.interval == .exact
        ? try lines(summary.mean(of: index), summary.total(of: index), stratum)
        : Estimation.within(
          document.strata[index].estimates,
          [stratum],
          isFinite: request.isFinite
        )
    }
    if request.interval == .exact {
      document.overall = [
        "proportion": share(summary.mean, bounds), "total": total(summary.total, bounds),
      ]
      document.bound = Nullable(try describe(bounds))
    }
    document.notes = notes
    return document
  }

  /// From means and standard deviations.
  mutating func document(
    _ summaries: [StratumSummary],
    excluded: Int = 0
  ) throws -> EstimateDocument {
    let summary = try StratifiedEstimate(summaries, isFinite: request.isFinite)
    var document = try document(summary, excluded: excluded, mean: "mean")
    document.notes = notes
    return document
  }

  /// From rows.
  mutating func document(
    _ input: EstimateInput,
    excluded: Int,
    groups: EstimateRequest.Groups?,
    columns: EstimateRequest.Columns
  ) throws -> EstimateDocument {
    noteOutcomes(input, columns)
    let quantity = input.isEvent ? "proportion" : "mean"
    var document: EstimateDocument
    if groups != nil {
      document = try fromUnits(input, excluded: excluded, quantity: quantity)
    } else if input.isEvent, !input.hasUnequalWeights {
      document = try self.document(try input.inspectedStrata(), excluded: excluded)
      if !input.isInScope { try putShares(input, into: &document) }
    } else if input.isInScope, !input.hasUnequalWeights {
      document = try self.document(try summaries(input), excluded: excluded)
    } else {
      document = try fromUnits(input, excluded: excluded, quantity: quantity)
    }
    noteScope(input)
    try addDispositions(input, to: &document)
    let survey = try input.survey(isFinite: request.isFinite)
    let known = input.known
    if columns.ratio != nil,
      let ratio = survey.ratio(known.map(\.value), to: known.map(\.denominator))
    {
      document.overall["ratio"] = try line("ratio", ratio)
    }
    if let name = columns.domain { try addDomains(input, survey, named: name, to: &document) }
    if let groups { try adjust(&document, survey, known, groups, quantity) }
    document.notes = notes
    return document
  }

  /// Mean and total of summaries with Student's interval.
  private mutating func document(
    _ summary: StratifiedEstimate,
    excluded: Int,
    mean quantity: String
  ) throws -> EstimateDocument {
    let (mean, total) = (summary.mean, summary.total)
    note(mean, isStudent: quantity == "mean" || request.interval == .t)
    noteExcluded(excluded)
    var parts: [EstimateDocument.Part] = []
    for (index, stratum) in summary.strata.enumerated() {
      let estimates =
        stratum.sample == 0
        ? [:]
        : [
          quantity: try line(quantity, summary.mean(of: index)),
          "total": try line("total", summary.total(of: index)),
        ]
      parts.append(.init(name: stratum.name.text, estimates: estimates, dispositions: [:]))
    }
    let effect = request.designEffect.map {
      EstimateDocument.Effect(
        comparison: $0.rawValue,
        value: Nullable(summary.designEffect($0))
      )
    }
    if let effect {
      let value = effect.value.value.map { ResultText.number($0) } ?? "-"
      notes.append(
        language(
          "design effect (\(effect.comparison)): \(value)",
          "设计效应（\(effect.comparison)）：\(value)"
        )
      )
    }
    var document = empty
    document.overall = [quantity: try line(quantity, mean), "total": try line("total", total)]
    document.strata = parts
    document.designEffect = Nullable(effect)
    return document
  }

  /// From units whose weights differ, or numbers of which some are out of scope.
  private mutating func fromUnits(
    _ input: EstimateInput,
    excluded: Int,
    quantity: String
  ) throws -> EstimateDocument {
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
      _ lines: [String: EstimateLine],
      _ strata: [InspectedStratum]
    ) -> [String: EstimateLine] {
      input.isEvent ? Estimation.within(lines, strata, isFinite: request.isFinite) : lines
    }
    var document = empty
    for (place, stratum) in input.strata.enumerated() {
      let own = known.indices.filter { known[$0].place == place }
      var estimates: [String: EstimateLine] = [:]
      if !own.isEmpty {
        let survey = try SurveySample(
          strata: [stratum],
          places: own.map { _ in 0 },
          weights: own.map { survey.weights[$0] },
          isFinite: request.isFinite
        )
        let values = own.map { known[$0].value }
        estimates["total"] = try line("total", survey.total(of: values))
        estimates[quantity] = try survey.mean(of: values, in: own.map { inScope[$0] })
          .map { try line(quantity, $0) }
      }
      document.strata.append(
        .init(
          name: stratum.name.text,
          estimates: possible(estimates, [counts[place]]),
          dispositions: [:]
        )
      )
    }
    document.overall = possible(
      [quantity: try line(quantity, mean), "total": try line("total", total)],
      counts
    )
    if input.isEvent, request.interval == .exact, input.hasUnequalWeights {
      notes.append(
        language(
          "unequal probabilities within a stratum: no exact bounds, Student's t instead",
          "同一分类内入选概率不等，无法给出精确界限，改用 t 区间"
        )
      )
    }
    return document
  }

  /// A document without a line.
  private var empty: EstimateDocument {
    EstimateDocument(
      confidence: request.confidence.description,
      confidenceDecimal: request.confidence.approximation,
      side: request.side,
      overall: [:],
      strata: [],
      domains: [],
      bound: Nullable(nil),
      designEffect: Nullable(nil),
      unreachableRange: Nullable(nil),
      forCause: 0,
      notes: []
    )
  }

  private func summaries(_ input: EstimateInput) throws -> [StratumSummary] {
    var values = Array(repeating: [Double](), count: input.strata.count)
    for unit in input.known { values[unit.place].append(unit.value) }
    return try zip(input.strata, values).map { stratum, values in
      try StratumSummary(name: stratum.name, population: stratum.population, values: values)
    }
  }

  /// An estimate with Student's interval, that of a share between 0 and 1.
  func line(_ quantity: String, _ estimate: Estimate) throws -> EstimateLine {
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
      method: bounds == nil ? nil : "t"
    )
    return quantity == "proportion" ? line.within(0...1) : line
  }

  /// Lines of an event whose bounds are not below what was found, nor above what can be.
  static func within(
    _ lines: [String: EstimateLine],
    _ strata: [InspectedStratum],
    isFinite: Bool
  ) -> [String: EstimateLine] {
    let inspected = strata.filter { $0.sample > 0 }
    let all = inspected.reduce(0) { $0 + $1.population }
    let found = inspected.reduce(0) { $0 + $1.found }
    let open = inspected.reduce(0) { $0 + $1.population - $1.sample }
    // Without the finite population it is the process that is spoken of, which has no units.
    let least = isFinite ? Double(found) : 0
    let greatest = Double(isFinite ? open + found : all)
    var lines = lines
    lines["total"] = lines["total"]?.within(least...greatest)
    return lines
  }
}
