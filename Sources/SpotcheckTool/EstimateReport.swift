import Inference
import Sampling

/// Turns what was inspected into the lines of a report.
struct EstimateReport {
  /// How bounds are computed.
  enum Interval: String { case exact, t }

  var confidence: Ratio
  var side: Side
  var interval: Interval
  var isFinite: Bool
  var designEffect: DesignEffect?
  var limit: Int
  var language: Language

  var notes: [String] = []

  init(
    confidence: Ratio,
    side: Side,
    interval: Interval,
    isFinite: Bool,
    designEffect: DesignEffect?,
    limit: Int,
    language: Language
  ) {
    self.confidence = confidence
    self.side = side
    self.interval = interval
    self.isFinite = isFinite
    self.designEffect = designEffect
    self.limit = limit
    self.language = language
  }

  /// From counts of what was inspected and found in each stratum.
  mutating func document(_ strata: [InspectedStratum], excluded: Int = 0) throws -> EstimateDocument
  {
    let summary = try StratifiedEstimate(strata.map { StratumSummary($0) }, isFinite: isFinite)
    let bounds = try bounds(strata)
    var document = try document(summary, excluded: excluded, mean: "proportion")
    if interval == .exact {
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
    let summary = try StratifiedEstimate(summaries, isFinite: isFinite)
    return try document(summary, excluded: excluded, mean: "mean")
  }

  /// From rows.
  mutating func document(
    _ input: EstimateInput,
    excluded: Int,
    postStrata: [Stratum]?,
    hasRatio: Bool,
    hasDomain: Bool
  ) throws -> EstimateDocument {
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
    let survey = try input.survey(isFinite: isFinite)
    let known = input.known
    let values = known.map(\.value)
    if hasRatio, let ratio = survey.ratio(values, to: known.map(\.denominator)) {
      document.overall["ratio"] = try line("ratio", ratio)
    }
    if hasDomain {
      for name in Set(known.map(\.domain)).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      ) {
        let inside = known.map { $0.domain == name && $0.disposition == .inspected }
        guard let mean = survey.mean(of: values, in: inside) else { continue }
        let total = survey.total(of: zip(values, inside).map { $1 ? $0 : 0 })
        document.domains.append(
          .init(
            name: name,
            estimates: [quantity: try line(quantity, mean), "total": try line("total", total)],
            dispositions: [:]
          )
        )
      }
    }
    if let postStrata {
      try adjust(&document, survey, known, postStrata, quantity)
    }
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
    let effect = designEffect.map {
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
      confidence: confidence.description,
      confidenceDecimal: confidence.approximation,
      side: side.rawValue,
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
    let survey = try input.survey(isFinite: isFinite)
    let known = input.known
    let values = known.map(\.value)
    let inScope = known.map { $0.disposition == .inspected }
    guard let mean = survey.mean(of: values, in: inScope) else {
      throw InferenceError.nothingInspected(stratum: nil)
    }
    let total = survey.total(of: values)
    note(mean)
    noteExcluded(excluded)
    if designEffect != nil {
      throw UsageError(
        "--design-effect is for simple random samples without units out of scope",
        "--design-effect 只适用于没有范围外对象的简单随机抽样"
      )
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
          isFinite: isFinite
        )
        let values = own.map { known[$0].value }
        estimates["total"] = try line("total", survey.total(of: values))
        estimates[quantity] = try survey.mean(of: values, in: own.map { inScope[$0] })
          .map { try line(quantity, $0) }
      }
      parts.append(.init(name: stratum.name.text, estimates: estimates, dispositions: [:]))
    }
    var document = EstimateDocument(
      confidence: confidence.description,
      confidenceDecimal: confidence.approximation,
      side: side.rawValue,
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
    guard input.isEvent, interval == .exact else { return document }
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
        throw UsageError(
          "row \(unit.row): \"\(unit.postStratum)\" is no group of --post-strata; add it there",
          "第 \(unit.row) 行：“\(unit.postStratum)”不在 --post-strata 文件中，请补充"
        )
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
      throw UsageError(
        "a group of --post-strata has units and none in the sample; join it with another",
        "--post-strata 中有的组没有样本，请与其他组合并"
      )
    }
    document.overall[quantity] = try line(quantity, mean)
    document.overall["total"] = nil
    document.bound = Nullable(nil)
    notes.append(
      language("weights were brought to the totals of --post-strata", "权重已按 --post-strata 的总数调整")
    )
  }

  private mutating func addDispositions(
    _ input: EstimateInput,
    to document: inout EstimateDocument
  ) throws {
    var unreached = 0
    for (place, index) in zip(input.strata.indices, document.strata.indices) {
      var counts: [String: Int] = [:]
      for (kind, name) in [
        (Disposition.inspected, "inspected"), (.outOfScope, "out_of_scope"), (.closed, "closed"),
        (.unreachable, "unreachable"),
      ] {
        counts[name] = input.count(kind, in: place)
      }
      unreached += counts["unreachable"] ?? 0
      document.strata[index].dispositions = counts
    }
    document.forCause = input.forCause
    if input.forCause > 0 {
      notes.append(
        language(
          "\(input.forCause) inspections for cause are left out: they were not drawn",
          "\(input.forCause) 次有因检查未计入，因其不是随机抽取"
        )
      )
    }
    if input.reserves > 0 {
      notes.append(
        language(
          "\(input.reserves) reserves are left out: whoever stands in for a unit that was not reached"
            + " is not a random unit",
          "\(input.reserves) 个候补对象未计入，因替补对象不是随机抽取的对象"
        )
      )
    }
    guard unreached > 0 else { return }
    var text = language(
      "\(unreached) units were not reached; the estimates suppose that they are like the others of"
        + " their stratum",
      "\(unreached) 个对象未能检查，以下估计假定其与同类其他对象相同"
    )
    if input.isEvent, !input.hasUnequalWeights {
      let range = try range(input)
      document.unreachableRange = Nullable(range)
      text += language(
        "; the total is \(ResultText.number(range[0])) if none of them had the event and"
          + " \(ResultText.number(range[1])) if all had",
        "；若其均无问题，总数为 \(ResultText.number(range[0]))，若均有问题，总数为"
          + " \(ResultText.number(range[1]))"
      )
    }
    notes.append(text)
  }

  /// The estimates of the total with every unit not reached clean, and with none clean.
  private func range(_ input: EstimateInput) throws -> [Double] {
    let strata = try input.inspectedStrata()
    return try [false, true].map { hasEvent in
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

  /// An estimate with Student's interval.
  private func line(_ quantity: String, _ estimate: Estimate) throws -> EstimateLine {
    let bounds = try estimate.interval(confidence: confidence, side: side)
    return EstimateLine(
      quantity: quantity,
      estimate: estimate,
      lower: bounds?.lower,
      upper: bounds?.upper,
      method: bounds == nil ? nil : "t"
    )
  }
}
