internal import Inference
internal import Reports
package import Sampling

extension IntervalDocument {
  package func text(_ language: Language) -> String {
    let of = population.map { language(" of \($0)", "，总体 \($0)") } ?? ""
    let share = ResultText.percent(estimate)
    return language(
      "found \(found) of \(sample) inspected\(of): \(share)\n",
      "检查 \(sample) 个\(of)，发现 \(found) 个：\(share)\n"
    ) + bounds(language) + "\n"
  }

  private func bounds(_ language: Language) -> String {
    func end(_ share: Double?, _ count: Int?, _ rounding: ResultText.Rounding) -> String? {
      share.map { share in
        let percent = ResultText.percent(share, rounding)
        return count.map { language("\($0) units (\(percent))", "\($0) 个（\(percent)）") } ?? percent
      }
    }
    let low = end(lower, lowerCount, .down)
    let high = end(upper, upperCount, .up)
    let sides =
      side == .two ? language("two-sided", "双侧") : language("one-sided", "单侧")
    let kind = exact ? language("exact", "精确") : language("approximate", "近似")
    let range =
      switch (low, high) {
      case (let low?, let high?): language("from \(low) to \(high)", "\(low) 至 \(high)")
      case (let low?, nil): language("at least \(low)", "至少 \(low)")
      case (nil, let high?): language("at most \(high)", "至多 \(high)")
      case (nil, nil): ""
      }
    let (confidence, method) = (confidence.percentage, method.rawValue)
    return language(
      "\(range), \(confidence) confidence, \(sides), \(method) (\(kind))",
      "\(range)，置信度 \(confidence)，\(sides)，\(method)（\(kind)）"
    )
  }
}
