internal import Reports
package import Sampling

extension FrontierDocument {
  /// The plans, how to see more of them, and what was left out or chosen.
  package func text(_ language: Language) -> String {
    var text = table(language)
    for curve in frontiers {
      let goal = FrontierWords.method(curve.goal, language)
      text += language(
        "\nunits of each class, best for \(goal):\n",
        "\n各分类抽取数，目标 \(goal)：\n"
      )
      text += unitsTable(namedPlans(curve), language).text
    }
    text += "\n"
    if frontiers.count > 1 {
      let count = frontiers.reduce(0) { $0 + $1.points.count }
      text += language(
        "\(count) plans in all; \(Setting.method) shows those of one goal, \(Setting.format) csv or json every one\n",
        "共 \(count) 个方案；\(Setting.method) 显示单个目标的全部方案，\(Setting.format) csv 或 json 输出全部\n"
      )
    }
    for goal in leftOut {
      text += language(
        "without \(goal.goal): \(goal.reason.sentence.english)\n",
        "未计算 \(goal.goal)：\(goal.reason.sentence.chinese)\n"
      )
    }
    if let preset { text += "\(preset.name): \(preset.source.sentence.text(in: language))\n" }
    if let chosen {
      text += language(
        "chosen: \(chosen.goal), number \(chosen.number)\n",
        "已选定：\(chosen.goal) 第 \(chosen.number) 个方案\n"
      )
    }
    return text
  }
}
