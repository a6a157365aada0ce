import ArgumentParser
import Frames
import Sampling

/// `spotcheck tune`: what each budget buys, and the sizes of the plan that is chosen.
struct TuneCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Show what each budget buys, and take the sizes of one plan.",
    discussion: """
      STRATA.csv is as for size: stratum and population, and any of rule, sd, prevalence, weight, \
      cost and setup. Every row is the best plan for what it costs, and the rows are all the \
      budgets at which the best plan improves.

      Presets give the classes A, B, C and D the ratios of a published scheme: henan-2021, \
      bayannur-2022, lindian-2024.

      Example: spotcheck tune strata.csv --preset henan-2021 --budget 400
      Example: spotcheck tune strata.csv --budget 400 --at 360 --sizes sizes.json
      """
  )

  @Argument(help: "CSV with a row for each stratum; - is standard input.")
  var strata: String

  @OptionGroup var rules: RuleOptions

  @Option(help: "The budget at which the frontier ends, in the unit of the column cost.")
  var budget: String

  @Option(help: "What the plans are best for: variance, violations, power:Q or compromise:I.")
  var method = "variance"

  @Option(help: "A published scheme of ratios for the classes A, B, C and D.")
  var preset: String?

  @Option(help: "Choose the plan with this number.")
  var choose: String?

  @Option(help: "Choose the best plan that costs at most this.")
  var at: String?

  @Option(help: "Choose the cheapest plan whose worst class is detected with this probability.")
  var detect: String?

  @Option(help: "Write the sizes of the chosen plan here, as draw --sizes takes them.")
  var sizes: String?

  @Option(help: "text, csv or json.")
  var format: Format = .text

  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  enum Format: String, ExpressibleByArgument { case text, csv, json }

  func execute() throws {
    guard let method = AllocationMethod(method) else {
      throw UsageError(
        "--method \"\(method.excerpt)\" is none; write variance, violations, power:1/2 or"
          + " compromise:3",
        "--method “\(method.excerpt)”无效，可用：variance、violations、power:1/2、compromise:3"
      )
    }
    guard rules.overall.isEmpty else {
      throw UsageError(
        "a frontier has no --overall: its totals differ; leave it out",
        "前沿上各方案总数不同，请去掉 --overall"
      )
    }
    let chosen = [choose, at, detect].compactMap(\.self).count
    guard chosen <= 1, (chosen == 1) == (sizes != nil) else {
      throw UsageError(
        "a plan is chosen by one of --choose, --at and --detect, and written to --sizes",
        "请用 --choose、--at、--detect 之一选定方案，并用 --sizes 指定输出文件"
      )
    }
    let table = try StrataTable(path: strata, delimiter: output.delimiterByte)
    var ruleSet = try rules.ruleSet()
    let scheme = try scheme()
    for row in table.rows {
      for rule in row.rules { ruleSet.add(rule, in: row.stratum.name) }
      guard let scheme else { continue }
      guard let rule = scheme.rule(of: row.stratum.name) else {
        throw UsageError(
          "--preset \(scheme.name) knows the classes A, B, C and D, not"
            + " \"\(row.stratum.name.text.excerpt)\"; rename it or state a --rule",
          "--preset \(scheme.name) 仅适用于 A、B、C、D 类，“\(row.stratum.name.text.excerpt)”不在其中，"
            + "请改名或改用 --rule"
        )
      }
      ruleSet.add(rule, in: row.stratum.name)
    }
    let frontier = try Frontier(
      table.rows.map(\.stratum),
      traits: table.traits,
      rules: ruleSet,
      spending: table.spending(try Text.ratio(budget, of: "--budget")),
      method: method
    )
    if let sizes, let point = try point(of: frontier) {
      let file = try OutputFile(sizes, isPrivate: true)
      let document = SizesDocument(frontier.sizes(of: point), language: common.language)
      try file.write(document.json())
      try file.commit()
    }
    let document = FrontierDocument(frontier, preset: scheme)
    let file = try output.open(isPrivate: true)
    switch format {
    case .text: try file.write(document.text(common.language))
    case .csv: try file.write(document.csv)
    case .json: try file.write(document.json())
    }
    try file.commit()
  }

  private func scheme() throws -> RatioScheme? {
    guard let preset else { return nil }
    guard let scheme = RatioScheme.all.first(where: { $0.name == preset }) else {
      let names = RatioScheme.all.map(\.name).joined(separator: ", ")
      throw UsageError(
        "--preset \"\(preset.excerpt)\" is none; write one of \(names)",
        "--preset “\(preset.excerpt)”无效，可用：\(names)"
      )
    }
    return scheme
  }

  /// The plan that was chosen.
  private func point(of frontier: Frontier) throws -> Frontier.Point? {
    let point: Frontier.Point?
    if let choose {
      let number = try Text.count(choose, of: "--choose")
      point = frontier.points.indices.contains(number - 1) ? frontier.points[number - 1] : nil
    } else if let at {
      let limit = try Text.ratio(at, of: "--at")
      point = frontier.points.last { $0.spent.map { $0 <= limit } ?? false }
    } else if let detect {
      let probability = try Text.ratio(detect, of: "--detect").approximation
      point = frontier.points.first { ($0.worstDetection ?? 0) >= probability }
    } else {
      return nil
    }
    guard let point else { throw NoSuchPlan(count: frontier.points.count) }
    return point
  }
}

/// No plan of the frontier is as it was asked for (exit status 1).
struct NoSuchPlan: ExplainedError {
  let count: Int

  func explanation(in language: Language) -> String {
    language(
      "none of the \(count) plans is the one that was asked for; see the list without --sizes",
      "前沿上的 \(count) 个方案均不符合要求，请先不带 --sizes 查看列表"
    )
  }
}
