import Answers
import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck library list`: the records that hold now.
struct LibraryListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: Language.ofEnvironment(
      "List the records of a library that hold now.",
      "列出名录库中的现行记录。"
    ),
    discussion: Language.ofEnvironment(
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

  @Argument(help: .both("items, objects, departments, inspectors, schemes or links.", "名录库名称。"))
  var library: String

  @Option(
    name: .customLong("where"),
    help: .both(
      "Only records that meet this condition: \"status = open\", \"date:valid_until < 2024-06-30\". May be repeated.",
      "只列出符合条件的记录，如“登记状态 = 存续”“date:有效期止 < 2024-06-30”；可重复。",
      valueName: "column op value"
    )
  )
  var conditions: [String] = []

  @Flag(help: .both("Show risk classes and scores, where you may see them.", "显示风险等级和分值（仅限有权人员）。"))
  var withClasses = false

  @Flag(help: .both("List what to look at in the names of objects.", "列出名称不规范和疑似重复的对象。"))
  var doubts = false

  @Option(help: .both("text, csv or json.", "text、csv 或 json。"))
  var format: ResultFormat = .text

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let kind = try LibraryKind.named(library, of: "LIBRARY")
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
      return try document.write(format, to: output, language: common.language)
    }
    let workspace = try place.open(self)
    let file = try output.open(isPrivate: true)
    switch format {
    case .text:
      var text = ListText(list)
      let counts = try list.forEach(in: workspace) { text.add($0) }
      let summary = ListSummary(list, all: counts.all, unclassified: counts.unclassified)
      try file.write(text.text(summary, common.language))
    case .csv, .json:
      var rows = StreamedRows(
        format == .json ? .json("found") : .csv(try output.delimiterByte),
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
}

/// `spotcheck library history`: all versions of a record.
struct LibraryHistoryCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: Language.ofEnvironment("All versions of one record.", "一条记录的全部版本。"),
    discussion: Language.ofEnvironment(
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

  @Argument(help: .both("The key of the record.", "记录的标识。"))
  var key: String

  @Option(
    name: .customLong("in"),
    help: .both(
      "The library, where the key is of several.",
      "标识在多个名录库中时指定其一。",
      valueName: "library"
    )
  )
  var library: String?

  @Flag(help: .both("Show risk classes and scores, where you may see them.", "显示风险等级和分值（仅限有权人员）。"))
  var withClasses = false

  @Option(help: .both("text, csv or json.", "text、csv 或 json。"))
  var format: ResultFormat = .text

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let kind = try library.map { try LibraryKind.named($0, of: "--in") }
    let history = try LibraryHistory(
      key,
      in: kind,
      showsClasses: withClasses,
      of: try place.open(self)
    )
    try HistoryDocument(history).write(format, to: output, language: common.language)
  }
}
