import Inference
import Reports
import Sampling

/// One estimate as the report shows it.
struct EstimateLine: Encodable {
  /// `proportion`, `mean`, `total` or `ratio`.
  var quantity: String
  var estimate: Estimate
  var lower: Double?
  var upper: Double?
  /// How the bounds were computed: `exact`, `t`, or nil where there are none.
  var method: String?

  private enum Field: Encodable {
    case count(Int)
    case number(Double?)
    case text(String?)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .count(let value): try value.encode(to: encoder)
      case .number(let value): try Nullable(value).encode(to: encoder)
      case .text(let value): try Nullable(value).encode(to: encoder)
      }
    }
  }

  /// A dictionary, whose names stay as they are: n is the sample and N the population.
  func encode(to encoder: any Encoder) throws {
    let fields: [String: Field] = [
      "estimate": .number(estimate.value),
      "standard_error": .number(estimate.standardError),
      "lower": .number(lower),
      "upper": .number(upper),
      "method": .text(method),
      "n": .count(estimate.sample),
      "N": .count(estimate.population),
      "degrees_of_freedom": .count(estimate.degreesOfFreedom),
      "satterthwaite": .number(estimate.satterthwaite),
    ]
    var container = encoder.singleValueContainer()
    try container.encode(fields)
  }

  /// The cells of a row of CSV.
  func cells(_ kind: String, _ name: String) -> [String] {
    [
      kind, name, quantity, "\(estimate.value)", ResultText.cell(estimate.standardError),
      ResultText.cell(lower), ResultText.cell(upper), ResultText.cell(method),
      "\(estimate.sample)", "\(estimate.population)",
    ]
  }

  static let columns = [
    "kind", "name", "quantity", "estimate", "standard_error", "lower", "upper", "method", "n", "N",
  ]

  /// The cells of a row for people: estimate, standard error, lower, upper.
  var texts: [String] {
    func text(_ value: Double?, _ rounding: ResultText.Rounding) -> String {
      value.map {
        quantity == "proportion"
          ? ResultText.percent($0, rounding) : ResultText.number($0, rounding)
      } ?? "-"
    }
    return [
      text(estimate.value, .nearest), text(estimate.standardError, .up), text(lower, .down),
      text(upper, .up),
    ]
  }
}

/// Estimates as JSON, `spotcheck.estimate/1`, as CSV and for people.
struct EstimateDocument: ResultDocument {
  var schema = "spotcheck.estimate/1"
  var confidence: String
  var confidenceDecimal: Double
  var side: String
  /// The estimates of all strata together, by quantity.
  var overall: [String: EstimateLine]
  var strata: [Part]
  var domains: [Part]
  var bound: Nullable<Bound>
  var designEffect: Nullable<Effect>
  /// Where the total would be if every unit not reached, or none of them, had the event.
  var unreachableRange: Nullable<[Double]>
  var forCause: Int
  var notes: [String]

  /// The estimates of a stratum or a domain.
  struct Part: Encodable {
    var name: String
    var estimates: [String: EstimateLine]
    var dispositions: [String: Int]
  }

  /// The exact bounds of the total and what drives them.
  struct Bound: Encodable {
    var exact: Bool
    var lower: Nullable<[Int]>
    var upper: Nullable<[Int]>
    var split: Nullable<[String: Int]>
    var driver: Nullable<String>
    var nextStratum: Nullable<String>
    var nextUpper: Nullable<Int>
  }

  struct Effect: Encodable {
    var comparison: String
    var value: Nullable<Double>
  }

  private static let order = ["proportion", "mean", "ratio", "total"]

  var rows: [[String]] {
    func lines(_ kind: String, _ name: String, _ estimates: [String: EstimateLine]) -> [[String]] {
      EstimateDocument.order.compactMap { estimates[$0]?.cells(kind, name) }
    }
    return [EstimateLine.columns] + lines("overall", "*", overall)
      + strata.flatMap { lines("stratum", $0.name, $0.estimates) }
      + domains.flatMap { lines("domain", $0.name, $0.estimates) }
  }

  func text(_ language: Language) -> String {
    let header = [
      "", language("quantity", "指标"), language("units", "对象数"), language("inspected", "检查数"),
      language("estimate", "估计值"), language("standard error", "标准误"), language("lower", "下限"),
      language("upper", "上限"),
    ]
    var lines: [[String]] = []
    func add(_ name: String, _ estimates: [String: EstimateLine]) {
      for quantity in EstimateDocument.order {
        guard let line = estimates[quantity] else { continue }
        lines.append(
          [name, EstimateDocument.name(of: quantity, language)]
            + ["\(line.estimate.population)", "\(line.estimate.sample)"] + line.texts
        )
      }
    }
    for part in strata { add(part.name, part.estimates) }
    for part in domains { add(part.name, part.estimates) }
    add(language("all", "合计"), overall)
    let table = TextTable(header: header, rows: lines, rightAligned: [2, 3, 4, 5, 6, 7])
    return ([table.text] + dispositionLines(language) + notes.map { $0 + "\n" }).joined()
  }

  private static func name(of quantity: String, _ language: Language) -> String {
    switch quantity {
    case "proportion": language("share", "比例")
    case "mean": language("mean", "均值")
    case "ratio": language("ratio", "比率")
    default: language("total", "总数")
    }
  }

  /// Units that were drawn and not inspected, a line a stratum and kind.
  private func dispositionLines(_ language: Language) -> [String] {
    var lines: [String] = []
    for part in strata {
      for (kind, chinese) in [
        ("out_of_scope", "不在范围"), ("closed", "已注销或关闭"), ("unreachable", "未能检查"),
      ] {
        guard let count = part.dispositions[kind], count > 0 else { continue }
        let english = kind.replacing("_", with: " ")
        lines.append(
          language("\(part.name): \(count) \(english)\n", "\(part.name)：\(chinese) \(count) 个\n")
        )
      }
    }
    return lines
  }
}
