import ArgumentParser
import Foundation
import Frames
import Inspections
import Sampling

/// `spotcheck plan`: what concerns the yearly plan.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: Language.ofEnvironment(
      "Check the yearly inspection plan and turn it into tasks.",
      "检查年度抽查计划，并生成抽取任务。"
    ),
    subcommands: [PlanCheckCommand.self]
  )
}

/// `spotcheck plan check`: what is wrong with a plan table, and its tasks.
struct PlanCheckCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: Language.ofEnvironment(
      "Find what is impossible, illegal or missing in plan tables.",
      "找出计划表中不可能、不合规或缺失的内容。"
    ),
    discussion: """
      PLAN.csv is the table as the office wrote it, with its title lines; columns are recognised by \
      their headings, comma, tab and semicolon are tried, UTF-8 and GB18030 are read. Several files \
      are one plan.

      Exit status 1 where there is an error, 0 where there are only warnings and notices.

      Example: spotcheck plan check plan.csv joint.csv --year 2024 --issued 2024-03-14 \
      --number "许自规建安分文〔2024〕25号"

      Example: spotcheck plan check plan.csv --year 2024 --format json --output plan.json, then \
      spotcheck draw pool.csv --task plan.json#1
      """
  )

  @Argument(help: "The tables of the plan; - is standard input.")
  var plans: [String]

  @Option(help: "The plan's year, for dates without one.")
  var year: String

  @Option(help: "The document number; by default the one in a line around the tables.")
  var number: String?

  @Option(help: "The day of issue, YYYY-MM-DD; by default the one in a line around the tables.")
  var issued: String?

  @Option(
    help: "The last day for the issue, MM-DD; 15 March is that of 许自规建安分文〔2024〕25号."
  )
  var issueDeadline = "03-15"

  @Option(help: "An item list, CSV with a column 抽查事项: every item needs a task.")
  var items: String?

  @Option(help: "Departments that need a task, parted by commas, besides those addressed.")
  var departments = ""

  @Option(help: "text, csv or json.")
  var format: PlanFormat = .text

  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  enum PlanFormat: String, ExpressibleByArgument { case text, csv, json }

  func execute() throws {
    let facts = try facts()
    // A delimiter that was named is taken; the usual comma leaves the others to be tried.
    let delimiter = try output.delimiterByte
    let sheets = try plans.map { path in
      try PlanSheet(
        bytes: try InputFile.bytes(of: path),
        file: path,
        delimiter: delimiter == 0x2C ? nil : delimiter
      )
    }
    let report = PlanReport.check(sheets, facts: facts)
    let file = try output.open(isPrivate: true)
    switch format {
    case .text: try file.write(PlanText.text(report, language: common.language))
    case .csv: try file.write(PlanText.csv(report, language: common.language))
    case .json:
      try file.write(PlanText.json(report, language: common.language))
    }
    try file.commit()
    if format != .text || output.output != "-" {
      let summary = PlanText.summary(report)
      say(summary.english, summary.chinese)
    }
    if report.hasErrors { throw ExitCode(ExitStatus.no.rawValue) }
  }

  private func facts() throws -> PlanFacts {
    guard year.utf8.count == 4, let year = Int(year), year >= 1000 else {
      throw UsageError(
        "--year \"\(year.excerpt)\" is no year; write four digits, 2024",
        "--year “\(year.excerpt)”不是年份，请写四位数字，例如 2024"
      )
    }
    return PlanFacts(
      year: year,
      number: number,
      issued: try issued.map { try date($0, flag: "--issued", form: "2024-03-14", read: $0) },
      deadline: try date(
        issueDeadline,
        flag: "--issue-deadline",
        form: "03-15",
        read: "\(year)-\(issueDeadline)"
      ),
      items: try items.map { path in
        try PlanFacts.ListedItem.read(try InputFile.bytes(of: path), file: path)
      },
      departments: departments.split { ",，、".contains($0) }
        .map { $0.trimmingCharacters(in: .whitespaces) }
    )
  }

  private func date(_ text: String, flag: String, form: String, read: String) throws -> CivilDate {
    guard let date = CivilDate(read) else {
      throw UsageError(
        "\(flag) \"\(text.excerpt)\" is no day of the calendar; write it as \(form)",
        "\(flag) “\(text.excerpt)”不是有效日期，请写成 \(form)"
      )
    }
    return date
  }
}
