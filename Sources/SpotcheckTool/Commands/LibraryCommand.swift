import Answers
import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck library`: the item list and the libraries.
struct LibraryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "library",
    abstract: Language.ofRun(
      "Keep the item list and the libraries of objects and inspectors (一单两库).",
      "维护“一单两库”：抽查事项清单、检查对象名录库、执法检查人员名录库。"
    ),
    subcommands: [
      LibraryImportCommand.self, LibraryListCommand.self, LibraryHistoryCommand.self,
      LibrarySetCommand.self, LibraryEndCommand.self, LibraryLinkCommand.self,
      LibraryTemplateCommand.self,
    ]
  )
}

/// `spotcheck library import`: a list or library as a file says.
struct LibraryImportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: Language.ofRun(
      "Bring a list or library to what a file says.",
      "按文件更新清单或名录库。"
    ),
    discussion: Language.ofRun(
      """
      LIBRARY is items, objects, departments, inspectors, schemes, links, absences, avoidances, staffing (what the \
      teams of a task are), calendar (the State Council's working days of a year) or results (better by results \
      import, which says what follows). Columns are known by their names in Chinese and English; spotcheck library template shows them. Records are known by their keys: a credit code \
      with its check, a 15-digit number, or kind and number of an object that is no market subject; a certificate, \
      or a number of the office's own.

      Nothing is overwritten: what differs becomes a new version. A column that the file does not have stays as it \
      is; an empty cell empties it. A file with a problem imports nothing. A second import of the same file changes \
      nothing.

      Schemes of risk classes are imported from a file or by name: henan-2022, national-2022, five-classes, \
      credit-2003, environment.

      Example: spotcheck library import objects register.xlsx --dry-run

      Example: spotcheck library import scheme henan-2022
      """,
      """
      LIBRARY 为 items（事项）、objects（对象）、departments（部门）、inspectors（人员）、schemes（分类标准）、links（关联）、\
      absences（缺勤）、avoidances（回避）、staffing（任务的检查组要求）、calendar（年度工作日历）或 results（检查结果，宜用 results import）。按中英文列名识别各列，\
      spotcheck library template 可查看。记录以标识区分：统一社会信用代码（校验）、15 位注册号，或非市场主体的种类和编号；人员为执法证号或自编号。

      历史版本均保留，不覆盖。文件没有的列保持原值，空单元格清空原值。文件有问题时不导入任何内容。同一文件再次导入不产生变化。

      分类标准可从文件或按名称导入：henan-2022、national-2022、five-classes、credit-2003、environment。

      示例：spotcheck library import objects register.xlsx --dry-run

      示例：spotcheck library import scheme henan-2022
      """
    )
  )

  @OptionGroup var library: LibraryArgument

  @Argument(
    help: ArgumentHelp(
      "The file, or the name of a scheme; - is standard input.",
      "文件，或分类标准名称；- 为标准输入",
      value: .file
    )
  )
  var file: String

  @Flag(help: ArgumentHelp("Print what would change, and keep nothing.", "只显示变化，不保存"))
  var dryRun = false

  @Flag(
    help: ArgumentHelp(
      "End records that the file does not have; how many is said before.",
      "终止文件中没有的记录，并事先提示数量"
    )
  )
  var endsMissing = false

  @Flag(
    help: ArgumentHelp("Take wrong check digits as they stand, and mark them.", "校验位有误的代码按原样接受并标记")
  )
  var acceptChecksum = false

  @Flag(
    help: ArgumentHelp(
      "Show risk classes in the diff, where you may see them.",
      "在差异中显示风险等级（仅限有权人员）"
    )
  )
  var withClasses = false

  @Option(help: ArgumentHelp("Why.", "原因", value: .reason))
  var reason = ""

  @Option(
    help: ArgumentHelp(
      "text, csv or json; csv is the diff of a dry run.",
      "text、csv 或 json；试运行时 csv 为差异明细",
      value: .format
    )
  )
  var format: ResultFormat?

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let kind = try library.kind
    var request = LibraryImport(kind, file, layout: try output.table)
    request.endsMissing = endsMissing
    request.acceptsChecksum = acceptChecksum
    request.isDryRun = dryRun
    request.reason = reason
    if kind == .schemes { request.preset = SchemePreset.named(file) }
    let workspace = try place.open(self)
    if dryRun, let format, format != .text {
      try stream(request, on: workspace)
    } else {
      var sample = ChangeSample(kind, showsClasses: withClasses)
      let outcome = try importing(request, on: workspace, by: try place.who.name) { sample.add($0) }
      try ImportDocument(outcome, of: request, sample: dryRun ? sample : nil)
        .write(format, to: output, language: common.language)
    }
  }

  /// Writes the lines of the diff as they come.
  private func stream(_ request: LibraryImport, on workspace: Workspace) throws {
    var rows = StreamedRows(
      format == .json ? .json("changes") : .csv(try output.delimiterByte),
      header: ChangeText.header
    )
    let file = try output.open(isPrivate: true)
    try file.write(rows.beginning)
    let outcome = try importing(request, on: workspace, by: try place.who.name) { change in
      for cells in ChangeText.rows(change, in: request.kind, showsClasses: withClasses) {
        try file.write(rows.row(cells))
      }
    }
    try file.write(try rows.end(ImportDocument(outcome, of: request, sample: nil)))
    try file.commit()
  }
}

extension ReportingCommand {
  /// Imports, and says how many records it ends and which columns it does not read.
  func importing(
    _ request: LibraryImport,
    on workspace: Workspace,
    by actor: String,
    onChange: (LibraryChange) throws -> Void
  ) throws -> LibraryImport.Outcome {
    let outcome = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      try request.run(
        on: workspace,
        by: actor,
        monitor: monitor,
        ends: { count in
          say(
            "\(count) records that the file does not have are ended",
            "将终止文件中没有的 \(count) 条记录"
          )
        },
        onChange: onChange
      )
    }
    if !outcome.unread.isEmpty {
      let list = outcome.unread.prefix(12).map { "\"\($0.excerpt)\"" }
      let more = outcome.unread.count - list.count
      say(
        "columns that the library does not keep: \(list.joined(separator: ", "))\(more > 0 ? " and \(more) more" : "")",
        "名录库不保存的列：\(list.joined(separator: "、"))\(more > 0 ? "等 \(outcome.unread.count) 列" : "")"
      )
    }
    if outcome.blank > 0 {
      say(
        "\(outcome.blank) rows have nothing in any column that the library keeps, and are left out",
        "有 \(outcome.blank) 行在名录库的各列中均无内容，未读入"
      )
    }
    return outcome
  }
}

/// `spotcheck library template`: the table to fill in.
struct LibraryTemplateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: Language.ofRun("The table to fill in for a library.", "名录库填报模板。"),
    discussion: Language.ofRun(
      """
      As CSV the heading and an example that an import leaves out; as text what each column means.

      Example: spotcheck library template objects --format csv --bom -o objects.csv
      """,
      """
      csv 为表头和一行示例（导入时不读入）；text 说明各列含义。

      示例：spotcheck library template objects --format csv --bom -o objects.csv
      """
    )
  )

  @OptionGroup var library: LibraryArgument

  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let kind = try library.kind
    let document = TemplateDocument(LibraryTemplate(kind, language: common.language))
    if try results.isWorkbook {
      try ResultSheet.write(document.sheets(common.language), to: results.output.output).commit()
    } else {
      try document.write(to: results, language: common.language)
    }
  }
}
