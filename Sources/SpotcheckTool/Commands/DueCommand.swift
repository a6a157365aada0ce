import Answers
import ArgumentParser
import Foundation
import Frames
import Inspections
import Sampling

/// `spotcheck due`: what is due and overdue.
struct DueCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: Language.ofRun("What is due, and what is overdue.", "待办和逾期事项。"),
    discussion: Language.ofRun(
      """
      The plan by 15 March, the matching of inspectors within 2 working days of the draw, results public within 20 \
      working days of the inspection, decisions within 7, and what follows a finding by its own day. Working days are \
      the State Council's; a term that ends in a year without a calendar is said on its row, and exit status is 65. \
      The calendar of a later year is imported with spotcheck library import calendar FILE.

      Example: spotcheck due --on 2024-10-24 --strict
      """,
      """
      计划于 3 月 15 日前印发和公示；抽取后 2 个工作日内匹配人员；检查完成后 20 个工作日内公示结果，处罚等决定 7 个工作日内公示；\
      后续处理按所定期限。工作日依国务院办公厅安排；期限跨入没有日历的年度时在该行注明，退出码为 65。\
      以后年度的日历用 spotcheck library import calendar 文件 导入。

      示例：spotcheck due --on 2024-10-24 --strict
      """
    )
  )

  @Option(help: ArgumentHelp("The day; by default today.", "截至日期；默认为今天", value: .date))
  var on: String?

  @Option(help: ArgumentHelp("Leave out what is due later.", "不列出此日之后到期的事项", value: .date))
  var until: String?

  @Flag(help: ArgumentHelp("Exit status 1 when something is overdue.", "有逾期事项时退出码为 1"))
  var strict = false

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let day = try on.map { try Text.day($0, of: "--on") } ?? workspace.today
    let list = DueList(of: try InspectionRecords(of: workspace), on: day)
    let document = DueDocument(list, until: try until.map { try Text.day($0, of: "--until") })
    try document.write(to: results, language: common.language)
    if !document.missingCalendars.isEmpty { throw ExitCode(ExitStatus.data.rawValue) }
    if strict, document.overdue > 0 { throw ExitCode(ExitStatus.no.rawValue) }
  }
}
