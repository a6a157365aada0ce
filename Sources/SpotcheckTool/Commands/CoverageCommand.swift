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
    abstract: Language.ofRun(
      "Tell what a plan, or the draws of past years, see over the years.",
      "计算一个计划或历年抽取多年间能查到多少对象。"
    ),
    discussion: Language.ofRun(
      """
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
      """,
      """
      只有规则时，分类表有 stratum 和 population 列，还可有 rule 列：

      示例：spotcheck coverage 分类.csv --rule 10% --years 5
      五年独立抽取查到 41.0% 的对象，轮换抽取查到 50%；加 --report 覆盖.html 画成页面。

      变动表说明两年之间的变化，有 from、to、yearly 列：一类中多大比例的对象转为另一类、退出（to 为空），或新增多少（from 为空）。\
      改类的对象保留原来的号码。

      示例：spotcheck coverage 分类.csv --rule 10% --years 10 --moves 变动.csv

      用真实名单，按时间先后；文件为当前对象库：

      示例：spotcheck coverage 对象库.csv --stratum 风险等级 --draw 2024=甲.csv --draw 2025=乙.csv --never-seen 未查.csv
      示例：spotcheck coverage 对象库.csv --draws 全部.csv --by 年度 --frame 2024=对象库-2024.csv
      """
    )
  )

  @Argument(
    help: ArgumentHelp(
      "The strata or, with lists, today's frame; CSV, - is standard input.",
      "分类表；给出名单时为当前对象库；- 表示标准输入",
      value: .file
    )
  )
  var file: String

  @OptionGroup var rules: RuleOptions

  @Option(
    help: ArgumentHelp(
      "A table of sizes, as size and tune write it, in place of rules.",
      "抽取数表（由 size、tune 写出），代替规则",
      value: .file
    )
  )
  var sizes: String?

  @Option(help: ArgumentHelp("How many years to look ahead.", "向后推算的年数", value: .years))
  var years: String?

  @Option(
    help: ArgumentHelp(
      "A table of units that come, go and change their class.",
      "对象新增、退出和改类的表格",
      value: .file
    )
  )
  var moves: String?

  @OptionGroup var lists: DrawListOptions

  @Option(
    help: ArgumentHelp(
      "The frame that a draw was made from, where it is not today's. May be repeated.",
      "某次抽取所用的对象库，与当前不同时给出；可多次给出",
      value: .drawFile
    )
  )
  var frame: [String] = []

  @Option(
    help: ArgumentHelp(
      "Write the units that no draw has seen to this file.",
      "从未被抽到的对象写入此文件",
      value: .file
    )
  )
  var neverSeen: String?

  @OptionGroup var pool: PoolOptions

  @OptionGroup var page: PageOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    var files: [OutputFile] = []
    let document = lists.isEmpty ? try forecast() : try history(&files)
    files += try page.file(document, language: common.language)
    try document.write(to: results, with: files, language: common.language)
  }

  private func forecast() throws -> CoverageDocument {
    guard frame.isEmpty, neverSeen == nil else {
      throw UsageError(
        "--frame and --never-seen go with lists; add --draw",
        "--frame 和 --never-seen 须与名单同用，请加 --draw"
      )
    }
    let table = try StrataTable(
      path: file,
      layout: results.table,
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
    let result = try CoverageForecast(
      strata: strata,
      years: try years.map { try Text.years($0) } ?? 5,
      moves: movesFile?.moves ?? [],
      inputs: inputs,
      sizes: { [file] in try sizing.sizing.sizes(of: strata, then: $0, file: file) }
    ).run()
    return CoverageDocument(result, order: ClassOrder(table.rows.map(\.stratum.name)))
  }

  /// What the lists have seen; the units that none has seen in a file, not yet shown.
  private func history(_ files: inout [OutputFile]) throws -> CoverageDocument {
    guard try rules.ruleSet().isEmpty, sizes == nil, moves == nil, years == nil else {
      throw UsageError(
        "lists have their own sizes and years; leave out --rule, --overall, --sizes, --years and"
          + " --moves",
        "名单已含数量和年度，请去掉 --rule、--overall、--sizes、--years 和 --moves"
      )
    }
    let layout = try pool.layout(results.table)
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
    return CoverageDocument(result, order: ClassOrder([]))
  }

  private func file(
    _ units: [Roster.Unit],
    of frame: Roster,
    to path: String
  ) throws -> OutputFile {
    let name = frame.pool.idColumns.first ?? "id"
    func stratum(_ unit: Roster.Unit) -> String { frame.strata[unit.stratum].name.text }
    if WorkbookWriter.isNamed(path) {
      let sheet = ResultSheet(
        common.language("Never seen", "从未查到"),
        header: [name, common.language("Class", "分类")],
        rows: units.map { [.text($0.id), .text(stratum($0))] }
      )
      return try ResultSheet.write([sheet], to: path)
    }
    let file = try OutputFile(path, isPrivate: true)
    try file.write(CSVText.field(name) + ",stratum\n")
    for unit in units {
      try file.write("\(CSVText.field(unit.id)),\(CSVText.field(stratum(unit)))\n")
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
