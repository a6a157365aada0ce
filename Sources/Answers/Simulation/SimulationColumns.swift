internal import Reports
internal import Sampling

extension SimulationDocument {
  private var columns: [Column<Part>] {
    [
      Column("stratum", "class", "分类") { $0.stratum },
      .count("population", "units", "对象数") { $0.population },
      .count("size", "drawn", "抽取数") { $0.size },
      Column(
        "distinct_mean",
        "distinct in \(years) years",
        "\(years) 年内不同对象数",
        .number
      ) {
        "\($0.distinct.mean)"
      } shown: { part, _ in
        let distinct = part.distinct
        return
          "\(ResultText.number(distinct.mean)) ± \(ResultText.number(distinct.monteCarloError))"
      },
      Column(csv: "distinct_error") { "\($0.distinct.monteCarloError)" },
      .number("expected_distinct", "expected", "期望") { $0.expectedDistinct },
      .number("load_mean", "load a year", "年任务量") { $0.load.mean },
      .number("load_deviation", "deviation", "标准差") { $0.load.standardDeviation },
      .number("load_least", "least", "最小") { $0.load.least },
      .number("load_greatest", "greatest", "最大") { $0.load.greatest },
      .number("load_per_visit", "per visit", "每次") { $0.loadPerVisit },
    ]
  }

  /// A row for each stratum, all of them together last.
  package var rows: [[String]] { columns.saved(strata + [total]) }

  func table(_ language: Language) -> String {
    columns.table(strata.count == 1 ? [total] : strata + [total], language).text
  }
}
