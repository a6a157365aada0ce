internal import Frames
internal import Inference
internal import Reports
internal import Sampling

/// Turns what was inspected into the lines of a document.
struct Estimation {
  let request: EstimateRequest
  let language: Language
  var notes: [String] = []

  /// From counts of what was inspected and found in each stratum.
  mutating func document(_ strata: [InspectedStratum], excluded: Int = 0) throws -> EstimateDocument
  {
    let summary = try StratifiedEstimate(
      strata.map { StratumSummary($0) },
      isFinite: request.isFinite
    )
    let bounds = try bounds(strata)
    var document = try document(summary, excluded: excluded, mean: "proportion")
    if request.interval == .exact {
      document.overall = [
        "proportion": share(summary.mean, bounds), "total": total(summary.total, bounds),
      ]
      for (index, stratum) in strata.enumerated() where stratum.sample > 0 {
        document.strata[index].estimates = try lines(
          summary.mean(of: index),
          summary.total(of: index),
          stratum
        )
      }
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
    return try document(summary, excluded: excluded, mean: "mean")
  }

  /// From rows.
  mutating func document(
    _ input: EstimateInput,
    excluded: Int,
    postStrata: [Stratum]?,
    columns: EstimateRequest.Columns
  ) throws -> EstimateDocument {
    noteMissingEvent(input)
    let isSimple = !input.hasUnequalWeights
    let quantity = input.isEvent ? "proportion" : "mean"
    var document: EstimateDocument
    if isSimple, input.isInScope {
      if input.isEvent {
        document = try self.document(try input.inspectedStrata(), excluded: excluded)
      } else {
        document = try self.document(try summaries(input), excluded: excluded)
      }
    } else {
      document = try fromUnits(input, excluded: excluded, quantity: quantity)
    }
    try addDispositions(input, to: &document)
    let survey = try input.survey(isFinite: request.isFinite)
    let known = input.known
    let values = known.map(\.value)
    if columns.ratio != nil, let ratio = survey.ratio(values, to: known.map(\.denominator)) {
      document.overall["ratio"] = try line("ratio", ratio)
    }
    if columns.domain != nil {
      for name in Set(known.map(\.domain)).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      ) {
        let inside = known.map { $0.domain == name && $0.disposition == .inspected }
        guard let mean = survey.mean(of: values, in: inside) else { continue }
        let total = survey.total(of: zip(values, inside).map { $1 ? $0 : 0 })
        document.domains.append(
          .init(
            name: name,
            estimates: [
              quantity: try line(quantity, mean),
              "total": input.isEvent
                ? try line("total", total).within(0...Double(total.population))
                : try line("total", total),
            ],
            dispositions: [:]
          )
        )
      }
    }
    if columns.domain != nil, input.isEvent, isSimple {
      document.findings = input.domainFindings()
    }
    if let postStrata {
      try adjust(&document, survey, known, postStrata, quantity)
    }
    document.notes = notes
    return document
  }

  /// Says which outcomes there are where none is the event, which is often a misspelling.
  private mutating func noteMissingEvent(_ input: EstimateInput) {
    guard input.isEvent, !input.known.contains(where: { $0.value == 1 }) else { return }
    let seen = input.outcomes.sorted().prefix(8).map { "\"\($0.excerpt)\"" }
      .joined(separator: ", ")
    notes.append(
      language(
        "no row has the event; the outcomes are \(seen)",
        "没有任何一行出现该结果，现有结果为：\(seen)"
      )
    )
  }

  /// Mean and total of summaries with Student's interval.
  private mutating func document(
    _ summary: StratifiedEstimate,
    excluded: Int,
    mean quantity: String
  ) throws -> EstimateDocument {
    let (mean, total) = (summary.mean, summary.total)
    note(mean)
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
    return EstimateDocument(
      confidence: request.confidence.description,
      confidenceDecimal: request.confidence.approximation,
      side: request.side.rawValue,
      overall: [quantity: try line(quantity, mean), "total": try line("total", total)],
      strata: parts,
      domains: [],
      bound: Nullable(nil),
      designEffect: Nullable(effect),
      unreachableRange: Nullable(nil),
      forCause: 0,
      notes: notes
    )
  }

  /// From units whose weights differ, or of which some are out of scope.
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
    note(mean)
    noteExcluded(excluded)
    if request.designEffect != nil {
      throw EstimateError.designEffect
    }
    var parts: [EstimateDocument.Part] = []
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
      parts.append(.init(name: stratum.name.text, estimates: estimates, dispositions: [:]))
    }
    var document = EstimateDocument(
      confidence: request.confidence.description,
      confidenceDecimal: request.confidence.approximation,
      side: request.side.rawValue,
      overall: [quantity: try line(quantity, mean), "total": try line("total", total)],
      strata: parts,
      domains: [],
      bound: Nullable(nil),
      designEffect: Nullable(nil),
      unreachableRange: Nullable(nil),
      forCause: 0,
      notes: []
    )
    if !input.isInScope {
      notes.append(
        language(
          "means are of the units in scope, whose number is itself estimated",
          "均值和比例只针对范围内的对象，其数量也是估计值"
        )
      )
    }
    guard input.isEvent, request.interval == .exact else { return document }
    if input.hasUnequalWeights {
      notes.append(
        language(
          "unequal probabilities within a stratum: no exact bounds, Student's t instead",
          "同一分类内入选概率不等，无法给出精确界限，改用 t 区间"
        )
      )
    } else {
      let bounds = try bounds(try input.inspectedStrata())
      document.overall["total"] = self.total(total, bounds)
      document.bound = Nullable(try describe(bounds))
    }
    return document
  }

  /// Puts weights to known totals.
  private mutating func adjust(
    _ document: inout EstimateDocument,
    _ survey: SurveySample,
    _ known: [EstimateInput.Unit],
    _ postStrata: [Stratum],
    _ quantity: String
  ) throws {
    var groups: [Int] = []
    for unit in known {
      guard let group = postStrata.firstIndex(where: { $0.name.text == unit.postStratum }) else {
        throw EstimateError.unknownGroup(unit.postStratum, row: unit.row)
      }
      groups.append(group)
    }
    guard
      let mean = survey.postStratifiedMean(
        of: known.map(\.value),
        groups: groups,
        totals: postStrata.map(\.population)
      )
    else {
      throw EstimateError.emptyGroup
    }
    document.overall[quantity] = try line(quantity, mean)
    document.overall["total"] = nil
    document.bound = Nullable(nil)
    notes.append(
      language("weights were brought to the totals of --post-strata", "权重已按 --post-strata 的总数调整")
    )
  }

  private func summaries(_ input: EstimateInput) throws -> [StratumSummary] {
    var values = Array(repeating: [Double](), count: input.strata.count)
    for unit in input.known { values[unit.place].append(unit.value) }
    return try zip(input.strata, values).map { stratum, values in
      try StratumSummary(name: stratum.name, population: stratum.population, values: values)
    }
  }

  private mutating func note(_ estimate: Estimate) {
    for reason in estimate.reasons { notes.append(reason.explanation(in: language)) }
  }

  private mutating func noteExcluded(_ excluded: Int) {
    guard excluded > 0 else { return }
    notes.append(
      language(
        "\(excluded) units were excluded from the draw: all figures are of the eligible part",
        "\(excluded) 个对象被排除在抽取之外，以上结果只针对可抽取部分"
      )
    )
  }

  /// An estimate with Student's interval, that of a share between 0 and 1.
  private func line(_ quantity: String, _ estimate: Estimate) throws -> EstimateLine {
    let bounds = try estimate.interval(confidence: request.confidence, side: request.side)
    let line = EstimateLine(
      quantity: quantity,
      estimate: estimate,
      lower: bounds?.lower,
      upper: bounds?.upper,
      method: bounds == nil ? nil : "t"
    )
    return quantity == "proportion" ? line.within(0...1) : line
  }
}
