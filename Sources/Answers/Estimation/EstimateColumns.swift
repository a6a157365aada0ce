internal import Analysis
internal import Frames
internal import Inference
internal import Reports
internal import Sampling

extension EstimateDocument {
  /// What parts an answer has.
  enum PartKind: String { case overall, stratum, domain }

  /// A quantity of a part: what a row has.
  private struct Row {
    var kind: PartKind
    /// The name of the part, `*` in CSV for all of them.
    var name: String
    var line: Line
  }

  /// The columns; `heading` heads the names.
  private static func columns(_ heading: Sentence) -> [Column<Row>] {
    [
      Column(csv: "kind") { $0.kind.rawValue },
      Column("name", heading.english, heading.chinese) {
        $0.name
      } shown: { row, language in
        row.kind == .overall
          ? language("all", "合计") : row.name.isEmpty ? language("(empty)", "（空）") : row.name
      },
      Column("quantity", "quantity", "指标") {
        $0.line.line.quantity.rawValue
      } shown: { row, language in
        row.line.line.quantity.name(language)
      },
      Column(table: "units", "对象数", .number) { row, _ in "\(row.line.line.estimate.population)" },
      Column(table: "inspected", "检查数", .number) { row, _ in "\(row.line.line.estimate.sample)" },
      Column("estimate", "estimate", "估计值", .number) {
        "\($0.line.line.estimate.value)"
      } shown: { row, _ in
        row.line.value
      },
      Column("standard_error", "standard error", "标准误", .number) {
        ResultText.cell($0.line.line.estimate.standardError)
      } shown: { row, _ in
        row.line.standardError
      },
      Column("lower", "lower", "下限", .number) {
        ResultText.cell($0.line.line.lower)
      } shown: { row, _ in
        row.line.lower
      },
      Column("upper", "upper", "上限", .number) {
        ResultText.cell($0.line.line.upper)
      } shown: { row, _ in
        row.line.upper
      },
      Column("method", "bounds", "界限") {
        $0.line.line.method?.rawValue ?? ""
      } shown: { row, language in
        row.line.line.method?.name(language) ?? "-"
      },
      Column(csv: "n") { "\($0.line.line.estimate.sample)" },
      Column(csv: "N") { "\($0.line.line.estimate.population)" },
    ]
  }

  private static func rows(_ kind: PartKind, _ name: String, _ lines: [Quantity: Line]) -> [Row] {
    Quantity.allCases.compactMap { quantity in
      lines[quantity].map { Row(kind: kind, name: name, line: $0) }
    }
  }

  private static func rows(_ kind: PartKind, _ parts: [Part]) -> [Row] {
    parts.flatMap { rows(kind, $0.name, $0.estimates) }
  }

  /// All together, the strata, the domains.
  package var rows: [[String]] { rows(of: [(.stratum, strata), (.domain, domains)]) }

  /// The rows of all together and of some parts.
  func rows(of parts: [(kind: PartKind, parts: [Part])]) -> [[String]] {
    let all = EstimateDocument.rows(.overall, "*", overall)
    return EstimateDocument.columns(Sentence("", ""))
      .saved(all + parts.flatMap { EstimateDocument.rows($0.kind, $0.parts) })
  }

  /// The table of some parts, a class or domain each, and all together.
  func table(
    _ parts: [Part],
    of heading: Sentence = Sentence("", ""),
    _ language: Language
  ) -> TextTable {
    let rows = EstimateDocument.rows(.stratum, parts)
    let all = EstimateDocument.rows(.overall, "*", overall)
    return EstimateDocument.columns(heading).table(rows + all, language)
  }
}

extension EstimateDocument.Line {
  /// A figure for people, a share in per cent.
  private func text(_ value: Double?, _ rounding: ResultText.Rounding) -> String {
    value.map { value in
      switch line.quantity {
      case .proportion: ResultText.percent(value, rounding)
      case .mean, .ratio, .total: ResultText.number(value, rounding)
      }
    } ?? "-"
  }

  var value: String { text(line.estimate.value, .nearest) }
  var standardError: String { text(line.estimate.standardError, .up) }
  var lower: String { text(line.lower, .down) }
  var upper: String { text(line.upper, .up) }
}

extension Quantity {
  /// What it is called.
  func name(_ language: Language) -> String {
    switch self {
    case .proportion: language("share", "比例")
    case .mean: language("mean", "均值")
    case .ratio: language("ratio", "比率")
    case .total: language("total", "总数")
    }
  }
}

extension BoundMethod {
  /// How bounds were computed, in a word.
  func name(_ language: Language) -> String {
    switch self {
    case .exact: language("exact", "精确")
    case .bracket: language("bracket", "保守")
    case .conditional: language("conditional", "条件精确")
    case .t: "t"
    }
  }
}
