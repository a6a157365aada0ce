internal import Foundation
internal import Reports
package import Sampling

extension SizesDocument {
  /// The columns, whose reasons are in a language.
  private static func columns(_ language: Language) -> [Column<Row>] {
    [
      Column("stratum", "stratum", "分类") { $0.stratum.text },
      .count("population", "population", "对象数") { $0.population },
      Column(csv: "rule") { $0.rule },
      Column(csv: "minimum") { "\($0.minimum)" },
      Column(csv: "maximum") { "\($0.maximum)" },
      .count("size", "size", "抽取数") { $0.size },
      Column("ratio", "ratio", "比例", .number) {
        $0.ratio.description
      } shown: { row, _ in
        ResultText.percent(row.ratioDecimal)
      },
      Column(csv: "ratio_decimal") { "\($0.ratioDecimal)" },
      Column("reason", "why", "原因") { $0.reason.sentence.text(in: language) },
    ]
  }

  package var rows: [[String]] { rows(.english) }

  package func rows(_ language: Language) -> [[String]] {
    SizesDocument.columns(language).saved(strata)
  }

  /// The classes and their sum.
  func table(_ language: Language) -> String {
    let population = strata.reduce(0) { $0 + $1.population }
    let share = population == 0 ? 0 : Double(total) / Double(population)
    let sum = [
      language("total", "合计"), "\(population)", "\(total)", ResultText.percent(share), "",
    ]
    return SizesDocument.columns(language).table(strata, ending: [sum], language).text
  }
}

extension SensitivityDocument {
  func table(_ language: Language) -> String {
    let columns: [Column<Row>] = [
      Column(table: "stratum", "分类") { row, _ in row.stratum.text },
      Column(table: "minimum costs", "下限代价", .number) { row, _ in
        row.minimumCost.map { ResultText.percent($0) } ?? "-"
      },
      Column(table: "plan unchanged for ratios", "方案不变的比例范围", .number) { row, _ in
        func percent(_ ratio: Ratio) -> String { ResultText.percent(ratio.approximation) }
        return row.ratioUpTo.map { upTo in
          row.ratioAbove.map { ">\(percent($0)), ≤\(percent(upTo))" } ?? "≤\(percent(upTo))"
        } ?? "-"
      },
      Column(table: "size at -20%", "降 20% 时", .number) { row, _ in "\(row.sizeIfLower)" },
      Column(table: "size at +20%", "升 20% 时", .number) { row, _ in "\(row.sizeIfHigher)" },
    ]
    return columns.table(strata, language).text
  }
}

extension PrecisionDocument {
  func table(_ language: Language) -> String {
    func shown(_ row: Estimate, _ value: Double) -> String {
      row.measure == .cv ? ResultText.percent(value) : ResultText.number(value)
    }
    let columns: [Column<Estimate>] = [
      Column(table: "variable", "变量") { row, _ in row.variable ?? "-" },
      Column(table: "domain", "分域") { row, _ in
        row.domain.map { "\($0)=\(row.value ?? "")" } ?? "-"
      },
      Column(table: "measure", "指标") { row, language in row.measure.name(language) },
      Column(table: "limit", "上限", .number) { row, _ in shown(row, row.limitDecimal) },
      Column(table: "reached", "达到", .number) { row, _ in
        row.reached.map { shown(row, $0) } ?? "-"
      },
      Column(table: "10% looser saves", "放宽 10% 可省", .number) { row, _ in
        ResultText.number(row.tenthCosts)
      },
    ]
    return columns.table(estimates, language).text
  }
}

extension PrecisionDocument.Measure {
  /// What a table calls it.
  fileprivate func name(_ language: Language) -> String {
    switch self {
    case .variance: language("variance", "方差")
    case .cv: language("cv", "变异系数")
    case .margin: language("margin", "误差限")
    }
  }
}
