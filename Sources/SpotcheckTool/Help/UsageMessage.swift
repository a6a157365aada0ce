import Foundation
import Frames
import Sampling

/// What is wrong with a command line, in both languages.
///
/// The parser says it in English; its sentences are few, and each is known here by its words.
struct UsageMessage {
  let sentence: Sentence

  /// A word that is no command.
  init(unknown word: String, in command: CommandTree) {
    let names = command.commands.map(\.commandName)
    let (english, chinese) = UsageMessage.suggestion(for: word, in: names)
    sentence = Sentence(
      "there is no command \"\(word.excerpt)\"\(english)",
      "没有命令“\(word.excerpt)”\(chinese)"
    )
  }

  /// What the parser says of the arguments of a command.
  init(_ message: String, of arguments: [String], in command: CommandTree) {
    let names = command.shownArguments.flatMap(\.spellings).filter { $0.hasPrefix("--") }
    let options = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
      .map { String($0.prefix { $0 != "=" }) }
    var text = message[...]
    // It misses first what a misspelt option should have given.
    if message.hasPrefix("Missing expected"),
      let other = options.first(where: { !names.contains($0) })
    {
      text = "Unknown option '\(other)'"
    }
    // The first alone, where it says that an option is unknown or short ones lack a value.
    if let found = text.firstMatch(of: #/^Unknown option '([^']*)'/#) {
      let option = String(found.1)
      let (english, chinese) = UsageMessage.suggestion(for: option, in: names)
      sentence = Sentence(
        "there is no option \(option.excerpt)\(english)",
        "没有选项 \(option.excerpt)\(chinese)"
      )
    } else if let found = text.firstMatch(of: #/^Missing value for '(.*)'$/#.dotMatchesNewlines()) {
      sentence = Sentence("\(found.1) lacks its value", "\(found.1) 缺少取值")
    } else if let found = text.firstMatch(
      of: #/^The option '(.*?)' does not take any value, but '(.*)' was specified\.$/#
        .dotMatchesNewlines()
    ) {
      let value = String(found.2).excerpt
      sentence = Sentence(
        "\(found.1) takes no value, and \"\(value)\" was given",
        "\(found.1) 不带取值，却给出了“\(value)”"
      )
    } else if let found = text.firstMatch(
      of: #/^(?:Unexpected argument|\d+ unexpected arguments:) '(.*)'$/#.dotMatchesNewlines()
    ) {
      let words = String(found.1).components(separatedBy: "', '").map(\.excerpt)
      sentence = Sentence(
        "there is no place for \(words.map { "\"\($0)\"" }.joined(separator: ", ")); put a text with blanks in"
          + " quotes",
        "多余的参数：\(words.map { "“\($0)”" }.joined(separator: "、"))；含空格的文字请加引号"
      )
    } else if let found = text.firstMatch(
      of: #/^Value to be set with flag '(.*?)' had already been set with flag '(.*?)'/#
    ) {
      sentence = Sentence(
        "\(found.2) and \(found.1) exclude each other",
        "\(found.2) 与 \(found.1) 不能同时使用"
      )
    } else if let found = text.firstMatch(of: #/^Missing expected argument '(.*)'$/#) {
      sentence = UsageMessage.missing(String(found.1), in: command)
    } else if let found = text.firstMatch(
      of: #/^The value '(.*)' is invalid for '([^']*)'/#.dotMatchesNewlines()
    ) {
      sentence = UsageMessage.invalid(String(found.1), for: String(found.2), in: command)
    } else if message.contains("completion script") || message.contains("supported shell") {
      sentence = Sentence(
        "write --generate-completion-script bash, zsh or fish",
        "请写 --generate-completion-script bash、zsh 或 fish"
      )
    } else {
      sentence = Sentence(
        "the arguments can not be read: \(message.excerpt)",
        "无法识别命令行参数：\(message.excerpt)"
      )
    }
  }

  /// An argument that must be given, and what it is for.
  private static func missing(_ usage: String, in command: CommandTree) -> Sentence {
    let plain = usage.replacing(" ...", with: "")
    let argument = argument(plain, in: command)
    let purpose = argument?.abstract.map { trimmed($0) } ?? ""
    return Sentence(
      "\(plain) is missing" + (purpose.isEmpty ? "" : " (\(purpose))"),
      "缺少 \(plain)" + (purpose.isEmpty ? "" : "（\(purpose)）")
    )
  }

  /// A value that an option does not take.
  private static func invalid(
    _ value: String,
    for usage: String,
    in command: CommandTree
  ) -> Sentence {
    let argument = argument(usage, in: command)
    let name = argument?.spellings.last ?? usage
    let values = argument?.allValues ?? []
    let purpose = argument?.abstract.map { trimmed($0) } ?? ""
    let (english, chinese) = suggestion(for: value, in: values)
    return Sentence(
      "\(name) \"\(value.excerpt)\" is none"
        + (values.isEmpty ? " (\(purpose))" : "; write \(values.joined(separator: ", "))")
        + english,
      "\(name) “\(value.excerpt)”无效"
        + (values.isEmpty ? "（\(purpose)）" : "，可用：\(values.joined(separator: "、"))") + chinese
    )
  }

  private static func argument(_ usage: String, in command: CommandTree) -> CommandTree.Argument? {
    let name = usage.prefix { $0 != " " }
    return command.shownArguments.first { argument in
      argument.usage.replacing(" …", with: "").contains(usage)
        || argument.spellings.contains(String(name))
    }
  }

  private static func trimmed(_ sentence: String) -> String {
    sentence.last == "." || sentence.last == "。" ? String(sentence.dropLast()) : sentence
  }

  /// What was meant, as the end of a sentence; else what there is, where that is little.
  private static func suggestion(for word: String, in names: [String]) -> (String, String) {
    if let name = nearest(to: word, in: names) {
      return ("; did you mean \(name)?", "，是否想输入 \(name)？")
    }
    return ("", "")
  }

  /// The name that a word was probably meant to be: a third of its characters wrong at most.
  static func nearest(to word: String, in names: [String]) -> String? {
    let word = word.lowercased()
    let found = names.map { ($0, distance(word, $0), $0.commonPrefix(with: word).count) }
      .min { ($0.1, -$0.2) < ($1.1, -$1.2) }
    guard let (name, distance, _) = found, distance <= max(1, name.count / 3) else { return nil }
    return name
  }

  /// Characters to insert, drop, change or swap with their neighbour (Damerau 1964,
  /// doi:10.1145/363958.363994, restricted to swaps that nothing stands between).
  private static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first.prefix(64)), Array(second))
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var least = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, rows[i - 1][j - 1] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
