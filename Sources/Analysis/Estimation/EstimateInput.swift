internal import Foundation
internal import Frames
internal import Inference
internal import Sampling

/// The rows of inspected units with the columns that an estimate needs.
struct EstimateInput {
  /// A unit that was drawn.
  struct Unit {
    var place: Int
    var row: Int
    var disposition: Disposition
    /// The outcome: 1 or 0 for an event, the number otherwise; 0 without an inspection.
    var value: Double
    var weight: Double?
    var denominator: Double
    var domain: String
    var postStratum: String
  }

  let strata: [Stratum]
  /// The units that were drawn; those inspected for cause are not among them.
  private(set) var units: [Unit] = []
  /// Rows of units that were inspected for cause.
  private(set) var forCause = 0
  /// Rows of reserves, which a draw lists after the selected units.
  private(set) var reserves = 0
  /// How often each outcome was seen, where events were named.
  private(set) var outcomes: [String: Int] = [:]
  /// Outcomes that are no event, though one of several codes in the cell is.
  private(set) var mixedOutcomes: Set<String> = []
  /// Events that no row has.
  private(set) var missingEvents: [String] = []
  let isEvent: Bool
  /// Whether units of a stratum were drawn with unequal probabilities.
  private(set) var hasUnequalWeights = false

  /// Reads and checks the rows.
  init(_ table: ResultTable, strata: [Stratum], columns: EstimateRequest.Columns) throws {
    self.strata = strata
    isEvent = !columns.events.isEmpty
    var table = table
    func index(_ name: String?) throws -> Int? {
      try name.map { try table.table.requiredIndex(of: $0) }
    }
    let stratum = try index(columns.stratum)
    let outcome = try table.table.requiredIndex(of: columns.outcome)
    let id = try index(columns.id)
    let weight = try index(columns.weight)
    let disposition = try index(columns.disposition)
    let ratio = try index(columns.ratio)
    let domain = try index(columns.domain)
    let postStratum = try index(columns.postStratum)
    let design = try SelectionDesign(&table, columns: columns)
    let codes = OutcomeCodes(events: columns.events, separators: columns.separators)
    var places: [String: Int] = [:]
    for (place, stratum) in strata.enumerated() { places[stratum.name.text] = place }
    var seen: [String: Int] = [:]
    for row in table.table.rows {
      if let id {
        if row.cells[id].isEmpty { table.fail(row, id, .text(.empty)) }
        if let other = seen.updateValue(row.number, forKey: row.cells[id]) {
          table.fail(row, id, .duplicate(otherRow: other))
        }
      }
      guard let kind = Disposition(cell: disposition.map { row.cells[$0] } ?? "") else {
        table.contradict(
          row,
          disposition ?? 0,
          "is no disposition; write one of \(Disposition.list)",
          "不是已知的检查情况，请填写：\(Disposition.chineseList)"
        )
        continue
      }
      if kind == .forCause {
        forCause += 1
        continue
      }
      if design.isReserve(row) {
        reserves += 1
        continue
      }
      guard let place = stratum.map({ places[row.cells[$0]] }) ?? (strata.count == 1 ? 0 : nil)
      else {
        table.contradict(
          row,
          stratum ?? 0,
          "is no stratum of the file of strata; add it there or correct it",
          "不在分类文件中，请补充或更正"
        )
        continue
      }
      var unit = Unit(
        place: place,
        row: row.number,
        disposition: kind,
        value: 0,
        weight: nil,
        denominator: 0,
        domain: domain.map { row.cells[$0] } ?? "",
        postStratum: postStratum.map { row.cells[$0] } ?? ""
      )
      if kind == .inspected {
        guard !row.cells[outcome].isEmpty else {
          table.contradict(
            row,
            outcome,
            "has no outcome; fill it in or give the row a disposition with \(Setting.disposition)",
            "没有结果，请补填，或用 \(Setting.disposition) 列说明检查情况"
          )
          continue
        }
        if isEvent {
          outcomes[row.cells[outcome], default: 0] += 1
          unit.value = codes.isEvent(row.cells[outcome]) ? 1 : 0
        } else {
          unit.value = table.value(row, outcome) ?? 0
        }
        if let ratio { unit.denominator = table.value(row, ratio) ?? 0 }
      }
      if let weight, let value = table.value(row, weight) {
        if value < 1 || value > Double(ResultTable.greatestPopulation) {
          table.contradict(
            row,
            weight,
            "is no design weight: it is 1 over the probability of selection, from 1 to"
              + " \(ResultTable.greatestPopulation)",
            "不是设计权重，权重是入选概率的倒数，应在 1 到 \(ResultTable.greatestPopulation) 之间"
          )
        }
        unit.weight = value
      }
      units.append(unit)
    }
    mixedOutcomes = Set(outcomes.keys.filter { !codes.isEvent($0) && codes.holdsEvent($0) })
    missingEvents = columns.events.filter { event in
      !outcomes.keys.contains { codes.codes(of: $0).contains(event) }
    }
    try table.errors.throwIfAny()
    try checkSizes(path: table.table.file)
    try design.check(&table, units: units, strata: strata)
    try checkWeights(path: table.table.file)
  }

  /// Finds out whether weights are those of simple random samples.
  ///
  /// One that is the same throughout a stratum says N/n, and no other number.
  private mutating func checkWeights(path: String) throws {
    var own = Array(repeating: [Unit](), count: strata.count)
    for unit in units where unit.weight != nil { own[unit.place].append(unit) }
    var errors = DataError()
    for (stratum, units) in zip(strata, own) {
      guard let first = units.first?.weight, !EstimateInput.isSimple(units, stratum) else {
        continue
      }
      hasUnequalWeights = true
      guard units.count > 1, units.allSatisfy({ EstimateInput.isNear($0.weight ?? 0, first) })
      else {
        continue
      }
      let sum = EstimateInput.short(units.reduce(0) { $0 + ($1.weight ?? 0) })
      errors.add(
        .init(
          file: path,
          row: units.first?.row,
          value: stratum.name.text,
          reason: .other(
            Sentence(
              "has the weight \(first) in all \(units.count) rows, which stand for \(sum) units"
                + " and not for the \(stratum.population) of the file of strata; correct one of them, or"
                + " leave \(Setting.weight) out: the weight of a simple random sample is its population over its"
                + " rows",
              "的 \(units.count) 行权重均为 \(first)，合计代表 \(sum) 个对象，与分类文件中的"
                + " \(stratum.population) 个不符，请更正其一，或去掉 \(Setting.weight)"
                + "（简单随机抽样的权重即对象总数除以样本数）"
            )
          )
        )
      )
    }
    try errors.throwIfAny()
  }

  /// A weight, or a sum of weights, in an error: six significant digits, of more than six the whole.
  static func short(_ value: Double) -> String {
    String(format: value < 999_999 ? "%.6g" : "%.0f", value)
  }

  private static func isNear(_ value: Double, _ other: Double) -> Bool {
    abs(value - other) <= 1e-6 * other
  }

  /// Whether weights are N over the units drawn, or over those of which something is known.
  private static func isSimple(_ units: [Unit], _ stratum: Stratum) -> Bool {
    let known = units.count { $0.disposition != .unreachable }
    let all = Double(stratum.population)
    return units.allSatisfy { unit in
      [units.count, known].contains { $0 > 0 && isNear(unit.weight ?? 0, all / Double($0)) }
    }
  }

  /// No stratum may have more rows than units.
  private func checkSizes(path: String) throws {
    var sizes = Array(repeating: 0, count: strata.count)
    var errors = DataError()
    for unit in units {
      sizes[unit.place] += 1
      let stratum = strata[unit.place]
      if sizes[unit.place] == stratum.population + 1 {
        errors.add(
          .init(
            file: path,
            row: unit.row,
            value: stratum.name.text,
            reason: .other(
              Sentence(
                "has more rows than its \(stratum.population) units;"
                  + " remove repeated rows or correct the population",
                "的行数超过对象数 \(stratum.population)，请删除重复行或更正对象数"
              )
            )
          )
        )
      }
    }
    try errors.throwIfAny()
  }

  /// How many units of a stratum had a disposition.
  func count(_ disposition: Disposition, in place: Int) -> Int {
    units.reduce(0) { $0 + ($1.place == place && $1.disposition == disposition ? 1 : 0) }
  }

  /// The units that something is known of: inspected, or out of the scope of the inspection.
  var known: [Unit] { units.filter { $0.disposition != .unreachable } }

  /// Whether all units of the sample are in the scope of the inspection.
  var isInScope: Bool {
    !units.contains { $0.disposition == .outOfScope || $0.disposition == .closed }
  }

  /// What was inspected and found; a unit out of scope was inspected and is no event.
  ///
  /// - Parameter domain: counts as found only what is in this domain; nil for all.
  /// - Returns: the strata, in the order of their file.
  /// - Throws: `InferenceError`.
  func inspectedStrata(domain: String? = nil) throws -> [InspectedStratum] {
    var samples = Array(repeating: 0, count: strata.count)
    var found = samples
    for unit in known {
      samples[unit.place] += 1
      if unit.value == 1, domain.map({ $0 == unit.domain }) ?? true { found[unit.place] += 1 }
    }
    return try strata.indices.map { place in
      try InspectedStratum(
        name: strata[place].name,
        population: strata[place].population,
        sample: samples[place],
        found: found[place]
      )
    }
  }

  /// What was found among the units that a share is of, those inspected in a domain or in all, as a
  /// sample of as many such units as the strata have by estimate: N_h m_h/n_h of m_h.
  ///
  /// - Parameter domain: the domain; nil for all units in scope.
  /// - Returns: the strata that have such units.
  /// - Throws: `InferenceError`.
  func conditionalStrata(domain: String? = nil) throws -> [InspectedStratum] {
    var samples = Array(repeating: 0, count: strata.count)
    var (inside, found) = (samples, samples)
    for unit in known {
      samples[unit.place] += 1
      guard unit.disposition == .inspected, domain.map({ $0 == unit.domain }) ?? true else {
        continue
      }
      inside[unit.place] += 1
      if unit.value == 1 { found[unit.place] += 1 }
    }
    return try strata.indices.compactMap { place in
      guard inside[place] > 0 else { return nil }
      let all = Int128(strata[place].population) * Int128(inside[place])
      let size = (all + Int128(samples[place]) / 2) / Int128(samples[place])
      return try InspectedStratum(
        name: strata[place].name,
        population: max(Int(size), inside[place]),
        sample: inside[place],
        found: found[place]
      )
    }
  }

  /// The units known, with the weights of the design: N_h/n_h in a simple random sample; for
  /// unequal probabilities those of the file, raised for the units of the stratum that were not
  /// reached.
  func survey(isFinite: Bool) throws -> SurveySample {
    let known = known
    let places = known.map(\.place)
    guard hasUnequalWeights else {
      return try SurveySample(strata: strata, places: places, isFinite: isFinite)
    }
    // Only units that were not certain stand for others.
    var selected = Array(repeating: 0.0, count: strata.count)
    var reached = selected
    for unit in units where unit.weight ?? 1 > 1 {
      selected[unit.place] += 1
      if unit.disposition != .unreachable { reached[unit.place] += 1 }
    }
    let weights = known.map { unit in
      let weight = unit.weight ?? 1
      return weight > 1 ? weight * selected[unit.place] / reached[unit.place] : 1
    }
    return try SurveySample(
      strata: strata,
      places: places,
      weights: weights,
      isFinite: isFinite
    )
  }
}
