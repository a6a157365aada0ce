internal import Frames
internal import Sampling

extension DrawVerification {
  /// Whether the notice is the one that the record gives.
  func checkNotice(_ verification: inout Verification) {
    guard let notice = evidence.notice else { return }
    guard let record = evidence.binding else {
      checkNoticeAlone(notice, &verification)
      return
    }
    let isSame = Notice(record, ledger: notice.ledger).text.utf8.elementsEqual(notice.text.utf8)
    verification.add(
      .notice,
      isSame ? .holds : .differs,
      isSame
        ? "it is the one that the record gives; when it was published you must see for yourself"
        : "it is not the one that the record gives: label, attempt, previous record, source, form or"
          + " commitment differ",
      isSame ? "公告与记录一致；公布时间须自行核实" : "公告与记录不符：标签、次数、上一记录、种子来源、格式或承诺值不同"
    )
    checkLedger(notice, &verification)
  }

  /// Looks the head of the ledger up that the notice names; the ledger alone can show it.
  private func checkLedger(_ notice: Notice, _ verification: inout Verification) {
    guard let named = notice.ledger else { return }
    guard let ledger = evidence.ledger else {
      verification.add(
        .notice,
        .unchecked,
        "it names entry \(named.entry) of a ledger, head \(named.head.hex.prefix(12))…, which only the ledger"
          + " itself can show",
        "公告注明台账第 \(named.entry) 条（\(named.head.hex.prefix(12))…），须凭台账核对"
      )
      return
    }
    verification.add(
      .notice,
      differences: ledger.differences(from: named, commitment: notice.commitment),
      "the ledger has its head, \(named.head.hex.prefix(12))…, after entry \(named.entry) of \(ledger.heads.count)",
      "台账第 \(named.entry) 条（共 \(ledger.heads.count) 条）之后的台账头与公告一致：\(named.head.hex.prefix(12))…"
    )
  }

  /// What can be told of a notice without the record: of a sealed draw, from outside.
  func checkNoticeAlone(_ notice: Notice, _ verification: inout Verification) {
    var differences: [Sentence] = []
    if receipt.commitment != notice.commitment.hex {
      let named = receipt.commitment?.excerpt ?? "none"
      differences.append(
        Sentence(
          "it announced the commitment \(notice.commitment), the receipt says \(named)",
          "公告的承诺值为 \(notice.commitment)，回执为 \(named)"
        )
      )
    }
    if !notice.label.text.utf8.elementsEqual(receipt.label.utf8) {
      differences.append(
        Sentence(
          "it announced the label \"\(notice.label.text.excerpt)\", the receipt says"
            + " \"\(receipt.label.excerpt)\"",
          "公告的标签为“\(notice.label.text.excerpt)”，回执为“\(receipt.label.excerpt)”"
        )
      )
    }
    differences += seedDifferences(
      form: notice.seedForm,
      source: notice.seedSource,
      promisedBy: Sentence("that it announced", "公告")
    )
    if !receipt.isSealed {
      differences.append(
        Sentence(
          "it holds no record, as that of an open draw does",
          "公告未附公开抽取的记录"
        )
      )
    }
    verification.add(
      .notice,
      differences: differences,
      "it announced commitment, label and form of the seed; when it was published, and which seed its source"
        + " gave, you must see for yourself",
      "公告的承诺值、标签和种子格式与之相符；公告的公布时间和种子来源的结果须自行核实"
    )
    checkLedger(notice, &verification)
  }
}
