import Analysis
import Answers
import ArgumentParser
import Frames
import Sampling

/// `spotcheck classes`: whether the results bear out the risk classes.
struct ClassesCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "classes",
    abstract: Language.ofRun(
      "Check risk classes against the results of random inspections.",
      "用随机抽查结果检验风险分类是否有效。"
    ),
    discussion: Language.ofRun(
      """
      STRATA.csv has the columns stratum, population, inspected and violations, of units that were \
      drawn at random within their class (in a stratified draw all of them, but nothing that was \
      inspected for cause), and may have prevalence, the share that the class model says. The rows go \
      from the lowest risk to the highest, or as --order says.

      Shares with exact bounds, lift, calibration, an exact test of a rise from class to class with \
      the smallest rise that it could have seen, and ratios that a person may decide for.

      Example: spotcheck classes strata.csv --order A,B,C,D
      """,
      """
      分类表有 stratum（分类）、population（对象总数）、inspected（检查数）和 violations（违规数）列，对象须是在类内随机抽取的（分层抽取\
      的全部，但不含因故专查的），还可有 prevalence（分类模型给出的违规率）列。各行从最低风险到最高风险，或按 --order 的顺序。

      给出比例及其精确界限、提升度、校准、逐类升高的精确检验及其能够看出的最小升幅，以及供人决定的抽查比例。

      示例：spotcheck classes 分类.csv --order A,B,C,D
      """
    )
  )

  @Argument(
    help: ArgumentHelp(
      "CSV or a workbook with a row for each class; - is standard input.",
      "CSV 或工作簿，每类一行；- 表示标准输入",
      value: .file
    )
  )
  var strata: String

  @Option(
    help: ArgumentHelp(
      "The classes from the lowest risk to the highest.",
      "从最低风险到最高风险的分类名称",
      value: .names
    )
  )
  var order: String?

  @Option(help: ArgumentHelp("The level of the tests.", "检验水平", value: .share))
  var alpha = "0.05"

  @Option(
    help: ArgumentHelp(
      "The probability at which the smallest rise is seen.",
      "计算可发现的最小升幅所用的检出概率",
      value: .share
    )
  )
  var power = "0.9"

  @OptionGroup var totals: TotalsOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let check = try ClassCheck(
      try StrataTable(
        path: strata,
        layout: results.table,
        keepsTotals: totals.keepTotals
      ),
      order: order?.split(separator: ",").map(String.init),
      alpha: try TestFamilyOptions.open(alpha, of: "--alpha"),
      power: try TestFamilyOptions.open(power, of: "--power")
    )
    try ClassesDocument(check.run()).write(to: results, language: common.language)
  }
}
