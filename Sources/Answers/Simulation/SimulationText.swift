internal import Analysis
internal import Reports
package import Sampling

extension SimulationDocument {
  /// The comparisons, the classes, and how estimates behave.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  package func text(_ language: Language) -> String {
    let first = language(
      "\(replicates) replicates, labels \"\(label)/1\" to \"\(label)/\(replicates)\","
        + " seed \"\(seed)\"\n",
      "重复 \(replicates) 次，名称“\(label)/1”至“\(label)/\(replicates)”，种子“\(seed)”\n"
    )
    var text = first + check(inclusion, language("units", "对象"), language)
    if let pairs { text += check(pairs, language("pairs", "对象对"), language) }
    text += "\n" + table(language)
    if let estimates { text += "\n" + behaviour(estimates, language) }
    return text
  }

  private func check(_ check: Check, _ what: String, _ language: Language) -> String {
    let distance = ResultText.number(check.greatestDistance)
    let error = ResultText.number(check.monteCarloError)
    guard check.probability == .exact else {
      return language(
        "\(what): \(check.comparisons) frequencies, at most \(distance) (error \(error)) from the"
          + " targets; the true probabilities of a draw by size differ a little from those\n",
        "\(what)：\(check.comparisons) 个频率，与目标概率最大相差 \(distance)（误差 \(error)）；"
          + "按规模抽取的真实概率与目标概率略有差异\n"
      )
    }
    let p = PValue.text(check.smallestAdjustedP)
    return language(
      "\(what): \(check.outside) of \(check.comparisons) frequencies outside exact bounds at"
        + " \(ResultText.percent(alphaDecimal)) (Holm); smallest adjusted p \(p), greatest distance"
        + " \(distance) (error \(error))\n",
      "\(what)：\(check.comparisons) 个频率中有 \(check.outside) 个超出"
        + " \(ResultText.percent(alphaDecimal)) 精确界限（Holm）；最小校正 p \(p)，最大相差"
        + " \(distance)（误差 \(error)）\n"
    )
  }

  private func behaviour(_ estimates: Estimates, _ language: Language) -> String {
    let number = { (value: Double) in ResultText.number(value) }
    var text = language(
      "\(estimates.column): truth \(number(estimates.truth)), mean estimate"
        + " \(number(estimates.estimate.mean)), bias \(number(estimates.bias)) ±"
        + " \(number(estimates.estimate.monteCarloError))\n"
        + "the estimates vary by \(number(estimates.estimate.standardDeviation)), the samples say"
        + " \(number(estimates.meanStandardError)) on average\n",
      "\(estimates.column)：真值 \(number(estimates.truth))，估计均值 \(number(estimates.estimate.mean))，"
        + "偏差 \(number(estimates.bias)) ± \(number(estimates.estimate.monteCarloError))\n"
        + "估计值的标准差为 \(number(estimates.estimate.standardDeviation))，"
        + "样本给出的标准误平均为 \(number(estimates.meanStandardError))\n"
    )
    if let coverage = estimates.coverage, let error = estimates.coverageError {
      let kind = estimates.interval == .exact ? language("exact", "精确") : "t"
      text += language(
        "intervals of \(ResultText.percent(estimates.confidenceDecimal)) (\(kind)) have the truth in them in"
          + " \(ResultText.percent(coverage)) ± \(ResultText.percent(error))\n",
        "\(ResultText.percent(estimates.confidenceDecimal)) 区间（\(kind)）包含真值的比例为"
          + " \(ResultText.percent(coverage)) ± \(ResultText.percent(error))\n"
      )
    }
    if estimates.withoutInterval > 0 {
      text += language(
        "\(estimates.withoutInterval) replicates gave no interval: nothing varied in them\n",
        "有 \(estimates.withoutInterval) 次重复没有区间：样本结果完全相同\n"
      )
    }
    return text
  }
}
