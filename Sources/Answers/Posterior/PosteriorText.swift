internal import Reports
package import Sampling

extension PosteriorDocument {
  /// The classes, what the plans differ in, and how the class model is tested.
  package func text(_ language: Language) -> String {
    var text = table(language)
    text += language(
      "prior \(prior): beta(\(priorAlpha.decimal), \(priorBeta.decimal)); total \(total)",
      "先验 \(prior)：beta(\(priorAlpha.decimal), \(priorBeta.decimal))；合计 \(total)"
    )
    if let totalAtPoint {
      text += language(", at the estimates \(totalAtPoint)", "，按点估计 \(totalAtPoint)")
    }
    text += "\n"
    if let noPlanAtPoint {
      text += language(
        "no plan at the estimates: \(noPlanAtPoint.sentence.english)\n",
        "按点估计没有方案：\(noPlanAtPoint.sentence.chinese)\n"
      )
    }
    if let expectedVariance, let expectedVarianceAtPoint, expectedVariance > 0 {
      let more = expectedVarianceAtPoint / expectedVariance - 1
      text += language(
        "under the posterior the plan at the estimates has \(ResultText.percent(more)) more"
          + " variance\n",
        "按后验计算，点估计方案的方差多 \(ResultText.percent(more))\n"
      )
    }
    for item in classes { text += sentence(item, language) }
    if let randomShare {
      text += language(
        "\(totalRandom) of \(total) are drawn purely at random (\(randomShare) of each class, and at"
          + " least what its test needs); only they may be estimated from\n",
        "\(total) 个中有 \(totalRandom) 个为纯随机抽取（每类 \(randomShare)，且不少于检验所需），只有这部分可用于估计\n"
      )
    }
    return text
  }

  /// How the class model is tested in a class.
  private func sentence(_ item: Class, _ language: Language) -> String {
    guard let other = item.testAgainst else { return "" }
    guard let sample = item.testSample, let critical = item.testCritical,
      let isUpper = item.testIsUpper
    else {
      return language(
        "\(item.stratum): no sample can tell it from \(other), so few are its units\n",
        "\(item.stratum)：对象过少，任何样本都无法与 \(other) 区分\n"
      )
    }
    return isUpper
      ? language(
        "\(item.stratum): \(sample) at random with at most \(critical) in violation show that it is"
          + " better than \(other)\n",
        "\(item.stratum)：随机检查 \(sample) 个、违规不超过 \(critical) 个，可表明优于 \(other)\n"
      )
      : language(
        "\(item.stratum): \(sample) at random with at least \(critical) in violation show that it is"
          + " worse than \(other)\n",
        "\(item.stratum)：随机检查 \(sample) 个、违规不少于 \(critical) 个，可表明差于 \(other)\n"
      )
  }
}
