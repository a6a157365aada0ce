internal import Frames
internal import Sampling

/// A selection that was given out beside the one that it should be; cells are compared, so that line
/// ends, quotes, delimiters and a byte order mark are no difference.
struct SelectionComparison {
  let given: Table
  let isJSON: Bool
  /// The pool; nil for positions.
  let pool: Pool?
  /// Whether no stratum may be named.
  let isSealed: Bool

  private var file: String { given.file }

  /// What differs from a list by stratum and rank.
  ///
  /// - Parameters:
  ///   - expected: the list as it should be.
  ///   - ids: the columns of the identifier, the first that is not empty counts.
  /// - Returns: the differences, none where the lists say the same in the same order.
  /// - Throws: what reading the pool throws, which says why a unit is not selected.
  func differences(from expected: Table, ids: [String]) throws -> [Sentence] {
    if let difference = headerDifference(expected) { return [difference] }
    return try rowDifferences(expected, ids: ids)
  }

  /// What differs from a selection in JSON: its units, and then whatever else stands in it.
  ///
  /// - Parameters:
  ///   - expected: the selection as it should be.
  ///   - document: the values of the one that is given.
  /// - Returns: the differences.
  /// - Throws: what reading the pool throws, which says why a unit is not selected.
  func differences(
    from expected: SelectionDocument,
    document: JSONValue?
  ) throws -> [Sentence] {
    let rows = try differences(from: expected.table(file: "*"), ids: [GivenSelection.jsonID])
    guard rows.isEmpty, let document else { return rows }
    return document.mismatches(from: .document(of: expected)).map { mismatch in
      let path = mismatch.path.map(\.excerpt).joined(separator: ".")
      return Sentence(
        "\(file): \"\(path)\" is not what the draw gives",
        "\(file)：“\(path)”与复算结果不同"
      )
    }
  }

  /// What differs from a list that is published.
  func differences(fromList expected: Table) throws -> [Sentence] {
    if let difference = headerDifference(expected) { return [difference] }
    return try rowDifferences(expected, ids: Array(expected.header.prefix(1)))
  }

  private func headerDifference(_ expected: Table) -> Sentence? {
    let isSame = given.header.elementsEqual(expected.header) { $0.utf8.elementsEqual($1.utf8) }
    guard !isSame else { return nil }
    let (given, expected) = (Sentence.quoting(given.header), Sentence.quoting(expected.header))
    return Sentence(
      "\(file) has the columns \(given.english), not \(expected.english)",
      "\(file) 的列为 \(given.chinese)，应为 \(expected.chinese)"
    )
  }

  private func rowDifferences(_ expected: Table, ids: [String]) throws -> [Sentence] {
    let columns = ids.compactMap { expected.index(of: $0) }
    func identifier(_ row: Table.Row) -> [UInt8] {
      let text = columns.lazy.map { row.cells[$0] }.first { !$0.isEmpty } ?? ""
      return Array(((try? pool?.identifier(text)) ?? text).utf8)
    }
    let wanted = expected.rows.map { (identifier($0), $0) }
    let found = given.rows.map { (identifier($0), $0) }
    // By bytes: texts would be the same to Swift where only their normal form differs.
    let wantedIDs = Dictionary(wanted) { first, _ in first }
    let foundIDs = Dictionary(found) { first, _ in first }
    var differences: [Sentence] = []
    for (id, row) in found where foundIDs[id]?.number != row.number {
      let name = String(decoding: id, as: UTF8.self).excerpt
      let other = foundIDs[id]?.number ?? 0
      differences.append(
        Sentence(
          "\(file), row \(row.number): \"\(name)\" stands there already in row \(other)",
          "\(file) 第 \(row.number) 行：“\(name)”已在第 \(other) 行出现"
        )
      )
    }
    let isStrange = found.contains { wantedIDs[$0.0] == nil }
    let roster = isStrange ? try pool?.roster(wantsDigest: false) : nil
    for (id, row) in found {
      if let own = wantedIDs[id] {
        differences += cells(String(decoding: id, as: UTF8.self), own, row, expected.header)
      } else {
        differences.append(extra(String(decoding: id, as: UTF8.self), row, roster))
      }
    }
    for (id, _) in wanted where foundIDs[id] == nil {
      let name = String(decoding: id, as: UTF8.self).excerpt
      differences.append(
        Sentence(
          "\"\(name)\" is selected and not in \(file): removed there, or added, renamed or moved in the"
            + " pool",
          "“\(name)”应被抽中但不在 \(file) 中：被删除，或对象库中新增、改名、改变分类"
        )
      )
    }
    if differences.isEmpty, found.map(\.0) != wanted.map(\.0) {
      differences.append(Sentence("\(file) lists the units in another order", "\(file) 的顺序不同"))
    }
    return differences
  }

  private func cell(_ name: String, of row: Table.Row, in table: Table) -> String? {
    table.index(of: name).map { row.cells[$0] }
  }

  /// A unit that should not be there, and what the pool says of it.
  private func extra(_ id: String, _ row: Table.Row, _ roster: Roster?) -> Sentence {
    let place = "\(file), row \(row.number): \"\(id.excerpt)\""
    let chinesePlace = "\(file) 第 \(row.number) 行：“\(id.excerpt)”"
    guard let roster else { return Sentence("\(place) is not selected", "\(chinesePlace) 未被抽中") }
    guard let unit = roster.unit(id) else {
      return Sentence(
        "\(place) is not in the pool: dropped or renamed",
        "\(chinesePlace) 不在对象库中：被删除或改名"
      )
    }
    let stratum = roster.strata[unit.stratum].name.text
    if !isSealed, let listed = cell("draw_stratum", of: row, in: given),
      !listed.utf8.elementsEqual(stratum.utf8)
    {
      return Sentence(
        "\(place) was drawn in \"\(listed.excerpt)\" and is in \"\(stratum.excerpt)\" in the pool:"
          + " moved between strata",
        "\(chinesePlace) 抽取时属于“\(listed.excerpt)”，对象库中为“\(stratum.excerpt)”：分类改变"
      )
    }
    return Sentence("\(place) is in the pool and not selected", "\(chinesePlace) 在对象库中但未被抽中")
  }

  /// Cells that differ.
  private func cells(
    _ id: String,
    _ wanted: Table.Row,
    _ found: Table.Row,
    _ header: [String]
  ) -> [Sentence] {
    let stratum = header.firstIndex(of: "draw_stratum")
    if !isSealed, let stratum,
      !found.cells[stratum].utf8.elementsEqual(wanted.cells[stratum].utf8)
    {
      let (listed, own) = (found.cells[stratum].excerpt, wanted.cells[stratum].excerpt)
      return [
        Sentence(
          "\"\(id.excerpt)\" was drawn in \"\(listed)\" and is in \"\(own)\": moved between strata",
          "“\(id.excerpt)”抽取时属于“\(listed)”，现为“\(own)”：分类改变"
        )
      ]
    }
    return header.indices.compactMap { index in
      let (listed, own) = (found.cells[index], wanted.cells[index])
      guard !listed.utf8.elementsEqual(own.utf8) else { return nil }
      let place = "\(file), row \(found.number), column \"\(header[index].excerpt)\""
      let chinesePlace = "\(file) 第 \(found.number) 行“\(header[index].excerpt)”列"
      return isSealed
        ? Sentence("\(place) is not what the draw gives", "\(chinesePlace)与复算结果不同")
        : Sentence(
          "\(place): \"\(listed.excerpt)\" should be \"\(own.excerpt)\"",
          "\(chinesePlace)：“\(listed.excerpt)”应为“\(own.excerpt)”"
        )
    }
  }
}
