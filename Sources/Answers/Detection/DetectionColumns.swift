internal import Reports
internal import Sampling

extension DetectionDocument {
  private static var stratumColumns: [Column<Row>] {
    [
      Column("stratum", "stratum", "分类") { $0.stratum.text },
      .count("population", "units", "对象数") { $0.population },
      Column(table: "risk", "调整风险", .number) { row, _ in ResultText.number(row.adjustedRisk) },
      .count("violators", "violators", "违规数") { $0.violators },
      .count("sample", "sample", "抽取数") { $0.sample },
      .share("probability", "finds", "发现概率", .down) { $0.probability },
    ]
  }

  private static var yearColumns: [Column<Year>] {
    [
      .count("year", "year", "年度") { $0.year },
      .share("detection", "finds", "发现概率", .down) { $0.detection },
      .share("before", "free before", "检查前合规概率") { $0.before },
      .share("after", "free after", "检查后合规概率") { $0.after },
      .share("equilibrium", "tends to", "趋于") { $0.equilibrium },
    ]
  }

  /// The years where there are any, else the strata and all of them together.
  package var rows: [[String]] {
    guard years.isEmpty else { return DetectionDocument.yearColumns.saved(years) }
    return DetectionDocument.stratumColumns.saved(strata)
      + [["*", "\(population)", "\(violators)", "\(sample)", "\(probability)"]]
  }

  func strataTable(_ language: Language) -> String {
    strata.isEmpty ? "" : DetectionDocument.stratumColumns.table(strata, language).text
  }

  func yearsTable(_ language: Language) -> String {
    years.isEmpty ? "" : DetectionDocument.yearColumns.table(years, language).text
  }
}
