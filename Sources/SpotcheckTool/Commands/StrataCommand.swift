import Analysis
import Answers
import ArgumentParser
import Frames
import Sampling

/// `spotcheck strata`: the classes of a list and how many units each has.
struct StrataCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "strata",
    abstract: Language.ofEnvironment(
      "Count the classes of a list, as the table that size and tune take.",
      "统计名单中各分类的对象数，生成 size 和 tune 所用的表格。"
    ),
    discussion: """
      POOL is a list of units as for draw: CSV, a workbook (.xlsx, .xls, SpreadsheetML) or a table of \
      SQLite. Rows that a draw refuses are refused here. With --measure the mean and the standard deviation \
      of that column are computed in each class; with --rule the table has a column of rules.

      Example: spotcheck strata pool.xlsx --stratum 风险等级 --rule "A: 10%" --rule "B: 20%" -o strata.csv
      """
  )

  @Argument(help: "The list; - is standard input.")
  var pool: String

  @OptionGroup var columns: PoolOptions

  @Option(
    name: .customLong("rule"),
    help: ArgumentHelp(
      "A rule for every stratum, or for one: \">35%\", \"A: 10%\". May be repeated.",
      valueName: "[stratum:] rule"
    )
  )
  var rules: [String] = []

  @Option(help: "text, csv or json.")
  var format: ResultFormat = .csv

  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let rules = try RuleOptions.ruleSet(rules)
    let layout = try columns.layout(output.table)
    let strata = try Work.monitored(quiet: common.quiet, language: common.language) {
      monitor in
      let opened = try Pool(pool, layout: layout, monitor: monitor)
      guard layout.measureColumn != nil else {
        let reading = try opened.counted(monitor: monitor)
        say(reading.sentences(isSealed: false))
        return try PoolStrata(reading, rules: rules)
      }
      let roster = try opened.roster(wantsDigest: false, monitor: monitor)
      say(roster.reading.sentences(isSealed: false))
      return try PoolStrata(roster, rules: rules)
    }
    say(strata.matches.sentences())
    try StrataDocument(strata).write(format, to: output, language: common.language)
  }
}
