internal import Foundation
internal import Reports
internal import Sampling

extension FrontierDocument {
  /// A point of a curve: what a row has.
  struct Plan {
    var curve: Curve
    var point: Point
  }

  /// The columns; of a summary of several goals the table names them.
  private func columns(isSummary: Bool) -> [Column<Plan>] {
    func rounded(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }
    let goal: Column<Plan> =
      isSummary
      ? Column("goal", "best for", "目标") { $0.curve.goal.description }
      : Column(csv: "goal") { $0.curve.goal.description }
    return [
      goal,
      Column("number", "no.", "序号", .number) {
        "\($0.point.number)"
      } shown: { plan, _ in
        let number = plan.point.number
        return (["\(number)"] + plan.curve.names(of: number).map(\.rawValue))
          .joined(separator: " ")
      },
      Column("spent", "spent", "花费", .number) {
        $0.point.spent?.description ?? ""
      } shown: { plan, _ in
        plan.point.spent?.description ?? "-"
      },
      Column(csv: "spent_decimal") { ResultText.cell($0.point.spentDecimal) },
      .count("total", "total", "总数") { $0.point.total },
      Column(csv: "objective") { $0.point.objective?.description ?? "" },
      Column("variance", "variance", "方差", .number) {
        $0.point.variance?.description ?? ""
      } shown: { plan, _ in
        plan.point.varianceDecimal.map { String(format: "%.6g", $0) } ?? "-"
      },
      Column("worst_detection", "worst detection", "最差发现概率", .number) {
        ResultText.cell($0.point.worstDetection)
      } shown: { plan, _ in
        plan.point.worstDetection.map(rounded) ?? "-"
      },
      Column("expected_violations", "expected violations", "预期发现", .number) {
        $0.point.expectedViolations?.description ?? ""
      } shown: { plan, _ in
        plan.point.expectedViolationsDecimal.map(rounded) ?? "-"
      },
      Column("coverage", "coverage", "覆盖率", .number) {
        $0.point.coverage.description
      } shown: { plan, _ in
        rounded(plan.point.coverageDecimal)
      },
      Column(csv: "coverage_decimal") { "\($0.point.coverageDecimal)" },
      Column(csv: "gap") { "\($0.point.gap)" },
    ]
      + classes.enumerated().map { place, item in
        Column(csv: "size:\(item.stratum)") { "\($0.point.sizes[place])" }
      }
  }

  /// A row for each point of each curve.
  package var rows: [[String]] { rows(of: frontiers) { $0.points } }

  /// The rows of some points of some curves.
  func rows(of curves: [Curve], _ points: (Curve) -> [Point]) -> [[String]] {
    columns(isSummary: false).saved(
      curves.flatMap { curve in points(curve).map { Plan(curve: curve, point: $0) } }
    )
  }

  /// The plans of one goal, or those with a name of several.
  func table(_ language: Language) -> String {
    let isSummary = frontiers.count > 1
    let plans = frontiers.flatMap { curve in
      let shown = isSummary ? Set(curve.landmarks.values).sorted() : Array(1...curve.points.count)
      return shown.map { Plan(curve: curve, point: curve.points[$0 - 1]) }
    }
    return columns(isSummary: isSummary).table(plans, language).text
  }
}
