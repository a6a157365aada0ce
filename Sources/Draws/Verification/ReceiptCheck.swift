internal import Frames
internal import Sampling

extension DrawVerification {
  /// Compares the receipt with the one that the draw gives, key by key.
  ///
  /// - Parameters:
  ///   - expected: the internal receipt, made anew.
  ///   - verification: takes what differs.
  func checkReceipt(_ expected: Receipt, _ verification: inout Verification) {
    switch receipt.content {
    case .internal: compare(expected, &verification)
    case .published(let own):
      compare(PublicReceipt(expected, schema: own.schema), &verification)
    }
  }

  private func compare(_ expected: some Encodable, _ verification: inout Verification) {
    let mismatches = receipt.tree.mismatches(from: .document(of: expected))
      .filter { $0.path != ["tool"] }
    for mismatch in mismatches.prefix(DataError.shown) {
      let subject = receipt.isPublished ? .published : Self.subject(of: mismatch.path)
      // A path may name a stratum, and a figure may tell one.
      let isStrange = mismatch.expected == nil && mismatch.path.count == 1
      let path =
        isDiscreet && isStrange
        ? "…"
        : (isDiscreet ? Array(mismatch.path.prefix(1)) : mismatch.path)
          .map(\.excerpt).joined(separator: ".")
      switch (mismatch.given, mismatch.expected) {
      case (nil, let value):
        let should = isDiscreet ? "" : ", which should be \(value?.excerpt ?? "")"
        verification.add(
          subject,
          .differs,
          "the receipt has no \"\(path)\"\(should)",
          "回执缺少“\(path)”"
        )
      case (_, nil):
        verification.add(
          subject,
          .differs,
          "the receipt has \"\(path)\", which such a draw has not",
          "回执含有此类抽取没有的“\(path)”"
        )
      case (let given?, let value?):
        verification.add(
          subject,
          .differs,
          isDiscreet
            ? "\"\(path)\" of the receipt is not what the draw gives"
            : "\"\(path)\" of the receipt is \(given.excerpt), the draw gives \(value.excerpt)",
          isDiscreet
            ? "回执的“\(path)”与复算结果不同"
            : "回执的“\(path)”为 \(given.excerpt)，复算结果为 \(value.excerpt)"
        )
      }
    }
    if receipt.isPublished, mismatches.isEmpty {
      verification.add(
        .published,
        .holds,
        "the public receipt is the one that the draw gives",
        "公开回执与复算结果一致"
      )
    }
  }

  /// What a key of the receipt speaks of.
  private static func subject(of path: [String]) -> VerificationLine.Subject {
    switch path.first {
    case "label", "seed", "key", "sealed": .seed
    case "commitment", "after": .record
    case "columns", "normalized", "measure", "frame", "filter", "shown", "excluded": .frame
    case "strata" where path.last == "threshold": .selection
    case "selected": .selection
    case "assignment": .assignment
    case "design", "starts", "reserves", "strata": .sizes
    default: .receipt
    }
  }

  /// Says whether the units, and the list that was given out, are those of the draw.
  func reportSelection(
    _ comparison: RegeneratedDraw.Comparison,
    _ draw: RegeneratedDraw,
    _ verification: inout Verification
  ) {
    let count = draw.outcome.plans.reduce(0) { $0 + $1.count.size }
    if case .internal(let own) = receipt.content, own.selected == comparison.summary.selected {
      verification.add(
        .selection,
        .holds,
        "\(count) units recomputed, the same",
        "复算得到相同的 \(count) 个对象"
      )
    }
    guard let given = evidence.selection, let differences = comparison.differences else {
      if receipt.isPublished {
        verification.add(
          .published,
          .unchecked,
          "give the list that was published with \(Setting.selection)",
          "请用 \(Setting.selection) 提供公布的名单"
        )
      }
      return
    }
    verification.add(
      receipt.isPublished ? .published : .selection,
      differences: differences,
      "\(given.path) holds the same rows",
      "\(given.path) 与复算结果逐行相同"
    )
    let committed = Set(draw.terms.record?.shown.columns.map(\.text) ?? [])
    let free = draw.terms.shown.filter { !committed.contains($0) }
    guard draw.terms.record != nil, !free.isEmpty, differences.isEmpty else { return }
    let names = Sentence.quoting(free)
    verification.add(
      .frame,
      .noted,
      "the record does not say that the columns \(names.english) would be published; their values are the pool's",
      "记录未注明公开列 \(names.chinese)，其内容与对象库相同"
    )
  }
}
