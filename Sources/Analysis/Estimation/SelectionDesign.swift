internal import Frames
internal import Sampling

/// What a selection that `draw` wrote says of its design, in the columns `draw_…`: it must be the
/// design that an estimate supposes.
struct SelectionDesign {
  private let stratum: Int?
  private let population: Int?
  private let size: Int?
  private let role: Int?
  private let weight: Int?
  /// Columns that name a unit of the draw by themselves: its ticket, or stratum and rank.
  private let unit: [Int]
  private let rows: [Table.Row]

  /// Finds the columns, and checks the cells by themselves.
  init(_ table: inout ResultTable, columns: EstimateRequest.Columns) throws {
    let own = table.table
    func index(_ name: String) -> Int? { own.index(of: "draw_\(name)") }
    (stratum, population, size) = (index("stratum"), index("population"), index("size"))
    role = index("role")
    let weight = index("weight")
    self.weight = weight.map { own.header[$0] == columns.weight } == true ? nil : weight
    if let ticket = index("ticket") {
      unit = [ticket]
    } else if let rank = index("rank"), let stratum {
      unit = [stratum, rank]
    } else {
      unit = []
    }
    rows = own.rows
    checkRoles(&table, disposition: columns.disposition.flatMap { own.index(of: $0) })
    checkRepeats(&table)
    try checkStratum(&table, named: columns.stratum.flatMap { own.index(of: $0) })
  }

  /// Whether a row is of a reserve, which stands in for a unit that was drawn.
  func isReserve(_ row: Table.Row) -> Bool { role.map { row.cells[$0] == "reserve" } ?? false }

  private func checkRoles(_ table: inout ResultTable, disposition: Int?) {
    guard let role else { return }
    for row in rows where !["selected", "reserve"].contains(row.cells[role]) {
      if let disposition, Disposition(cell: row.cells[disposition]) == .forCause { continue }
      table.contradict(
        row,
        role,
        "is no role of a draw: a unit that was not drawn at random is in no estimate; remove the row,"
          + " or say \"for cause\" in the column of \(Setting.disposition)",
        "不是抽取产生的角色，未经随机抽取的对象不能用于估计，请删除该行，或在 \(Setting.disposition) 列中注明“有因检查”"
      )
    }
  }

  private func checkRepeats(_ table: inout ResultTable) {
    guard let column = unit.last else { return }
    var seen: [[String]: Int] = [:]
    for row in rows {
      let key = unit.map { row.cells[$0] }
      guard key.allSatisfy({ !$0.isEmpty }) else { continue }
      if let other = seen.updateValue(row.number, forKey: key) {
        table.contradict(
          row,
          column,
          "is the unit of row \(other) again; a unit has one row: remove the other, or join their"
            + " outcomes in one",
          "与第 \(other) 行是同一对象，每个对象只能有一行，请删除重复行或合并结果"
        )
      }
    }
  }

  /// The strata of an estimate are those of the draw; other groups are domains.
  private func checkStratum(_ table: inout ResultTable, named: Int?) throws {
    guard let stratum, let named, named != stratum else { return }
    for row in rows where !row.cells[stratum].utf8.elementsEqual(row.cells[named].utf8) {
      table.contradict(
        row,
        named,
        "is not the stratum \"\(row.cells[stratum].excerpt)\" that the row was drawn in; name"
          + " \(Setting.stratum) draw_stratum, and other groups with \(Setting.domain) or \(Setting.postStratum)",
        "与抽取时的分类“\(row.cells[stratum].excerpt)”不符，请用 \(Setting.stratum) draw_stratum，其他分组用"
          + " \(Setting.domain) 或 \(Setting.postStratum)"
      )
      try table.errors.throwIfAny()
    }
  }

  /// Holds populations, sizes and weights against the file of strata and the rows.
  func check(
    _ table: inout ResultTable,
    units: [EstimateInput.Unit],
    strata: [Stratum]
  ) throws {
    let byNumber = Dictionary(rows.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    for (place, stratum) in strata.enumerated() {
      let own = units.filter { $0.place == place }.compactMap { byNumber[$0.row] }
      guard let first = own.first else { continue }
      if let population, let other = own.first(where: { !says($0, population, stratum.population) })
      {
        table.contradict(
          other,
          population,
          "is the population that the draw had, and the file of strata says \(stratum.population) for"
            + " \"\(stratum.name)\"; give the file of strata of this draw (populations less excluded)",
          "是抽取时的对象数，而分类文件中“\(stratum.name)”为 \(stratum.population)，请使用本次抽取的分类文件"
            + "（对象总数减去排除数）"
        )
      }
      if let size, let other = own.first(where: { !says($0, size, own.count) }) {
        table.contradict(
          other,
          size,
          "units were drawn in \"\(stratum.name)\", and the file has \(own.count) rows of them; give a"
            + " row for each unit drawn, with \(Setting.disposition) for those that were not inspected",
          "个对象在“\(stratum.name)”中被抽中，而文件只有 \(own.count) 行；每个被抽中的对象都应有一行，"
            + "未检查的用 \(Setting.disposition) 说明"
        )
      }
      if let weight { checkWeight(&table, own, weight, stratum, first) }
    }
    try table.errors.throwIfAny()
  }

  private func says(_ row: Table.Row, _ column: Int, _ number: Int) -> Bool {
    row.cells[column].isEmpty || row.cells[column] == "\(number)"
  }

  /// The weights of a draw that is estimated without them must be those of a simple one.
  private func checkWeight(
    _ table: inout ResultTable,
    _ own: [Table.Row],
    _ weight: Int,
    _ stratum: Stratum,
    _ first: Table.Row
  ) {
    let drawn = size.flatMap { Int(first.cells[$0]) } ?? own.count
    let simple = Double(stratum.population) / Double(max(drawn, 1))
    let other = own.first { row in
      guard let value = Double(row.cells[weight]) else { return false }
      return abs(value - simple) > 1e-6 * simple
    }
    guard let other else { return }
    table.contradict(
      other,
      weight,
      "is not the \(EstimateInput.short(simple)) of a simple random sample of \"\(stratum.name)\": units"
        + " were drawn with unequal probabilities; add \(Setting.weight) draw_weight",
      "不是“\(stratum.name)”简单随机抽样的权重 \(EstimateInput.short(simple))，说明各对象入选概率不等，请加"
        + " \(Setting.weight) draw_weight"
    )
  }
}
