import ArgumentParser
import Foundation
import Frames
import Sampling

/// The options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The language of help and messages, zh or en; by default that of SPOTCHECK_LANGUAGE or"
        + " the locale.",
      "提示信息的语言：zh 或 en；默认取自 SPOTCHECK_LANGUAGE 或系统语言",
      value: .language
    )
  )
  var language: Language = .ofRun

  @Flag(
    name: .shortAndLong,
    help: ArgumentHelp("Say nothing on standard error but errors.", "标准错误只输出错误")
  )
  var quiet = false
}

/// A command whose errors are sentences and whose exit statuses are those of the contract.
protocol ReportingCommand: ParsableCommand {
  /// The options that every command has.
  var common: CommonOptions { get }

  /// Does the work.
  func execute() throws
}

extension ReportingCommand {
  /// Runs ``execute()``; an error becomes a sentence on standard error and an exit status.
  func run() throws {
    let files = RunFiles()
    Interrupts.end(files, language: common.language)
    do {
      try RunFiles.$current.withValue(files) {
        try ReadingLog.$current.withValue(readingLog) { try execute() }
      }
    } catch let code as ExitCode {
      throw code
    } catch {
      files.cleanUp()
      let text = (error as? any ExplainedError)?.explanation(in: common.language) ?? "\(error)"
      Console.note(text)
      let status = ExitStatus(of: error)
      if status == .writeFailed || !files.shown.isEmpty {
        Console.note(Console.kept(files.shown, common.language))
      }
      throw ExitCode(status.rawValue)
    }
  }

  /// Says how files were read, unless `--quiet` was given.
  private var readingLog: ReadingLog? {
    let language = common.language
    return common.quiet ? nil : ReadingLog { Console.note(language($0, $1)) }
  }

  /// Says something on standard error, unless `--quiet` was given.
  func say(_ english: @autoclosure () -> String, _ chinese: @autoclosure () -> String) {
    if !common.quiet { Console.note(common.language(english(), chinese())) }
  }

  /// Says sentences on standard error, unless `--quiet` was given.
  func say(_ sentences: [Sentence]) {
    for sentence in sentences { say(sentence.english, sentence.chinese) }
  }
}

/// Standard error.
///
/// Data goes through ``OutputFile``.
enum Console {
  /// What a run that fails has put in its place.
  static func kept(_ shown: [String], _ language: Language) -> String {
    guard !shown.isEmpty else {
      return language("no output of this run was kept", "本次运行的输出均未保留")
    }
    let names = shown.map { $0 == "-" ? language("standard output", "标准输出") : $0 }
    return language(
      "of this run there are already: \(names.joined(separator: ", "))",
      "本次运行已写出：\(names.joined(separator: "、"))"
    )
  }

  /// Prints a line a sentence, each beginning with the tool's name.
  static func note(_ text: String) {
    for line in text.split(separator: "\n") {
      // A closed standard error is no reason to fail.
      try? FileHandle.standardError.write(contentsOf: Data("spotcheck: \(line)\n".utf8))
    }
  }
}
