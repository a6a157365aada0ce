import Answers
import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck evaluate`: the figures of a year, and the grades.
struct EvaluateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: Language.ofRun(
      "Judge a year: figures with their evidence, and grades.",
      "年度评价：各项指标及依据，评定优、良、中、差。"
    ),
    discussion: Language.ofRun(
      """
      Each figure is a count of a whole with its definition, for the whole office and for each unit, last year \
      beside it. Results count when a second person has reviewed them. Weights and thresholds are this program's own \
      unless a scorecard is given: a table with the columns name and value.

      What the results say of all objects is what estimate says of them, by the design of each draw.

      Example: spotcheck evaluate --year 2024 --report 2024.html
      """,
      """
      每项指标为数量与总数之比并附定义，按全局和各单位列出，并与上年对照。结果经第二人复核后才计入。权重和分数线默认由本程序自拟，\
      也可用 --scorecard 给出（含“项目”“分值”两列的表）。

      由结果推断全部对象的情况与 estimate 一致，依据各次抽取的设计。

      示例：spotcheck evaluate --year 2024 --report 2024.html
      """
    )
  )

  @OptionGroup var year: OneYearOptions

  @Option(help: ArgumentHelp("The day; by default today.", "截至日期；默认为今天", value: .date))
  var on: String?

  @Option(
    help: ArgumentHelp("Weights and thresholds.", "评分表：权重和分数线", value: .file)
  )
  var scorecard: String?

  @Flag(
    help: ArgumentHelp(
      "Make every draw of the year again, and count those that come out the same.",
      "重新计算当年每次抽取并核对"
    )
  )
  var verifyDraws = false

  @Flag(
    help: ArgumentHelp("Show risk classes and scores, where you may see them.", "显示风险等级和分值（仅限有权人员）")
  )
  var withClasses = false

  @OptionGroup var page: PageOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let year = try self.year.number
    let day = try on.map { try Text.day($0, of: "--on") } ?? workspace.today
    let card = try scorecard.map { try Scorecard($0, layout: try results.table) } ?? .standard
    let records = try InspectionRecords(of: workspace)
    let verified = verifyDraws ? try DrawRecheck.run(year, of: records, in: workspace) : nil
    let evaluation = Evaluation(year, of: records, on: day, verified: verified)
    guard evaluation.hasTasks else {
      throw UsageError(
        "--year \(year) has no task; see spotcheck task list",
        "--year \(year) 没有任务；请查看 spotcheck task list"
      )
    }
    let before = Evaluation(year - 1, of: records, on: day)
    let document = EvaluationDocument(
      evaluation,
      before: before.hasTasks ? before : nil,
      card: card,
      on: day.description,
      rates: try ProblemRate.all(evaluation.drawn, of: records),
      showsClasses: withClasses,
      due: DueDocument(DueList(of: records, on: day))
    )
    let report = try page.file(document, language: common.language)
    try document.write(to: results, with: report, language: common.language)
  }
}
