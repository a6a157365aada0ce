internal import Frames
internal import Sampling

extension DrawVerification {
  /// Whether label, seed, secret and key go together, and the seed is the one that its source gave.
  func checkSeed(_ verification: inout Verification) {
    var differences: [Sentence] = []
    if let seed = evidence.seed, !seed.text.utf8.elementsEqual(receipt.seed.utf8) {
      differences.append(
        Sentence(
          "its source gave \"\(seed.text.excerpt)\", the receipt says \"\(receipt.seed.excerpt)\"",
          "种子来源的结果为“\(seed.text.excerpt)”，回执为“\(receipt.seed.excerpt)”"
        )
      )
    }
    if evidence.earlierSeeds.contains(where: { $0.utf8.elementsEqual(receipt.seed.utf8) }) {
      differences.append(
        Sentence(
          "the log beside the record says that \"\(receipt.seed.excerpt)\" is the seed of an attempt before"
            + " this one, known when the record was written",
          "记录旁的日志表明“\(receipt.seed.excerpt)”是此前某次尝试的种子，在写入记录时已经可知"
        )
      )
    }
    let record = evidence.binding
    if let record { differences += seedDifferences(record) }
    differences += keyDifferences(record)
    for difference in differences { verification.add(.seed, .differs, difference) }
    if let record { reportOutcomes(record, &verification) }
    guard differences.isEmpty else { return }
    if receipt.isSealed, record == nil {
      guard !receipt.isPublished else { return }
      verification.add(
        .seed,
        .unchecked,
        "the draw is sealed, and without its \(Setting.record) anybody could have made up the key",
        "本次为密封抽取，没有 \(Setting.record) 就无法复算密钥，密钥可能是编造的"
      )
    } else if receipt.commitment == nil || evidence.seed != nil {
      verification.add(
        .seed,
        .holds,
        "the key follows from label and seed"
          + (evidence.seed == nil ? "" : ", and the seed is the one that its source gave"),
        "密钥由标签和种子得出" + (evidence.seed == nil ? "" : "，种子与来源结果相同")
      )
    } else {
      let source = record?.seedSource.text.excerpt ?? "?"
      verification.add(
        .seed,
        .unchecked,
        "the key follows from label and seed; whether the seed is the one that its source gave (\(source)) can"
          + " not be told: look there, and give it with \(Setting.seed)",
        "密钥由标签和种子得出；种子是否为来源（\(source)）的结果尚未核对，请查实后用 \(Setting.seed) 给出"
      )
    }
  }

  private func seedDifferences(_ record: DrawRecord) -> [Sentence] {
    var differences: [Sentence] = []
    if !record.label.text.utf8.elementsEqual(receipt.label.utf8) {
      differences.append(
        Sentence(
          "the record is of the label \"\(record.label.text.excerpt)\", the receipt of"
            + " \"\(receipt.label.excerpt)\"",
          "记录的标签为“\(record.label.text.excerpt)”，回执为“\(receipt.label.excerpt)”"
        )
      )
    }
    differences += seedDifferences(
      form: record.seedForm,
      source: record.seedSource,
      promisedBy: Sentence("of the record", "记录")
    )
    return differences
  }

  /// Whether the seed has the form, and the order of numbers, that a record or a notice promises.
  func seedDifferences(
    form: SeedForm,
    source: ProtocolText,
    promisedBy document: Sentence
  ) -> [Sentence] {
    guard let seed = try? ProtocolText(receipt.seed), form.matches(seed) else {
      return [
        Sentence(
          "the seed \"\(receipt.seed.excerpt)\" has not the form \"\(form.text.text.excerpt)\""
            + " \(document.english)",
          "种子“\(receipt.seed.excerpt)”不符合\(document.chinese)的格式“\(form.text.text.excerpt)”"
        )
      ]
    }
    guard SeedSource(source).isInOrder(seed, of: form) else {
      return [Sentence(of: RecordMismatch.seedOrder(source: source.text, seed: seed.text))]
    }
    return []
  }

  private func keyDifferences(_ record: DrawRecord?) -> [Sentence] {
    let stated: String?
    let design: String
    switch receipt.content {
    case .internal(let own): (stated, design) = (own.key, own.design)
    case .published(let own):
      (stated, design) = (own.key, record?.design.rawValue ?? "")
    }
    guard record != nil || !receipt.isSealed else { return [] }
    if receipt.isPublished, receipt.isSealed, stated == nil { return [] }
    let expected = DrawKey(
      design == Design.positions.rawValue ? .positions : .units,
      label: record?.label.text ?? receipt.label,
      seed: receipt.seed,
      secret: record?.secret?.hex ?? ""
    )
    guard stated != expected.digest.hex else { return [] }
    return [
      Sentence(
        "the key does not follow from the label \"\(receipt.label.excerpt)\", the seed"
          + " \"\(receipt.seed.excerpt)\"" + (record?.isSealed == true ? " and the secret" : "")
          + ": one of them was changed",
        "密钥与标签“\(receipt.label.excerpt)”、种子“\(receipt.seed.excerpt)”"
          + (record?.isSealed == true ? "和记录中的密钥" : "") + "不符，其中之一被更改"
      )
    ]
  }

  /// How many seeds could have come.
  private func reportOutcomes(_ record: DrawRecord, _ verification: inout Verification) {
    let count = SeedSource(record.seedSource)
      .outcomes(of: record.seedForm, declared: record.outcomes)
    guard let count, count >= SeedSource.advisedOutcomes else {
      let number = count.map { "\($0)" }
      verification.add(
        .seed,
        .noted,
        "the source has \(number ?? "an unknown number of") outcomes, fewer than 2^32 can be tried out"
          + " beforehand: whoever chose the label could have spared a certain unit",
        "种子来源有 \(number ?? "未知数量的") 种结果，少于 2^32 种可被事先穷举：选定标签的人可能使某一对象不被抽中"
      )
      return
    }
    verification.add(
      .seed,
      .noted,
      count == .max ? "the source has more than 2^64 outcomes" : "the source has \(count) outcomes",
      count == .max ? "种子来源有 2^64 种以上的结果" : "种子来源有 \(count) 种结果"
    )
  }
}
