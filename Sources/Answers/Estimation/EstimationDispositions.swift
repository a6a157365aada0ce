internal import Analysis
internal import Inference
internal import Reports
internal import Sampling

/// Units that were drawn and not inspected.
extension Estimation {
  /// Counts what became of the units, and says what that means for the figures.
  mutating func addDispositions(
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
}
