import Answers
import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck results`: what inspections found.
struct ResultsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract: Language.ofRun(
      "Enter, review and list what inspections found.",
      "录入、复核和列出检查结果。"
    ),
    subcommands: [
      ResultsTemplateCommand.self, ResultsImportCommand.self, ResultsSetCommand.self,
      ResultsReviewCommand.self, ResultsListCommand.self, ResultsSampleCommand.self,
    ]
  )
}

/// `spotcheck results template`: the table to fill in for a task.
struct ResultsTemplateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: Language.ofRun(
      "The table to fill in for a task.",
      "任务的结果填报表。"
    ),
    discussion: Language.ofRun(
      """
      A row for each object, item and department; no result is filled in beforehand. Rows that stay empty are left \
      out by an import.

      Example: spotcheck results template 3 -o results-3.xlsx
      """,
      """
      每个对象、事项、部门一行，不预填结果。未填写的行导入时略过。

      示例：spotcheck results template 3 -o results-3.xlsx
      """
    )
  )

  @OptionGroup var task: TaskOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let template = try ResultTemplate(try task.key(in: workspace), of: workspace)
    let document = ResultTemplateDocument(template)
    if try results.isWorkbook {
      try ResultSheet.write(document.sheets(common.language), to: results.output.output).commit()
    } else {
      try document.write(to: results, language: common.language)
    }
  }
}

/// `spotcheck results import`: results as a file says.
struct ResultsImportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: Language.ofRun("Take the results that a file holds.", "按文件录入检查结果。"),
    discussion: Language.ofRun(
      """
      A result is of one object, item and department of a task that was drawn. What differs from before becomes a \
      new version, and is to be reviewed anew; nothing is overwritten. A file with a problem imports nothing.

      Objects that were closed, moved or not found are named with what calls in the next reserve.

      Example: spotcheck results import results-3.xlsx
      """,
      """
      每项结果对应已抽取任务的一个对象、一个事项和一个部门。与原结果不同的成为新版本并须重新复核，历史均保留。文件有问题时不导入任何内容。

      关闭、迁出或无法联系的对象会列出，并提示如何递补。

      示例：spotcheck results import results-3.xlsx
      """
    )
  )

  @Argument(help: ArgumentHelp("The file; - is standard input.", "文件；- 为标准输入", value: .file))
  var file: String

  @Flag(help: ArgumentHelp("Print what would change, and keep nothing.", "只显示变化，不保存"))
  var dryRun = false

  @Option(help: ArgumentHelp("Why.", "原因", value: .reason))
  var reason = ""

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    var request = LibraryImport(.results, file, layout: try results.table)
    request.isDryRun = dryRun
    request.reason = reason
    let workspace = try place.open(self)
    var sample = ChangeSample(.results, showsClasses: false)
    let outcome = try importing(request, on: workspace, by: try place.who.name) { sample.add($0) }
    try ResultsImportDocument(
      outcome,
      of: request,
      sample: dryRun ? sample : nil,
      replaceable: dryRun ? [] : try ResultReplacement.all(in: workspace)
    ).write(to: results, language: common.language)
  }
}

/// `spotcheck results set`: one result.
struct ResultsSetCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: Language.ofRun("Enter or correct one result.", "录入或更正一项结果。"),
    discussion: Language.ofRun(
      """
      ITEM and the department may be left out where the task has one of them.

      Example: spotcheck results set 3 91350100M000100Y43 "检查日期=2024-09-20" "检查结果=未发现问题"
      """,
      """
      任务只有一个事项或一个部门时，可不写 --item、--department。

      示例：spotcheck results set 3 91350100M000100Y43 "检查日期=2024-09-20" "检查结果=未发现问题"
      """
    )
  )

  @OptionGroup var task: TaskOptions

  @Argument(help: ArgumentHelp("The key of the object.", "对象的标识", value: .key))
  var object: String

  @OptionGroup var values: CellArguments

  @Option(help: ArgumentHelp("The item, where the task has several.", "任务有多个事项时指定事项", value: .text))
  var item: String?

  @Option(
    help: ArgumentHelp("The department, where several take part.", "多部门参与时指定部门", value: .name)
  )
  var department: String?

  @Option(help: ArgumentHelp("Why.", "原因", value: .reason))
  var reason = ""

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let outcome = try ResultEdit(
      task: try task.key(in: workspace),
      object: object,
      department: department,
      item: item,
      values: try values.cells,
      reason: reason
    ).run(on: workspace, by: try place.who.name)
    try EditDocument(outcome, showsClasses: false).write(to: results, language: common.language)
  }
}

/// `spotcheck results review`: the second person.
struct ResultsReviewCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: Language.ofRun(
      "Find results right that somebody else has entered.",
      "复核他人录入的结果。"
    ),
    discussion: Language.ofRun(
      """
      A result counts when a second person has reviewed it. One that is corrected afterwards waits for a review \
      again.

      Example: spotcheck results review 3 --actor "Li"
      """,
      """
      结果经第二人复核后才计入统计；更正后的结果须重新复核。

      示例：spotcheck results review 3 --actor 李某
      """
    )
  )

  @OptionGroup var task: TaskOptions

  @Option(help: ArgumentHelp("One object alone.", "只复核一个对象", value: .key))
  var object: String?

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let key = try task.key(in: workspace)
    let outcome = try ResultReview.run(
      key,
      object: object,
      on: workspace,
      by: try place.who.name
    )
    try ResultsReviewDocument(outcome, of: key).write(to: results, language: common.language)
  }
}

/// `spotcheck results list`: the results that hold now.
struct ResultsListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: Language.ofRun("List the results of a task.", "列出任务的检查结果。"),
    discussion: Language.ofRun(
      """
      Example: spotcheck results list 3 --format csv -o results.csv
      """,
      """
      示例：spotcheck results list 3 --format csv -o results.csv
      """
    )
  )

  @OptionGroup var task: TaskOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let key = try task.key(in: workspace)
    let list = try LibraryList(.results, filters: [try RowFilter(parsing: "任务编号 = \(key.text)")])
    try write(list, of: workspace, to: results)
  }
}

/// `spotcheck results sample`: a task's results as `estimate` takes them.
struct ResultsSampleCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: Language.ofRun(
      "Write a task's results as the sample that estimate takes.",
      "将任务的结果写成 estimate 所用的样本表。"
    ),
    discussion: Language.ofRun(
      """
      The sample has a row for each object that was drawn, the other table a row for each class. Both name classes \
      and are not for publication.

      Example: spotcheck results sample 3 -o sample.csv --strata strata.csv

      Example: spotcheck estimate sample.csv --strata strata.csv --stratum stratum --id id --outcome outcome \
      --event problem --disposition disposition
      """,
      """
      样本表每个抽中对象一行，分类表每类一行。两表均含风险等级，不得公开。

      示例：spotcheck results sample 3 -o sample.csv --strata strata.csv

      示例：spotcheck estimate sample.csv --strata strata.csv --stratum stratum --id id --outcome outcome \
      --event problem --disposition disposition
      """
    )
  )

  @OptionGroup var task: TaskOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The sample, CSV; - is standard output.", "样本表（CSV）；- 为标准输出", value: .file)
  )
  var output = "-"

  @Option(help: ArgumentHelp("The classes, CSV.", "分类表（CSV）", value: .file))
  var strata: String

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let sample = try ResultSample(
      try task.key(in: workspace),
      of: try InspectionRecords(of: workspace)
    )
    let files = [
      try OutputFile(output, isPrivate: true), try OutputFile(strata, isPrivate: true),
    ]
    try files[0].write(CSVText.lines(sample.sample))
    try files[1].write(CSVText.lines(sample.strata))
    try OutputFile.commit(files)
    if sample.missing > 0 {
      say(
        "\(sample.missing) objects have no reviewed result yet, and count as not reached",
        "有 \(sample.missing) 个对象尚无已复核结果，按未能检查处理"
      )
    }
  }
}
