internal import Reports
internal import Sampling

extension DetectionSplitDocument {
  private static var columns: [Column<Row>] {
    [
      Column("stratum", "stratum", "分类") { $0.stratum.text },
      .count("population", "population", "对象数") { $0.population },
      Column("prevalence", "prevalence", "违规率", .number) { $0.prevalence.description },
      Column(csv: "minimum") { "\($0.minimum)" },
      Column(csv: "maximum") { "\($0.maximum)" },
      .count("size", "size", "抽取数") { $0.size },
    ]
  }

  package var rows: [[String]] { DetectionSplitDocument.columns.saved(strata) }

  /// The classes and their sum.
  func table(_ language: Language) -> String {
    let population = strata.reduce(0) { $0 + $1.population }
    let sum = [language("total", "合计"), "\(population)", "", "\(total)"]
    return DetectionSplitDocument.columns.table(strata, ending: [sum], language).text
  }
}
