internal import Reports
public import Sampling

extension PosteriorDocument {
  /// One row a class.
  public var rows: [[String]] {
    let header = [
      "stratum", "population", "inspected", "violations", "estimate", "alpha", "beta", "mean",
      "mean_decimal", "lower", "upper", "test_against", "test_sample", "test_critical", "size",
      "size_at_point", "random", "targeted", "finds_one",
    ]
    return [header]
      + classes.map { item in
        [
          item.stratum, "\(item.population)", "\(item.inspected)", "\(item.violations)",
          ResultText.cell(item.estimate), item.alpha, item.beta, item.mean, "\(item.meanDecimal)",
          "\(item.lower)", "\(item.upper)", item.testAgainst ?? "",
          ResultText.cell(item.testSample), ResultText.cell(item.testCritical), "\(item.size)",
          ResultText.cell(item.sizeAtPoint), "\(item.random)", "\(item.targeted)",
          "\(item.findsOne)",
        ]
      }
  }

  /// The table for people.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  public func text(_ language: Language) -> String {
    var header = [
      language("stratum", "分类"), language("inspected", "已检查"), language("found", "违规"),
      language("estimate", "点估计"), language("posterior", "后验均值"),
      language("interval", "可信区间"), language("test floor", "检验下限"),
      language("size", "抽取数"), language("at estimate", "按点估计"),
      language("finds one", "发现概率"),
    ]
    if randomShare != nil { header.append(language("random", "随机")) }
    let rows = classes.map { item in
      [
        item.stratum, "\(item.inspected)", "\(item.violations)",
        item.estimate.map { ResultText.percent($0) } ?? "-", ResultText.percent(item.meanDecimal),
        "\(ResultText.percent(item.lower, .down)) – \(ResultText.percent(item.upper, .up))",
        ResultText.cell(item.testSample), "\(item.size)",
        item.sizeAtPoint.map { "\($0)" } ?? "-", ResultText.percent(item.findsOne, .down),
      ] + (randomShare == nil ? [] : ["\(item.random)"])
    }
    var text = TextTable(header: header, rows: rows, rightAligned: Set(1...header.count - 1)).text
    text += language(
      "prior \(prior): beta(\(priorAlpha), \(priorBeta)); total \(total)",
      "先验 \(prior)：beta(\(priorAlpha), \(priorBeta))；合计 \(total)"
    )
    if let totalAtPoint {
      text += language(", at the estimates \(totalAtPoint)", "，按点估计 \(totalAtPoint)")
    }
    text += "\n"
    if let noPlanAtPoint {
      text += language(
        "no plan at the estimates: \(noPlanAtPoint)\n",
        "按点估计没有方案：\(noPlanAtPoint)\n"
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
