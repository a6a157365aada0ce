internal import Frames
internal import Inference
internal import Sampling

/// Estimates brought to the known totals of groups that cut across the strata.
extension Estimation {
  /// Puts weights to known totals, and quotes no bound beside that knows nothing of them.
  mutating func adjust(
    _ estimates: inout Estimates,
    _ survey: SurveySample,
    _ known: [EstimateInput.Unit],
    _ groups: EstimateRequest.Groups,
    _ quantity: Quantity
  ) throws {
    let places = try places(of: known, groups, population: survey.strata)
    let values = known.map(\.value)
    let totals = groups.strata.map(\.population)
    guard
      let mean = survey.postStratifiedMean(of: values, groups: places, totals: totals),
      let total = survey.postStratifiedTotal(of: values, groups: places, totals: totals)
    else { throw InferenceError.nothingInspected(stratum: nil) }
    estimates.overall = estimates.overall.mapValues(\.unbounded)
    for index in estimates.strata.indices {
      estimates.strata[index].estimates =
        estimates.strata[index].estimates.mapValues(\.unbounded)
    }
    for index in estimates.domains.indices {
      estimates.domains[index].estimates =
        estimates.domains[index].estimates.mapValues(\.unbounded)
    }
    estimates.overall[quantity] = try line(quantity, mean)
    let sum = try line(.total, total)
    estimates.overall[.total] =
      quantity == .proportion ? sum.within(0...Double(total.population)) : sum
    estimates.bound = nil
    estimates.unreachableRange = nil
    notes.append(.postStratified)
  }

  /// The group of each unit.
  private func places(
    of known: [EstimateInput.Unit],
    _ groups: EstimateRequest.Groups,
    population strata: [Stratum]
  ) throws -> [Int] {
    var errors = DataError()
    func add(_ file: String, row: Int?, _ value: String, _ english: String, _ chinese: String) {
      errors.add(
        .init(
          file: file,
          row: row,
          value: value,
          reason: .other(Sentence(english, chinese))
        )
      )
    }
    var places: [Int] = []
    for unit in known {
      guard
        let place = groups.strata.firstIndex(where: {
          $0.name.text.utf8.elementsEqual(unit.postStratum.utf8)
        })
      else {
        add(
          request.sample,
          row: unit.row,
          unit.postStratum,
          "is no group of \(groups.file); add it there or correct it",
          "不是 \(groups.file) 中的组，请补充或更正"
        )
        continue
      }
      places.append(place)
    }
    let seen = Set(places)
    for (place, group) in groups.strata.enumerated()
    where group.population > 0 && !seen.contains(place) {
      add(
        groups.file,
        row: nil,
        group.name.text,
        "has \(group.population) units and none of them in the sample; join it with another group",
        "有 \(group.population) 个对象而样本中没有，请与其他组合并"
      )
    }
    let all = strata.reduce(0) { $0 + $1.population }
    let sum = groups.strata.reduce(0) { $0 + $1.population }
    if all != sum {
      add(
        groups.file,
        row: nil,
        "\(sum)",
        "units in all groups, and \(all) in the file of strata; both are the units of the frame:"
          + " correct one of them",
        "为各组对象总数，而分类文件为 \(all)，两者都应是全部对象，请更正"
      )
    }
    try errors.throwIfAny()
    return places
  }
}
