import Answers
import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck library list`: the records that hold now.
struct LibraryListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: Language.ofRun(
      "List the records of a library that hold now.",
      "列出名录库中的现行记录。"
    ),
    discussion: Language.ofRun(
      """
      Risk classes and scores are shown only with --with-classes; the class that counts is the unit's own, else \
      the platform's, and an object without one is unclassified.

      --doubts lists names that are not in the standard form, and objects that may be one subject: the same name \
      and address but for their writing, or an older number. Nothing is merged.

      Example: spotcheck library list objects --where "登记状态 = 存续" --format csv -o objects.csv
      """,
      """
      风险等级和分值仅在 --with-classes 时显示；以本单位分类优先，其次为平台分类，均无者为未分类。

      --doubts 列出不规范的名称和疑似同一主体的对象（名称和住所仅写法不同，或旧注册号相同），不自动合并。

      示例：spotcheck library list objects --where "登记状态 = 存续" --format csv -o objects.csv
      """
    )
  )

  @OptionGroup var library: LibraryArgument

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only records that meet this condition: \"status = open\", \"date:valid_until < 2024-06-30\". May be repeated.",
      "只列出符合条件的记录，如“登记状态 = 存续”“date:有效期止 < 2024-06-30”；可重复",
      value: .condition
    )
  )
  var conditions: [String] = []

  @Flag(
    help: ArgumentHelp("Show risk classes and scores, where you may see them.", "显示风险等级和分值（仅限有权人员）")
  )
  var withClasses = false

  @Flag(help: ArgumentHelp("List what to look at in the names of objects.", "列出名称不规范和疑似重复的对象"))
  var doubts = false

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let kind = try library.kind
    let list = try LibraryList(
      kind,
      filters: try conditions.map { try RowFilter(parsing: $0) },
      showsClasses: withClasses
    )
    if doubts {
      guard kind == .objects, conditions.isEmpty else {
        throw UsageError(
          "--doubts is of all objects; leave --where out and list objects",
          "--doubts 针对全部检查对象，请去掉 --where 并列出 objects"
        )
      }
      let document = DoubtsDocument(try LibraryDoubts(of: try place.open(self)))
      return try document.write(to: results, language: common.language)
    }
    let workspace = try place.open(self)
    try write(list, of: workspace, to: results)
  }
}

extension ReportingCommand {
  /// Writes a list as the options say, row by row.
  func write(_ list: LibraryList, of workspace: Workspace, to results: ResultOptions) throws {
    if try results.isWorkbook {
      try writeWorkbook(list, of: workspace, to: results)
      return
    }
    let file = try results.output.open(isPrivate: true)
    switch results.format ?? .text {
    case .text:
      var text = ListText(list)
      let counts = try list.forEach(in: workspace) { text.add($0) }
      let summary = ListSummary(list, all: counts.all, unclassified: counts.unclassified)
      try file.write(text.text(summary, common.language))
    case .csv, .json:
      var rows = StreamedRows(
        results.format == .json ? .json("found") : .csv(try results.output.delimiterByte),
        header: list.header
      )
      try file.write(rows.beginning)
      let counts = try list.forEach(in: workspace) { try file.write(rows.row($0)) }
      try file.write(
        try rows.end(ListSummary(list, all: counts.all, unclassified: counts.unclassified))
      )
    }
    try file.commit()
  }

  /// The list as a workbook, row by row.
  private func writeWorkbook(
    _ list: LibraryList,
    of workspace: Workspace,
    to results: ResultOptions
  ) throws {
    let file = try OutputFile(results.output.output, isPrivate: true)
    let writer = try WorkbookWriter(file)
    let language = common.language
    try writer.begin(language("List", "名录"), header: list.titles.map { $0.text(in: language) })
    _ = try list.forEach(in: workspace) { row in
      try writer.write(row.map { $0.isEmpty ? .empty : .text($0) })
    }
    try writer.finish()
    try file.commit()
  }
}

/// `spotcheck library history`: all versions of a record.
struct LibraryHistoryCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: Language.ofRun("All versions of one record.", "一条记录的全部版本。"),
    discussion: Language.ofRun(
      """
      From when to when each held, who made it, why, and from which file.

      Example: spotcheck library history 91350100M000100Y43
      """,
      """
      每个版本的起止时间、经办人、原因和来源文件。

      示例：spotcheck library history 91350100M000100Y43
      """
    )
  )

  @OptionGroup var record: RecordOptions

  @Flag(
    help: ArgumentHelp("Show risk classes and scores, where you may see them.", "显示风险等级和分值（仅限有权人员）")
  )
  var withClasses = false

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let history = try LibraryHistory(
      record.key,
      in: try record.kind,
      showsClasses: withClasses,
      of: try place.open(self)
    )
    try HistoryDocument(history).write(to: results, language: common.language)
  }
}
