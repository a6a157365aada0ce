internal import Frames
internal import Sampling

extension DrawVerification {
  /// Whether the record is the one that the receipt names, and what no recomputation can show.
  func checkRecord(_ verification: inout Verification) {
    guard let record = evidence.binding else {
      reportMissingRecord(&verification)
      return
    }
    let isSame = receipt.commitment == record.commitment.hex
    let named = receipt.commitment?.excerpt ?? "none"
    verification.add(
      .record,
      isSame ? .holds : .differs,
      isSame
        ? "its commitment is the receipt's: \(record.commitment)"
        : "its commitment is \(record.commitment), the receipt says \(named)",
      isSame
        ? "承诺值与回执相同：\(record.commitment)" : "记录的承诺值为 \(record.commitment)，回执为 \(named)"
    )
    if record.isSealed != receipt.isSealed {
      verification.add(
        .record,
        .differs,
        record.isSealed
          ? "it is of a sealed draw, the receipt of an open one: the secret was left out"
          : "it is of an open draw, the receipt calls it sealed",
        record.isSealed ? "记录为密封抽取，回执为公开抽取：未使用密钥" : "记录为公开抽取，回执称为密封抽取"
      )
    }
    if record.version == .one {
      verification.add(
        .record,
        .noted,
        "a record of version 1 binds label, seed, frame and counts, and neither the rules nor a filter, the"
          + " published columns or the draw that a rotation goes on from",
        "第 1 版记录只固定标签、种子、对象库和数量，不固定规则、筛选条件、公开的列和轮换的上次抽取"
      )
    }
    reportLimits(record, &verification)
  }

  private func reportMissingRecord(_ verification: inout Verification) {
    if let commitment = receipt.commitment {
      let named = Digest(hex: commitment)?.hex ?? commitment.excerpt
      if !(receipt.isPublished && receipt.isSealed) {
        verification.add(
          .record,
          .unchecked,
          "the draw was committed to as \(named); give its \(Setting.record), or the \(Setting.notice) of an open draw",
          "本次抽取的承诺值为 \(named)，请用 \(Setting.record) 提供记录，公开抽取也可用 \(Setting.notice)"
        )
      }
    } else if receipt.isSealed {
      verification.add(
        .record,
        .differs,
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

  /// What no recomputation can show.
  private func reportLimits(_ record: DrawRecord, _ verification: inout Verification) {
    let others = evidence.seeds.filter { !$0.utf8.elementsEqual(receipt.seed.utf8) }
    if !others.isEmpty {
      let list = Sentence.quoting(others, atMost: 5)
      verification.add(
        .record,
        .noted,
        "the log beside the record says that it was drawn with another seed too: \(list.english)",
        "记录旁的日志表明还用过其他种子抽取：\(list.chinese)"
      )
    }
    let previous = record.previous.map { $0.hex.prefix(12) + "…" }
    let redraw = record.redraw.map { redraw in
      Sentence(
        "; a redraw of \(redraw.attempt.hex.prefix(12))…, because: \(redraw.reason.text.excerpt)",
        "；重新抽取 \(redraw.attempt.hex.prefix(12))…，原因：\(redraw.reason.text.excerpt)"
      )
    }
    verification.add(
      .record,
      .noted,
      "not ruled out: other seeds tried with this record, or other records never published; ask for the"
        + " earlier notices (this is attempt \(record.attempt), previous record \(previous ?? "none")"
        + "\(redraw?.english ?? ""))",
      "无法排除：用本记录试过其他种子，或另有未公布的记录；请索取此前的公告（本次为第 \(record.attempt) 次尝试，"
        + "上一记录：\(previous ?? "无")\(redraw?.chinese ?? "")）"
    )
  }
}
