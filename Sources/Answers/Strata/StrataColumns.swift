internal import Sampling

extension StrataDocument {
  /// The columns that have values.
  var columns: [Column<Line>] {
    var columns: [Column<Line>] = [
      Column("stratum", "stratum", "分类") { $0.stratum.text },
      .count("population", "population", "户数") { $0.population },
    ]
    if strata.first?.mean != nil {
      columns += [
        Column("mean", "mean", "均值", .number) { StrataDocument.figure($0.mean) },
        Column("sd", "standard deviation", "标准差", .number) { StrataDocument.figure($0.sd) },
      ]
    }
    if strata.first?.rule != nil {
      columns.append(Column("rule", "rule", "规则") { $0.rule ?? "" })
    }
    return columns
  }

  package var rows: [[String]] { columns.saved(strata) }

  /// Six digits behind the point, without zeros at the end.
  private static func figure(_ value: Double?) -> String {
    guard let value else { return "" }
    let scaled = (value * 1e6).rounded()
    guard scaled < 1e15 else { return "\(Int(value.rounded()))" }
    let (whole, rest) = Int(scaled).quotientAndRemainder(dividingBy: 1_000_000)
    guard rest > 0 else { return "\(whole)" }
    var digits = "\(rest)"
    digits = String(repeating: "0", count: 6 - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}
