internal import Frames
internal import Sampling

extension Receipt {
  /// Recomputes a draw of positions.
  func verifyPositions(
    _ given: GivenSelection?,
    key: DrawKey,
    _ verification: inout Verification
  ) throws {
    guard let stratum = strata.first, strata.count == 1 else {
      verification.add(.sizes, false, "a draw of positions has one stratum", "编号抽取应只有一个分类")
      return
    }
    checkForm(of: stratum, &verification)
    let (wanted, overflow) = stratum.size.addingReportingOverflow(stratum.reserves)
    let positions: [UInt64]
    do {
      positions = try PositionSelection.positions(
        count: overflow ? .max : wanted,
        population: stratum.population,
        key: key
      )
    } catch {
      verification.add(.sizes, false, error)
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
    let file = given.table.file
    let name = given.isJSON ? GivenSelection.jsonID : "position"
    let column = try given.table.requiredIndex(of: name)
    let listed = given.table.rows.map { $0.cells[column] }
    let holds = listed == positions.map(String.init)
    verification.add(
      .selection,
      holds,
      holds ? "\(file) lists them" : "\(file) lists other positions",
      holds ? "\(file) 与之相同" : "\(file) 中的编号不同"
    )
  }

  /// Compares the figures that a receipt of positions says twice or not at all.
  private func checkForm(of stratum: StratumReceipt, _ verification: inout Verification) {
    let holds =
      stratum.stratum == ProtocolText.everything.text && stratum.rule.isEmpty
      && stratum.threshold == nil && columns == nil && normalized == nil && measure == nil
      && starts == nil && frame.sha256 == nil && frame.units == stratum.population
      && reserves == stratum.reserves && selected.units == stratum.size
    verification.add(
      .sizes,
      holds,
      holds
        ? "\(stratum.size) of \(stratum.population) positions"
        : "the totals of the receipt are not those of its stratum, or it says more than a draw of"
          + " positions has",
      holds
        ? "\(stratum.population) 个编号抽 \(stratum.size) 个" : "回执的合计与其分类不符，或含有编号抽取没有的内容"
    )
  }
}
