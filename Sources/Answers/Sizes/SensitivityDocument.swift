internal import Reports
package import Sampling

/// What each demand on a plan is worth, for JSON and for people.
package struct SensitivityDocument: Codable {
  var nextUnit: Double?
  var lastUnit: Double?
  var strata: [Row]

  struct Row: Codable {
    var stratum: String
    /// The share of the objective that the minimum costs.
    var minimumCost: Double?
    /// The shares between which the demand leaves the plan as it is.
    var ratioAbove: String?
    var ratioUpTo: String?
    var sizeIfLower: Int
    var sizeIfHigher: Int
  }

  package init(_ sensitivity: Sensitivity) {
    nextUnit = sensitivity.nextUnit.flatMap { $0.isFinite ? $0 : nil }
    lastUnit = sensitivity.lastUnit.flatMap { $0.isFinite ? $0 : nil }
    strata = sensitivity.strata.map { row in
      Row(
        stratum: row.stratum.text,
        minimumCost: row.minimumCost,
        ratioAbove: row.unchanged?.above?.description,
        ratioUpTo: row.unchanged?.upTo.description,
        sizeIfLower: row.sizeIfLower,
        sizeIfHigher: row.sizeIfHigher
      )
    }
  }

  /// The table below the sizes.
  package func text(_ language: Language) -> String {
    let header = [
      language("stratum", "分类"), language("minimum costs", "下限代价"),
      language("plan unchanged for ratios", "方案不变的比例范围"),
      language("size at -20%", "降 20% 时"), language("size at +20%", "升 20% 时"),
    ]
    let rows = strata.map { row in
      [
        row.stratum, row.minimumCost.map(SensitivityDocument.percentage) ?? "-",
        row.ratioUpTo.map { upTo in
          row.ratioAbove.map { ">\($0), ≤\(upTo)" } ?? "≤\(upTo)"
        } ?? "-",
        "\(row.sizeIfLower)", "\(row.sizeIfHigher)",
      ]
    }
    var lines = TextTable(header: header, rows: rows, rightAligned: [1, 2, 3, 4]).text
    if let nextUnit {
      lines += language(
        "one unit more improves the objective by \(nextUnit)\n",
        "多抽一个对象，目标值改善 \(nextUnit)\n"
      )
    }
    if let lastUnit {
      lines += language(
        "one unit less worsens it by \(lastUnit)\n",
        "少抽一个对象，目标值变差 \(lastUnit)\n"
      )
    }
    return lines
  }

  /// A share to a tenth of a percent.
  private static func percentage(_ share: Double) -> String {
    "\((share * 1000).rounded() / 10)%"
  }
}
