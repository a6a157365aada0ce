import Answers
import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck library set`: one edit of one record.
struct LibrarySetCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: Language.ofRun("Set cells of one record.", "修改一条记录。"),
    discussion: Language.ofRun(
      """
      Example: spotcheck library set 91350100M000100Y43 "登记状态=注销" --reason "register of 2024-03-14"
      """,
      """
      示例：spotcheck library set 91350100M000100Y43 "登记状态=注销" --reason "据 2024-03-14 登记信息"
      """
    )
  )

  @OptionGroup var record: RecordOptions

  @OptionGroup var values: CellArguments

  @OptionGroup var reason: ReasonOptions

  @Flag(help: ArgumentHelp("Take a wrong check digit as it stands, and mark it.", "校验位有误时按原样接受并标记"))
  var acceptChecksum = false

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let pairs = try values.cells
    let outcome = try LibraryEdit.set(
      record.key,
      in: try record.kind,
      pairs,
      reason: try reason.text,
      acceptsChecksum: acceptChecksum,
      on: try place.open(self),
      by: try place.who.name
    )
    // Whoever set a class has typed it.
    try EditDocument(outcome, showsClasses: true).write(
      to: results,
      language: common.language
    )
  }
}

/// `spotcheck library end`: a record that holds no longer.
struct LibraryEndCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "end",
    abstract: Language.ofRun(
      "End a record: it is kept and holds no longer.",
      "终止一条记录：保留历史，不再有效。"
    ),
    discussion: Language.ofRun(
      """
      Example: spotcheck library end own:A01 --reason "left the office"
      """,
      """
      示例：spotcheck library end own:A01 --reason "已调离"
      """
    )
  )

  @OptionGroup var record: RecordOptions

  @OptionGroup var reason: ReasonOptions

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let outcome = try LibraryEdit.end(
      record.key,
      in: try record.kind,
      reason: try reason.text,
      on: try place.open(self),
      by: try place.who.name
    )
    try EditDocument(outcome, showsClasses: false).write(
      to: results,
      language: common.language
    )
  }
}

/// `spotcheck library link`: two records of one subject, or branch and parent.
struct LibraryLinkCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: Language.ofRun(
      "Link two objects of one subject, or branch and parent.",
      "关联同一主体的两个对象，或分支机构与上级。"
    ),
    discussion: Language.ofRun(
      """
      Neither record is changed. A link is ended with spotcheck library end "KEY + KEY".

      Example: spotcheck library link 110108000000016 91350100M000100Y43
      """,
      """
      两条记录均不改变。用 spotcheck library end "标识 + 标识" 取消关联。

      示例：spotcheck library link 110108000000016 91350100M000100Y43
      """
    )
  )

  @Argument(help: ArgumentHelp("The older number, or the branch.", "旧号，或分支机构", value: .key))
  var first: String

  @Argument(help: ArgumentHelp("The newer number, or the parent.", "新号，或上级主体", value: .key))
  var second: String

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("same or branch.", "same（同一主体）或 branch（分支机构）", value: .relation)
  )
  var relation = "same"

  @Option(help: ArgumentHelp("Why.", "原因", value: .reason))
  var reason = ""

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let outcome = try LibraryEdit.link(
      first,
      second,
      relation: relation,
      reason: reason,
      on: try place.open(self),
      by: try place.who.name
    )
    try EditDocument(outcome, showsClasses: false).write(
      to: results,
      language: common.language
    )
  }
}
