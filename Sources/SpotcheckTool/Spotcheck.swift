import ArgumentParser
import Foundation
import Frames
import Sampling

/// The command line, `spotcheck COMMAND …`.
///
/// One file a command, in `Commands`.
@main
struct Spotcheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spotcheck",
    abstract: Language.ofRun(
      "Random inspections that anyone can verify.",
      "人人可以核验的随机抽查（双随机、一公开）。"
    ),
    discussion: Language.ofRun(
      """
      Sizes, draws and proves stratified random samples (双随机、一公开).

      Exit status: 0 done; 1 the answer is no; 2 nothing differs, but something was not checked; 64 usage; \
      65 bad data; 66 missing input; 69 a service is not there; 70 internal; 73 cannot create; 74 write failed; \
      130 interrupted.

      Chinese: --language zh, or SPOTCHECK_LANGUAGE=zh.
      """,
      """
      按分类计算抽取数、抽取、复算并公布。语言取自 --language、环境变量 SPOTCHECK_LANGUAGE 或系统语言。

      退出码：0 完成；1 结果为否；2 未发现不一致但有内容未核对；64 用法错误；65 数据有误；66 缺少输入；69 所需服务不可用；\
      70 内部错误；73 无法创建；74 写入失败；130 被中断。
      """
    ),
    version: Spotcheck.version,
    subcommands: [
      PlanCommand.self, StrataCommand.self, SizeCommand.self, LearnCommand.self, TuneCommand.self,
      RoundsCommand.self,
      CommitCommand.self,
      DrawCommand.self,
      VerifyCommand.self, IntervalCommand.self, DetectCommand.self, EstimateCommand.self,
      CoverageCommand.self, AuditCommand.self, SimulateCommand.self, ClassesCommand.self,
      SqlCommand.self, AcceptCommand.self,
      WorkspaceCommand.self, LibraryCommand.self, TaskCommand.self, LedgerCommand.self,
      ResultsCommand.self, DueCommand.self, EvaluateCommand.self, PublishCommand.self,
    ]
  )

  /// The version of the tool, which receipts name.
  static let version = "0.1.0"

  /// Runs the command line.
  ///
  /// An argument that is not UTF-8 is refused: repaired, it would be another label or seed than the
  /// one that was given.
  /// A reader that goes away (`… | head`) and a limit on the length of files make the write fail as a
  /// full disk does, so that temporary files are removed; the signals would end the run before.
  static func main() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    // A stream that was closed would be the next file to be opened, and what is said to it would stand
    // in a receipt. Standard output is opened for reading, so that writing to it still fails.
    for (stream, mode) in [
      (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ] where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", mode)
    }
    let arguments = (0..<Int(CommandLine.argc)).compactMap { CommandLine.unsafeArgv[$0] }
    if arguments.contains(where: { String(validatingCString: $0) == nil }) {
      Console.note(
        Language.ofRun(
          "an argument is not UTF-8; set the terminal to UTF-8",
          "命令行参数不是 UTF-8，请将终端设为 UTF-8"
        )
      )
      exit(withError: ExitCode(ExitStatus.usage.rawValue))
    }
    switch CommandLineRequest(Array(CommandLine.arguments.dropFirst())) {
    case .help(let words): show { page(of: words).text }
    case .unknown(let word, let words):
      end(with: .init(unknown: word, in: page(of: words).command), words)
    case .run(let words, let arguments): run(words, arguments)
    }
  }

  /// Runs a command; version and completion are said by the parser.
  private static func run(_ words: [String], _ arguments: [String]) {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch  where exitCode(for: error).isSuccess {
      show { fullMessage(for: error) + "\n" }
    } catch {
      let tree = page(of: words).command
      end(with: .init(message(for: error), of: arguments, in: tree), words)
    }
  }

  /// The help of a command.
  private static func page(of words: [String]) -> HelpPage {
    HelpPage(
      command: CommandTree.whole[words],
      language: .ofRun,
      width: HelpPage.terminalWidth
    )
  }

  /// Ends a run whose arguments are wrong.
  private static func end(with message: UsageMessage, _ words: [String]) -> Never {
    Console.note(message.sentence.text(in: .ofRun))
    let page = page(of: words)
    let hint = "\(page.usage)\n\(page.reference)\n"
    try? FileHandle.standardError.write(contentsOf: Data(hint.utf8))
    Foundation.exit(ExitStatus.usage.rawValue)
  }

  /// Writes help or version; what can not be written is an error.
  private static func show(_ text: () -> String) {
    do throws(OutputError) {
      let file = try OutputFile("-", isPrivate: true)
      try file.write(text())
      try file.commit()
    } catch {
      Console.note(error.explanation(in: .ofRun))
      Foundation.exit(ExitStatus(of: error).rawValue)
    }
  }

  /// Name and version, as receipts have them.
  static let name = "spotcheck \(version)"
}
