internal import Reports
package import Sampling

extension DetectionDocument {
  package func text(_ language: Language) -> String {
    var supposed = language(
      "\(violators) of \(population) violate",
      "\(population) 个中有 \(violators) 个违规"
    )
    if let prevalence, let rounding {
      let share = prevalence.percentage
      supposed +=
        rounding == .up
        ? language(" (\(share) rounded up)", "（违规率 \(share)，向上取整）")
        : language(" (\(share) rounded down)", "（违规率 \(share)，向下取整）")
    }
    let found = ResultText.percent(probability, .down)
    var text = language(
      "if \(supposed), a sample of \(sample) finds at least one with probability \(found)\n",
      "如果\(supposed)，抽取 \(sample) 个至少发现一个的概率为 \(found)\n"
    )
    if let confidence {
      text += language(
        "\(sample) is the smallest sample that reaches \(confidence.percentage)\n",
        "\(sample) 是达到 \(confidence.percentage) 所需的最小抽取数\n"
      )
    }
    if sensitivity != Ratio(1) {
      text += language(
        "an inspection recognises a violator with probability \(sensitivity.percentage)\n",
        "一次检查识别违规对象的概率为 \(sensitivity.percentage)\n"
      )
    }
    return text + strataTable(language) + yearsTable(language)
  }
}
