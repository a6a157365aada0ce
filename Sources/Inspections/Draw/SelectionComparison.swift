internal import Frames
internal import Sampling

extension Receipt {
  /// Compares the recomputed sample with the receipt, and with the file that was given out.
  func checkSelection(
    _ sample: DrawnSample,
    roster: Roster,
    given: Table?,
    _ verification: inout Verification
  ) throws {
    var summary = SelectionSummary(sample.plans)
    let isPlain = given.map { !$0.header.contains(SelectionFile.columns[0]) } ?? false
    let file = try SelectionFile(sample, pool: roster.pool, isPlain: isPlain)
    let lines = ByteText()
    lines.append(Array(file.header.utf8))
    var part = SummaryPart(of: summary, units: sample.selection.units)
    try sample.selection.forEachUnit { unit in
      part.add(unit)
      if given != nil { file.append(unit, to: lines) }
    }
    summary.add(part)
    let isSame = summary.selected == selected
    verification.add(
      .selection,
      isSame,
      isSame
        ? "\(selected.units) units recomputed, the same"
        : "the recomputed selection has the digest \(summary.selected.sha256) and"
          + " \(summary.selected.units) units, the receipt \(selected.sha256) and \(selected.units)",
      isSame
        ? "复算得到相同的 \(selected.units) 个对象"
        : "复算结果摘要为 \(summary.selected.sha256)，共 \(summary.selected.units) 个，回执为"
          + " \(selected.sha256)，共 \(selected.units) 个"
    )
    for (stratum, threshold) in zip(strata, summary.thresholds)
    where sample.targets == nil && stratum.threshold != threshold?.hex {
      let name = stratum.stratum.excerpt
      verification.add(
        .selection,
        false,
        "stratum \"\(name)\": the threshold of the receipt is another",
        "分类“\(name)”：回执中的阈值不同"
      )
    }
    guard let given else { return }
    let expected = try Table(
      bytes: Array(lines.bytes),
      file: roster.pool.file,
      delimiter: roster.pool.delimiter
    )
    let comparison = SelectionComparison(
      expected: expected,
      given: given,
      roster: roster,
      ids: columns?.id ?? []
    )
    comparison.report(to: &verification)
  }

  /// Recomputes a draw of positions.
  func verifyPositions(
    _ given: Table?,
    key: DrawKey,
    _ verification: inout Verification
  ) throws {
    guard let stratum = strata.first, strata.count == 1 else {
      verification.add(.sizes, false, "a draw of positions has one stratum", "编号抽取应只有一个分类")
      return
    }
    let (wanted, overflow) = stratum.size.addingReportingOverflow(stratum.reserves)
    let positions: [UInt64]
    do {
      positions = try PositionSelection.positions(
        count: overflow ? .max : wanted,
        population: stratum.population,
        key: key
      )
    } catch {
      verification.add(
        .sizes,
        false,
        error.explanation(in: .english),
        error.explanation(in: .chinese)
      )
      return
    }
    var hash = SHA256()
    for (index, position) in positions.prefix(stratum.size).enumerated() {
      hash.add("*|\(index + 1)|\(position)\n".utf8)
    }
    let isSame = hash.digest.hex == selected.sha256
    verification.add(
      .selection,
      isSame,
      isSame ? "\(stratum.size) positions recomputed, the same" : "the positions are others",
      isSame ? "复算得到相同的 \(stratum.size) 个编号" : "编号与复算结果不同"
    )
    guard let given else { return }
    let column = try given.requiredIndex(of: "position")
    let listed = given.rows.map { $0.cells[column] }
    let holds = listed == positions.map(String.init)
    verification.add(
      .selection,
      holds,
      holds ? "the file lists them" : "\(given.file) lists other positions",
      holds ? "文件与之相同" : "\(given.file) 中的编号不同"
    )
  }
}

/// The selection as it should be beside the one that was given out.
private struct SelectionComparison {
  let expected: Table
  let given: Table
  let roster: Roster
  /// Columns of the identifier.
  let ids: [String]

  /// One difference, in both languages.
  private typealias Difference = (english: String, chinese: String)

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
        "\(given.file) holds the same rows",
        "\(given.file) 与复算结果逐行相同"
      )
    }
  }

  private func differences() -> [Difference] {
    let missing = expected.header.filter { given.index(of: $0) == nil }
    guard missing.isEmpty else {
      let names = missing.map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
      return [("\(given.file) lacks the columns \(names)", "\(given.file) 缺少列 \(names)")]
    }
    var differences: [Difference] = []
    let wanted = rows(of: expected)
    let found = rows(of: given)
    // By bytes: texts would be the same to Swift where only their normal form differs.
    let wantedIDs = Dictionary(wanted.map { (Array($0.0.utf8), $0.1) }) { first, _ in first }
    let foundIDs = Dictionary(found.map { (Array($0.0.utf8), $0.1) }) { first, _ in first }
    for (id, row) in found where foundIDs[Array(id.utf8)]?.number != row.number {
      differences.append(
        (
          "\(given.file), row \(row.number): \"\(id.excerpt)\" stands there already in row"
            + " \(foundIDs[Array(id.utf8)]?.number ?? 0)",
          "\(given.file) 第 \(row.number) 行：“\(id.excerpt)”已在第"
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
          "\"\(id.excerpt)\"\(stratum) is selected and not in \(given.file): removed there, or added,"
            + " renamed or moved in the pool",
          "“\(id.excerpt)”\(stratum) 应被抽中但不在 \(given.file) 中：被删除，或对象库中新增、改名、改变分类"
        )
      )
    }
    if differences.isEmpty,
      !wanted.map(\.0.utf8).elementsEqual(found.map(\.0.utf8), by: { $0.elementsEqual($1) })
    {
      differences.append(("\(given.file) lists the units in another order", "\(given.file) 的顺序不同"))
    }
    return differences
  }

  private func rows(of table: Table) -> [(String, Table.Row)] {
    let columns = ids.compactMap { table.index(of: $0) }
    return table.rows.map { row in
      let text = columns.lazy.map { row.cells[$0] }.first { !$0.isEmpty } ?? ""
      let id = (try? roster.pool.identifier(text)) ?? text
      return (id, row)
    }
  }

  private func cell(_ name: String, of row: Table.Row, in table: Table) -> String? {
    table.index(of: name).map { row.cells[$0] }
  }

  /// A unit that should not be there, and what the pool says of it.
  private func extra(_ id: String, _ row: Table.Row) -> Difference {
    let place = "\(given.file), row \(row.number): \"\(id.excerpt)\""
    let chinesePlace = "\(given.file) 第 \(row.number) 行：“\(id.excerpt)”"
    guard let unit = roster.unit(id) else {
      return (
        "\(place) is not in the pool: dropped or renamed", "\(chinesePlace) 不在对象库中：被删除或改名"
      )
    }
    let stratum = roster.strata[unit.stratum].name.text
    if let listed = cell("draw_stratum", of: row, in: given),
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
    if let listed = cell("draw_stratum", of: found, in: given),
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
    return expected.header.enumerated().compactMap { index, name in
      guard let listed = cell(name, of: found, in: given),
        !listed.utf8.elementsEqual(wanted.cells[index].utf8)
      else {
        return nil
      }
      return (
        "\(given.file), row \(found.number), column \"\(name.excerpt)\": \"\(listed.excerpt)\""
          + " should be \"\(wanted.cells[index].excerpt)\"",
        "\(given.file) 第 \(found.number) 行“\(name.excerpt)”列：“\(listed.excerpt)”应为"
          + "“\(wanted.cells[index].excerpt)”"
      )
    }
  }
}
