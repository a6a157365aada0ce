import Analysis
import Answers
import ArgumentParser
import Draws
import Frames
import Sampling

/// `spotcheck coverage`: what is seen over the years.
struct CoverageCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: Language.ofEnvironment(
      "Tell what a plan, or the draws of past years, see over the years.",
      "计算一个计划或历年抽取多年间能查到多少对象。"
    ),
    discussion: """
      From rules alone, STRATA.csv has the columns stratum and population and may have rule:

      Example: spotcheck coverage strata.csv --rule 10% --years 5
      41.0% of the units are seen in 5 years of independent draws, 50% in a rotation; --report \
      coverage.html draws it as a page.

      MOVES.csv says what happens between two years, in the columns from, to and yearly: the share \
      of the units of a class that become another, that leave the frame (to is empty), or how many \
      new ones come (from is empty). A reclassified unit keeps its ticket.

      Example: spotcheck coverage strata.csv --rule 10% --years 10 --moves moves.csv

      From real lists, in the order of time; POOL.csv is today's frame:

      Example: spotcheck coverage pool.csv --stratum class --draw 2024=a.csv --draw 2025=b.csv \
      --never-seen rest.csv
      Example: spotcheck coverage pool.csv --draws all.csv --by year --frame 2024=pool-2024.csv
      """
  )

  @Argument(help: "The strata or, with lists, today's frame; CSV, - is standard input.")
  var file: String

  @OptionGroup var rules: RuleOptions

  @Option(help: "A table of sizes, as size and tune write it, in place of rules.")
  var sizes: String?

  @Option(help: "How many years to look ahead.")
  var years: String?

  @Option(help: "A table of units that come, go and change their class.")
  var moves: String?

  @OptionGroup var lists: DrawListOptions

  @Option(
    help: ArgumentHelp(
      "The frame that a draw was made from, where it is not today's. May be repeated.",
      valueName: "draw=file"
    )
  )
  var frame: [String] = []

  @Option(help: "Write the units that no draw has seen to this file.")
  var neverSeen: String?

  @OptionGroup var pool: PoolOptions

  @Option(help: "text, csv or json.")
  var format: ResultFormat = .text

  @OptionGroup var page: PageOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    var files: [OutputFile] = []
    let document = CoverageDocument(lists.isEmpty ? try forecast() : try history(&files))
    files += try page.file(document, language: common.language)
    try document.write(format, to: output, with: files, language: common.language)
  }

  private func forecast() throws -> CoverageResult {
    guard frame.isEmpty, neverSeen == nil else {
      throw UsageError(
        "--frame and --never-seen go with lists; add --draw",
        "--frame 和 --never-seen 须与名单同用，请加 --draw"
      )
    }
    let table = try StrataTable(
      path: file,
      layout: output.table,
      keepsTotals: pool.totals.keepTotals
    )
    let named = try table.ruleSet(try rules.ruleSet())
    let ruleSet = named.rules
    guard ruleSet.isEmpty == (sizes != nil) else {
      throw UsageError(
        "give rules (--rule, or a column rule) or --sizes, one of them",
        "请给出规则（--rule 或 rule 列）或 --sizes，二者选一"
      )
    }
    let strata = table.rows.map(\.stratum).sorted { $0.name < $1.name }
    let sizesFile = try sizes.map { try SizesFile($0) }
    let sizing = try (sizesFile.map { Sizing.sizes($0) } ?? .rules(ruleSet))
      .named(for: strata, file: file)
    let movesFile = try moves.map {
      try MovesFile.read($0, strata: strata.map(\.name))
    }
    say((named.matches + sizing.matches + (movesFile?.matches ?? [])).sentences())
    var inputs = ["strata": table.digest.hex]
    inputs["sizes"] = sizesFile?.digest.hex
    inputs["moves"] = movesFile?.digest.hex
    return try CoverageForecast(
      strata: strata,
      years: try years.map { try Text.years($0) } ?? 5,
      moves: movesFile?.moves ?? [],
      inputs: inputs,
      sizes: { [file] in try sizing.sizing.sizes(of: strata, then: $0, file: file) }
    ).run()
  }

  /// What the lists have seen; the units that none has seen in a file, not yet shown.
  private func history(_ files: inout [OutputFile]) throws -> CoverageResult {
    guard try rules.ruleSet().isEmpty, sizes == nil, moves == nil, years == nil else {
      throw UsageError(
        "lists have their own sizes and years; leave out --rule, --overall, --sizes, --years and"
          + " --moves",
        "名单已含数量和年度，请去掉 --rule、--overall、--sizes、--years 和 --moves"
      )
    }
    let layout = try pool.layout(output.table)
    let today = try Pool(file, layout: layout).roster()
    let draws = try lists.read(frame: today.pool)
    var frames: [String: Roster] = [:]
    for text in frame {
      let (name, path) = try DrawListOptions.split(text, of: "--frame")
      guard draws.contains(where: { $0.name == name }) else {
        throw UsageError(
          "--frame \"\(text.excerpt)\": there is no draw \"\(name.excerpt)\"",
          "--frame “\(text.excerpt)”：没有抽取“\(name.excerpt)”"
        )
      }
      frames[name] = try Pool(path, layout: layout).roster()
    }
    let history = try CoverageHistory(frame: today, draws: draws, frames: frames)
    let result = try history.run()
    if let neverSeen { files.append(try file(history.neverSeen, of: today, to: neverSeen)) }
    return result
  }

  private func file(
    _ units: [Roster.Unit],
    of frame: Roster,
    to path: String
  ) throws -> OutputFile {
    let file = try OutputFile(path, isPrivate: true)
    let name = frame.pool.idColumns.first ?? "id"
    try file.write(CSVText.field(name) + ",stratum\n")
    for unit in units {
      let stratum = frame.strata[unit.stratum].name.text
      try file.write("\(CSVText.field(unit.id)),\(CSVText.field(stratum))\n")
    }
    return file
  }
}

extension Sizing {
  /// The sizes of a later year, when the strata have other populations: rules are applied anew, sizes of a
  /// table are held while there are so many units.
  ///
  /// - Parameters:
  ///   - strata: the strata of the first year, under whose names the sizes are (``named(for:file:)``).
  ///   - populations: their populations then.
  ///   - file: the file of the strata, for messages.
  /// - Returns: a size for each stratum.
  /// - Throws: as ``plans(for:excluded:reserves:starts:file:)``.
  fileprivate func sizes(
    of strata: [Stratum],
    then populations: [Int],
    file: String
  ) throws -> [Int] {
    let now = zip(strata, populations).map { Stratum(name: $0.name, population: $1) }
    switch self {
    case .rules:
      return try plans(for: now, reserves: RuleSet(), starts: .none, file: file).map(\.count.size)
    case .sizes(let given):
      if now == strata { try given.checkPopulations(now) }
      return now.map { min(given.sizes[$0.name]?.size ?? 0, $0.population) }
    }
  }
}
