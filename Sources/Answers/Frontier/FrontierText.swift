internal import Foundation
internal import Reports
public import Sampling

extension FrontierDocument: ResultDocument {
  /// One row a point, with a column for the size of each class.
  public var rows: [[String]] { rows(of: frontiers) { $0.points } }

  /// The rows of some points of some curves.
  func rows(of curves: [Curve], _ points: (Curve) -> [Point]) -> [[String]] {
    let header =
      [
        "goal", "number", "spent", "spent_decimal", "total", "objective", "variance",
        "worst_detection", "expected_violations", "coverage", "coverage_decimal", "gap",
      ] + classes.map { "size:\($0.stratum)" }
    return [header] + curves.flatMap { curve in points(curve).map { cells(curve, $0) } }
  }

  private func cells(_ curve: Curve, _ point: Point) -> [String] {
    [
      curve.goal, "\(point.number)", point.spent ?? "", ResultText.cell(point.spentDecimal),
      "\(point.total)", point.objective ?? "", point.variance ?? "",
      ResultText.cell(point.worstDetection), point.expectedViolations ?? "", point.coverage,
      "\(point.coverageDecimal)", "\(point.gap)",
    ] + point.sizes.map { "\($0)" }
  }

  /// The table for a terminal: all points of a single frontier; of several, those with a name.
  ///
  /// - Parameter language: the language of the headings.
  /// - Returns: the text.
  public func text(_ language: Language) -> String {
    let isSummary = frontiers.count > 1
    var header = [
      language("no.", "序号"), language("spent", "花费"), language("total", "总数"),
      language("variance", "方差"), language("worst detection", "最差发现概率"),
      language("expected violations", "预期发现"), language("coverage", "覆盖率"),
    ]
    if isSummary { header.insert(language("best for", "目标"), at: 0) }
    var rows: [[String]] = []
    for curve in frontiers {
      let shown =
        isSummary ? Array(Set(curve.landmarks.values)).sorted() : Array(1...curve.points.count)
      for number in shown {
        let cells = FrontierDocument.cells(curve, number)
        rows.append(isSummary ? [curve.goal] + cells : cells)
      }
    }
    var text = TextTable(
      header: header,
      rows: rows,
      rightAligned: Set(isSummary ? 1...7 : 0...6)
    ).text
    if isSummary {
      let count = frontiers.reduce(0) { $0 + $1.points.count }
      text += language(
        "\(count) plans in all; --method shows those of one goal, --format csv or json every one\n",
        "共 \(count) 个方案；--method 显示单个目标的全部方案，--format csv 或 json 输出全部\n"
      )
    }
    for goal in leftOut {
      text += language(
        "without \(goal.goal): \(goal.reason)\n",
        "未计算 \(goal.goal)：\(goal.reason)\n"
      )
    }
    if let preset { text += "\(preset.name): \(preset.source)\n" }
    if let chosen {
      text += language(
        "chosen: \(chosen.goal), number \(chosen.number)\n",
        "已选定：\(chosen.goal) 第 \(chosen.number) 个方案\n"
      )
    }
    return text
  }

  /// The cells of one point, its name behind its number.
  private static func cells(_ curve: Curve, _ number: Int) -> [String] {
    let point = curve.points[number - 1]
    let names = curve.landmarks.filter { $0.value == number }.keys.sorted()
    return [
      ([("\(number)")] + names).joined(separator: " "), point.spent ?? "-", "\(point.total)",
      point.varianceDecimal.map { String(format: "%.6g", $0) } ?? "-",
      point.worstDetection.map(rounded) ?? "-",
      point.expectedViolationsDecimal.map(rounded) ?? "-", rounded(point.coverageDecimal),
    ]
  }

  private static func rounded(_ value: Double) -> String {
    "\((value * 10_000).rounded() / 10_000)"
  }
}
