import ArgumentParser
import Foundation
import Frames
import Inspections
import Sampling

/// Which workspace is meant, and who says so.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The workspace; by default SPOTCHECK_WORKSPACE, else the only *.spotcheck of this folder.",
      "工作区文件；默认为环境变量 SPOTCHECK_WORKSPACE，否则为当前文件夹中唯一的 *.spotcheck",
      value: .file
    )
  )
  var workspace: String?

  @OptionGroup var who: ActorOptions

  /// Opens the workspace.
  func open(_ command: some ReportingCommand) throws -> Workspace {
    let environment = ProcessInfo.processInfo.environment
    let workspace = try Workspace(
      try WorkspacePlace.find(option: workspace, environment: environment["SPOTCHECK_WORKSPACE"]),
      now: environment["SPOTCHECK_NOW"]
    )
    if workspace.isDemo {
      command.say(
        "this workspace is for trying out: its clock may be set, and it proves nothing",
        "本工作区仅供演示：时钟可设置，不具证明力"
      )
    }
    if !workspace.isDemo, environment["SPOTCHECK_NOW"] != nil {
      command.say(
        "SPOTCHECK_NOW is left out of account: only a workspace for trying out (init --demo) has a clock to set",
        "已忽略 SPOTCHECK_NOW：只有演示工作区（init --demo）可设置时钟"
      )
    }
    if workspace.wasRolledBack {
      command.say(
        "a crash had left a change half done, which was taken back",
        "上次异常中断留有未完成的更改，已撤销"
      )
    }
    return workspace
  }
}

/// Who changes a workspace, as he says himself.
struct ActorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Who does this; by default the login name.", "经办人；默认为登录名", value: .name)
  )
  var actor: String?

  /// The name.
  var name: String {
    get throws { try Text.name(actor ?? NSUserName(), of: "--actor").text }
  }
}

/// Why something is changed, in the office's words.
struct ReasonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Why.", "原因", value: .reason))
  var reason: String

  /// The reason.
  var text: String { get throws { try Text.reason(reason) } }
}

/// Why something is changed, where there is a list of reasons.
struct ListedReasonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Why: one of the list.", "原因，须为所列之一", value: .reason))
  var reason: String

  /// The reason.
  func read<Reason: ListedReason>() throws -> Reason {
    guard let found = Reason(name: reason) else {
      let all = Reason.allCases
      throw UsageError(
        "--reason \"\(reason.excerpt)\" is none of \(all.map(\.rawValue).joined(separator: ", "))",
        "--reason “\(reason.excerpt)”不在可选原因中：\(all.map(\.sentence.chinese).joined(separator: "、"))"
      )
    }
    return found
  }
}

/// Columns of a record, and what is to stand in them.
struct CellArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp("COLUMN=VALUE, any number of them.", "列名=值，可写多个", value: .assignment)
  )
  var values: [String]

  /// The columns by any of their names, with the values.
  var cells: [(column: String, value: String)] {
    get throws { try values.map { try Text.assignment($0) } }
  }
}

/// Which list or library is meant.
struct LibraryArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "One of \(LibraryKind.libraries.map(\.name).joined(separator: ", ")).",
      "名录库：\(LibraryKind.libraries.map(\.name).joined(separator: "、"))",
      value: .library
    )
  )
  var library: String

  /// The list or library.
  var kind: LibraryKind { get throws { try .named(library, of: "LIBRARY") } }
}

/// Which record is meant.
struct RecordOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The key of the record.", "记录的标识", value: .key))
  var key: String

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp(
      "The library, where the key is of several.",
      "标识在多个名录库中时指定其一",
      value: .library
    )
  )
  var library: String?

  /// The library, nil where none is named.
  var kind: LibraryKind? { get throws { try library.map { try .named($0, of: "--in") } } }
}

extension LibraryKind {
  /// A library by the name that a person types.
  fileprivate static func named(_ name: String, of flag: String) throws -> LibraryKind {
    guard let kind = LibraryKind(name: name) else {
      let names = LibraryKind.libraries.map(\.name)
      throw UsageError(
        "\(flag) \"\(name.excerpt)\" is no library; write one of \(names.joined(separator: ", "))",
        "\(flag)“\(name.excerpt)”不是名录库，请填写 \(names.joined(separator: "、")) 之一"
      )
    }
    return kind
  }
}
