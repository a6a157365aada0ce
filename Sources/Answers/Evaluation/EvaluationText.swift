internal import Inspections
internal import Reports
package import Sampling

extension EvaluationDocument {
  /// The figures as rows: of the office, then of each unit.
  private static var columns: [Column<Figure>] {
    [
      Column("unit", "unit", "单位") {
        $0.unit
      } shown: { row, language in
        row.unit.isEmpty ? language("whole office", "全局") : row.unit
      },
      Column("metric", "figure", "指标") {
        $0.metric
      } shown: {
        $0.kind.title.text(in: $1)
      },
      Column.count("count", "count", "数量") { $0.count },
      Column.count("whole", "of", "总数") { $0.whole },
      Column("share", "share", "比率", .number) { row in
        row.whole == 0 ? "" : ResultText.cell(Double(row.count) / Double(row.whole))
      } shown: { row, _ in
        EvaluationDocument.percent(row.count, row.whole)
      },
      Column("before", "last year", "上年", .number) { row in
        guard let count = row.countBefore, let whole = row.wholeBefore, whole > 0 else { return "" }
        return ResultText.cell(Double(count) / Double(whole))
      } shown: { row, _ in
        EvaluationDocument.percent(row.countBefore, row.wholeBefore)
      },
      Column.count("weight", "weight", "权重") { $0.weight },
      Column("points", "points", "得分", .number) { row in
        row.hundredths.map(EvaluationDocument.decimal) ?? ""
      } shown: { row, _ in
        row.hundredths.map(EvaluationDocument.decimal) ?? "-"
      },
    ]
  }

  /// A share as people read it: to a tenth of a per cent, and never 100 % where something is missing.
  static func percent(_ count: Int?, _ whole: Int?) -> String {
    guard let count, let whole, whole > 0 else { return "-" }
    var tenths = (2_000 * count + whole) / (2 * whole)
    if tenths == 1_000, count < whole { tenths = 999 }
    if tenths == 0, count > 0 { tenths = 1 }
    return "\(tenths / 10).\(tenths % 10)%"
  }

  /// A number of hundredths as a decimal.
  static func decimal(_ hundredths: Int) -> String {
    "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }

  /// A row a figure.
  package var rows: [[String]] { EvaluationDocument.columns.saved(parts.flatMap(\.figures)) }

  /// The table of figures.
  func table(_ figures: [Figure], _ language: Language) -> TextTable {
    EvaluationDocument.columns.table(figures, language)
  }

  /// The grade of a part in a line.
  func line(_ part: Part, _ language: Language) -> String {
    let name = part.unit.isEmpty ? language("whole office", "全局") : part.unit
    guard let score = part.hundredths, let grade = part.gradeTitle else {
      return language("\(name): nothing to judge yet", "\(name)：尚无可评价内容")
    }
    let text = language(
      "\(name): \(EvaluationDocument.decimal(score)) of 100, \(grade.english)",
      "\(name)：\(EvaluationDocument.decimal(score)) 分，\(grade.chinese)"
    )
    guard let before = part.hundredthsBefore else { return text }
    return text
      + language(
        " (last year \(EvaluationDocument.decimal(before)))",
        "（上年 \(EvaluationDocument.decimal(before)) 分）"
      )
  }

  private static var rateColumns: [Column<Rate>] {
    [
      Column(table: "task", "任务") { row, _ in row.task },
      Column(table: "of", "范围") { row, language in
        row.name.isEmpty ? language("all results", "全部结果") : row.name
      },
      Column(table: "class", "等级") { row, language in row.stratum ?? language("all", "合计") },
      Column(table: "objects", "对象数", .number) { row, _ in row.population.map(String.init) ?? "-" },
      Column(table: "inspected", "已检查", .number) { row, _ in row.inspected.map(String.init) ?? "-"
      },
      Column(table: "with a problem", "问题率", .number) { row, _ in
        row.share.map { ResultText.percent($0) } ?? "-"
      },
      Column(table: "95% bounds", "95% 界限", .number) { row, language in
        guard let lower = row.lower, let upper = row.upper else {
          return row.refusalSentence?.text(in: language) ?? "-"
        }
        return ResultText.percent(lower, .down) + " – " + ResultText.percent(upper, .up)
      },
    ]
  }

  /// The table of rates; nil where no task was drawn.
  func rateTable(_ language: Language) -> TextTable? {
    rates.isEmpty ? nil : EvaluationDocument.rateColumns.table(rates, language)
  }

  /// The grades, the figures, what they mean, and the rates.
  package func text(_ language: Language) -> String {
    var text = parts.map { line($0, language) + "\n" }.joined()
    text += table(parts.flatMap(\.figures), language).text
    for metric in Metric.allCases where parts[0].figures.contains(where: { $0.kind == metric }) {
      text +=
        metric.title.text(in: language) + language(": ", "：")
        + metric.definition.text(in: language) + "\n"
    }
    text += language("weights: ", "权重：") + scorecard.sentence.text(in: language) + "\n"
    if let rates = rateTable(language) { text += rates.text }
    for year in missingCalendars {
      text += language(
        "calendar \(year) missing: terms that end in it were not judged\n",
        "缺少 \(year) 年工作日历，跨入该年的期限未评价\n"
      )
    }
    return text
  }
}
