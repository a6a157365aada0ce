import Analysis
import Answers
import ArgumentParser
import Frames
import Sampling

/// `spotcheck classes`: whether the results bear out the risk classes.
struct ClassesCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "classes",
    abstract: Language.ofEnvironment(
      "Check risk classes against the results of random inspections.",
      "用随机抽查结果检验风险分类是否有效。"
    ),
    discussion: """
      STRATA.csv has the columns stratum, population, inspected and violations, of units that were \
      drawn at random within their class (in a stratified draw all of them, but nothing that was \
      inspected for cause), and may have prevalence, the share that the class model says. The rows go \
      from the lowest risk to the highest, or as --order says.

      Shares with exact bounds, lift, calibration, an exact test of a rise from class to class with \
      the smallest rise that it could have seen, and ratios that a person may decide for.

      Example: spotcheck classes strata.csv --order A,B,C,D
      """
  )

  @Argument(help: "CSV with a row for each class; - is standard input.")
  var strata: String

  @Option(
    help: ArgumentHelp("The classes from the lowest risk to the highest.", valueName: "name,…")
  )
  var order: String?

  @Option(help: "The level of the tests.")
  var alpha = "0.05"

  @Option(help: "The probability at which the smallest rise is seen.")
  var power = "0.9"

  @Option(help: "text, csv or json.")
  var format: ResultFormat = .text

  @OptionGroup var totals: TotalsOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let check = try ClassCheck(
      try StrataTable(
        path: strata,
        layout: output.table,
        keepsTotals: totals.keepTotals
      ),
      order: order?.split(separator: ",").map(String.init),
      alpha: try TestFamilyOptions.open(alpha, of: "--alpha"),
      power: try TestFamilyOptions.open(power, of: "--power")
    )
    try ClassesDocument(check.run()).write(format, to: output, language: common.language)
  }
}
