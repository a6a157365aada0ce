internal import Foundation
internal import Frames
internal import Reports
package import Sampling

/// Sizes as JSON, `spotcheck.sizes/1`.
package struct SizesDocument: Codable {
  var schema = "spotcheck.sizes/1"
  var method: String
  var total: Int
  var strata: [Row]
  /// The objective in 30 digits; absent where the method has none.
  var objective: String?
  var certificate: Certificate?
  /// What the sizes cost, where a budget set them.
  var spent: String?
  /// By how much other sizes within the budget can be better at most; 0 is the proof of none.
  var gap: Double?
  /// One unit of the budget's currency and what it would improve the objective by.
  var budgetStep: String?
  var nextStep: Double?
  package var sensitivity: SensitivityDocument?
  /// How precise the estimates are, where precisions were asked for.
  package var precision: PrecisionDocument?

  /// The best exchange of one unit, which proves that the sizes are optimal.
  struct Certificate: Codable {
    var optimal: Bool
    var unique: Bool
    var to: String?
    var from: String?
    /// What the unit would bring and what it would cost; absent where that is without bound.
    var gain: Double?
    var loss: Double?
  }

  struct Row: Codable {
    var stratum: String
    var population: Int
    var rule: String
    var minimum: Int
    var maximum: Int
    var size: Int
    var ratio: String
    var ratioDecimal: Double
    var reason: String
  }

  package init(_ sizes: Sizes, language: Language) {
    method = sizes.method
    total = sizes.total
    strata = sizes.strata.map { Row($0, language: language) }
  }

  package init(_ allocation: Allocation, language: Language) {
    self.init(allocation.sizes, language: language)
    let names = allocation.sizes.strata.map(\.bounds.stratum.name.text)
    let proof = allocation.certificate
    objective = allocation.value?.description
    spent = allocation.payment?.spent?.description
    gap = allocation.payment?.gap
    budgetStep = allocation.payment?.step?.description
    nextStep = allocation.payment?.nextStep
    guard gap == nil else { return }
    certificate = Certificate(
      optimal: proof.isOptimal,
      unique: proof.isUnique,
      to: proof.gainStratum.map { names[$0] },
      from: proof.lossStratum.map { names[$0] },
      gain: proof.gain.isFinite ? proof.gain : nil,
      loss: proof.loss.isFinite ? proof.loss : nil
    )
  }

  package init(_ allocation: PrecisionAllocation, language: Language) {
    self.init(allocation.sizes, language: language)
    spent = allocation.spent?.description
    precision = PrecisionDocument(allocation)
  }

  package func json() throws -> String { try checkedJSON() }
}

extension SizesDocument.Row {
  package init(_ size: StratumSize, language: Language) {
    let population = size.bounds.stratum.population
    let share = population == 0 ? Ratio(0) : Ratio(size.size, population)
    stratum = size.bounds.stratum.name.text
    self.population = population
    rule = size.bounds.rules.map(\.description).joined(separator: "; ")
    minimum = size.bounds.minimum
    maximum = size.bounds.maximum
    self.size = size.size
    ratio = share.description
    ratioDecimal = share.approximation
    reason = size.explanation(in: language)
  }

  /// The fields in the order of the CSV.
  var cells: [String] {
    [
      stratum, "\(population)", rule, "\(minimum)", "\(maximum)", "\(size)", ratio,
      "\(ratioDecimal)", reason,
    ]
  }
}

/// Sizes for people and spreadsheets.
package enum SizesText {
  private static let columns = [
    "stratum", "population", "rule", "minimum", "maximum", "size", "ratio", "ratio_decimal",
    "reason",
  ]

  package static func csv(_ sizes: Sizes, language: Language) -> String {
    let rows = SizesDocument(sizes, language: language).strata.map(\.cells)
    return CSVText.lines([columns] + rows)
  }

  package static func table(_ allocation: Allocation, language: Language) -> String {
    let table = table(allocation.sizes, language: language)
    return allocation.sizes.method == "floors"
      ? table : table + "\n" + proof(allocation, language)
  }

  package static func table(_ sizes: Sizes, language: Language) -> String {
    let header = [
      language("stratum", "分类"), language("population", "对象数"), language("size", "抽取数"),
      language("ratio", "比例"), language("why", "原因"),
    ]
    var rows = SizesDocument(sizes, language: language).strata.map { row in
      [row.stratum, "\(row.population)", "\(row.size)", row.ratio, row.reason]
    }
    let population = sizes.strata.reduce(0) { $0 + $1.bounds.stratum.population }
    rows.append([language("total", "合计"), "\(population)", "\(sizes.total)", "", ""])
    return TextTable(header: header, rows: rows, rightAligned: [1, 2, 3]).text
  }

  /// The certificate in a sentence.
  private static func proof(_ allocation: Allocation, _ language: Language) -> String {
    let names = allocation.sizes.strata.map(\.bounds.stratum.name.text)
    let proof = allocation.certificate
    let method = allocation.sizes.method
    let value = allocation.value.map { language(", objective \($0)", "，目标值 \($0)") } ?? ""
    if let payment = allocation.payment {
      let spent = payment.spent?.description ?? "> \(Int.max)"
      let next = payment.nextStep.flatMap { gain in
        payment.step.map { step in
          language(
            "a budget greater by \(step) improves the objective by \(gain)\n",
            "预算增加 \(step) 可使目标值改善 \(gain)\n"
          )
        }
      }
      return payment.gap == 0
        ? language(
          "\(method)\(value), spent \(spent): no sizes within the budget are better (gap 0)\n"
            + (next ?? ""),
          "\(method)\(value)，花费 \(spent)：预算内没有更好的方案（差距 0）\n" + (next ?? "")
        )
        : language(
          "\(method)\(value), spent \(spent): other sizes gain at most \(payment.gap) more\n",
          "\(method)\(value)，花费 \(spent)：其他方案最多再改进 \(payment.gap)\n"
        )
    }
    guard let gain = proof.gainStratum, let loss = proof.lossStratum else {
      return language(
        "\(method)\(value): no unit can be exchanged within the bounds\n",
        "\(method)\(value)：在上下限内没有可交换的对象\n"
      )
    }
    let ending =
      proof.isUnique
      ? language("no other sizes are as good", "没有其他同样好的方案")
      : language("other sizes are as good; ties went by name", "存在同样好的方案，按名称顺序取定")
    let (gained, lost) = (worth(proof.gain, language), worth(proof.loss, language))
    return language(
      "\(method)\(value): the best exchange, one unit from \(names[loss]) to \(names[gain]),"
        + " would gain \(gained) and lose \(lost): \(ending)\n",
      "\(method)\(value)：最优交换（\(names[loss]) 减一、\(names[gain]) 加一）得 \(gained)，"
        + "失 \(lost)：\(ending)\n"
    )
  }

  /// The first unit of a class may be worth more than any number.
  private static func worth(_ value: Double, _ language: Language) -> String {
    value.isFinite ? "\(value)" : language("more than any number", "超过任何数值")
  }
}
