internal import Reports
package import Sampling

extension DetectionSplitDocument {
  /// The table and what to think of it.
  package func text(_ language: Language) -> String {
    var text = table(language)
    text += language(
      "at least one violator is found with probability \(probability) (nothing: \(miss))\n",
      "至少发现一个违规对象的概率为 \(probability)（一个也未发现：\(miss)）\n"
    )
    if confidence != nil {
      text += language(
        "\(total) is the least total that reaches what was asked for\n",
        "\(total) 是达到要求的最小总数\n"
      )
    }
    return text + warning(language)
  }

  private func warning(_ language: Language) -> String {
    switch belief {
    case .uncertain(let strength):
      return language(
        "prevalences are as uncertain as after \(strength) inspections: each further unit of a class"
          + " gains less, so that giving unit by unit is the optimum\n",
        "违规率的不确定程度相当于只检查过 \(strength) 个对象：同一分类多抽一个的收益递减，逐个分配即为最优\n"
      )
    case .known(let rounding):
      let rounded =
        rounding == .up
        ? language("rounded up", "向上取整") : language("rounded down", "向下取整")
      var text = language(
        "this supposes that the number of violators is known exactly (\(rounded)): then each further unit"
          + " of a class gains more, and whole classes are preferred; if it is a guess, name how much it"
          + " is worth with \(Setting.strength)\n",
        "以上假定违规数确切已知（\(rounded)）：此时同一分类多抽一个的收益递增，结果偏向整类全查；"
          + "若只是估计，请用 \(Setting.strength) 说明其把握\n"
      )
      if greedyFails {
        text += language(
          "giving unit by unit would find one with probability \(greedyProbability) only\n",
          "逐个分配只能达到 \(greedyProbability) 的概率\n"
        )
      }
      return text
    }
  }
}
