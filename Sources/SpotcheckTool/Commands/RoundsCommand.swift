import Analysis
import Answers
import ArgumentParser
import Frames
import Plans
import Sampling

/// `spotcheck rounds`: yearly visits turned into the sizes of rounds.
struct RoundsCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "rounds",
    abstract: Language.ofRun(
      "Turn how often units are visited into sizes for each round.",
      "把检查频次换算成每一轮的抽取数。"
    ),
    discussion: Language.ofRun(
      """
      STRATA.csv has the columns stratum and population, and may have visits (2次/年, ≤1次/3年, \
      2 per year, at most once in 3 years), rule (on the visits of a year), exclude (years in which \
      a visited unit is not drawn again) and cap (visits of one unit a year). What is demanded of \
      some years is met by their rounds together; a frequency that is only a limit is used up.

      Shown are the sizes, the units that each round may draw from, the probability that a unit, and \
      that every unit, has been seen, and the years until then, at random and in a rotation.

      Example: spotcheck rounds strata.csv --rounds 4 --years 3
      Example: spotcheck rounds strata.csv --visits "A: at most once in 3 years" \
      --visits "D: 2 per year" --exclude "A: 3" --rounds 2 --round 1 --sizes first.json
      """,
      """
      分类表有 stratum（分类）和 population（对象总数）列，还可有 visits（频次：2次/年、≤1次/3年）、rule（全年检查的规则）、exclude\
      （检查过的对象几年内不再抽取）和 cap（同一对象一年最多检查几次）。对若干年提出的要求由这些年的各轮共同满足；只是上限的频次会用足。

      列出每轮的抽取数、可供抽取的对象数、一个对象和全部对象被查到的概率，以及随机抽取和轮换抽取各需几年查遍。

      示例：spotcheck rounds 分类.csv --rounds 4 --years 3
      示例：spotcheck rounds 分类.csv --visits "A: ≤1次/3年" --visits "D: 2次/年" --exclude "A: 3" --rounds 2 --round 1 \
      --sizes 第一轮.json
      """
    )
  )

  @Argument(
    help: ArgumentHelp(
      "CSV or a workbook with a row for each stratum; - is standard input.",
      "CSV 或工作簿，每个分类一行；- 表示标准输入",
      value: .file
    )
  )
  var strata: String

  @OptionGroup var rules: RuleOptions

  @Option(
    help: ArgumentHelp(
      "How often the units of every stratum, or of one, are visited. May be repeated.",
      "所有分类或某一分类的检查频次，可多次给出",
      value: .visitFrequency
    )
  )
  var visits: [String] = []

  @Option(
    help: ArgumentHelp(
      "The years in which a visited unit is not drawn again. May be repeated.",
      "检查过的对象在几年内不再抽取，可多次给出",
      value: .stratumYears
    )
  )
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "The visits of one unit that a year may have at most. May be repeated.",
      "同一对象一年内最多检查的次数，可多次给出",
      value: .stratumVisits
    )
  )
  var cap: [String] = []

  @Option(help: ArgumentHelp("Rounds a year.", "每年几轮", value: .number))
  var rounds = "1"

  @Option(help: ArgumentHelp("The years to look at.", "要计算的年数", value: .years))
  var years = "5"

  @Option(
    help: ArgumentHelp(
      "The round whose sizes are written to --sizes.",
      "把哪一轮的抽取数写入 --sizes",
      value: .number
    )
  )
  var round: String?

  @Option(
    help: ArgumentHelp(
      "Write the sizes of --round here, as draw --sizes takes them.",
      "--round 所指轮次的抽取数写入此文件，供 draw --sizes 使用",
      value: .file
    )
  )
  var sizes: String?

  @OptionGroup var totals: TotalsOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  /// The sizes that are shown at most, one for each class and round.
  private static let figureLimit = 1_000_000

  func execute() throws {
    let rounds = try Text.count(rounds, of: "--rounds", in: 1...366)
    let years = try Text.years(years)
    guard (round == nil) == (sizes == nil) else {
      throw UsageError(
        "--round names the round that --sizes is written for; give both or neither",
        "--round 指定 --sizes 所写的轮次，两者须同时给出"
      )
    }
    guard rules.overall.isEmpty else {
      throw UsageError(
        "rounds are planned class by class; leave out --overall",
        "各分类分别排轮次，请去掉 --overall"
      )
    }
    let table = try StrataTable(
      path: strata,
      layout: results.table,
      keepsTotals: totals.keepTotals
    )
    guard rounds * years <= RoundsCommand.figureLimit / table.rows.count else {
      throw UsageError(
        "\(table.rows.count) classes in \(rounds * years) rounds are more than"
          + " \(RoundsCommand.figureLimit) sizes; lower --years or --rounds",
        "\(table.rows.count) 个分类、\(rounds * years) 轮，超过 \(RoundsCommand.figureLimit) 个数量，"
          + "请减少 --years 或 --rounds"
      )
    }
    let named = try table.ruleSet(try rules.ruleSet())
    var names = StratumNames(table.strata.map(\.name))
    let options = (
      visits: try NamedTexts(visits, "--visits", &names),
      cap: try NamedTexts(cap, "--cap", &names),
      exclude: try NamedTexts(exclude, "--exclude", &names)
    )
    try StrataMismatch.check(names, file: strata)
    say((named.matches + names.matches).sentences())
    let schedules = try table.rows.map { row in
      try VisitSchedule(try demand(row, named.rules, options), rounds: rounds)
    }
    let unruled = schedules.filter { $0.reason == nil && $0.demand.stratum.population > 0 }
    guard unruled.count < schedules.count else {
      throw UsageError(
        "nothing says how often: give --visits \"2 per year\", --rule \"10%\", or a column visits or"
          + " rule",
        "没有说明检查频次：请给出 --visits \"2次/年\"、--rule \"10%\"，或 visits、rule 列"
      )
    }
    try StrataMismatch.check(
      names,
      unruled: unruled.map(\.demand.stratum.name),
      file: strata
    )
    var files: [OutputFile] = []
    if let sizes, let round {
      let number = try Text.count(round, of: "--round", in: 1...rounds * years)
      let document = SizesDocument(
        try VisitSchedule.sizes(schedules, round: number),
        order: ClassOrder(table.strata.map(\.name))
      )
      files.append(try document.file(sizes, common.language))
    }
    try RoundsDocument(try VisitPlan(schedules, years: years))
      .write(to: results, with: files, language: common.language)
  }

  /// What the table and the options demand of a class; an option of its own name comes first.
  private func demand(
    _ row: StrataTable.Row,
    _ rules: RuleSet,
    _ options: (visits: NamedTexts, cap: NamedTexts, exclude: NamedTexts)
  ) throws -> VisitDemand {
    let name = row.stratum.name
    let frequency =
      try options.visits.text(of: name).map { text in
        do {
          return try Frequency(visits: text)
        } catch {
          throw UsageError(
            "--visits \"\(text.excerpt)\" is no frequency; write 2次/年, 2 per year or at most once"
              + " in 3 years",
            "--visits “\(text.excerpt)”不是频次，请写 2次/年、≤1次/3年 这样的频次"
          )
        }
      } ?? row.visits
    let cap = try options.cap.text(of: name).map {
      try Text.count($0, of: "--cap", in: 1...366)
    }
    return VisitDemand(
      row.stratum,
      frequency: frequency,
      cap: cap ?? row.cap,
      exclusion: try options.exclude.text(of: name)
        .map { try Text.ratio($0, of: "--exclude") } ?? row.exclusion,
      rules: rules.rules(in: name)
    )
  }
}

/// The values of an option that may be given for every stratum, or for one by name.
private struct NamedTexts {
  private var common: String?
  private var own: [ProtocolText: String] = [:]

  /// Takes the values in order, of which the last counts; the strata afterwards also know what was read
  /// and what fits none.
  init(_ texts: [String], _ flag: String, _ names: inout StratumNames) throws {
    for text in texts {
      let (name, value) = Text.split(text)
      guard let name else {
        common = value
        continue
      }
      if let stratum = names.stratum(try Text.name(name, of: flag)) { own[stratum] = value }
    }
  }

  /// The value for a stratum: its own, else the one for all.
  func text(of stratum: ProtocolText) -> String? { own[stratum] ?? common }
}
