import Answers
import ArgumentParser
import Foundation
import Frames
import Plans
import Sampling

/// `spotcheck plan`: what concerns the yearly plan.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: Language.ofRun(
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
    abstract: Language.ofRun(
      "Find what is impossible, illegal or missing in plan tables.",
      "找出计划表中不可能、不合规或缺失的内容。"
    ),
    discussion: Language.ofRun(
      """
      PLAN.csv is the table as the office wrote it, with its title lines; columns are recognised by \
      their headings, comma, tab and semicolon are tried, UTF-8 and GB18030 are read. Several files \
      are one plan. Cells are read as offices write them: 不低于5%, A类1%、D类30%, 10%（20户）, 1次/年, \
      4-11月; where a cell gives the number to draw, that is drawn, and the ratio is its check.

      A task is ready for a draw when every number of its cells was used and no question is open; the \
      codes of the findings that hold it back are shown beside it. A plan without number and day of \
      issue is a draft; --final makes them obligatory.

      Exit status 1 where there is an error, 0 where there are only warnings and notices.

      Example: spotcheck plan check plan.csv joint.csv --year 2024 --issued 2024-03-14 \
      --number "许自规建安分文〔2024〕25号"

      Example: spotcheck plan check plan.csv --year 2024 --format json --output plan.json, then \
      spotcheck draw pool.csv --task plan.json#1
      """,
      """
      计划表就是单位编制的表格，可带标题行；按标题识别各列，自动识别逗号、制表符、分号和 UTF-8、GB18030，也读工作簿。多个文件合为一份\
      计划。单元格按通常写法读取：不低于5%、A类1%、D类30%、10%（20户）、1次/年、4-11月；单元格给出抽取数的，按该数抽取，比例用于核对。

      任务的单元格中每个数字都已用到且没有疑问时，才可用于抽取；旁边列出使其不能抽取的问题代码。没有文号和印发日期的计划为草案；--final \
      要求两者齐全。

      有错误时退出码为 1，只有警告和提示时为 0。

      示例：spotcheck plan check 计划.csv 联合.csv --year 2024 --issued 2024-03-14 --number "许自规建安分文〔2024〕25号"

      示例：spotcheck plan check 计划.csv --year 2024 --format json --output 计划.json，然后 \
      spotcheck draw 对象库.csv --task 计划.json#1
      """
    )
  )

  @Argument(
    help: ArgumentHelp(
      "The tables of the plan; - is standard input.",
      "计划表，可为多个文件；- 表示标准输入",
      value: .file
    )
  )
  var plans: [String]

  @Option(
    help: ArgumentHelp(
      "The plan's year, for dates without one; by default that of its title.",
      "计划年份，用于未写年份的日期；默认取自标题",
      value: .year
    )
  )
  var year: String?

  @Option(
    help: ArgumentHelp(
      "The document number; by default the one in a line around the tables.",
      "文号；默认取自表格前后的文字",
      value: .text
    )
  )
  var number: String?

  @Option(
    help: ArgumentHelp(
      "The day of issue, YYYY-MM-DD; by default the one in a line around the tables.",
      "印发日期，写成 2024-03-14；默认取自表格前后的文字",
      value: .date
    )
  )
  var issued: String?

  @Option(
    help: ArgumentHelp(
      "The last day for the issue, MM-DD; 15 March is that of 许自规建安分文〔2024〕25号.",
      "印发的最后日期，写成 03-15；03-15 是许自规建安分文〔2024〕25号 的规定",
      value: .monthDay
    )
  )
  var issueDeadline = "03-15"

  @Option(
    help: ArgumentHelp(
      "An item list, CSV with a column 抽查事项: every item needs a task.",
      "抽查事项清单，含“抽查事项”列：每个事项都须有任务",
      value: .file
    )
  )
  var items: String?

  @Option(
    help: ArgumentHelp(
      "Departments that need a task, parted by commas, besides those addressed.",
      "除主送单位外，还须有任务的部门，以逗号分隔",
      value: .names
    )
  )
  var departments = ""

  @Flag(
    help: ArgumentHelp(
      "The plan is final: number and day of issue must be there.",
      "正式计划：必须有文号和印发日期"
    )
  )
  var final = false

  @Option(
    help: ArgumentHelp(
      "text (the usual one), csv or json; an output named .xlsx is a workbook.",
      "text（默认）、csv 或 json；输出文件名为 .xlsx 时写成工作簿",
      value: .format
    )
  )
  var format: PlanFormat?

  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  enum PlanFormat: String, ExpressibleByArgument { case text, csv, json }

  func execute() throws {
    // What is wrong with the options is said before any file is read.
    let given = try givenYear()
    let delimiter = try output.input.namedDelimiter
    let sheets = try plans.map { path in
      try PlanSheet(
        bytes: try TableText(path, sheet: output.input.sheet, fillsMerged: false).bytes,
        file: path,
        delimiter: delimiter
      )
    }
    let report = PlanReport.check(sheets, facts: try facts(year: try year(given, of: sheets)))
    try write(report).commit()
    if format ?? .text != .text || output.output != "-" {
      let summary = PlanText.summary(report)
      say(summary.english, summary.chinese)
    }
    if report.hasErrors { throw ExitCode(ExitStatus.no.rawValue) }
  }

  /// The report in its output, not yet shown.
  private func write(_ report: PlanReport) throws -> OutputFile {
    let language = common.language
    guard try !output.isWorkbook(format?.rawValue) else {
      return try ResultSheet.write(
        PlanText.sheets(report, language: language),
        to: output.output
      )
    }
    let file = try output.open(isPrivate: true)
    switch format ?? .text {
    case .text: try file.write(PlanText.text(report, language: language))
    case .csv: try file.write(PlanText.csv(report, language: language))
    case .json: try file.write(PlanText.json(report))
    }
    return file
  }

  /// The year of the option, nil where there is none.
  private func givenYear() throws -> Int? {
    guard let year else { return nil }
    guard year.utf8.count == 4, let number = Int(year), number >= 1000 else {
      throw UsageError(
        "--year \"\(year.excerpt)\" is no year; write four digits, 2024",
        "--year “\(year.excerpt)”不是年份，请写四位数字，例如 2024"
      )
    }
    // Days that depend on the year alone are checked as early.
    _ = try facts(year: number)
    return number
  }

  /// The plan's year: of the option, else of a title.
  private func year(_ given: Int?, of sheets: [PlanSheet]) throws -> Int {
    guard let year = given ?? sheets.lazy.compactMap(\.titleYear).first else {
      throw UsageError(
        "no title of the plan names its year; give --year 2024",
        "计划标题中没有年份，请用 --year 指定，例如 --year 2024"
      )
    }
    return year
  }

  private func facts(year: Int) throws -> PlanFacts {
    PlanFacts(
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
        let bytes = try TableText(path, fillsMerged: false).bytes
        return try PlanFacts.ListedItem.read(
          bytes,
          file: path,
          delimiter: Delimiter.found(in: bytes)
        )
      },
      departments: departments.split { ",，、".contains($0) }
        .map { $0.trimmingCharacters(in: .whitespaces) },
      isFinal: final
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
