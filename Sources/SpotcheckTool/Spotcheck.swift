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
    abstract: Language.ofEnvironment(
      "Random inspections that anyone can verify.",
      "人人可以核验的随机抽查（双随机、一公开）。"
    ),
    discussion: Language.ofEnvironment(
      """
      Sizes, draws and proves stratified random samples (双随机、一公开).

      Exit status: 0 done; 1 the answer is no; 2 nothing differs, but something was not checked; 64 usage; \
      65 bad data; 66 missing input; 70 internal; 73 cannot create; 74 write failed; 130 interrupted.
      """,
      """
      按分类计算抽取数、抽取、复算并公布。提示信息随系统语言或 --language zh 为中文，选项说明为英文。

      退出码：0 完成；1 结果为否；2 未发现不一致但有内容未核对；64 用法错误；65 数据有误；66 缺少输入；70 内部错误；73 无法创建；\
      74 写入失败；130 被中断。
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
      WorkspaceCommand.self, LibraryCommand.self, LedgerCommand.self,
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
        Language.ofEnvironment(
          "an argument is not UTF-8; set the terminal to UTF-8",
          "命令行参数不是 UTF-8，请将终端设为 UTF-8"
        )
      )
      exit(withError: ExitCode(ExitStatus.usage.rawValue))
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      end(with: error)
    }
  }

  /// Ends the run as `exit(withError:)` does; help and version that can not be written are an error.
  private static func end(with error: any Error) -> Never {
    let status = exitCode(for: error)
    let text = fullMessage(for: error)
    guard status.isSuccess, !text.isEmpty else {
      if !text.isEmpty {
        try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
      }
      Foundation.exit(status.rawValue)
    }
    do {
      let file = try OutputFile("-", isPrivate: true)
      try file.write(text + "\n")
      try file.commit()
      Foundation.exit(status.rawValue)
    } catch {
      Console.note(error.explanation(in: .ofEnvironment))
      Foundation.exit(ExitStatus(of: error).rawValue)
    }
  }

  /// Name and version, as receipts have them.
  static let name = "spotcheck \(version)"
}
