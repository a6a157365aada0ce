public import Frames
internal import Sampling

extension PublicReceipt {
  /// Checks what was published, as anybody can.
  ///
  /// Of an open draw the record stands in the notice, and with the pool all of it is recomputed. Of a
  /// sealed draw an outsider sees time and form alone: that the notice announced this commitment, that
  /// the seed has the form it promised, and that the list has as many units as the receipt says.
  ///
  /// - Parameters:
  ///   - pool: the pool, with the columns that it was drawn by; nil where it is not public.
  ///   - evidence: the list and the notice.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: a line for each thing looked at.
  /// - Throws: `DataError` for a pool that can not be read; `InputError`.
  /// - Complexity: O(N log N) for a pool of N units.
  public func verify(
    pool: Pool?,
    evidence: Evidence,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Verification {
    var verification = Verification()
    checkSeed(&verification)
    checkNotice(evidence.notice, &verification)
    checkList(evidence.selection, &verification)
    if sealed {
      verification.add(
        .selection,
        .noted,
        "a sealed draw is recomputed by an auditor who is given the record, the pool and the internal"
          + " receipt; the public sees time and form alone",
        "密封抽取只能由持有记录、对象库和内部回执的审计人员复算，公众只能核对时间和形式"
      )
    } else if let record = evidence.record, let pool {
      try recompute(record, pool, evidence, monitor: monitor, &verification)
    } else if commitment == nil {
      verification.add(
        .selection,
        .unchecked,
        "no record fixes the sizes of an uncommitted draw, so that what was published is not enough to"
          + " recompute it; ask for the internal receipt",
        "未承诺的抽取没有记录来确定数量，仅凭公开材料无法复算，请索取内部回执"
      )
    } else {
      verification.add(
        .selection,
        .unchecked,
        "to recompute an open draw give its --notice, which holds the record, and the --pool with"
          + " --id and --stratum as it was drawn",
        "复算公开抽取须用 --notice 给出含有记录的公告，用 --pool 给出对象库，并按抽取时指定 --id 和 --stratum"
      )
    }
    return verification
  }

  private func checkSeed(_ verification: inout Verification) {
    guard let key else {
      verification.add(
        .seed,
        sealed ? .noted : .differs,
        sealed
          ? "the key of a sealed draw is not public" : "the receipt of an open draw has no key",
        sealed ? "密封抽取不公开密钥" : "公开抽取的回执缺少密钥"
      )
      return
    }
    let holds = !sealed && DrawKey(.units, label: label, seed: seed).digest.hex == key
    verification.add(
      .seed,
      holds,
      holds
        ? "the key follows from label and seed"
        : "the key does not follow from label and seed, or the draw is sealed",
      holds ? "密钥由标签和种子得出" : "密钥与标签和种子不符，或本次为密封抽取"
    )
  }

  private func checkNotice(_ notice: Notice?, _ verification: inout Verification) {
    guard let commitment else {
      verification.add(
        .notice,
        !sealed ? .noted : .differs,
        "the draw is uncommitted: nothing shows that the seed came last",
        "本次抽取没有承诺，无法证明种子是最后产生的"
      )
      return
    }
    guard let notice else {
      verification.add(
        .notice,
        .unchecked,
        "give the --notice as it was published before the seed",
        "请用 --notice 提供种子产生前公布的公告"
      )
      return
    }
    var differences: [Difference] = []
    if notice.commitment.hex != commitment {
      differences.append(
        (
          "it announced the commitment \(notice.commitment), the receipt says \(commitment.excerpt)",
          "公告的承诺值为 \(notice.commitment)，回执为 \(commitment.excerpt)"
        )
      )
    }
    if !notice.label.text.utf8.elementsEqual(label.utf8) {
      differences.append(
        (
          "it announced the label \"\(notice.label.text.excerpt)\", the receipt says"
            + " \"\(label.excerpt)\"",
          "公告的标签为“\(notice.label.text.excerpt)”，回执为“\(label.excerpt)”"
        )
      )
    }
    if (try? ProtocolText(seed)).map(notice.seedForm.matches) != true {
      differences.append(
        (
          "the seed \"\(seed.excerpt)\" has not the form \"\(notice.seedForm.text.text.excerpt)\" that"
            + " it announced",
          "种子“\(seed.excerpt)”不符合公告的格式“\(notice.seedForm.text.text.excerpt)”"
        )
      )
    }
    if (notice.record == nil) != sealed {
      differences.append(
        (
          sealed
            ? "it is of an open draw, the receipt of a sealed one"
            : "it holds no record, as that of an open draw does",
          sealed ? "公告为公开抽取，回执为密封抽取" : "公告未附公开抽取的记录"
        )
      )
    }
    for (english, chinese) in differences { verification.add(.notice, false, english, chinese) }
    guard differences.isEmpty else { return }
    verification.add(
      .notice,
      true,
      "it announced commitment, label and form of the seed; when it was published, and which seed its"
        + " source gave, you must see for yourself",
      "公告的承诺值、标签和种子格式与之相符；公告的公布时间和种子来源的结果须自行核实"
    )
  }

  /// As many units as the receipt says, each once, by the bytes of their identifiers.
  private func checkList(_ given: GivenSelection?, _ verification: inout Verification) {
    guard let given else {
      verification.add(
        .selection,
        .unchecked,
        "give the list that was published with --selection",
        "请用 --selection 提供公布的名单"
      )
      return
    }
    let ids = given.table.rows.map { Array(($0.cells.first ?? "").utf8) }
    let isSorted = zip(ids, ids.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }
    let holds = isSorted && ids.count == selected && UInt64(selected) <= units
    verification.add(
      .selection,
      holds,
      holds
        ? "\(given.table.file) lists \(selected) of \(units) units, each once"
        : "\(given.table.file) lists \(ids.count) units, the receipt says \(selected) of \(units), or it"
          + " is not sorted by the first column, each unit once",
      holds
        ? "\(given.table.file) 列出 \(units) 个对象中的 \(selected) 个，无重复"
        : "\(given.table.file) 列出 \(ids.count) 个对象，回执为 \(units) 个中的 \(selected) 个，或首列未排序、有重复"
    )
  }

  /// Draws again from the record and the pool.
  private func recompute(
    _ record: DrawRecord,
    _ pool: Pool,
    _ evidence: Evidence,
    monitor: WorkMonitor,
    _ verification: inout Verification
  ) throws {
    let receipt = Receipt(self, record: record, pool: pool)
    let roster = try pool.roster(monitor: monitor)
    let count = roster.units.count
    verification.add(
      .frame,
      UInt64(count) == units,
      "the pool has \(count) units, the receipt says \(units)",
      "对象库共 \(count) 个对象，回执为 \(units)"
    )
    guard let design = record.strata.first?.design, let digest = Digest(hex: receipt.key),
      let plans = receipt.checkSizes(roster, &verification)
    else { return }
    do {
      let sample = try roster.drawn(plans, design: design, key: DrawKey(digest: digest))
      if let given = evidence.selection {
        try receipt.checkList(given, sample, roster: roster, &verification)
      }
    } catch let error as SelectionError {
      verification.add(.selection, false, error)
    }
    // The notice was compared above.
    var evidence = evidence
    evidence.notice = nil
    receipt.checkRecord(evidence, roster: roster, &verification)
  }
}

extension Receipt {
  /// What the receipt of an open draw says, from the parts of it that were published.
  fileprivate init(_ receipt: PublicReceipt, record: DrawRecord, pool: Pool) {
    schema = Receipt.schemaName
    self.protocol = receipt.protocol
    tool = ""
    label = receipt.label
    seed = receipt.seed
    sealed = receipt.sealed
    commitment = receipt.commitment
    key = receipt.key ?? ""
    columns = Columns(
      id: pool.idColumns,
      stratum: pool.stratumColumn,
      unclassified: pool.layout.unclassified?.text
    )
    normalized = pool.layout.normalizes ? 0 : nil
    design = record.strata.first?.design.rawValue ?? ""
    measure = pool.layout.measureColumn
    let pairs = record.strata.compactMap { stratum in
      stratum.start.map { (stratum.name.text, $0.hex) }
    }
    starts = pairs.isEmpty ? nil : Dictionary(uniqueKeysWithValues: pairs)
    reserves = record.strata.reduce(0) { $0 + $1.reserves }
    frame = Frame(sha256: nil, units: receipt.units)
    strata = record.strata.sorted { $0.name < $1.name }.map { stratum in
      StratumReceipt(
        stratum: stratum.name.text,
        population: stratum.population,
        rule: "",
        size: stratum.size,
        reserves: stratum.reserves,
        threshold: nil
      )
    }
    selected = Selected(sha256: "", units: receipt.selected)
  }
}
