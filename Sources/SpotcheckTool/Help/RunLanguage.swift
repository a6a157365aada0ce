public import ArgumentParser
import Foundation
public import Sampling

extension Language: ExpressibleByArgument {
  /// The language of this run: of `--language`, wherever it stands, else of `SPOTCHECK_LANGUAGE`, else of the
  /// locale (`LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set); English where none is Chinese.
  ///
  /// Help and what is wrong with the arguments are said before they are read, so it is found in them as they
  /// stand.
  static let ofRun = Language.of(
    arguments: Array(CommandLine.arguments.dropFirst()),
    environment: ProcessInfo.processInfo.environment
  )

  /// The language of a run.
  ///
  /// - Parameters:
  ///   - arguments: its arguments.
  ///   - environment: its environment.
  /// - Returns: the language.
  static func of(arguments: [String], environment: [String: String]) -> Language {
    let option = "--language"
    for (index, argument) in arguments.prefix(while: { $0 != "--" }).enumerated().reversed() {
      let value =
        argument == option
        ? arguments.dropFirst(index + 1).first
        : argument.hasPrefix(option + "=") ? String(argument.dropFirst(option.count + 1)) : nil
      if let language = value.flatMap(Language.init(rawValue:)) { return language }
    }
    let own = environment["SPOTCHECK_LANGUAGE"].flatMap { named($0) }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    return own ?? locale.flatMap { named($0) } ?? .english
  }

  /// The language of `zh`, `zh_CN.UTF-8`, `en`; nil for another one.
  private static func named(_ name: String) -> Language? {
    allCases.first { name.lowercased().hasPrefix($0.rawValue) }
  }
}
