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
  /// The outcomes that were seen, where an event was named.
  private(set) var outcomes: Set<String> = []
  let isEvent: Bool

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
    let role = table.table.index(of: "draw_role")
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
      if let role, row.cells[role] == "reserve" {
        reserves += 1
        continue
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
            "has no outcome; fill it in or give the row a disposition with --disposition",
            "没有结果，请补填，或用 --disposition 列说明检查情况"
          )
          continue
        }
        if isEvent {
          outcomes.insert(row.cells[outcome])
          unit.value =
            columns.events.contains { $0.utf8.elementsEqual(row.cells[outcome].utf8) } ? 1 : 0
        } else {
          unit.value = table.value(row, outcome) ?? 0
        }
        if let ratio { unit.denominator = table.value(row, ratio) ?? 0 }
      }
      if let weight, let value = table.value(row, weight) {
        if value < 1 {
          table.contradict(
            row,
            weight,
            "is no design weight: it is 1 over the probability of selection, at least 1",
            "不是设计权重，权重是入选概率的倒数，至少为 1"
          )
        }
        unit.weight = value
      }
      units.append(unit)
    }
    try table.errors.throwIfAny()
    try checkSizes(path: table.table.file)
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
              english: "has more rows than its \(stratum.population) units;"
                + " remove repeated rows or correct the population",
              chinese: "的行数超过对象数 \(stratum.population)，请删除重复行或更正对象数"
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

  /// Whether units of a stratum have unequal weights.
  var hasUnequalWeights: Bool {
    var first: [Int: Double] = [:]
    for unit in units {
      guard let weight = unit.weight else { continue }
      guard let other = first[unit.place] else {
        first[unit.place] = weight
        continue
      }
      if abs(weight - other) > 1e-6 * other { return true }
    }
    return false
  }

  /// What was inspected and found; a unit out of scope was inspected and is no event.
  func inspectedStrata() throws -> [InspectedStratum] {
    var samples = Array(repeating: 0, count: strata.count)
    var found = samples
    for unit in known {
      samples[unit.place] += 1
      if unit.value == 1 { found[unit.place] += 1 }
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
