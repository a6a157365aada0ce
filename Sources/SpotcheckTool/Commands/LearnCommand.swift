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
    abstract: Language.ofEnvironment(
      "Plan with what last year's inspections found, and with what they leave open.",
      "利用上一年的检查结果及其不确定性制定计划。"
    ),
    discussion: """
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
      """
  )

  @Argument(help: "CSV with a row for each stratum; - is standard input.")
  var strata: String

  @OptionGroup var rules: RuleOptions
  @OptionGroup var goal: SizeGoal

  @Option(help: "What the sizes are to be best for.")
  var method = "variance"

  @Option(help: "What is believed before: jeffreys, uniform, or alpha,beta.")
  var prior = "jeffreys"

  @Option(help: "The power of the tests of the class model; 0 for no floors.")
  var power = "80%"

  @Option(help: "A rule on the share of each class that is drawn purely at random: 20%.")
  var randomShare: String?

  @Option(help: "Write the sizes here, as draw --sizes takes them.")
  var sizes: String?

  @Option(help: "Write the sizes of the purely random part here, as draw --sizes takes them.")
  var randomSizes: String?

  @Option(help: "text, csv or json.")
  var format: ResultFormat = .text

  @OptionGroup var totals: TotalsOptions
  @OptionGroup var output: OutputOptions
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
      layout: output.table,
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
    if let sizes { files.append(try file(posterior, to: sizes)) }
    if let randomSizes { files.append(try file(result.randomSizes(), to: randomSizes)) }
    try PosteriorDocument(result).write(format, to: output, with: files, language: common.language)
  }

  /// Sizes in a file, not yet shown.
  private func file(_ sizes: Sizes, to path: String) throws -> OutputFile {
    let file = try OutputFile(path, isPrivate: true)
    try file.write(SizesDocument(sizes).checkedJSON())
    return file
  }
}
