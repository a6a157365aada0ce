import Answers
import ArgumentParser
import Frames
import Inspections
import Plans
import Sampling

/// `spotcheck task`: the tasks of a year and their draws.
struct TaskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task",
    abstract: Language.ofRun(
      "The tasks of the yearly plan: objects drawn, replaced, drawn again.",
      "年度抽查任务：承诺、抽取、替换、重新抽取。"
    ),
    subcommands: [
      TaskImportCommand.self, TaskListCommand.self, TaskShowCommand.self, TaskSetCommand.self,
      TaskCoverageCommand.self, TaskVisitsCommand.self, TaskCommitCommand.self,
      TaskDrawCommand.self, TaskAssignCommand.self, TaskWithdrawCommand.self,
      TaskReplaceCommand.self, TaskRedrawCommand.self,
      TaskAbandonCommand.self, TaskFilesCommand.self,
    ]
  )
}

/// `spotcheck task import`: the tasks of a plan.
struct TaskImportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: Language.ofRun("Take the tasks of a plan.", "导入计划中的任务。"),
    discussion: Language.ofRun(
      """
      PLAN is what plan check reads: the tables as the office wrote them, several parts at once. A plan with errors \
      imports nothing. A task that was imported before is known by its code, or by its name and departments; what \
      differs becomes a new version, and what the office has set with task set stays.

      Example: spotcheck task import plan.xlsx joint.csv --year 2024
      """,
      """
      计划文件与 plan check 相同：单位编制的表格，可同时给出多个部分。计划有错误时不导入任何任务。已导入过的任务按任务编号，或按名称和部门识别；\
      有变化的成为新版本，用 task set 填写的内容保留。

      示例：spotcheck task import 计划.xlsx 联合.csv --year 2024
      """
    )
  )

  @Argument(help: ArgumentHelp("The tables of the plan.", "计划表，可为多个文件", value: .file))
  var plans: [String]

  @Option(help: ArgumentHelp("The plan's year.", "计划年份", value: .year))
  var year: String

  @Option(
    help: ArgumentHelp(
      "The document number; by default the one in a line around the tables.",
      "文号；默认取自表格前后的文字",
      value: .text
    )
  )
  var number: String?

  @Flag(help: ArgumentHelp("Print what would change, and keep nothing.", "只显示变化，不保存"))
  var dryRun = false

  @Option(help: ArgumentHelp("Why.", "原因", value: .reason))
  var reason = ""

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let year = try YearOptions.number(year)
    let delimiter = try results.output.input.namedDelimiter
    let sheet = results.output.input.sheet
    let workspace = try place.open(self)
    let sheets = try plans.map { path in
      try PlanSheet(
        bytes: try TableText(path, sheet: sheet, fillsMerged: false).bytes,
        file: path,
        delimiter: delimiter
      )
    }
    let report = PlanReport.check(sheets, facts: PlanFacts(year: year, number: number))
    for finding in report.findings where finding.severity == .error {
      let place = finding.place
      let row = place.row.map { ":\($0)" } ?? ""
      say(
        "\(place.file)\(row): \(finding.message.english)",
        "\(place.file)\(row)：\(finding.message.chinese)"
      )
    }
    var request = TaskImport(report)
    request.isDryRun = dryRun
    request.reason = reason
    let outcome = try request.run(on: workspace, by: try place.who.name)
    try TaskImportDocument(outcome).write(to: results, language: common.language)
  }
}

/// `spotcheck task list`: the tasks.
struct TaskListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: Language.ofRun(
      "The tasks, and what each waits for.",
      "列出任务及其状态。"
    ),
    discussion: Language.ofRun(
      "Example: spotcheck task list --year 2024",
      "示例：spotcheck task list --year 2024"
    )
  )

  @OptionGroup var years: YearOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let year = try years.number
    try TaskListDocument(TaskList(of: try place.open(self), year: year))
      .write(to: results, language: common.language)
  }
}

/// `spotcheck task show`: one task.
struct TaskShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: Language.ofRun(
      "One task with its attempts and objects.",
      "查看一项任务及其抽取和对象。"
    ),
    discussion: Language.ofRun(
      """
      All attempts are shown, whatever became of them. Classes and ranks are internal and shown with \
      --with-classes alone.

      Example: spotcheck task show 3
      """,
      """
      显示全部抽取次数及结果。等级和次序仅供内部使用，须加 --with-classes 才显示。

      示例：spotcheck task show 3
      """
    )
  )

  @OptionGroup var task: TaskOptions

  @Flag(
    help: ArgumentHelp(
      "Show risk classes and ranks, where you may see them.",
      "显示风险等级和次序（仅限有权人员）"
    )
  )
  var withClasses = false

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let record = try TaskRecord(try task.key(in: workspace), of: workspace)
    try TaskDocument(record, showsClasses: withClasses)
      .write(to: results, language: common.language)
  }
}

/// `spotcheck task set`: what a plan does not say.
struct TaskSetCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: Language.ofRun(
      "Set cells of a task: its filter, reserves, window, cap.",
      "填写任务内容：筛选条件、候补、免重复期、年度上限等。"
    ),
    discussion: Language.ofRun(
      """
      The scope of a plan is words; a draw needs a filter on the library of objects, in the form of --where, one \
      condition a line, or all for the whole library. A commitment holds what was set before it.

      Columns: filter, rules, overall rules, reserves, exclusion window, yearly cap, reasons that do not count, \
      rotation, label, deadline, and those of the plan.

      Example: spotcheck task set 3 "filter=industry = surveying" "reserves=20%" "exclusion window=1年" \
      --reason "section's scope"
      """,
      """
      计划中的对象范围是文字，抽取需要对检查对象名录库的筛选条件：写法同 --where，每行一个条件；全部 表示整个名录库。承诺时以此前填写的为准。

      可填的列：筛选条件、抽取规则、总体规则、候补、免重复期、年度上限、不计入事由、轮换、抽取名称、完成期限，以及计划中的各列。

      示例：spotcheck task set 3 "筛选条件=行业 = 测绘服务" "候补=20%" "免重复期=1年" --reason "按股室范围"
      """
    )
  )

  @OptionGroup var task: TaskOptions

  @OptionGroup var values: CellArguments

  @OptionGroup var reason: ReasonOptions

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let pairs = try values.cells
    let reason = try reason.text
    let workspace = try place.open(self)
    let outcome = try LibraryEdit.set(
      try task.key(in: workspace).text,
      in: .tasks,
      pairs,
      reason: reason,
      on: workspace,
      by: try place.who.name
    )
    try EditDocument(outcome, showsClasses: true).write(to: results, language: common.language)
  }
}

/// `spotcheck task coverage`: what the tasks leave out.
struct TaskCoverageCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: Language.ofRun(
      "Items without a task, units without a task, classes without a rule.",
      "没有任务的事项、没有任务的单位、没有规则的等级。"
    ),
    discussion: Language.ofRun(
      """
      Exit status 1 where something is left out.

      Example: spotcheck task coverage --year 2024
      """,
      """
      有缺口时退出码为 1。

      示例：spotcheck task coverage --year 2024
      """
    )
  )

  @OptionGroup var years: YearOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let year = try years.number
    let coverage = try TaskCoverage(of: try place.open(self), year: year)
    try TaskCoverageDocument(coverage).write(to: results, language: common.language)
    if !coverage.isWhole { throw ExitCode(ExitStatus.no.rawValue) }
  }
}

/// `spotcheck task visits`: tasks that could be one visit.
struct TaskVisitsCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "visits",
    abstract: Language.ofRun(
      "Tasks of several departments over the same objects, which could be one visit.",
      "不同部门涉及相同对象、可合并为一次联合抽查的任务。"
    ),
    discussion: Language.ofRun(
      """
      Of tasks that are not committed to. The visits saved are those that one joint draw of the common objects \
      makes of two.

      Example: spotcheck task visits --year 2024
      """,
      """
      只比较尚未承诺的任务。可减少的次数是指对共有对象合并抽取时，两次上门变为一次的数量。

      示例：spotcheck task visits --year 2024
      """
    )
  )

  @OptionGroup var years: YearOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let year = try years.number
    try TaskVisitsDocument(TaskVisits(of: try place.open(self), year: year))
      .write(to: results, language: common.language)
  }
}
