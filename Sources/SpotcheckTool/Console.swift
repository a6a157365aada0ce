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
}

extension ReportingCommand {
  /// Says which names were read as those of strata whose own they are not; of a sealed draw only that
  /// there are some, since others may see the screen.
  func report(_ matches: [StratumNameMatch], isSealed: Bool = false) {
    if isSealed, !matches.isEmpty {
      say(
        "\(matches.count) names of strata are written otherwise than in the pool, and were understood",
        "有 \(matches.count) 个分类名称与对象库写法不同，已识别"
      )
    } else {
      for match in matches {
        say(match.explanation(in: .english), match.explanation(in: .chinese))
      }
    }
  }

  /// Says what of a pool was not drawn from, what its identifiers were made into, and which of them to
  /// look at.
  func report(_ reading: FrameReading, isSealed: Bool) {
    if reading.leftOut > 0 {
      say(
        "\(reading.leftOut) rows do not meet the conditions of --where and are not in the base",
        "\(reading.leftOut) 行不满足 --where 条件，不计入基数"
      )
    }
    let excluded = reading.excluded.reduce(0) { $0 + $1.count }
    if excluded > 0 {
      say(
        "\(excluded) units are kept out; they stay in the base, weights refer to the \(reading.units) others"
          + " alone, and nothing is estimated of those kept out",
        "排除 \(excluded) 个对象：仍计入基数，权重只针对其余 \(reading.units) 个，被排除的对象不作估计"
      )
    }
    if isSealed, reading.namesStrata {
      say(
        "the identifiers begin with the name of their class, so that the published list tells it; give the"
          + " units identifiers of their own",
        "标识以分类名称开头，公布名单会泄露分类，请为对象另编标识"
      )
    }
    for (english, chinese) in zip(
      reading.strataDoubts(isSealed: isSealed, in: .english),
      reading.strataDoubts(isSealed: isSealed, in: .chinese)
    ) {
      say(english, chinese)
    }
    report(normalized: reading.normalized, reading.doubts)
  }

  /// Says what the identifiers of a pool were made into, and which of them to look at.
  func report(normalized: Int, _ doubts: IdentifierDoubts) {
    if normalized > 0 {
      say("\(normalized) identifiers were normalised", "共规范化 \(normalized) 个标识")
    }
    for (english, chinese) in zip(
      doubts.sentences(in: .english),
      doubts.sentences(in: .chinese)
    ) {
      say(english, chinese)
    }
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
