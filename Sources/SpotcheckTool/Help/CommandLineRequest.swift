import ArgumentParser

/// What a command line asks for before it is parsed; a command is given by its words, the program's name left
/// out.
enum CommandLineRequest: Equatable {
  /// The help of a command.
  case help([String])
  /// A word that stands where a command should.
  case unknown(String, [String])
  /// The run of a command, with the arguments in the order that the parser takes.
  case run([String], arguments: [String])

  /// Finds it: `help draw`, `draw --help`, a command that only holds others; with `--language` in any place.
  init(_ arguments: [String]) {
    var rest = arguments[...]
    // The language may stand before the command, which the parser would not take.
    var language: [String] = []
    func takeLanguage() {
      guard let first = rest.first else { return }
      let count = first == "--language" ? 2 : first.hasPrefix("--language=") ? 1 : 0
      language += rest.prefix(count)
      rest = rest.dropFirst(count)
    }
    takeLanguage()
    let asksForHelp = rest.first == "help"
    if asksForHelp { rest.removeFirst() }
    var words: [String] = []
    var commands = Spotcheck.configuration.subcommands
    while true {
      takeLanguage()
      guard let word = rest.first, !commands.isEmpty, !word.hasPrefix("-") else { break }
      guard let next = commands.first(where: { $0.configuration.commandName == word }) else {
        self = .unknown(word, words)
        return
      }
      words.append(word)
      rest.removeFirst()
      commands = next.configuration.subcommands
    }
    let options = rest.prefix { $0 != "--" }
    if asksForHelp || options.contains("--help") || options.contains("-h")
      || (rest.isEmpty && !commands.isEmpty)
    {
      self = .help(words)
    } else {
      self = .run(words, arguments: words + language + rest)
    }
  }
}
