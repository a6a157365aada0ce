import Analysis
import Answers
import ArgumentParser
import Frames
import Sampling

/// `spotcheck size`: how many units to select in each stratum.
struct SizeCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: Language.ofRun(
      "Compute how many units to select in each stratum.",
      "计算每个分类应抽取多少对象。"
    ),
    discussion: Language.ofRun(
      """
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
      """,
      """
      分类表（CSV 或工作簿）有 stratum（分类）和 population（对象总数）列，还可有 rule（规则）、sd（单个对象的标准差）或 \
      variance（方差）、prevalence（违规率，0 到 1）、mean（均值）、weight（风险权重）、cost（一次检查的成本）和 setup（一类首次检查的\
      固定成本）；列名也可用中文。更多变量写成 sd.变量 或 variance.变量、mean.变量 或 prevalence.变量；domain.划分 列说明分类属于该划分的\
      哪个域。

      方法：proportional（按比例）；costa:K（介于平均与按比例之间）；variance（Tschuprow 与 Neyman 的整数解，也写作 neyman、optimal，\
      有 cost 列时为按单价的最优解）；power:Q（Bankier，Q 为 0 到 1，例如 power:0.35 或 bankier:0.35）；compromise:I（Kish，也写作 \
      kish:I）；general:Q1,Q2,Q3（Hidiroglou 与 Srinath）；worst-error、equal-precision、worst-detection（使最差的一类尽可能好）；\
      violations（查出违规最多）。各方法均为精确解，并说明把一个名额换到另一类时损失最小的换法。给出 --cv、--variance 或 --margin 时，\
      求满足多个变量和域的精度要求的最省方案（Bethel 与 Chromy 的整数解，也写作 bethel）。

      规则按表中的写法指明分类；各分类同属一种已知分级时，也可用该分级的其他名称（A类、低风险 与 A 相同），识别结果会打印出来。

      示例：spotcheck size 分类.csv --rule ">35%" --total 120
      示例：spotcheck size 分类.csv --rule 10% --total 120 --method variance
      示例：spotcheck size 分类.csv --rule 10% --budget 37.5 --method variance
      示例：spotcheck size 分类.csv --rule 10% --detect 95% --cv 10%
      示例：spotcheck size 分类.csv --method bethel --cv 5% --cv "收入: 4%" --cv "收入@片区: 10%"
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

  @OptionGroup var goal: SizeGoal

  @Option(help: ArgumentHelp("What the sizes are to be best for.", "按什么目标分配抽取数", value: .method))
  var method = "proportional"

  @Flag(
    help: ArgumentHelp(
      "Say what one more unit and each minimum are worth, and what ±20 % would change.",
      "说明多抽一个、每条下限各值多少，以及 ±20% 会改变什么"
    )
  )
  var sensitivity = false

  @OptionGroup var totals: TotalsOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let table = try StrataTable(
      path: strata,
      layout: results.table,
      keepsTotals: totals.keepTotals
    )
    let order = ClassOrder(table.strata.map(\.name))
    let named = try table.ruleSet(try rules.ruleSet())
    say(named.matches.sentences())
    let method = try goal.method(method)
    let ruleSet = try goal.rules(named.rules, table: table)
    if !goal.setsTotal {
      guard !ruleSet.isEmpty else { throw SizeGoal.nothingAsked }
      try table.checkEveryRuled(ruleSet)
    }
    if let demands = try goal.precisions(table, method: method) {
      return try SizesDocument(precise(table, ruleSet, demands), order: order)
        .write(to: results, language: common.language)
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
      guard goal.budget != nil || !goal.isInverse, results.format != .csv else {
        throw UsageError(
          "--sensitivity goes with a total or a budget and with text or json; leave out --variance,"
            + " --cv, --margin and csv",
          "--sensitivity 仅适用于 --total 或 --budget 和 text、json 格式，请去掉 --variance、--cv、--margin 或 csv"
        )
      }
      worth = try goal.sensitivity(table, rules: ruleSet, method: method)
    }
    try SizesDocument(allocation, order: order, sensitivity: worth)
      .write(to: results, language: common.language)
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
