internal import Frames
internal import Sampling

extension DrawVerification {
  /// Whether the pool is the one that was committed to, or the one that the receipt names.
  func checkFrame(
    _ terms: VerifiedTerms,
    _ reading: FrameReading,
    _ verification: inout Verification
  ) {
    var differences: [Sentence] = []
    for stratum in reading.strata {
      guard let own = terms.strata[stratum.name], own.population != UInt64(stratum.population)
      else { continue }
      differences.append(
        isDiscreet
          ? Sentence("a stratum has another number of units in the pool", "某一分类的对象数与对象库不同")
          : Sentence(
            "stratum \"\(stratum.name.text.excerpt)\" has \(stratum.population) units in the pool, the"
              + " draw says \(own.population)",
            "分类“\(stratum.name.text.excerpt)”在对象库中有 \(stratum.population) 个对象，抽取时为"
              + " \(own.population)"
          )
      )
    }
    if let record = terms.record { differences += frameDifferences(record, reading) }
    for name in terms.shown {
      guard !reading.pool.header.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
        continue
      }
      differences.append(
        Sentence(
          "the column \"\(name.excerpt)\", which is said to be published, is not in the pool",
          "所称公开的列“\(name.excerpt)”不在对象库中"
        )
      )
    }
    if terms.excluded.sorted(by: DrawRecord.Excluded.isOrdered) != reading.excluded {
      differences.append(
        Sentence("other units are kept out, or for other reasons", "被排除的对象或原因不同")
      )
    }
    if case .internal(let own) = receipt.content,
      (terms.design.sizeMethod == nil) != (own.measure == nil)
    {
      differences.append(
        Sentence(
          "a draw by size, and no other, has a column of sizes: the design is \(terms.design.rawValue), and the"
            + " receipt names \(own.measure.map { "\"\($0.excerpt)\"" } ?? "none")",
          "按规模抽取才有规模列：抽取方法为 \(terms.design.rawValue)，回执的规模列为 \(own.measure?.excerpt ?? "无")"
        )
      )
    }
    for difference in differences { verification.add(.frame, .differs, difference) }
    reportBytes(terms, reading, isSame: differences.isEmpty, &verification)
  }

  private func frameDifferences(_ record: DrawRecord, _ reading: FrameReading) -> [Sentence] {
    var differences: [Sentence] = []
    if reading.frameDigest != record.unitFrame {
      differences.append(
        Sentence(
          "the pool is not the frame that the record commits to: identifiers, strata or sizes differ, or"
            + " whether identifiers were normalised",
          "对象库不是记录所承诺的对象库：标识、分类或规模不同，或标识是否规范化不同"
        )
      )
    }
    if !record.shown.columns.isEmpty, reading.shown?.digest != record.shown.frame {
      differences.append(
        Sentence(
          "the published columns have other values than the record commits to",
          "公开的列与记录所承诺的内容不同"
        )
      )
    }
    return differences
  }

  /// Says whether the pool has the bytes that were committed to or drawn from.
  private func reportBytes(
    _ terms: VerifiedTerms,
    _ reading: FrameReading,
    isSame: Bool,
    _ verification: inout Verification
  ) {
    let own = receipt.digest(of: reading)
    let isOfUnits = reading.pool.isTable || receipt.isOfEngine
    let committed = terms.record?.pool
    var stated: Digest?
    var isStated = false
    if case .internal(let receipt) = receipt.content, let hex = receipt.frame.sha256 {
      stated = Digest(hex: hex)
      isStated = true
      // What is no digest is told with the receipt.
      guard stated != nil else { return }
    }
    guard isSame else { return }
    let count = reading.units
    if isStated, stated != own, stated != committed {
      let isCommitted = terms.record != nil
      verification.add(
        .frame,
        isCommitted ? .holds : .noted,
        isCommitted
          ? "the pool has the \(count) units, strata and published values that were committed to; the receipt"
            + " names a pool of other bytes"
          : "the pool has other bytes than the one that the receipt names; the selection is recomputed from its"
            + " \(count) units",
        isCommitted
          ? "对象库的 \(count) 个对象、分类和公开内容与承诺一致；回执所指的文件字节不同"
          : "对象库与回执所指的文件字节不同，按其 \(count) 个对象复算抽取结果"
      )
    } else if let committed, committed != own {
      verification.add(
        .frame,
        .holds,
        "the pool has the \(count) units, strata and published values that were committed to, in other bytes",
        "对象库的 \(count) 个对象、分类和公开内容与承诺一致（文件字节不同）"
      )
    } else if terms.record != nil {
      let isWhole = committed != nil
      verification.add(
        .frame,
        .holds,
        isWhole
          ? "the pool has the same bytes as were committed to, \(count) units"
          : "the pool has the \(count) units and strata that were committed to",
        isWhole ? "对象库与承诺时逐字节相同，共 \(count) 个对象" : "对象库的 \(count) 个对象和分类与承诺一致"
      )
    } else if isStated {
      verification.add(
        .frame,
        .holds,
        isOfUnits
          ? "the pool has the same \(count) units and strata"
          : "the pool has the same bytes, \(count) units",
        isOfUnits ? "对象库的 \(count) 个对象和分类相同" : "对象库逐字节相同，共 \(count) 个对象"
      )
    } else {
      verification.add(
        .frame,
        .noted,
        "the receipt has no digest of the pool; the selection is recomputed from its \(count) units",
        "回执中没有对象库摘要，按其 \(count) 个对象复算抽取结果"
      )
    }
  }
}
