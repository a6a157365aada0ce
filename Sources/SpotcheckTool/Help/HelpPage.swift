import Foundation
import Reports
import Sampling

/// The help of a command, as wide as the terminal, in one language throughout.
///
/// The parser writes its own in English alone and counts a Chinese character as one column.
struct HelpPage {
  let command: CommandTree
  let language: Language
  let width: Int

  /// Where the sentences of a list begin.
  private static let margin = 28

  /// The width of the terminal, 80 where there is none.
  static var terminalWidth: Int {
    var size = winsize()
    let columns =
      ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
      ?? (ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 0)
    return columns < 40 ? 80 : min(columns, 120)
  }

  /// The whole page.
  var text: String {
    var parts = [
      command.abstract.map { language("OVERVIEW: ", "概述：") + $0 },
      usage,
      command.discussion,
    ].compactMap(\.self).map { HelpPage.wrapped($0, width) }
    let arguments = command.shownArguments
    parts += section(
      language("ARGUMENTS:", "参数："),
      arguments.filter { $0.kind == .positional }.map { ($0.synopsis, sentence($0)) }
    )
    let options = arguments.filter { $0.kind != .positional }
    for title in titles(options) {
      parts += section(
        title.map { $0.uppercased() + language(":", "：") } ?? language("OPTIONS:", "选项："),
        rows(options.filter { $0.sectionTitle == title })
      )
    }
    parts += section(
      language("COMMANDS:", "命令："),
      command.commands.map { ($0.commandName, $0.abstract ?? "") }
    )
    if !command.commands.isEmpty {
      let words = command.words
      let example = ([words[0], "help"] + words.dropFirst()).joined(separator: " ")
      parts.append(
        language("See '\(example) COMMAND' for one of them.", "每个命令的说明：\(example) 命令")
      )
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The line of usage: what must be given, and arguments.
  var usage: String {
    let shown = command.shownArguments.filter { $0.kind == .positional || !$0.isOptional }
    let words =
      command.words
      + (command.commands.isEmpty ? [] : [language("<command>", "<命令>")])
      + [language("[<options>]", "[<选项>]")] + shown.map(\.usage)
    return language("USAGE: ", "用法：") + words.joined(separator: " ")
  }

  /// Where the whole help is to be found.
  var reference: String {
    let words = command.words.joined(separator: " ")
    return language("See '\(words) --help' for more.", "详见 \(words) --help")
  }

  /// Titles of groups of options in their order, nil for those without.
  private func titles(_ options: [CommandTree.Argument]) -> [String?] {
    var titles: [String?] = []
    for option in options where !titles.contains(option.sectionTitle) {
      titles.append(option.sectionTitle)
    }
    return titles
  }

  /// The options with their sentences; a flag and the one that takes it back are one.
  private func rows(_ options: [CommandTree.Argument]) -> [(String, String)] {
    var rows: [(String, String)] = []
    for option in options {
      if option.kind == .flag, option.synopsis.hasPrefix("--no-"), let last = rows.last,
        last.0 == "--" + option.synopsis.dropFirst(5)
      {
        rows[rows.count - 1].0 += ", " + option.synopsis
      } else {
        rows.append((option.synopsis, sentence(option)))
      }
    }
    return rows
  }

  private func section(_ title: String, _ rows: [(String, String)]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let lines = rows.map { name, sentence in
      let space = String(repeating: " ", count: HelpPage.margin)
      let head = "  " + name
      let gap = HelpPage.margin - TextTable.width(of: head)
      let text = HelpPage.wrapped(sentence, width - HelpPage.margin)
        .replacing("\n", with: "\n" + space)
      return sentence.isEmpty
        ? head : head + (gap > 1 ? String(repeating: " ", count: gap) : "\n" + space) + text
    }
    return [title + "\n" + lines.joined(separator: "\n")]
  }

  /// What an argument is for, with its default and the values that it takes.
  private func sentence(_ argument: CommandTree.Argument) -> String {
    var sentence = argument.abstract ?? ""
    if argument.spellings.contains("--help") {
      sentence = language("Show this help.", "显示本说明。")
    } else if argument.spellings.contains("--version") {
      sentence = language("Show the version.", "显示版本。")
    }
    if let values = argument.allValues, !values.isEmpty,
      !values.allSatisfy({ sentence.contains($0) })
    {
      sentence += language(
        " (values: \(values.joined(separator: ", ")))",
        "（可选：\(values.joined(separator: "、"))）"
      )
    }
    if let value = argument.defaultValue, argument.kind == .option, value != "-" {
      sentence += language(" (default: \(value))", "（默认：\(value)）")
    }
    return sentence.trimmingCharacters(in: .whitespaces)
  }

  /// A text in lines of at most so many columns.
  ///
  /// Lines end at blanks and between wide characters, never before a closing mark.
  static func wrapped(_ text: String, _ width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var (lines, current) = ([""], 0)
      for piece in pieces(line) {
        let size = TextTable.width(of: piece)
        if current + TextTable.width(of: piece.trimmingSuffix()) > width, current > 0 {
          while lines[lines.count - 1].last == " " { lines[lines.count - 1].removeLast() }
          lines.append("")
          current = 0
        }
        lines[lines.count - 1] += piece
        current += size
      }
      while lines[lines.count - 1].last == " " { lines[lines.count - 1].removeLast() }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// What stays on one line: a word with the blanks behind it, or a wide character with the marks behind it.
  private static func pieces(_ line: Substring) -> [String] {
    var pieces: [String] = []
    var isOpen = false
    for character in line {
      let isWide = TextTable.width(of: String(character)) > 1
      let closes = "，。；：、？！）》”’".contains(character)
      let opens = "（《“‘".contains(character)
      let last = pieces.last?.last
      let joins =
        closes || isOpen || (character == " " && last != nil)
        || (!isWide && !opens
          && last.map { $0 != " " && TextTable.width(of: String($0)) == 1 } == true)
      if joins, !pieces.isEmpty {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
      isOpen = opens
    }
    return pieces
  }
}

extension String {
  /// The text without blanks at its end.
  fileprivate func trimmingSuffix() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
