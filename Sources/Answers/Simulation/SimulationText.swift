internal import Reports
public import Sampling

extension SimulationDocument {
  /// A row for each class, all classes together last.
  public var rows: [[String]] {
    let header = [
      "stratum", "population", "size", "distinct_mean", "distinct_error", "expected_distinct",
      "load_mean", "load_deviation", "load_least", "load_greatest", "load_per_visit",
    ]
    return [header]
      + (strata + [total]).map { part in
        [
          part.stratum, "\(part.population)", "\(part.size)", "\(part.distinct.mean)",
          "\(part.distinct.monteCarloError)", "\(part.expectedDistinct)", "\(part.load.mean)",
          "\(part.load.standardDeviation)", "\(part.load.least)", "\(part.load.greatest)",
          "\(part.loadPerVisit)",
        ]
      }
  }

  /// The comparisons, the classes, and how estimates behave.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  public func text(_ language: Language) -> String {
    let first = language(
      "\(replicates) replicates, labels \"\(label)/1\" to \"\(label)/\(replicates)\","
        + " seed \"\(seed)\"\n",
      "重复 \(replicates) 次，名称“\(label)/1”至“\(label)/\(replicates)”，种子“\(seed)”\n"
    )
    var text = first + check(inclusion, language("units", "对象"), language)
    if let pairs = pairs.value { text += check(pairs, language("pairs", "对象对"), language) }
    text += "\n" + classTable(language)
    if let estimates = estimates.value { text += "\n" + behaviour(estimates, language) }
    return text
  }

  private func check(_ check: SimulatedCheck, _ what: String, _ language: Language) -> String {
    let distance = ResultText.number(check.greatestDistance)
    let error = ResultText.number(check.monteCarloError)
    guard check.probability == "exact" else {
      return language(
        "\(what): \(check.comparisons) frequencies, at most \(distance) (error \(error)) from the"
          + " targets; the true probabilities of a draw by size differ a little from those\n",
        "\(what)：\(check.comparisons) 个频率，与目标概率最大相差 \(distance)（误差 \(error)）；"
          + "按规模抽取的真实概率与目标概率略有差异\n"
      )
    }
    let p = AuditDocument.probability(check.smallestAdjustedP)
    return language(
      "\(what): \(check.outside) of \(check.comparisons) frequencies outside exact bounds at"
        + " \(ResultText.percent(alphaDecimal)) (Holm); smallest adjusted p \(p), greatest distance"
        + " \(distance) (error \(error))\n",
      "\(what)：\(check.comparisons) 个频率中有 \(check.outside) 个超出"
        + " \(ResultText.percent(alphaDecimal)) 精确界限（Holm）；最小校正 p \(p)，最大相差"
        + " \(distance)（误差 \(error)）\n"
    )
  }

  private func classTable(_ language: Language) -> String {
    let header = [
      language("class", "分类"), language("units", "对象数"), language("drawn", "抽取数"),
      language("distinct in \(years) years", "\(years) 年内不同对象数"),
      language("expected", "期望"), language("load a year", "年任务量"),
      language("deviation", "标准差"), language("least", "最小"), language("greatest", "最大"),
      language("per visit", "每次"),
    ]
    let rows = (strata.count == 1 ? [total] : strata + [total]).map { part in
      [
        part.stratum, "\(part.population)", "\(part.size)",
        "\(ResultText.number(part.distinct.mean)) ± \(ResultText.number(part.distinct.monteCarloError))",
        ResultText.number(part.expectedDistinct), ResultText.number(part.load.mean),
        ResultText.number(part.load.standardDeviation), ResultText.number(part.load.least),
        ResultText.number(part.load.greatest), ResultText.number(part.loadPerVisit),
      ]
    }
    return TextTable(header: header, rows: rows, rightAligned: Set(1...9)).text
  }

  private func behaviour(_ estimates: SimulatedEstimates, _ language: Language) -> String {
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
    if let coverage = estimates.coverage.value, let error = estimates.coverageError.value {
      let kind = estimates.interval == "exact" ? language("exact", "精确") : "t"
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
