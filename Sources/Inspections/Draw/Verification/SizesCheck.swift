internal import Frames
internal import Sampling

extension Receipt {
  /// Compares populations and rules; answers the plans where the strata are the same.
  func checkSizes(
    _ roster: Roster,
    _ verification: inout Verification
  ) -> [StratumPlan]? {
    let known = Dictionary(
      roster.strata.map { ($0.name.text, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var differences: [Difference] = []
    for stratum in strata {
      let name = stratum.stratum.excerpt
      guard let own = known[stratum.stratum] else {
        differences.append(("stratum \"\(name)\" is not in the pool", "对象库中没有分类“\(name)”"))
        continue
      }
      if UInt64(own.population) != stratum.population {
        differences.append(
          (
            "stratum \"\(name)\" has \(own.population) units, the receipt says \(stratum.population)",
            "分类“\(name)”有 \(own.population) 个对象，回执为 \(stratum.population)"
          )
        )
      }
      differences += violatedRules(stratum, own)
    }
    let named = Set(strata.map(\.stratum))
    for stratum in roster.strata where !named.contains(stratum.name.text) {
      let name = stratum.name.text.excerpt
      differences.append(
        (
          "stratum \"\(name)\" of the pool is not in the receipt", "回执中没有对象库的分类“\(name)”"
        )
      )
    }
    let isInOrder = strata.map(\.stratum) == roster.strata.map(\.name.text)
    if differences.isEmpty, !isInOrder {
      differences.append(
        (
          "the receipt lists a stratum twice or its strata not by the bytes of their names, so that"
            + " nothing can be recomputed", "回执中分类重复或未按名称字节排序，无法复算"
        )
      )
    }
    for (english, chinese) in differences { verification.add(.sizes, false, english, chinese) }
    if differences.isEmpty {
      let hasRules = strata.contains { !$0.rule.isEmpty }
      verification.add(
        .sizes,
        true,
        hasRules
          ? "populations and sizes are those of the receipt, and its rules hold"
          : "the populations are those of the sizes, which were given without rules",
        hasRules ? "对象数和抽取数与回执一致，规则均满足" : "对象数与抽取数相符，抽取数未附规则"
      )
    }
    guard isInOrder else { return nil }
    return zip(roster.strata, strata).map { own, stratum in
      StratumPlan(
        stratum: own,
        rule: stratum.rule,
        count: StratumCount(
          size: stratum.size,
          reserves: stratum.reserves,
          start: starts?[stratum.stratum].flatMap { Digest(hex: $0) }
        )
      )
    }
  }

  /// Rules that the size does not satisfy.
  private func violatedRules(_ stratum: StratumReceipt, _ own: Stratum) -> [Difference] {
    let name = stratum.stratum.excerpt
    return stratum.rule.split(separator: ";").compactMap { text in
      guard let rule = try? Rule(parsing: String(text)) else {
        return (
          "stratum \"\(name)\": \"\(String(text).excerpt)\" is no rule",
          "分类“\(name)”：“\(String(text).excerpt)”不是规则"
        )
      }
      let counts = rule.counts(of: own.population)
      guard stratum.size < counts.minimum || stratum.size > counts.maximum else { return nil }
      let range =
        counts.minimum == counts.maximum
        ? "\(counts.minimum)" : "\(counts.minimum)…\(counts.maximum)"
      return (
        "stratum \"\(name)\": \(rule) of \(own.population) asks for \(range), the receipt selects"
          + " \(stratum.size)",
        "分类“\(name)”：\(own.population) 的 \(rule) 应为 \(range)，回执为 \(stratum.size)"
      )
    }
  }
}
