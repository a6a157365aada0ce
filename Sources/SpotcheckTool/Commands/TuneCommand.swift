import Analysis
import Answers
import ArgumentParser
import Frames
import Sampling

/// `spotcheck tune`: what each budget buys, and the sizes of the plan that is chosen.
struct TuneCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: Language.ofRun(
      "Show what each budget buys, and take the sizes of one plan.",
      "列出每一预算能换来什么，并取其中一个方案的数量。"
    ),
    discussion: Language.ofRun(
      """
      STRATA.csv is as for size: stratum and population, and any of rule, sd, prevalence, weight, \
      cost and setup. Every row is the best plan for what it costs, and the rows are all the \
      budgets at which the best plan improves, by the least variance, the surest detection in the \
      worst class, the most violations found and the most units seen.

      A plan is chosen by its number or name (least, knee, most), or as the cheapest that reaches \
      what --detect, --variance, --violations and --coverage ask for, or as the best that costs at \
      most --at; it is taken from the frontier of --method, of variance where none is named.

      An output named .xlsx has the plan of each class first, to be pasted into a document, then all plans, and a \
      sheet for each class where there are at most 100.

      Presets give the classes the ratios of a published scheme, which tune --presets lists: \
      \(TuneCommand.presetNames).

      Example: spotcheck tune strata.csv --preset henan-2021 --budget 400
      Example: spotcheck tune strata.csv --budget 400 --at 360 --sizes sizes.json
      Example: spotcheck tune strata.csv --budget 400 --method detection --detect 95% \
      --sizes sizes.json
      Example: spotcheck tune strata.csv --budget 400 --report frontier.html --language zh
      """,
      """
      分类表同 size：stratum（分类）和 population（对象总数），以及 rule、sd、prevalence、weight、cost、setup 中的任意列。每一行是\
      该成本下的最好方案，各行就是最好方案发生改变的全部预算：方差最小、最差一类的检出概率最高、查出违规最多、查到的对象最多。

      方案可按编号或名称选定（least 最少、knee 拐点、most 最多），或选满足 --detect、--variance、--violations、--coverage 的最省方案，\
      或选成本不超过 --at 的最好方案；从 --method 的前沿中选取，未给出时为 variance。

      输出文件名为 .xlsx 时，首页为各分类的抽取数，可直接粘贴到计划文件中，其后为全部方案；分类不超过 100 个时每个分类另有一页。

      --preset 采用已公布的分类抽查比例（tune --presets 列出各方案的比例）：\(TuneCommand.presetNames)。

      示例：spotcheck tune 分类.csv --preset henan-2021 --budget 400
      示例：spotcheck tune 分类.csv --budget 400 --at 360 --sizes 抽取数.json
      示例：spotcheck tune 分类.csv --budget 400 --method detection --detect 95% --sizes 抽取数.json
      示例：spotcheck tune 分类.csv --budget 400 --report 前沿.html
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
  var strata: String?

  @OptionGroup var rules: RuleOptions

  @Option(
    help: ArgumentHelp(
      "The budget at which the frontier ends, in the unit of the column cost.",
      "前沿的最高预算，单位同 cost 列",
      value: .amount
    )
  )
  var budget: String?

  @Option(help: ArgumentHelp("The budget at which the frontier begins.", "前沿的最低预算", value: .amount))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "What the plans are best for: variance (neyman), detection, violations, coverage,"
        + " worst-error, equal-precision, power:Q (bankier:Q), general:Q,Q,Q or compromise:I. May"
        + " be repeated; the first four where none is named.",
      "方案的目标：variance（neyman）、detection、violations、coverage、worst-error、equal-precision、"
        + "power:Q（bankier:Q）、general:Q,Q,Q 或 compromise:I；可多次给出，默认为前四个",
      value: .method
    )
  )
  var method: [String] = []

  @Option(
    help: ArgumentHelp(
      "A published scheme of ratios for the classes.",
      "已公布的分类抽查比例方案",
      value: .preset
    )
  )
  var preset: String?

  @Flag(
    help: ArgumentHelp(
      "List the published schemes with their ratios, and do nothing else.",
      "列出已公布的方案及其比例，不做其他计算"
    )
  )
  var presets = false

  @OptionGroup var choice: FrontierChoice

  @Option(
    help: ArgumentHelp(
      "Write the sizes of the chosen plan here, as draw --sizes takes them.",
      "选定方案的抽取数写入此文件，供 draw --sizes 使用",
      value: .file
    )
  )
  var sizes: String?

  @OptionGroup var page: PageOptions
  @OptionGroup var totals: TotalsOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  private static let presetNames = RatioScheme.all.map(\.name).joined(separator: ", ")

  func execute() throws {
    if presets {
      guard strata == nil, budget == nil else {
        throw UsageError(
          "--presets lists the schemes alone; leave out the table and --budget",
          "--presets 仅列出方案，请去掉分类表和 --budget"
        )
      }
      return try PresetsDocument(RatioScheme.all).write(to: results, language: common.language)
    }
    guard let strata, let budget else {
      throw UsageError(
        "tune takes a table of strata and a --budget, such as tune strata.csv --budget 400; tune --presets lists"
          + " the published schemes",
        "tune 需要分类表和 --budget，例如 tune 分类.csv --budget 400；tune --presets 列出已公布的方案"
      )
    }
    try tune(strata, budget: budget)
  }

  private func tune(_ strata: String, budget: String) throws {
    let goals = try goals()
    guard rules.overall.isEmpty else {
      throw UsageError(
        "a frontier has no --overall: its totals differ; leave it out",
        "前沿上各方案总数不同，请去掉 --overall"
      )
    }
    let pick = try choice.pick()
    guard (pick == nil) == (sizes == nil) else {
      throw UsageError(
        "a plan is chosen by --choose, or by --at, --detect, --variance, --violations and"
          + " --coverage, and written to --sizes",
        "请用 --choose，或用 --at、--detect、--variance、--violations、--coverage 选定方案，并用 --sizes 指定输出文件"
      )
    }
    let table = try StrataTable(
      path: strata,
      layout: results.table,
      keepsTotals: totals.keepTotals
    )
    let scheme = try scheme()
    let ruleSet = try ruleSet(table, scheme)
    let spending = table.spending(try Text.ratio(budget, of: "--budget"))
    let start = try from.map { try Text.ratio($0, of: "--from") }
    let found = try Frontiers(
      table.strata,
      traits: table.traits,
      rules: ruleSet,
      spending: spending,
      from: start,
      goals: goals
    )
    var chosen: Tuning.Chosen?
    var files: [OutputFile] = []
    if let sizes, let pick, let frontier = found.frontiers.first {
      let index = try pick.index(in: frontier)
      chosen = .init(goal: frontier.goal, number: index + 1)
      let plan = frontier.sizes(of: frontier.points[index])
      let order = ClassOrder(table.strata.map(\.name))
      files.append(try SizesDocument(plan, order: order).file(sizes, common.language))
    }
    let document = FrontierDocument(
      Tuning(
        found,
        table: table,
        spending: spending,
        from: start,
        preset: scheme,
        chosen: chosen
      )
    )
    files += try page.file(document, language: common.language)
    try document.write(to: results, with: files, language: common.language)
  }

  /// The goals that were named, nil where none was.
  private func goals() throws -> [FrontierGoal]? {
    let named = try method.map { name in
      guard let goal = FrontierGoal(name) else {
        throw UsageError(
          "--method \"\(name.excerpt)\" is none that a frontier takes; write variance, detection,"
            + " violations, coverage, worst-error, equal-precision, power:1/2 or compromise:3",
          "--method “\(name.excerpt)”无效，可用：variance、detection、violations、coverage、worst-error、"
            + "equal-precision、power:1/2、compromise:3"
        )
      }
      return goal
    }
    return named.isEmpty ? nil : named
  }

  /// The rules of the command line, of the table and of the preset.
  private func ruleSet(_ table: StrataTable, _ scheme: RatioScheme?) throws -> RuleSet {
    let named = try table.ruleSet(try rules.ruleSet())
    say(named.matches.sentences())
    guard let scheme else { return named.rules }
    let published = scheme.ruleSet(for: table.strata.map(\.name))
    say(published.matches.sentences())
    var ruleSet = named.rules
    for stratum in table.strata.map(\.name) {
      let rules = published.rules.rules(in: stratum)
      guard !rules.isEmpty else {
        let known = scheme.classes.compactMap(\.names.first).joined(separator: ", ")
        throw UsageError(
          "--preset \(scheme.name) knows the classes \(known), not"
            + " \"\(stratum.text.excerpt)\"; rename it or state a --rule",
          "--preset \(scheme.name) 仅适用于 \(known) 类，“\(stratum.text.excerpt)”不在其中，"
            + "请改名或改用 --rule"
        )
      }
      for rule in rules { ruleSet.add(rule, in: stratum) }
    }
    return ruleSet
  }

  private func scheme() throws -> RatioScheme? {
    guard let preset else { return nil }
    guard let scheme = RatioScheme.all.first(where: { $0.name == preset }) else {
      throw UsageError(
        "--preset \"\(preset.excerpt)\" is none; write one of \(TuneCommand.presetNames)",
        "--preset “\(preset.excerpt)”无效，可用：\(TuneCommand.presetNames)"
      )
    }
    return scheme
  }
}
