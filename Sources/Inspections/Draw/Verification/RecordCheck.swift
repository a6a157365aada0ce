internal import Frames
public import Sampling

/// What stands beside a receipt when it is verified.
public struct Evidence: Sendable {
  /// The selection as it was given out, nil where there is none to compare.
  public var selection: GivenSelection?
  /// The record, nil where there is none to compare.
  public var record: DrawRecord?
  /// The notice as it was published, nil where there is none to compare.
  public var notice: Notice?
  /// The seeds that the record was drawn with, as the log beside it says; empty without one.
  public var seeds: [String] = []

  /// Nothing besides the receipt.
  public init() {}
}

extension Receipt {
  /// Compares the receipt with the record that was committed to, in the order of its lines.
  func checkRecord(
    _ evidence: Evidence,
    roster: Roster?,
    _ verification: inout Verification
  ) {
    guard let record = evidence.record else {
      reportMissingRecord(&verification)
      return
    }
    var differences = differences(from: record)
    if let roster, roster.frameDigest != record.unitFrame {
      differences.append(frameDifference(roster, record))
    }
    for (english, chinese) in differences { verification.add(.record, false, english, chinese) }
    if differences.isEmpty {
      verification.add(
        .record,
        true,
        "label, form of the seed, frame and sizes are as committed: \(record.commitment)",
        "标签、种子格式、对象库和数量与承诺一致：\(record.commitment)"
      )
    }
    if let notice = evidence.notice { check(notice, &verification) }
    reportRules(&verification)
    reportLimits(record, seeds: evidence.seeds, &verification)
  }

  /// Compares the notice, which alone shows that all of this stood before the seed.
  private func check(_ notice: Notice, _ verification: inout Verification) {
    let isSame = notice.commitment.hex == commitment
    verification.add(
      .notice,
      isSame,
      isSame
        ? "it announced this commitment"
        : "it announced the commitment \(notice.commitment), the receipt says \(commitment ?? "none")",
      isSame ? "公告的承诺值与之相同" : "公告的承诺值为 \(notice.commitment)，回执为 \(commitment ?? "无")"
    )
  }

  private func reportMissingRecord(_ verification: inout Verification) {
    if let commitment {
      verification.add(
        .record,
        .unchecked,
        "the draw was committed to as \(Digest(hex: commitment)?.hex ?? commitment.excerpt); give its"
          + " --record",
        "本次抽取的承诺值为 \(Digest(hex: commitment)?.hex ?? commitment.excerpt)，请用 --record 提供记录"
      )
    } else if sealed {
      verification.add(
        .record,
        false,
        "a sealed draw has a record, and the receipt names none",
        "密封抽取必有记录，但回执中没有"
      )
    } else {
      verification.add(
        .record,
        .noted,
        "the draw is uncommitted: nothing shows that the seed came last",
        "本次抽取没有承诺，无法证明种子是最后产生的"
      )
    }
  }

  /// Commitment, label, seed, strata.
  private func differences(from record: DrawRecord) -> [Difference] {
    var differences: [Difference] = []
    if record.commitment.hex != commitment {
      differences.append(
        (
          "its commitment is \(record.commitment), the receipt says \(commitment ?? "none")",
          "记录的承诺值为 \(record.commitment)，回执为 \(commitment ?? "无")"
        )
      )
    }
    do {
      try record.check(label: try ProtocolText(label), seed: try ProtocolText(seed))
    } catch {
      let explained = error as? any ExplainedError
      differences.append(
        (
          explained?.explanation(in: .english) ?? "", explained?.explanation(in: .chinese) ?? ""
        )
      )
    }
    for stratum in record.strata {
      guard let own = strata.first(where: { $0.stratum == stratum.name.text }) else {
        let name = stratum.name.text.excerpt
        differences.append(
          ("the receipt has no stratum \"\(name)\"", "回执中没有分类“\(name)”")
        )
        continue
      }
      differences += self.differences(of: own, from: stratum)
    }
    let known = Set(record.strata.map(\.name.text))
    for own in strata where !known.contains(own.stratum) {
      let name = own.stratum.excerpt
      differences.append(
        ("the record has no stratum \"\(name)\"", "记录中没有分类“\(name)”")
      )
    }
    return differences
  }

  /// One stratum, figure by figure.
  private func differences(
    of own: StratumReceipt,
    from record: DrawRecord.StratumRecord
  ) -> [Difference] {
    let name = own.stratum.excerpt
    let figures = [
      ("population", "对象数", "\(record.population)", "\(own.population)"),
      ("size", "抽取数", "\(record.size)", "\(own.size)"),
      ("reserves", "候补数", "\(record.reserves)", "\(own.reserves)"),
      ("design", "抽取方法", record.design.rawValue, design),
      ("start", "起点", record.start?.hex ?? "-", starts?[own.stratum] ?? "-"),
    ]
    return figures.compactMap { what, chinese, committed, given in
      guard committed != given else { return nil }
      return (
        "stratum \"\(name)\": the record says \(what) \(committed.excerpt), the receipt"
          + " \(given.excerpt)",
        "分类“\(name)”：记录中的\(chinese)为 \(committed.excerpt)，回执为 \(given.excerpt)"
      )
    }
  }

  /// Why the pool is not the committed frame: that identifiers were normalised stands in no record
  /// but in its digest.
  private func frameDifference(_ roster: Roster, _ record: DrawRecord) -> Difference {
    var layout = roster.pool.layout
    layout.normalizes.toggle()
    let other = try? Pool(roster.pool.file, layout: layout).roster(wantsDigest: false)
    guard other?.frameDigest == record.unitFrame else {
      return (
        "the pool is not the frame that the record commits to", "对象库不是记录所承诺的对象库"
      )
    }
    return normalized == nil
      ? (
        "the record commits to normalised identifiers, the receipt says that none were",
        "记录承诺的是规范化后的标识，回执称未规范化"
      )
      : (
        "the record commits to the identifiers as they stand, the receipt says that they were"
          + " normalised",
        "记录承诺的是原样的标识，回执称已规范化"
      )
  }

  /// A record fixes sizes and holds no rule: what the receipt says of rules is compared with the
  /// sizes alone.
  private func reportRules(_ verification: inout Verification) {
    let free = strata.filter { stratum in
      let minimums = stratum.rule.split(separator: ";").compactMap { text in
        (try? Rule(parsing: String(text)))?.counts(of: Int(clamping: stratum.population)).minimum
      }
      return minimums.max().map { $0 < stratum.size } ?? false
    }
    guard !free.isEmpty else { return }
    let names = free.prefix(5).map { "\"\($0.stratum.excerpt)\"" }.joined(separator: ", ")
    let list = free.count > 5 ? "\(names), … (\(free.count))" : names
    verification.add(
      .sizes,
      .noted,
      "the record fixes the sizes, and more than the receipt's rules ask for in \(list): a rule over"
        + " all strata or a total set them, which stands in the plan",
      "抽取数以记录为准，分类 \(list) 多于回执规则的最低数，系由总体规则或总数决定，请对照计划"
    )
  }

  /// What no recomputation can show.
  private func reportLimits(
    _ record: DrawRecord,
    seeds: [String],
    _ verification: inout Verification
  ) {
    let others = seeds.filter { $0 != seed }
    if !others.isEmpty {
      let list = others.prefix(5).map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
      verification.add(
        .record,
        .noted,
        "the log beside the record says that it was drawn with another seed too: \(list)",
        "记录旁的日志表明还用过其他种子抽取：\(list)"
      )
    }
    let previous = record.previous.map { $0.hex.prefix(12) + "…" }
    verification.add(
      .record,
      .noted,
      "not ruled out: other seeds tried with this record, or other records never published; compare"
        + " the seed with its source (\(record.seedSource.text.excerpt)), and ask for the earlier notices"
        + " (this is attempt \(record.attempt), previous record \(previous ?? "none"))",
      "无法排除：用本记录试过其他种子，或另有未公布的记录；请与种子来源（\(record.seedSource.text.excerpt)）核对，"
        + "并索取此前的公告（本次为第 \(record.attempt) 次尝试，上一记录：\(previous ?? "无")）"
    )
  }
}
