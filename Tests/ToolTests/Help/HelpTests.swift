import Foundation
import Sampling
import Testing

@testable import SpotcheckTool

/// Help and usage errors, whole in either language.
@Suite struct HelpTests {
  /// Every command by its words; the first is the program itself.
  static let commands: [[String]] = {
    func below(_ command: CommandTree, _ words: [String]) -> [[String]] {
      [words] + command.commands.flatMap { below($0, words + [$0.commandName]) }
    }
    return below(.whole, [])
  }()

  private static func help(_ words: [String], _ language: String) throws -> String {
    let run = try ToolRun.run(words + ["--help", "--language", language])
    #expect(run.status == 0 && run.standardError.isEmpty)
    return run.output
  }

  /// Runs of three English words or more are a sentence; commands are named by their own words.
  private static func sentences(_ page: String) -> [String] {
    let plain = page.split(separator: "\n")
      .map { $0.replacing(#/"[^"]*"|<[^>]*>|--[a-z-]+|spotcheck( [a-z]+)*/#, with: "|") }
    return plain.flatMap { line in
      line.matches(of: #/[A-Za-z']+[,;:]?( [A-Za-z']+[,;:]?){2,}/#).map { String($0.output.0) }
    }
  }

  @Test(arguments: commands)
  func isWholeInChinese(words: [String]) throws {
    let page = try HelpTests.help(words, "zh")
    #expect(HelpTests.sentences(page).isEmpty)
    // Each argument has a sentence of its own, and the lines that name none are indented.
    let command = CommandTree.whole[words]
    for argument in command.shownArguments {
      let name = try #require(argument.spellings.last ?? argument.valueName.map { _ in "  <" })
      let lines = page.split(separator: "\n")
        .drop { !$0.hasPrefix("  ") || !$0.contains(name) }
      #expect(lines.prefix(2).joined().contains(#/\p{Han}/#), "\(name)")
    }
    #expect(page.split(separator: "\n").allSatisfy { HelpTests.width(of: $0) <= 80 })
  }

  @Test(arguments: commands)
  func isWholeInEnglish(words: [String]) throws {
    let page = try HelpTests.help(words, "en")
    // Examples and codes may be Chinese: the words of laws and tables.
    for line in page.split(separator: "\n") {
      #expect(line.count(where: { "\u{4E00}" <= $0 && $0 <= "\u{9FFF}" }) < 24, "\(line)")
      #expect(!line.contains("，") && !line.contains("。"))
    }
    #expect(page.hasPrefix("OVERVIEW: ") && page.contains("USAGE: spotcheck"))
  }

  @Test func aSentenceIsNoticed() {
    #expect(!HelpTests.sentences("  --bom   Begin the output with a mark").isEmpty)
    #expect(HelpTests.sentences("spotcheck plan check，或 srs、pareto 或 mid-p").isEmpty)
  }

  private static func width(of line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 && $1.value < 0xFFE7 ? 2 : 1) }
  }

  @Test(arguments: [
    (["zh_CN.UTF-8", "", ""], true), (["C", "", ""], false), (["C", "zh", ""], true),
    (["zh_CN.UTF-8", "en", ""], false), (["C", "en", "zh"], true),
    (["zh_CN.UTF-8", "zh", "en"], false),
    (["zh_CN.UTF-8", "klingon", ""], true),
  ])
  func language(example: ([String], isChinese: Bool)) throws {
    let (values, isChinese) = example
    var environment = ["LC_ALL": values[0]]
    if !values[1].isEmpty { environment["SPOTCHECK_LANGUAGE"] = values[1] }
    for place in 0...2 {
      var arguments = ["draw", "--help"]
      if !values[2].isEmpty { arguments.insert(contentsOf: ["--language", values[2]], at: place) }
      let page = try ToolRun.run(arguments, environment: environment).output
      #expect(page.contains("概述") == isChinese)
    }
  }

  @Test func requests() {
    typealias Request = CommandLineRequest
    #expect(Request([]) == .help([]))
    #expect(Request(["help"]) == .help([]))
    #expect(Request(["help", "plan", "check", "--language", "zh"]) == .help(["plan", "check"]))
    #expect(Request(["help", "--language=zh", "plan"]) == .help(["plan"]))
    #expect(Request(["plan"]) == .help(["plan"]))
    #expect(Request(["plan", "chek"]) == .unknown("chek", ["plan"]))
    #expect(Request(["draw", "p", "-h"]) == .help(["draw"]))
    #expect(Request(["draw", "--", "-h"]) == .run(["draw"], arguments: ["draw", "--", "-h"]))
    #expect(
      Request(["--language", "zh", "draw", "p"])
        == .run(["draw"], arguments: ["draw", "--language", "zh", "p"])
    )
    #expect(Request(["--version"]) == .run([], arguments: ["--version"]))
  }

  /// What the parser says of wrong arguments: (arguments, words in English, words in Chinese).
  static let errors: [([String], String, String)] = [
    (["darw"], "no command \"darw\"; did you mean draw?", "没有命令“darw”，是否想输入 draw？"),
    (["xyzzy"], "no command \"xyzzy\"\n", "没有命令“xyzzy”\n"),
    (["plan", "chekc"], "did you mean check?", "是否想输入 check？"),
    (["draw", "--sed", "1"], "no option --sed; did you mean --seed?", "没有选项 --sed，是否想输入 --seed？"),
    (["draw", "--ruel", "1"], "did you mean --rule?", "是否想输入 --rule？"),
    (["draw", "--seed", "1", "--zebra"], "no option --zebra\n", "没有选项 --zebra\n"),
    (["draw", "-z", "--seed", "1"], "no option -z\n", "没有选项 -z\n"),
    (["draw"], "--seed <seed> is missing (The public seed", "缺少 --seed <种子>（已公布的种子"),
    (["verify"], "<file> is missing", "缺少 <文件>（"),
    (["draw", "--seed"], "--seed <seed> lacks its value", "--seed <种子> 缺少取值"),
    (
      ["draw", "--seed", "1", "--plain=3"], "--plain takes no value, and \"3\"",
      "--plain 不带取值，却给出了“3”"
    ),
    (["draw", "a", "b", "--seed", "1"], "no place for \"b\"", "多余的参数：“b”"),
    (["draw", "a", "b", "c", "--seed", "1"], "no place for \"b\", \"c\"", "多余的参数：“b”、“c”"),
    (
      ["draw", "a", "--seed", "1", "--format", "xml"], "--format \"xml\" is none (csv",
      "--format “xml”无效（csv"
    ),
    (
      ["draw", "a", "--seed", "1", "--threads", "x'y"], "--threads \"x'y\" is none",
      "--threads “x'y”无效"
    ),
    (
      ["audit", "--correction", "holn"], "write holm, benjamini-hochberg; did you mean holm?",
      "可用：holm、benjamini-hochberg，是否想输入 holm？"
    ),
    (["--generate-completion-script", "tcsh"], "bash, zsh or fish", "bash、zsh 或 fish"),
  ]

  @Test(arguments: errors)
  func usageErrors(example: (arguments: [String], english: String, chinese: String)) throws {
    for (language, words) in [("en", example.english), ("zh", example.chinese)] {
      let run = try ToolRun.run(example.arguments, environment: ["SPOTCHECK_LANGUAGE": language])
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(run.standardError.contains(words), "\(run.standardError)")
      #expect(run.standardError.hasPrefix("spotcheck: "))
      #expect(run.standardError.contains(language == "zh" ? "用法：spotcheck" : "USAGE: spotcheck"))
      if language == "zh" { #expect(HelpTests.sentences(run.standardError).isEmpty) }
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) throws {
    let script = try ToolRun.run(["--generate-completion-script", shell])
    #expect(script.status == 0 && script.output.contains("spotcheck"))
    let chinese = try ToolRun.run(
      ["--generate-completion-script", shell],
      environment: ["SPOTCHECK_LANGUAGE": "zh"]
    )
    // Only bash has no descriptions.
    #expect(chinese.output.contains("从对象库中抽取") == (shell != "bash"))
  }

  @Test func wrapping() {
    #expect(HelpPage.wrapped("一二三四。五六", 8) == "一二三\n四。五六")
    #expect(HelpPage.wrapped("one two three", 8) == "one two\nthree")
    #expect(HelpPage.wrapped("甲（乙丙）丁", 4) == "甲\n（乙\n丙）\n丁")
    #expect(HelpPage.wrapped("a\n\nb", 8) == "a\n\nb")
    #expect(HelpPage.wrapped("unbreakable", 4) == "unbreakable")
  }
}
