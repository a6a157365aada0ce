internal import Frames
internal import Reports
internal import Sampling

extension ClassesDocument {
  private static var columns: [Column<Line>] {
    [
      Column("stratum", "class", "分类") {
        $0.stratum.text
      } shown: { line, _ in
        line.stratum.text.excerpt
      },
      .count("population", "units", "对象数") { $0.population },
      .count("inspected", "inspected", "检查数") { $0.inspected },
      .count("violations", "found", "发现") { $0.violations },
      .share("share", "share", "违规率") { $0.share },
      Column(table: "95%", "95%", .number) { line, _ in
        guard let lower = line.lower, let upper = line.upper else { return "-" }
        return "\(ResultText.percent(lower, .down))–\(ResultText.percent(upper, .up))"
      },
      Column(csv: "lower") { ResultText.cell($0.lower) },
      Column(csv: "upper") { ResultText.cell($0.upper) },
      Column("lift", "lift", "提升度", .number) {
        ResultText.cell($0.lift)
      } shown: { line, _ in
        line.lift.map { ResultText.number(($0 * 100).rounded() / 100) } ?? "-"
      },
      .share("predicted", "model says", "模型预测") { $0.predicted },
      Column(csv: "calibration_p") { ResultText.cell($0.calibrationP) },
      .pValue("adjusted_calibration_p", "p of that", "预测 p") { $0.adjustedCalibrationP },
      Column(csv: "rise_p") { ResultText.cell($0.riseP) },
      .pValue("adjusted_rise_p", "p of the rise", "上升 p") { $0.adjustedRiseP },
    ]
  }

  /// A row for each class, from the lowest risk to the highest.
  package var rows: [[String]] { ClassesDocument.columns.saved(classes) }

  func table(_ language: Language) -> String {
    ClassesDocument.columns.table(classes, language).text
  }
}
