public import Frames
public import Sampling

extension Receipt {
  /// How the pool of this draw is read.
  ///
  /// - Parameters:
  ///   - delimiter: the byte between fields.
  ///   - encoding: the encoding, nil to find it out.
  /// - Returns: the layout with the receipt's columns.
  /// - Throws: `ProtocolTextError` for a name of the unclassified that a draw would refuse.
  public func layout(
    delimiter: UInt8,
    encoding: TextEncoding?
  ) throws(ProtocolTextError) -> PoolLayout {
    var layout = PoolLayout()
    layout.idColumns = columns?.id ?? []
    layout.stratumColumn = columns?.stratum
    layout.measureColumn = measure
    layout.unclassified = try columns?.unclassified.map { text throws(ProtocolTextError) in
      try ProtocolText(text)
    }
    layout.normalizes = normalized != nil
    layout.delimiter = delimiter
    layout.encoding = encoding
    return layout
  }

  /// Recomputes a draw from its receipt and says what differs: seed, frame, totals, sizes, selection,
  /// record.
  ///
  /// - Parameters:
  ///   - pool: the pool, read with ``layout(delimiter:encoding:)``; nil for positions.
  ///   - evidence: what else there is to compare.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: a line for each thing looked at.
  /// - Throws: `DataError` for a pool or receipt that can not be read; `InputError`.
  /// - Complexity: O(N log N) for a pool of N units.
  public func verify(
    pool: Pool?,
    evidence: Evidence,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> Verification {
    var verification = Verification()
    checkSeed(evidence.record, &verification)
    guard let design = Design(rawValue: design), let digest = Digest(hex: key) else {
      verification.add(
        .seed,
        false,
        "the design or the key of the receipt is none",
        "回执中的抽取方法或密钥无效"
      )
      return verification
    }
    if design == .positions {
      try verifyPositions(evidence.selection, key: DrawKey(digest: digest), &verification)
      checkRecord(evidence, roster: nil, &verification)
      return verification
    }
    guard let pool else {
      verification.add(
        .frame,
        .unchecked,
        "no pool was given; name it with --pool",
        "未提供对象库，请用 --pool 指定"
      )
      return verification
    }
    let roster = try pool.roster(monitor: monitor)
    checkFrame(roster, &verification)
    checkTotals(roster, &verification)
    checkDesign(design, &verification)
    if let plans = checkSizes(roster, &verification) {
      do {
        let sample = try roster.drawn(plans, design: design, key: DrawKey(digest: digest))
        try checkSelection(sample, roster: roster, given: evidence.selection, &verification)
      } catch let error as SelectionError {
        verification.add(.selection, false, error)
      }
    }
    checkRecord(evidence, roster: roster, &verification)
    return verification
  }

  private func checkSeed(_ record: DrawRecord?, _ verification: inout Verification) {
    let purpose: DrawKey.Purpose = design == Design.positions.rawValue ? .positions : .units
    if sealed, record == nil {
      verification.add(
        .seed,
        .unchecked,
        "the draw is sealed, and without its --record anybody could have made up the key",
        "本次为密封抽取，没有 --record 就无法复算密钥，密钥可能是编造的"
      )
      return
    }
    let secret = sealed ? record?.secret?.hex ?? "" : ""
    let expected = DrawKey(purpose, label: label, seed: seed, secret: secret)
    let holds = expected.digest.hex == key
    verification.add(
      .seed,
      holds,
      holds
        ? "the key follows from label and seed"
        : "the key does not follow from the label \"\(label.excerpt)\" and the seed"
          + " \"\(seed.excerpt)\": one of the three was changed",
      holds ? "密钥由标签和种子得出" : "密钥与标签“\(label.excerpt)”和种子“\(seed.excerpt)”不符，三者之一被更改"
    )
  }

  private func checkFrame(_ roster: Roster, _ verification: inout Verification) {
    guard let sha256 = frame.sha256 else {
      verification.add(
        .frame,
        .noted,
        "the receipt has no digest of the pool; the selection is recomputed",
        "回执中没有对象库摘要，直接复算抽取结果"
      )
      return
    }
    let holds = UInt64(roster.units.count) == frame.units
    if sha256 == roster.digest?.hex, holds {
      verification.add(.frame, true, "the pool has the same bytes", "对象库逐字节相同")
    } else if sha256 == roster.digest?.hex {
      verification.add(
        .frame,
        false,
        "the pool has the same bytes and \(roster.units.count) units, the receipt says"
          + " \(frame.units)",
        "对象库逐字节相同，共 \(roster.units.count) 个对象，回执为 \(frame.units)"
      )
    } else {
      verification.add(
        .frame,
        holds,
        "the pool has other bytes and \(roster.units.count) units (receipt: \(frame.units));"
          + " the selection is recomputed",
        "对象库字节不同，共 \(roster.units.count) 个对象（回执：\(frame.units)），以下复算抽取结果"
      )
    }
  }

  /// Compares what the receipt says of all strata together.
  private func checkTotals(_ roster: Roster, _ verification: inout Verification) {
    if frame.sha256 == nil, UInt64(roster.units.count) != frame.units {
      verification.add(
        .frame,
        false,
        "the pool has \(roster.units.count) units, the receipt says \(frame.units)",
        "对象库共 \(roster.units.count) 个对象，回执为 \(frame.units)"
      )
    }
    let sum = strata.reduce(0) { $0 + $1.reserves }
    if sum != reserves {
      verification.add(
        .sizes,
        false,
        "the receipt says \(reserves) reserves, its strata add up to \(sum)",
        "回执的候补总数为 \(reserves)，各分类之和为 \(sum)"
      )
    }
    if let normalized, normalized != roster.normalized {
      verification.add(
        .frame,
        false,
        "the receipt says that \(normalized) identifiers were normalised, the pool has"
          + " \(roster.normalized) such",
        "回执的规范化标识数为 \(normalized)，对象库为 \(roster.normalized)"
      )
    }
  }

  /// Compares measure and starts with the design that they go with.
  private func checkDesign(_ design: Design, _ verification: inout Verification) {
    if (design.sizeMethod != nil) != (measure != nil) {
      verification.add(
        .sizes,
        false,
        "a draw by size, and no other, has a column of sizes; the receipt is of the design"
          + " \(design.rawValue) and names \(measure.map { "\"\($0.excerpt)\"" } ?? "none")",
        "按规模抽取才有规模列；回执的方法为 \(design.rawValue)，规模列为 \(measure?.excerpt ?? "无")"
      )
    }
    for (name, start) in (starts ?? [:]).sorted(by: { $0.key < $1.key })
    where design != .srs || Digest(hex: start) == nil {
      verification.add(
        .sizes,
        false,
        "the start \"\(start.excerpt)\" of stratum \"\(name.excerpt)\" is none of a simple random draw",
        "分类“\(name.excerpt)”的起点“\(start.excerpt)”无效"
      )
    }
  }
}
