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
      of a unit), prevalence (share of units in violation, 0 to 1), weight (risk weight) and cost.

      Methods: proportional; variance (Neyman, in whole units), worst-error, equal-precision, \
      violations, power:0, power:1/2, power:1 (Bankier), compromise:I (Kish). Each is exact, and \
      says which exchange of one unit would lose least.

      Example: spotcheck size strata.csv --rule ">35%" --total 120
      Example: spotcheck size strata.csv --rule 10% --total 120 --method variance
      """
  )

  @Argument(help: "CSV with a row for each stratum; - is standard input.")
  var strata: String

  @OptionGroup var rules: RuleOptions

  @Option(help: "The sum of all sizes; the rest above the rules is given by the method.")
  var total: String?

  @Option(help: "What the sizes are to be best for.")
  var method = "proportional"

  @Option(help: "text, csv or json.")
  var format: SizeFormat = .text

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
    let allocation = try Allocation(
      table.rows.map(\.stratum),
      traits: Dictionary(uniqueKeysWithValues: table.rows.map { ($0.stratum.name, $0.traits) }),
      rules: ruleSet,
      total: try total.map { try Text.count($0, of: "--total") },
      method: method
    )
    let file = try output.open(isPrivate: true)
    switch format {
    case .text: try file.write(SizesText.table(allocation, language: common.language))
    case .csv: try file.write(SizesText.csv(allocation.sizes, language: common.language))
    case .json: try file.write(SizesDocument(allocation, language: common.language).json())
    }
    try file.commit()
  }
}
