import Analysis
import Answers
import ArgumentParser
import Frames
import Inference
import Sampling

/// `spotcheck learn`: a plan that knows how little last year's results say.
struct LearnCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: Language.ofRun(
      "Plan with what last year's inspections found, and with what they leave open.",
      "利用上一年的检查结果及其不确定性制定计划。"
    ),
    discussion: Language.ofRun(
      """
      STRATA.csv is as for size, with the columns inspected and violations: last year's random \
      inspections of each class and how many found a violation. The plan under the beta posterior \
      stands beside the plan under the plain estimates.

      Every class keeps a random sample large enough to test the class model: to tell the class \
      from the one next to it, with --confidence and --power (Guenther's two-point plan, in exact \
      hypergeometric probabilities). --power 0 leaves these floors out.

      Where part of the inspections is targeted or drawn by a score, --random-share keeps a share of \
      each class purely random (20% to 25% in the EU's agricultural controls, Regulations 1122/2009, \
      art. 31, and 809/2014); without it the whole sample is.

      Example: spotcheck learn strata.csv --rule 2% --total 300 --method variance
      Example: spotcheck learn strata.csv --budget 120 --method variance --prior 0.5,9.5 \
      --random-share 25% --random-sizes random.json --sizes sizes.json
      """,
      """
      分类表同 size，另有 inspected（检查数）和 violations（违规数）列：上年每类随机检查了多少、查出多少违规。按贝塔后验得到的方案与\
      直接用查出率得到的方案并列。

      每类都保留足以检验分类模型的随机样本：能以 --confidence 和 --power 把该类与相邻一类区分开（Guenther 的两点检验方案，用精确的超几何\
      概率）。--power 0 不设这一下限。

      部分检查是有针对性或按评分抽取的，用 --random-share 在每类中保留一定比例的纯随机抽取（欧盟农业检查为 20% 到 25%：1122/2009 号条例\
      第 31 条、809/2014 号条例）；不给出时全部为随机抽取。

      示例：spotcheck learn 分类.csv --rule 2% --total 300 --method variance
      示例：spotcheck learn 分类.csv --budget 120 --method variance --prior 0.5,9.5 --random-share 25% \
      --random-sizes 随机部分.json --sizes 抽取数.json
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
  var method = "variance"

  @Option(
    help: ArgumentHelp(
      "What is believed before: jeffreys, uniform, or alpha,beta.",
      "先验：jeffreys、uniform 或两个参数 alpha,beta",
      value: .prior
    )
  )
  var prior = "jeffreys"

  @Option(
    help: ArgumentHelp(
      "The power of the tests of the class model; 0 for no floors.",
      "检验分类模型的功效；0 表示不设下限",
      value: .share
    )
  )
  var power = "80%"

  @Option(
    help: ArgumentHelp(
      "A rule on the share of each class that is drawn purely at random: 20%.",
      "每类中纯随机抽取部分的规则，例如 20%",
      value: .plainRule
    )
  )
  var randomShare: String?

  @Option(
    help: ArgumentHelp(
      "Write the sizes here, as draw --sizes takes them.",
      "抽取数写入此文件，供 draw --sizes 使用",
      value: .file
    )
  )
  var sizes: String?

  @Option(
    help: ArgumentHelp(
      "Write the sizes of the purely random part here, as draw --sizes takes them.",
      "纯随机部分的抽取数写入此文件，供 draw --sizes 使用",
      value: .file
    )
  )
  var randomSizes: String?

  @OptionGroup var totals: TotalsOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    guard let prior = BetaPrior(prior) else {
      throw UsageError(
        "--prior \"\(prior.excerpt)\" is none; write jeffreys, uniform, or two numbers above 0 such"
          + " as 0.5,9.5",
        "--prior “\(prior.excerpt)”无效，可用：jeffreys、uniform，或两个正数（如 0.5,9.5）"
      )
    }
    let method = try goal.method(method)
    let confidence = try Text.ratio(goal.confidence, of: "--confidence")
    let power = try Text.ratio(power, of: "--power")
    let table = try StrataTable(
      path: strata,
      layout: results.table,
      keepsTotals: totals.keepTotals
    )
    try table.check(atMost: 5_000)
    let plan = try PosteriorPlan(
      table,
      prior: prior,
      confidence: confidence,
      power: power == Ratio(0) ? nil : power
    )
    let named = try table.ruleSet(try rules.ruleSet())
    say(named.matches.sentences())
    let ruleSet = plan.rules(named.rules)
    let all = try goal.rules(ruleSet, table: plan.expected(table))
    if !goal.setsTotal {
      guard !all.isEmpty else { throw SizeGoal.nothingAsked }
      try table.checkEveryRuled(all)
    }
    let posterior = try goal.sizes(plan.expected(table), rules: ruleSet, method: method)
    let atPoint: Result<Sizes, AllocationError>
    do {
      let point = plan.pointEstimated(table)
      atPoint = .success(try goal.sizes(point, rules: ruleSet, method: method))
    } catch let error as AllocationError {
      atPoint = .failure(error)
    }
    let result = try PosteriorSizes(
      plan,
      sizes: posterior,
      atPoint: atPoint,
      confidence: confidence,
      power: power == Ratio(0) ? nil : power,
      randomShare: try randomShare.map { text throws(RuleSyntaxError) in try Rule(parsing: text) }
    )
    var files: [OutputFile] = []
    let order = ClassOrder(table.strata.map(\.name))
    if let sizes {
      files.append(try SizesDocument(posterior, order: order).file(sizes, common.language))
    }
    if let randomSizes {
      let document = SizesDocument(try result.randomSizes(), order: order)
      files.append(try document.file(randomSizes, common.language))
    }
    try PosteriorDocument(result).write(to: results, with: files, language: common.language)
  }
}
