import Foundation
import Frames
import Reports
import Sampling

/// Sizes as JSON, `spotcheck.sizes/1`.
struct SizesDocument: Codable {
  var schema = "spotcheck.sizes/1"
  var method: String
  var total: Int
  var strata: [Row]

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

  init(_ sizes: Sizes, language: Language) {
    method = sizes.method
    total = sizes.total
    strata = sizes.strata.map { Row($0, language: language) }
  }

  func json() throws -> String { try JSONText.encode(self) }
}

extension SizesDocument.Row {
  init(_ size: StratumSize, language: Language) {
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
enum SizesText {
  private static let columns = [
    "stratum", "population", "rule", "minimum", "maximum", "size", "ratio", "ratio_decimal",
    "reason",
  ]

  static func csv(_ sizes: Sizes, language: Language) -> String {
    let rows = SizesDocument(sizes, language: language).strata.map(\.cells)
    return ([columns] + rows).map { $0.map(CSVText.field).joined(separator: ",") + "\n" }.joined()
  }

  static func table(_ sizes: Sizes, language: Language) -> String {
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
}
