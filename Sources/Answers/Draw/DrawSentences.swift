package import Draws
internal import Foundation
package import Sampling

extension DrawRequest {
  /// What is said of a draw beside its outputs: how many of how many, what was found in the pool, what the
  /// record binds.
  ///
  /// - Parameters:
  ///   - outcome: what the draw gave.
  ///   - base: units that the plan says there are; nil without a plan.
  /// - Returns: sentences in the order to say them; of a sealed draw none that tells a stratum.
  package func sentences(of outcome: DrawOutcome, base: Int?) -> [Sentence] {
    let isSealed = record?.isSealed == true
    var sentences = outcome.plans.nameMatches.sentences(isSealed: isSealed)
    sentences += isSealed ? outcome.sealedCounts : outcome.counts
    sentences += DrawSentences.binding(record)
    sentences += outcome.approximateWeights(isSealed: isSealed)
    sentences += outcome.reading.sentences(isSealed: isSealed)
    sentences += outcome.teams?.sentences ?? []
    if let committed = record?.pool, let own = outcome.frameDigest, own != committed {
      sentences.append(
        Sentence(
          "the pool has other bytes than were committed to, and the same units, strata and published values",
          "对象库与承诺时的文件字节不同，但对象、分类和公开内容相同"
        )
      )
    }
    if let base, base != outcome.base {
      sentences.append(
        Sentence(
          "the plan's base is \(base), the pool has \(outcome.base) units",
          "计划基数为 \(base)，对象库有 \(outcome.base) 个对象"
        )
      )
    }
    return sentences
  }
}

/// What is said of any draw.
package enum DrawSentences {
  /// Whether the draw is bound by a record, and what has to stay confidential.
  ///
  /// - Parameter record: the record, nil of an uncommitted draw.
  /// - Returns: a sentence; none of an open committed draw.
  package static func binding(_ record: DrawRecord?) -> [Sentence] {
    guard let record else {
      return [
        Sentence(
          "this draw is uncommitted: without a record, nothing shows that the seed came last",
          "本次抽取没有承诺记录，无法证明种子是最后产生的"
        )
      ]
    }
    guard record.isSealed else { return [] }
    return [
      Sentence(
        "the draw is sealed: keep selection, receipt and record confidential",
        "本次为密封抽取：抽取结果、回执和记录均须保密"
      )
    ]
  }
}

extension DrawOutcome {
  private var drawn: Int { plans.reduce(0) { $0 + $1.count.size } }

  /// Drawn of how many, stratum by stratum and in all.
  fileprivate var counts: [Sentence] {
    let strata = plans.map { plan in
      let count = plan.count
      // The rule is of the base, to which what is kept out belongs.
      let base = plan.stratum.population + plan.excluded
      let ofBase =
        plan.excluded == 0 ? Sentence("", "") : Sentence(" of \(base)", "，基数 \(base)")
      let rule = { (of: String) in plan.rule.isEmpty ? "" : " (\(plan.rule)\(of))" }
      let reserves = count.reserves > 0 ? "+\(count.reserves)" : ""
      return Sentence(
        "\(plan.stratum.name): \(count.size)\(reserves) of \(plan.stratum.population)\(rule(ofBase.english))",
        "\(plan.stratum.name)：\(plan.stratum.population) 抽 \(count.size)\(reserves)\(rule(ofBase.chinese))"
      )
    }
    // What was realised is a share of the whole base, those kept out included.
    let percent = String(format: "%.1f", base > 0 ? Double(drawn) / Double(base) * 100 : 0)
    return strata + [
      Sentence(
        "in all \(drawn) of \(base), \(percent) %",
        "合计 \(base) 抽 \(drawn)，占 \(percent)%"
      )
    ]
  }

  /// Nothing by class, since others may see the screen; and what the seal can not hide.
  fileprivate var sealedCounts: [Sentence] {
    let counts = Sentence(
      "\(drawn) of \(units) units; the counts by stratum stand in the receipt",
      "\(units) 个对象抽 \(drawn) 个，各分类的数量见回执"
    )
    let shares = plans.filter { $0.stratum.population > 0 }.map { plan in
      Double(plan.count.size) / Double(plan.stratum.population)
    }
    guard let greatest = shares.max(), drawn > 0 else { return [counts] }
    let lift = String(format: "%.1f", greatest * Double(units) / Double(drawn))
    return [
      counts,
      Sentence(
        "what no seal hides: a unit that is published is up to \(lift) times as likely to belong to one"
          + " stratum as any unit, and lists of several years add up",
        "密封无法掩盖的：被公布的对象属于某一分类的可能性最多为任意对象的 \(lift) 倍，且多年名单可以叠加"
      ),
    ]
  }

  /// Where a target inclusion probability stands in for the true one.
  fileprivate func approximateWeights(isSealed: Bool) -> [Sentence] {
    guard let spreads else { return [] }
    let plans = zip(plans, spreads).filter { $0.0.count.size > 0 && $0.1 < 10 }.map(\.0)
    // Of a sealed draw the number of its classes is confidential too.
    let names =
      isSealed ? plans.prefix(1).map { _ in "" } : plans.map { "\($0.stratum.name): " }
    return names.map { name in
      Sentence(
        "\(name)the weights 1/p are approximate (Σp(1−p) < 10)",
        "\(name)权重 1/p 为近似值（Σp(1−p) < 10）"
      )
    }
  }
}
