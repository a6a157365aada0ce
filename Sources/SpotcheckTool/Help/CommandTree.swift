import ArgumentParser
import Foundation
import Sampling

/// A command with its arguments and the commands below it, as the parser describes them.
struct CommandTree: Decodable {
  let commandName: String
  var superCommands: [String]?
  let abstract: String?
  let discussion: String?
  private var subcommands: [CommandTree]?
  private var arguments: [Argument]?

  /// An argument, an option or a flag.
  struct Argument: Decodable {
    let kind: Kind
    let shouldDisplay: Bool
    let sectionTitle: String?
    let isOptional: Bool
    let isRepeating: Bool
    private let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let allValues: [String]?
    let abstract: String?

    enum Kind: String, Decodable { case positional, option, flag }

    private struct Name: Decodable {
      let kind: String
      let name: String

      var text: String { (kind == "long" ? "--" : "-") + name }
    }

    /// Its names with their hyphens, the short one first.
    var spellings: [String] {
      (names ?? []).map(\.text).sorted { $0.utf8.count == 2 && $1.utf8.count > 2 }
    }

    /// How it is written: `-o, --output <file>`.
    var synopsis: String {
      let value = valueName.map { "<\($0)>" } ?? ""
      switch kind {
      case .positional: return value
      case .flag: return spellings.joined(separator: ", ")
      case .option: return spellings.joined(separator: ", ") + " " + value
      }
    }

    /// How it stands in a line of usage, its longest name alone.
    var usage: String {
      let value = valueName.map { "<\($0)>" } ?? ""
      let name =
        kind == .positional ? value : (spellings.last ?? "") + (kind == .flag ? "" : " \(value)")
      let repeated = isRepeating ? name + " …" : name
      return isOptional ? "[\(repeated)]" : repeated
    }
  }

  private struct Tool: Decodable { let command: CommandTree }

  /// All commands, described in the language of the run.
  static var whole: CommandTree {
    do {
      return try JSONDecoder().decode(Tool.self, from: Data(Spotcheck._dumpHelp().utf8)).command
    } catch {
      preconditionFailure("the parser describes the commands: \(error)")
    }
  }

  /// The words that call it.
  var words: [String] { (superCommands ?? []) + [commandName] }

  /// The commands below it; `help` is none.
  var commands: [CommandTree] { (subcommands ?? []).filter { $0.commandName != "help" } }

  /// The arguments that help shows.
  var shownArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

  /// The command that words call, the program's name left out.
  subscript(_ words: [String]) -> CommandTree {
    guard let next = commands.first(where: { $0.commandName == words.first }) else { return self }
    return next[Array(words.dropFirst())]
  }
}
