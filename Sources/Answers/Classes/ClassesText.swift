internal import Frames
internal import Reports
public import Sampling

extension ClassesDocument {
  /// A row for each class, from the lowest risk to the highest.
  public var rows: [[String]] {
    let header = [
      "stratum", "population", "inspected", "violations", "share", "lower", "upper", "lift",
      "predicted", "calibration_p", "adjusted_calibration_p", "rise_p", "adjusted_rise_p",
    ]
    return [header]
      + classes.map { line in
        [line.stratum, "\(line.population)", "\(line.inspected)", "\(line.violations)"]
          + [
            line.share, line.lower, line.upper, line.lift, line.predicted, line.calibrationP,
            line.adjustedCalibrationP, line.riseP, line.adjustedRiseP,
          ].map { ResultText.cell($0.value) }
      }
  }

  /// The classes, the trend and what could have been seen, and what may be changed.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  public func text(_ language: Language) -> String {
    var text = table(language) + "\n" + trend(language)
    if !suggestions.isEmpty {
      text += "\n"
      text += language(
        "ratios in proportion to the shares, with as many inspections; a person decides:\n",
        "在检查总数不变的前提下，与违规率成比例的抽查比例（由人决定）：\n"
      )
      for suggestion in suggestions {
        let now = ResultText.percent(suggestion.presentRatio)
        let then = ResultText.percent(suggestion.suggestedRatio)
        let why = suggestion.reason
        text += language(
          "  \(suggestion.stratum.excerpt): from \(now) to \(then): \(why.english)\n",
          "  \(suggestion.stratum.excerpt)：由 \(now) 调为 \(then)：\(why.chinese)\n"
        )
      }
    }
    return text
  }

  private func table(_ language: Language) -> String {
    let header = [
      language("class", "分类"), language("units", "对象数"), language("inspected", "检查数"),
      language("found", "发现"), language("share", "违规率"), "95%", language("lift", "提升度"),
      language("model says", "模型预测"), language("p of that", "预测 p"),
      language("p of the rise", "上升 p"),
    ]
    let lines = classes.map { line in
      let bounds = line.lower.value.flatMap { lower in
        line.upper.value.map {
          "\(ResultText.percent(lower, .down))–\(ResultText.percent($0, .up))"
        }
      }
      return [
        line.stratum.excerpt, "\(line.population)", "\(line.inspected)", "\(line.violations)",
        line.share.value.map { ResultText.percent($0) } ?? "-", bounds ?? "-",
        line.lift.value.map { ResultText.number(($0 * 100).rounded() / 100) } ?? "-",
        line.predicted.value.map { ResultText.percent($0) } ?? "-",
        line.adjustedCalibrationP.value.map(AuditDocument.probability) ?? "-",
        line.adjustedRiseP.value.map(AuditDocument.probability) ?? "-",
      ]
    }
    return TextTable(header: header, rows: lines, rightAligned: Set(1...9)).text
  }

  private func trend(_ language: Language) -> String {
    let level = ResultText.percent(alphaDecimal)
    let p = AuditDocument.probability(trendP)
    let opposite = AuditDocument.probability(oppositeP)
    var text =
      trendP <= alphaDecimal
      ? language(
        "the shares rise from class to class (p \(p))\n",
        "违规率随分类逐级上升（p \(p)）\n"
      )
      : oppositeP <= alphaDecimal
        ? language(
          "the shares fall from class to class (p \(opposite)): the order of the classes is wrong\n",
          "违规率随分类逐级下降（p \(opposite)）：分类次序有误\n"
        )
        : language(
          "no rise from class to class is seen at \(level) (p \(p)); that is no proof that there is"
            + " none\n",
          "在 \(level) 水平未见违规率逐级上升（p \(p)）；这并不证明没有差别\n"
        )
    if trendMethod == "normal" {
      text += language(
        "so many classes and findings: p by the normal distribution\n",
        "分类和发现数过多，p 值按正态分布近似\n"
      )
    }
    let doubled = ResultText.percent(powerForDoubledOdds)
    text += language(
      "odds that double from class to class would be seen with probability \(doubled)",
      "若违规几率逐级翻倍，被发现的概率为 \(doubled)"
    )
    if let ratio = smallestOddsRatio.value {
      let power = ResultText.percent(powerDecimal)
      let times = ResultText.number((ratio * 100).rounded(.up) / 100)
      text += language(
        "; the smallest that \(power) see is \(times) times\n",
        "；以 \(power) 的概率可发现的最小倍数为 \(times)\n"
      )
    } else {
      text += language(
        "; no rise would be seen with so few findings\n",
        "；发现的问题太少，任何上升都无法确认\n"
      )
    }
    return text
  }
}
