internal import Inference
internal import Reports

extension IntervalCoverageDocument {
  static var columns: [Column<Row>] {
    [
      Column("method", "method", "方法") { $0.method.rawValue },
      Column(csv: "exact") { "\($0.exact)" },
      .share("minimum", "lowest coverage", "最低覆盖率", .down) { $0.minimum },
      .count("minimum_at", "at", "对应数量") { $0.minimumAt },
      .share("mean", "mean", "平均覆盖率") { $0.mean },
      .share("mean_to_ten_percent", "mean to 10%", "10% 以内平均") { $0.meanToTenPercent },
      .share("mean_width", "mean width", "平均宽度") { $0.meanWidth },
    ]
  }

  package var rows: [[String]] { IntervalCoverageDocument.columns.saved(methods) }
}
