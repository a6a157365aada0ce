internal import Reports
package import Sampling

extension SizesDocument {
  /// The sizes, the proof that they are best, and what was asked for beside.
  package func text(_ language: Language) -> String {
    var text = table(language)
    if let precision {
      text += "\n" + precision.text(language)
    } else if method != .floors {
      text += "\n" + proof(language)
    }
    if let sensitivity { text += "\n" + sensitivity.text(language) }
    return text
  }

  private func proof(_ language: Language) -> String {
    let value = objective.map { language(", objective \($0)", "，目标值 \($0)") } ?? ""
    if let gap { return budget(value, gap: gap, language) }
    guard let certificate, let gain = certificate.to, let loss = certificate.from else {
      return language(
        "\(method)\(value): no unit can be exchanged within the bounds\n",
        "\(method)\(value)：在上下限内没有可交换的对象\n"
      )
    }
    let ending =
      certificate.unique
      ? language("no other sizes are as good", "没有其他同样好的方案")
      : language("other sizes are as good; ties went by name", "存在同样好的方案，按名称顺序取定")
    func worth(_ value: Double?) -> String {
      value.map { ResultText.number($0) } ?? language("more than any number", "超过任何数值")
    }
    var (gained, lost) = (worth(certificate.gain), worth(certificate.loss))
    // Where rounding would hide which is greater, all digits.
    if gained == lost, let gain = certificate.gain, let loss = certificate.loss, gain != loss {
      (gained, lost) = ("\(gain)", "\(loss)")
    }
    return language(
      "\(method)\(value): the best exchange, one unit from \(loss) to \(gain),"
        + " would gain \(gained) and lose \(lost): \(ending)\n",
      "\(method)\(value)：最优交换（\(loss) 减一、\(gain) 加一）得 \(gained)，"
        + "失 \(lost)：\(ending)\n"
    )
  }

  private func budget(_ value: String, gap: Double, _ language: Language) -> String {
    let spent = spent?.decimal ?? "> \(Int.max)"
    guard gap == 0 else {
      let gap = ResultText.number(gap, .up)
      return language(
        "\(method)\(value), spent \(spent): other sizes gain at most \(gap) more\n",
        "\(method)\(value)，花费 \(spent)：其他方案最多再改进 \(gap)\n"
      )
    }
    var next = ""
    if let nextStep, let budgetStep {
      let (gain, budgetStep) = (ResultText.number(nextStep), budgetStep.decimal)
      next = language(
        "a budget greater by \(budgetStep) improves the objective by \(gain)\n",
        "预算增加 \(budgetStep) 可使目标值改善 \(gain)\n"
      )
    }
    return language(
      "\(method)\(value), spent \(spent): no sizes within the budget are better (gap 0)\n" + next,
      "\(method)\(value)，花费 \(spent)：预算内没有更好的方案（差距 0）\n" + next
    )
  }
}

extension SensitivityDocument {
  /// The table below the sizes.
  func text(_ language: Language) -> String {
    var lines = table(language)
    if let nextUnit = nextUnit.map({ ResultText.number($0) }) {
      lines += language(
        "one unit more improves the objective by \(nextUnit)\n",
        "多抽一个对象，目标值改善 \(nextUnit)\n"
      )
    }
    if let lastUnit = lastUnit.map({ ResultText.number($0) }) {
      lines += language(
        "one unit less worsens it by \(lastUnit)\n",
        "少抽一个对象，目标值变差 \(lastUnit)\n"
      )
    }
    return lines
  }
}

extension PrecisionDocument {
  /// The table below the sizes.
  func text(_ language: Language) -> String {
    let least = bound?.decimal ?? "?"
    return table(language)
      + (isLeast
        ? language(
          "no cheaper sizes are as precise (proved by the multipliers and a full search)\n",
          "没有更省的方案能达到同样精度（已由乘子与完全搜索证明）\n"
        )
        : language(
          "cheaper sizes that are as precise would cost \(least) at least; the search was given"
            + " up\n",
          "达到同样精度的更省方案至少花费 \(least)，搜索未能完成\n"
        ))
  }
}
