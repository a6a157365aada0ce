import Analysis
import Answers
import ArgumentParser
import Frames
import Sampling

/// `spotcheck strata`: the classes of a list and how many units each has.
struct StrataCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "strata",
    abstract: Language.ofRun(
      "Count the classes of a list, as the table that size and tune take.",
      "统计名单中各分类的对象数，生成 size 和 tune 所用的表格。"
    ),
    discussion: Language.ofRun(
      """
      POOL is a list of units as for draw: CSV, a workbook (.xlsx, .xls, SpreadsheetML) or a table of \
      SQLite. Rows that a draw refuses are refused here. With --measure the mean and the standard deviation \
      of that column are computed in each class; with --rule the table has a column of rules.

      Example: spotcheck strata pool.xlsx --stratum 风险等级 --rule "A: 10%" --rule "B: 20%" -o strata.csv
      """,
      """
      名单同 draw：CSV、工作簿（.xlsx、.xls、SpreadsheetML）或 SQLite 表。抽取时会拒绝的行这里也拒绝。给出 --measure 时计算该列在\
      每类中的均值和标准差；给出 --rule 时表中有规则列。

      示例：spotcheck strata 对象库.xlsx --stratum 风险等级 --rule "A: 10%" --rule "B: 20%" -o 分类.xlsx
      """
    )
  )

  @Argument(help: ArgumentHelp("The list; - is standard input.", "名单；- 表示标准输入", value: .pool))
  var pool: String

  @OptionGroup var columns: PoolOptions

  @Option(
    name: .customLong("rule"),
    help: ArgumentHelp(
      "A rule for every stratum, or for one: \">35%\", \"A: 10%\". May be repeated.",
      "所有分类或某一分类的规则，例如 \">35%\"、\"A: 10%\"；可多次给出",
      value: .rule
    )
  )
  var rules: [String] = []

  @Option(
    help: ArgumentHelp(
      "csv (the usual one), text or json; an output named .xlsx is a workbook.",
      "csv（默认）、text 或 json；输出文件名为 .xlsx 时写成工作簿",
      value: .format
    )
  )
  var format: ResultFormat?

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
    try StrataDocument(strata).write(format, usual: .csv, to: output, language: common.language)
  }
}
