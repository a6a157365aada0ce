internal import Frames
internal import Sampling

extension DrawVerification {
  /// Whether every rule is true of what is selected.
  func checkSizes(_ terms: VerifiedTerms, _ verification: inout Verification) {
    guard terms.excluded.isEmpty || evidence.exclusions != nil else {
      verification.add(
        .sizes,
        .unchecked,
        "units were kept out, and they belong to the base of every ratio; give the list with \(Setting.exclude)",
        "部分对象被排除，但仍计入比例基数，请用 \(Setting.exclude) 给出名单"
      )
      return
    }
    let excluded = terms.excludedByStratum
    var differences: [Sentence] = []
    var hasRules = false
    var (drawn, base) = (0, 0)
    for (name, stratum) in terms.strata.sorted(by: { $0.key < $1.key }) {
      let units = Int(clamping: stratum.population).saturating(excluded[name, default: 0])
      drawn = drawn.saturating(stratum.count.size)
      base = base.saturating(units)
      let place = isDiscreet ? "a stratum" : "stratum \"\(name.text.excerpt)\""
      let chinesePlace = isDiscreet ? "某一分类" : "分类“\(name.text.excerpt)”"
      for text in stratum.rule.split(separator: ";") {
        hasRules = true
        guard let rule = try? Rule(parsing: String(text)) else {
          let shown = isDiscreet ? "…" : String(text).excerpt
          differences.append(
            Sentence("\(place): \"\(shown)\" is no rule", "\(chinesePlace)：“\(shown)”不是规则")
          )
          continue
        }
        guard let range = rule.broken(by: stratum.count.size, of: units) else { continue }
        differences.append(
          isDiscreet
            ? Sentence(
              "\(place) has another size than its rule asks for",
              "\(chinesePlace)的抽取数不符合规则"
            )
            : Sentence(
              "\(place): \(rule) of \(units) asks for \(range), \(stratum.count.size) are selected",
              "\(chinesePlace)：\(units) 的 \(rule) 应为 \(range)，实际为 \(stratum.count.size)"
            )
        )
      }
    }
    for rule in terms.record?.rules.overall ?? [] {
      hasRules = true
      guard let range = rule.broken(by: drawn, of: base) else { continue }
      differences.append(
        Sentence(
          "overall \(rule) of \(base) asks for \(range), \(drawn) are selected",
          "总体：\(base) 的 \(rule) 应为 \(range)，实际为 \(drawn)"
        )
      )
    }
    let isCommitted = terms.record != nil
    verification.add(
      .sizes,
      differences: differences,
      hasRules
        ? "every rule holds of the sizes"
        : isCommitted ? "counts committed, no rule recorded" : "the sizes were given without rules",
      hasRules ? "抽取数满足所有规则" : isCommitted ? "数量已承诺，未记录规则" : "抽取数未附规则"
    )
  }

  /// Says which strata the pool has and the draw has not, or the other way round.
  func checkStrata(
    _ terms: VerifiedTerms,
    _ reading: FrameReading,
    _ verification: inout Verification
  ) {
    let known = Set(reading.strata.map(\.name))
    let missing = terms.strata.keys.filter { !known.contains($0) }.sorted()
    let more = reading.strata.map(\.name).filter { terms.strata[$0] == nil }
    if isDiscreet {
      verification.add(
        .frame,
        .differs,
        "the pool has other strata than were drawn from",
        "对象库的分类与抽取时不同"
      )
      return
    }
    for name in missing {
      verification.add(
        .frame,
        .differs,
        "stratum \"\(name.text.excerpt)\" is not in the pool",
        "对象库中没有分类“\(name.text.excerpt)”"
      )
    }
    for name in more {
      verification.add(
        .frame,
        .differs,
        "stratum \"\(name.text.excerpt)\" of the pool was not drawn from",
        "对象库中的分类“\(name.text.excerpt)”未参与抽取"
      )
    }
  }
}

extension Rule {
  /// What the rule asks for, where a size does not satisfy it.
  fileprivate func broken(by size: Int, of units: Int) -> String? {
    let counts = counts(of: units)
    guard size < counts.minimum || size > counts.maximum else { return nil }
    return counts.minimum == counts.maximum
      ? "\(counts.minimum)" : "\(counts.minimum)…\(counts.maximum)"
  }
}

extension Int {
  /// The sum, the greatest number where it is greater.
  fileprivate func saturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
