import Answers
import ArgumentParser
import Foundation
import Frames
import Inspections
import Sampling

/// `spotcheck workspace`: the file that an office keeps for years.
struct WorkspaceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workspace",
    abstract: Language.ofRun(
      "Make, check and copy the office's workspace.",
      "建立、检查和备份本单位的工作区。"
    ),
    subcommands: [
      WorkspaceInitCommand.self, WorkspaceCheckCommand.self, WorkspaceBackupCommand.self,
    ]
  )
}

/// `spotcheck workspace init`: a new workspace.
struct WorkspaceInitCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: Language.ofRun("Make a workspace.", "建立工作区。"),
    discussion: Language.ofRun(
      """
      One file holds the item list, the libraries of objects and inspectors, and the ledger of every change. Only \
      its owner may read it. It lies on a disk of this machine: network file systems are refused.

      Example: spotcheck workspace init office.spotcheck
      """,
      """
      一个文件保存抽查事项清单、检查对象和执法人员名录库，以及每次更改的台账。文件仅本人可读写，须放在本机磁盘，不得放在网络文件系统。

      示例：spotcheck workspace init office.spotcheck
      """
    )
  )

  @Argument(help: ArgumentHelp("The file; it may not be there yet.", "文件名，须尚不存在", value: .file))
  var file = "office.spotcheck"

  @Flag(
    help: ArgumentHelp(
      "For trying out: SPOTCHECK_NOW sets the clock, and everything made of it says so.",
      "演示用：可用 SPOTCHECK_NOW 设置时钟，所有输出均会注明"
    )
  )
  var demo = false

  @OptionGroup var who: ActorOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let head = try Workspace.create(
      file,
      isDemo: demo,
      now: ProcessInfo.processInfo.environment["SPOTCHECK_NOW"],
      actor: try who.name
    )
    try WorkspaceDocument(file: file, isDemo: demo, head: head, isCopy: false)
      .write(to: results, language: common.language)
  }
}

/// `spotcheck workspace check`: whether the workspace is sound.
struct WorkspaceCheckCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: Language.ofRun(
      "Look whether the workspace is sound.",
      "检查工作区是否完好。"
    ),
    discussion: Language.ofRun(
      """
      The file's integrity, what refers to what, tables and triggers, permissions, the ledger, and what a crash \
      left. Exit status 1 where something is wrong.

      Example: spotcheck workspace check
      """,
      """
      检查文件完整性、引用关系、数据表和触发器、文件权限、台账以及异常中断的遗留。有问题时退出码为 1。

      示例：spotcheck workspace check
      """
    )
  )

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let document = WorkspaceCheckDocument(try WorkspaceCheck(of: workspace), file: workspace.path)
    try document.write(to: results, language: common.language)
    if !document.sound { throw ExitCode(ExitStatus.no.rawValue) }
  }
}

/// `spotcheck workspace backup`: a verified copy.
struct WorkspaceBackupCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: Language.ofRun("Copy the workspace and verify the copy.", "备份工作区并核验副本。"),
    discussion: Language.ofRun(
      """
      The copy is made while others may work, and shown only when it verifies. Keep it on another disk; it is as \
      confidential as the workspace.

      Example: spotcheck workspace backup /backup/office-2024-03-14.spotcheck
      """,
      """
      备份时不影响他人使用，副本核验通过后才会出现。请存放在其他磁盘，保密要求与工作区相同。

      示例：spotcheck workspace backup /backup/office-2024-03-14.spotcheck
      """
    )
  )

  @Argument(help: ArgumentHelp("The file of the copy.", "副本文件名", value: .file))
  var file: String

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let head = try workspace.backUp(to: file)
    try WorkspaceDocument(file: file, isDemo: workspace.isDemo, head: head, isCopy: true)
      .write(to: results, language: common.language)
  }
}
