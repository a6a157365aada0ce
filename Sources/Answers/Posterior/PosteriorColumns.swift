internal import Reports
internal import Sampling

extension PosteriorDocument {
  private var columns: [Column<Class>] {
    let columns: [Column<Class>] = [
      Column("stratum", "stratum", "分类") { $0.stratum.text },
      .count("population", "population", "对象数") { $0.population },
      .count("inspected", "inspected", "已检查") { $0.inspected },
      .count("violations", "found", "违规") { $0.violations },
      .share("estimate", "estimate", "点估计") { $0.estimate },
      Column(csv: "alpha") { $0.alpha.description },
      Column(csv: "beta") { $0.beta.description },
      Column(csv: "mean") { $0.mean.description },
      .share("mean_decimal", "posterior", "后验均值") { $0.meanDecimal },
      Column(csv: "lower") { "\($0.lower)" },
      Column(csv: "upper") { "\($0.upper)" },
      Column(table: "interval", "可信区间", .number) { row, _ in
        "\(ResultText.percent(row.lower, .down)) – \(ResultText.percent(row.upper, .up))"
      },
      Column(csv: "test_against") { $0.testAgainst?.text ?? "" },
      Column("test_sample", "test floor", "检验下限", .number) { ResultText.cell($0.testSample) },
      Column(csv: "test_critical") { ResultText.cell($0.testCritical) },
      .count("size", "size", "抽取数") { $0.size },
      Column(table: "ratio", "比例", .number) { row, _ in
        ResultText.percent(Double(row.size) / Double(max(row.population, 1)))
      },
      .count("size_at_point", "at estimate", "按点估计") { $0.sizeAtPoint },
      Column(csv: "random") { "\($0.random)" },
      Column(csv: "targeted") { "\($0.targeted)" },
      .share("finds_one", "finds one", "发现概率", .down) { $0.findsOne },
    ]
    guard randomShare != nil else { return columns }
    return columns + [Column(table: "random", "随机", .number) { row, _ in "\(row.random)" }]
  }

  /// One row a class.
  package var rows: [[String]] { columns.saved(classes) }

  func table(_ language: Language) -> String { columns.table(classes, language).text }
}
