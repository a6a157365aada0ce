import Analysis
import Answers
import ArgumentParser
import Frames
import Sampling

/// `spotcheck size`: how many units to select in each stratum.
struct SizeCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: Language.ofEnvironment(
      "Compute how many units to select in each stratum.",
      "计算每个分类应抽取多少对象。"
    ),
    discussion: """
      STRATA.csv has the columns stratum and population, and may have rule, sd (standard deviation \
      of a unit) or variance, prevalence (share of units in violation, 0 to 1), mean, weight (risk \
      weight), cost (of one inspection) and setup (of the first one of a class). Further variables \
      have columns sd.NAME or variance.NAME, mean.NAME or prevalence.NAME; domain.NAME says to \
      which domain of a division a stratum belongs.

      Methods: proportional; costa:K (between equal and proportional); variance (Tschuprow and Neyman, \
      in whole units; also neyman or optimal, with the column cost the optimum for prices); power:Q \
      (Bankier, Q from 0 to 1: power:0.35 or bankier:0.35), compromise:I (Kish; also kish:I), \
      general:Q1,Q2,Q3 (Hidiroglou and Srinath); worst-error, equal-precision, worst-detection (the \
      worst class is made as good as can be); violations. Each is exact, and says which exchange of \
      one unit would lose least. With --cv, --variance or --margin the cheapest sizes for several \
      variables and domains are searched (Bethel and Chromy, in whole units; also bethel).

      A rule names a stratum as the table does; where all strata are classes of one scheme, other \
      names of it are understood (A类 or 低风险 for A), and the reading is printed.

      Example: spotcheck size strata.csv --rule ">35%" --total 120
      Example: spotcheck size strata.csv --rule 10% --total 120 --method variance
      Example: spotcheck size strata.csv --rule 10% --budget 37.5 --method variance
      Example: spotcheck size strata.csv --rule 10% --detect 95% --cv 10%
      Example: spotcheck size strata.csv --method bethel --cv 5% --cv "income: 4%" \
      --cv "income@region: 10%"
      """
  )

  @Argument(help: "CSV with a row for each stratum; - is standard input.")
  var strata: String

  @OptionGroup var rules: RuleOptions

  @OptionGroup var goal: SizeGoal

  @Option(help: "What the sizes are to be best for.")
  var method = "proportional"

  @Option(help: "text, csv or json.")
  var format: ResultFormat = .text

  @Flag(help: "Say what one more unit and each minimum are worth, and what ±20 % would change.")
  var sensitivity = false

  @OptionGroup var totals: TotalsOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let table = try StrataTable(
      path: strata,
      layout: output.table,
      keepsTotals: totals.keepTotals
    )
    let named = try table.ruleSet(try rules.ruleSet())
    say(named.matches.sentences())
    let method = try goal.method(method)
    let ruleSet = try goal.rules(named.rules, table: table)
    if !goal.setsTotal {
      guard !ruleSet.isEmpty else { throw SizeGoal.nothingAsked }
      try table.checkEveryRuled(ruleSet)
    }
    if let demands = try goal.precisions(table, method: method) {
      return try SizesDocument(precise(table, ruleSet, demands))
        .write(format, to: output, language: common.language)
    }
    let allocation: Allocation
    do {
      allocation = try goal.allocation(table, rules: ruleSet, method: method)
    } catch AllocationError.rules(let collision)
      where table.rows.contains(where: { $0.cost != Ratio(1) })
    {
      if let priced = PricedShortage(collision, spending: table.spending(Ratio(0))) { throw priced }
      throw AllocationError.rules(collision)
    }
    var worth: Sensitivity?
    if sensitivity {
      try table.check(atMost: 2_000)
      guard goal.budget != nil || !goal.isInverse, format != .csv else {
        throw UsageError(
          "--sensitivity goes with a total or a budget and with text or json; leave out --variance,"
            + " --cv, --margin and csv",
          "--sensitivity 仅适用于 --total 或 --budget 和 text、json 格式，请去掉 --variance、--cv、--margin 或 csv"
        )
      }
      worth = try goal.sensitivity(table, rules: ruleSet, method: method)
    }
    try SizesDocument(allocation, sensitivity: worth)
      .write(format, to: output, language: common.language)
  }

  private func precise(
    _ table: StrataTable,
    _ rules: RuleSet,
    _ demands: [PrecisionDemand]
  ) throws -> PrecisionAllocation {
    guard rules.overall.isEmpty, !sensitivity else {
      throw UsageError(
        "several precisions, or prices, set the total and have their own sensitivity; leave out"
          + " --overall and --sensitivity",
        "多项精度要求或不同单价会自行确定总数并给出敏感度，请去掉 --overall 和 --sensitivity"
      )
    }
    return try PrecisionAllocation(
      table.design,
      rules: rules,
      demands: demands,
      spending: table.spending(Ratio(0))
    )
  }
}
