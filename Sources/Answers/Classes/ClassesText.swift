internal import Frames
internal import Reports
package import Sampling

extension ClassesDocument {
  /// The classes, the trend and what could have been seen, and what may be changed.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: lines, each with a line feed at its end.
  package func text(_ language: Language) -> String {
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
          "  \(suggestion.stratum.text.excerpt): from \(now) to \(then): \(why.english)\n",
          "  \(suggestion.stratum.text.excerpt)：由 \(now) 调为 \(then)：\(why.chinese)\n"
        )
      }
    }
    return text
  }

  private func trend(_ language: Language) -> String {
    let level = ResultText.percent(alphaDecimal)
    let p = PValue.text(trendP)
    let opposite = PValue.text(oppositeP)
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
    if trendMethod == .normal {
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
    if let ratio = smallestOddsRatio {
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
