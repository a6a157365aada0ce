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
      STRATA.csv has the columns stratum and population, and may have rule.

      Example: spotcheck size strata.csv --rule ">35%" --total 120
      """
  )

  @Argument(help: "CSV with a row for each stratum; - is standard input.")
  var strata: String

  @OptionGroup var rules: RuleOptions

  @Option(help: "The sum of all sizes; the rest above the rules goes in proportion to population.")
  var total: String?

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
    let sizes = try Sizes.proportional(
      table.rows.map(\.stratum),
      rules: ruleSet,
      total: try total.map { try Text.count($0, of: "--total") }
    )
    let file = try output.open(isPrivate: true)
    switch format {
    case .text: try file.write(SizesText.table(sizes, language: common.language))
    case .csv: try file.write(SizesText.csv(sizes, language: common.language))
    case .json: try file.write(SizesDocument(sizes, language: common.language).json())
    }
    try file.commit()
  }
}
