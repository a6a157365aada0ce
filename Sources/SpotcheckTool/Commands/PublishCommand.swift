import Answers
import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck publish`: what an office makes public.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: Language.ofRun(
      "Publish what must be public, and nothing else.",
      "公布应当公开的内容。"
    ),
    subcommands: [
      PublishItemsCommand.self, PublishPlanCommand.self, PublishDrawCommand.self,
      PublishResultsCommand.self,
    ]
  )
}

/// `spotcheck publish items`: the list of inspection items.
struct PublishItemsCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "items",
    abstract: Language.ofRun(
      "Publish the list of inspection items as page, workbook, CSV and JSON.",
      "公布随机抽查事项清单（网页、工作簿、CSV、JSON）。"
    ),
    discussion: Language.ofRun(
      """
      The columns of the national form alone: compiled by, category, item, subjects, level, method, body and legal \
      basis; the office's codes and notes are not published. The ledger keeps the digests, when and where; another \
      list later is noted as a correction of the one before.

      Example: spotcheck publish items public
      """,
      """
      只公布全国统一表格的列：编制单位、抽查类别、抽查事项、检查对象、事项类别、检查方式、检查主体、检查依据；本单位的编码和备注不公布。\
      台账记下摘要、时间和位置；以后内容有变再次公布时，注明更正的是哪一次。

      示例：spotcheck publish items 公示
      """
    )
  )

  @OptionGroup var place: PublicationOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    try place.publish(self) { try PublishedList.items(of: $0) }
  }
}

/// `spotcheck publish plan`: the tasks of a year.
struct PublishPlanCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: Language.ofRun(
      "Publish the tasks of a year as page, workbook, CSV and JSON.",
      "公布年度抽查计划（网页、工作簿、CSV、JSON）。"
    ),
    discussion: Language.ofRun(
      """
      Number, name, code, document, items, scope, departments, frequency, days, and the ratio that holds for all \
      classes alike. Ratios of single classes, conditions, windows and caps are not published. It is due by 15 March.

      Example: spotcheck publish plan public --year 2024
      """,
      """
      公布序号、名称、编号、文号、事项、范围、部门、频次、期限，以及对各等级一致的比例。分等级的比例、筛选条件、免重复期和上限不公布。\
      应于 3 月 15 日前公布。

      示例：spotcheck publish plan 公示 --year 2024
      """
    )
  )

  @OptionGroup var place: PublicationOptions
  @OptionGroup var year: OneYearOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    try place.publish(self) { try PublishedList.plan(year.number, of: $0) }
  }
}

/// `spotcheck publish draw`: the objects of a task, and every attempt to draw them.
struct PublishDrawCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: Language.ofRun(
      "Publish the objects of a drawn task with every attempt, as page, workbook, CSV and JSON.",
      "公布任务的抽取结果和历次抽取情况（网页、工作簿、CSV、JSON）。"
    ),
    discussion: Language.ofRun(
      """
      The objects to inspect by identifier, after replacements, and each attempt with its day, commitment, seed, head \
      of the ledger and the reason for which it was drawn again or given up: none can be left out. No class, no rank, \
      no reserve, nor which object stands in for which. The folder public of task draw makes the draw anew.

      Example: spotcheck publish draw 3 public
      """,
      """
      按标识列出待检查对象（含递补），并列出每次抽取的承诺日期、承诺值、种子、台账头以及重新抽取或放弃的原因，不得遗漏；\
      不公布等级、名次、候补，也不公布递补关系。可复算的页面见 task draw 写出的 public 文件夹。

      示例：spotcheck publish draw 3 公示
      """
    )
  )

  @OptionGroup var task: TaskOptions
  @OptionGroup var place: PublicationOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    try place.publish(self) { try PublishedList.draw(task.key(in: $0), of: $0) }
  }
}

/// `spotcheck publish results`: what inspections of a year found.
struct PublishResultsCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract: Language.ofRun(
      "Publish the reviewed results of a year as page, workbook, CSV and JSON.",
      "公布年度检查结果（网页、工作簿、CSV、JSON）。"
    ),
    discussion: Language.ofRun(
      """
      Task, object, department, item, day and result of what a second person has reviewed; no class, no words, no \
      officers, and no object for which another was called in. The day on which a result became public is entered \
      with results import or results set.

      Example: spotcheck publish results public --year 2024
      """,
      """
      公布已复核结果的任务、对象、部门、事项、日期和结果；不公布等级、情况说明和检查人员，也不公布已被递补的对象。\
      结果公示日期用 results import 或 results set 录入。

      示例：spotcheck publish results 公示 --year 2024
      """
    )
  )

  @OptionGroup var place: PublicationOptions
  @OptionGroup var year: OneYearOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    try place.publish(self) { try PublishedList.results(year.number, of: $0) }
  }
}

/// Where a list is published, and from which workspace.
struct PublicationOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The folder to write to.", "写入的文件夹", value: .folder))
  var folder: String

  @OptionGroup var place: WorkspaceOptions

  /// Publishes a list, and notes that in the ledger.
  func publish(
    _ command: some ReportingCommand,
    _ list: (Workspace) throws -> PublishedList
  ) throws {
    let workspace = try place.open(command)
    let list = try list(workspace)
    let document = try PublishedListDocument(list)
    let written = try document.write(into: folder, command.common.language, tool: Spotcheck.name)
    // What is shown is noted; a crash between leaves an entry without files, and never files without an entry.
    let noted = try written.publication.note(in: workspace, by: try place.who.name)
    try OutputFile.commit(written.files)
    guard let noted else {
      return command.say("nothing has changed since the last publication", "内容与上次公布相同")
    }
    if let corrects = noted.corrects {
      command.say("this corrects what entry \(corrects) published", "本次更正台账第 \(corrects) 条公布的内容")
    }
    command.say("ledger \(noted.head)", "台账头 \(noted.head)")
  }
}
