import Answers
import ArgumentParser
import Frames
import Inspections
import Sampling

/// `spotcheck ledger`: the record of every change.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: Language.ofRun(
      "Show, verify and export the ledger of every change.",
      "查看、核验和导出台账。"
    ),
    subcommands: [
      LedgerShowCommand.self, LedgerVerifyCommand.self, LedgerHeadCommand.self,
      LedgerExportCommand.self, LedgerEraseCommand.self,
    ]
  )
}

/// `spotcheck ledger show`: the entries.
struct LedgerShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: Language.ofRun("Show the entries.", "查看台账条目。"),
    discussion: Language.ofRun(
      "Example: spotcheck ledger show --last 20",
      "示例：spotcheck ledger show --last 20"
    )
  )

  @Option(help: ArgumentHelp("How many entries, the last ones.", "显示最后多少条", value: .number))
  var last = "50"

  @Flag(help: ArgumentHelp("All entries.", "显示全部条目"))
  var all = false

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let last = try Text.count(self.last, of: "--last", in: 1...Int.max)
    let list = try LedgerList(of: try place.open(self), last: all ? nil : last)
    try LedgerDocument(list).write(to: results, language: common.language)
  }
}

/// `spotcheck ledger verify`: whether the ledger is what was written.
struct LedgerVerifyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: Language.ofRun(
      "Look whether the ledger, and the rows that it speaks of, are what was written.",
      "核验台账及其涉及的数据是否与写入时一致。"
    ),
    discussion: Language.ofRun(
      """
      Entries are chained, their payloads and names compared with their digests, and every version of every record \
      with its line. Whoever rewrites the whole file is found against a head that was published before (--head). \
      Exit status 0 verified, 1 something differs, 2 nothing differs and something was not checked.

      Example: spotcheck ledger verify --head "12 3f…"
      """,
      """
      核对条目链、内容和姓名的摘要，以及每条记录每个版本的明细。整个文件被重写的，可与此前公布的台账头（--head）核对发现。退出码：0 核验通过；1 不一致；\
      2 未发现不一致但有内容未核对。

      示例：spotcheck ledger verify --head "12 3f……"
      """
    )
  )

  @Option(
    help: ArgumentHelp(
      "A head that was published: what ledger head printed.",
      "已公布的台账头，即 ledger head 的输出",
      value: .head
    )
  )
  var head: String?

  @Flag(help: ArgumentHelp("Leave the rows of libraries alone.", "不核对名录库明细"))
  var onlyChain = false

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let verification = try LedgerVerification(
      of: try place.open(self),
      against: head,
      onlyChain: onlyChain
    )
    try LedgerVerificationDocument(verification).write(
      to: results,
      language: common.language
    )
    switch verification.state {
    case .holds: break
    case .differs: throw ExitCode(ExitStatus.no.rawValue)
    case .notChecked: throw ExitCode(ExitStatus.notChecked.rawValue)
    }
  }
}

/// `spotcheck ledger head`: what is published so that nobody can rewrite the ledger.
struct LedgerHeadCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "head",
    abstract: Language.ofRun("Print the head to publish.", "输出可公布的台账头。"),
    discussion: Language.ofRun(
      "Example: spotcheck ledger head",
      "示例：spotcheck ledger head"
    )
  )

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    try LedgerHeadDocument(try place.open(self).head)
      .write(to: results, language: common.language)
  }
}

/// `spotcheck ledger export`: what any program can check.
struct LedgerExportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: Language.ofRun(
      "Export the ledger as lines of JSON that any program can check.",
      "将台账导出为任何程序均可核验的 JSON 行。"
    ),
    discussion: Language.ofRun(
      """
      With --public the entries alone, which name nobody and nothing; else all of it, which is confidential. \
      Documentation/Workspace.md has a checker of 25 lines of Python.

      Example: spotcheck ledger export ledger.jsonl --public
      """,
      """
      加 --public 只导出条目，不含任何姓名和内容；否则导出全部，须保密。Documentation/Workspace.md 附 25 行 Python 核验程序。

      示例：spotcheck ledger export ledger.jsonl --public
      """
    )
  )

  @Argument(help: ArgumentHelp("The file; - is standard output.", "文件；- 为标准输出", value: .file))
  var file: String

  @Flag(name: .customLong("public"), help: ArgumentHelp("The entries alone.", "只导出条目"))
  var isPublic = false

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let file = try OutputFile(file, isPrivate: !isPublic)
    try LedgerExport.lines(of: workspace, isPublic: isPublic) { try file.write($0) }
    try file.commit()
  }
}

/// `spotcheck ledger erase`: a person's right.
struct LedgerEraseCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: Language.ofRun(
      "Erase what an entry says of a person; the chain stays.",
      "删除条目中涉及个人的内容；链不受影响。"
    ),
    discussion: Language.ofRun(
      """
      Names, salt and payload of the entry become blank, and with the record that it speaks of all its versions \
      and their lines. That it was erased is an entry itself; --reason stays and should name nobody. Backups and \
      exports keep what they have.

      Example: spotcheck ledger erase 12 --reason "request of 2024-03-14"
      """,
      """
      清空条目的姓名、盐值和内容，以及所涉记录的全部版本和明细。删除本身记入台账；--reason 会保留，请勿写姓名。此前的备份和导出文件不受影响。

      示例：spotcheck ledger erase 12 --reason "2024-03-14 申请"
      """
    )
  )

  @Argument(help: ArgumentHelp("The number of the entry.", "条目编号", value: .number))
  var entry: String

  @Option(
    help: ArgumentHelp(
      "The key of the record, where the entry speaks of many.",
      "条目涉及多条记录时，指定记录的标识",
      value: .key
    )
  )
  var key: String?

  @Option(
    help: ArgumentHelp("Why; it stays, and should name nobody.", "原因；会保留，请勿写姓名", value: .reason)
  )
  var reason: String

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let outcome = try LedgerErasure.erase(
      try Text.count(entry, of: "ENTRY", in: 1...Int.max),
      key: key,
      reason: try Text.reason(reason),
      on: try place.open(self),
      by: try place.who.name
    )
    try LedgerErasureDocument(outcome).write(to: results, language: common.language)
  }
}
