internal import Frames
internal import Sampling

/// The selection as it should be beside the one that was given out.
struct SelectionComparison {
  let expected: Table
  let given: GivenSelection
  let roster: Roster
  /// Columns of the identifier.
  let ids: [String]
  /// Whether the file has none of the draw's columns: some of the pool's are enough, and it may be
  /// sorted by identifier, as what was published is.
  let isPlain: Bool

  private var file: String { given.table.file }

  func report(to verification: inout Verification) {
    let differences = self.differences()
    for difference in differences.prefix(DataError.shown) {
      verification.add(.selection, false, difference.english, difference.chinese)
    }
    if differences.count > DataError.shown {
      let more = differences.count - DataError.shown
      verification.add(.selection, false, "and \(more) more differences", "另有 \(more) 处不同")
    }
    if differences.isEmpty {
      verification.add(
        .selection,
        true,
        "\(file) holds the same rows",
        "\(file) 与复算结果逐行相同"
      )
    }
  }

  private func differences() -> [Difference] {
    let needed = isPlain ? ids : given.isJSON ? [] : expected.header
    let missing = needed.filter { given.table.index(of: $0) == nil }
    guard missing.isEmpty || (isPlain && missing.count < ids.count) else {
      let names = missing.map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
      return [("\(file) lacks the columns \(names)", "\(file) 缺少列 \(names)")]
    }
    var differences: [Difference] = []
    let wanted = expected.rows.map { row in
      let columns = ids.compactMap { expected.index(of: $0) }
      return (accepted(columns.lazy.map { row.cells[$0] }.first { !$0.isEmpty } ?? ""), row)
    }
    let found = given.table.rows.map { row in
      (accepted(given.identifier(of: row, columns: ids)), row)
    }
    // By bytes: texts would be the same to Swift where only their normal form differs.
    let wantedIDs = Dictionary(wanted.map { (Array($0.0.utf8), $0.1) }) { first, _ in first }
    let foundIDs = Dictionary(found.map { (Array($0.0.utf8), $0.1) }) { first, _ in first }
    for (id, row) in found where foundIDs[Array(id.utf8)]?.number != row.number {
      differences.append(
        (
          "\(file), row \(row.number): \"\(id.excerpt)\" stands there already in row"
            + " \(foundIDs[Array(id.utf8)]?.number ?? 0)",
          "\(file) 第 \(row.number) 行：“\(id.excerpt)”已在第"
            + " \(foundIDs[Array(id.utf8)]?.number ?? 0) 行出现"
        )
      )
    }
    for (id, row) in found {
      if let own = wantedIDs[Array(id.utf8)] {
        differences += cells(id, own, row)
      } else {
        differences.append(extra(id, row))
      }
    }
    for (id, row) in wanted where foundIDs[Array(id.utf8)] == nil {
      let stratum = cell("draw_stratum", of: row, in: expected).map { " (\($0))" } ?? ""
      differences.append(
        (
          "\"\(id.excerpt)\"\(stratum) is selected and not in \(file): removed there, or added,"
            + " renamed or moved in the pool",
          "“\(id.excerpt)”\(stratum) 应被抽中但不在 \(file) 中：被删除，或对象库中新增、改名、改变分类"
        )
      )
    }
    if differences.isEmpty, !isInOrder(found.map(\.0), of: wanted.map(\.0)) {
      differences.append(("\(file) lists the units in another order", "\(file) 的顺序不同"))
    }
    return differences
  }

  /// By stratum and rank, or in a file without either also by the bytes of the identifiers.
  private func isInOrder(_ found: [String], of wanted: [String]) -> Bool {
    func isSame(_ left: [String], _ right: [String]) -> Bool {
      left.elementsEqual(right) { $0.utf8.elementsEqual($1.utf8) }
    }
    let byBytes = wanted.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return isSame(found, wanted) || (isPlain && isSame(found, byBytes))
  }

  /// An identifier as the draw took it.
  private func accepted(_ text: String) -> String {
    (try? roster.pool.identifier(text)) ?? text
  }

  private func cell(_ name: String, of row: Table.Row, in table: Table) -> String? {
    table.index(of: name).map { row.cells[$0] }
  }

  /// A unit that should not be there, and what the pool says of it.
  private func extra(_ id: String, _ row: Table.Row) -> Difference {
    let place = "\(file), row \(row.number): \"\(id.excerpt)\""
    let chinesePlace = "\(file) 第 \(row.number) 行：“\(id.excerpt)”"
    guard let unit = roster.unit(id) else {
      return (
        "\(place) is not in the pool: dropped or renamed", "\(chinesePlace) 不在对象库中：被删除或改名"
      )
    }
    let stratum = roster.strata[unit.stratum].name.text
    if let listed = cell("draw_stratum", of: row, in: given.table),
      !listed.utf8.elementsEqual(stratum.utf8)
    {
      return (
        "\(place) was drawn in \"\(listed.excerpt)\" and is in \"\(stratum.excerpt)\" in the pool:"
          + " moved between strata",
        "\(chinesePlace) 抽取时属于“\(listed.excerpt)”，对象库中为“\(stratum.excerpt)”：分类改变"
      )
    }
    return ("\(place) is in the pool and not selected", "\(chinesePlace) 在对象库中但未被抽中")
  }

  /// Cells that differ from the draw's or the pool's.
  private func cells(_ id: String, _ wanted: Table.Row, _ found: Table.Row) -> [Difference] {
    if let listed = cell("draw_stratum", of: found, in: given.table),
      let stratum = cell("draw_stratum", of: wanted, in: expected),
      !listed.utf8.elementsEqual(stratum.utf8)
    {
      return [
        (
          "\"\(id.excerpt)\" was drawn in \"\(listed.excerpt)\" and is in \"\(stratum.excerpt)\":"
            + " moved between strata",
          "“\(id.excerpt)”抽取时属于“\(listed.excerpt)”，现为“\(stratum.excerpt)”：分类改变"
        )
      ]
    }
    // JSON has no column of the pool; a list that was published has the identifier as drawn.
    let compared = Set(given.isJSON ? SelectionFile.columns : expected.header)
      .subtracting(isPlain ? ids : [])
    return expected.header.enumerated().compactMap { index, name in
      guard compared.contains(name), let listed = cell(name, of: found, in: given.table),
        !listed.utf8.elementsEqual(wanted.cells[index].utf8)
      else {
        return nil
      }
      return (
        "\(file), row \(found.number), column \"\(name.excerpt)\": \"\(listed.excerpt)\""
          + " should be \"\(wanted.cells[index].excerpt)\"",
        "\(file) 第 \(found.number) 行“\(name.excerpt)”列：“\(listed.excerpt)”应为"
          + "“\(wanted.cells[index].excerpt)”"
      )
    }
  }
}
