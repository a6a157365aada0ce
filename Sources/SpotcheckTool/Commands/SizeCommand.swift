import ArgumentParser
import Foundation
import Frames
import Sampling

/// `spotcheck size`: how many units to select in each stratum.
struct SizeCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: "Compute how many units to select in each stratum.",
    discussion: """
      STRATA.csv has the columns stratum and population, and may have rule, sd (standard deviation \
      of a unit), prevalence (share of units in violation, 0 to 1), weight (risk weight), cost \
      (of one inspection) and setup (of the first one of a class).

      Methods: proportional; variance (Neyman, in whole units), worst-error, equal-precision, \
      violations, power:0, power:1/2, power:1 (Bankier), compromise:I (Kish). Each is exact, and \
      says which exchange of one unit would lose least.

      Example: spotcheck size strata.csv --rule ">35%" --total 120
      Example: spotcheck size strata.csv --rule 10% --total 120 --method variance
      Example: spotcheck size strata.csv --rule 10% --budget 37.5 --method variance
      Example: spotcheck size strata.csv --rule 10% --detect 95% --cv 10%
      """
  )

  @Argument(help: "CSV with a row for each stratum; - is standard input.")
  var strata: String

  @OptionGroup var rules: RuleOptions

  @OptionGroup var goal: SizeGoal

  @Option(help: "What the sizes are to be best for.")
  var method = "proportional"

  @Option(help: "text, csv or json.")
  var format: SizeFormat = .text

  @Flag(help: "Say what one more unit and each minimum are worth, and what ±20 % would change.")
  var sensitivity = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  enum SizeFormat: String, ExpressibleByArgument { case text, csv, json }

  func execute() throws {
    let table = try StrataTable(path: strata, delimiter: output.delimiterByte)
    var ruleSet = try rules.ruleSet()
    for row in table.rows {
      for rule in row.rules { ruleSet.add(rule, in: row.stratum.name) }
    }
    guard let method = AllocationMethod(method) else {
      throw UsageError(
        "--method \"\(method.excerpt)\" is none; write proportional, variance, worst-error,"
          + " equal-precision, violations, power:1/2 or compromise:3",
        "--method “\(method.excerpt)”无效，可用：proportional、variance、worst-error、equal-precision、"
          + "violations、power:1/2、compromise:3"
      )
    }
    ruleSet = try goal.rules(ruleSet, table: table)
    let allocation = try goal.allocation(table, rules: ruleSet, method: method)
    var document = SizesDocument(allocation, language: common.language)
    if sensitivity {
      guard !goal.isInverse, format != .csv else {
        throw UsageError(
          "--sensitivity goes with a total and with text or json; leave out --budget, --variance,"
            + " --cv and csv",
          "--sensitivity 仅适用于 --total 和 text、json 格式，请去掉 --budget、--variance、--cv 或 csv"
        )
      }
      document.sensitivity = SensitivityDocument(
        try Sensitivity(
          table.rows.map(\.stratum),
          traits: table.traits,
          rules: ruleSet,
          total: try goal.total.map { try Text.count($0, of: "--total") },
          method: method
        )
      )
    }
    let file = try output.open(isPrivate: true)
    switch format {
    case .text:
      try file.write(SizesText.table(allocation, language: common.language))
      if let sensitivity = document.sensitivity {
        try file.write("\n" + sensitivity.text(common.language))
      }
    case .csv: try file.write(SizesText.csv(allocation.sizes, language: common.language))
    case .json: try file.write(document.json())
    }
    try file.commit()
  }
}
