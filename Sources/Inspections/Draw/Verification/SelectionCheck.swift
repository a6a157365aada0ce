internal import Frames
internal import Sampling

extension Receipt {
  /// Compares the recomputed sample with the receipt, and with the file that was given out.
  func checkSelection(
    _ sample: DrawnSample,
    roster: Roster,
    given: GivenSelection?,
    _ verification: inout Verification
  ) throws {
    var summary = SelectionSummary(sample.plans)
    var part = SummaryPart(of: summary, units: sample.selection.units)
    try sample.selection.forEachUnit { part.add($0) }
    summary.add(part)
    check(summary, isBySize: sample.targets != nil, &verification)
    if let given { try checkList(given, sample, roster: roster, &verification) }
  }

  /// Compares the recomputed sample with the file that was given out.
  func checkList(
    _ given: GivenSelection,
    _ sample: DrawnSample,
    roster: Roster,
    _ verification: inout Verification
  ) throws {
    // Without the draw's columns it is what --plain or --publish wrote.
    let isPlain = given.table.index(of: SelectionFile.columns[0]) == nil
    let file = try SelectionFile(sample, pool: roster.pool, isPlain: isPlain)
    let sizes = sample.plans.map(\.count.size)
    let lines = ByteText()
    lines.append(Array(file.header.utf8))
    try sample.selection.forEachUnit { unit in
      // Reserves are neither published nor written by --plain.
      if !isPlain || unit.rank <= sizes[unit.stratum] { file.append(unit, to: lines) }
    }
    let expected = try Table(
      bytes: Array(lines.bytes),
      file: roster.pool.file,
      delimiter: roster.pool.delimiter
    )
    let comparison = SelectionComparison(
      expected: expected,
      given: given,
      roster: roster,
      ids: columns?.id ?? [],
      isPlain: isPlain
    )
    comparison.report(to: &verification)
  }

  /// Compares digest, number and thresholds.
  private func check(
    _ summary: SelectionSummary,
    isBySize: Bool,
    _ verification: inout Verification
  ) {
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
    where stratum.threshold != (isBySize ? nil : threshold?.hex) {
      let name = stratum.stratum.excerpt
      verification.add(
        .selection,
        false,
        "stratum \"\(name)\": the threshold of the receipt is another",
        "分类“\(name)”：回执中的阈值不同"
      )
    }
  }
}
