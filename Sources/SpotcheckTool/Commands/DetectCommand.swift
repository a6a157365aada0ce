import Analysis
import Answers
import ArgumentParser
import Frames
import Inference
import Sampling

/// `spotcheck detect`: what a sample can find.
struct DetectCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: Language.ofRun(
      "Tell the probability to find a violator, or the sample that finds one.",
      "计算发现违法对象的概率，或所需的样本量。"
    ),
    discussion: Language.ofRun(
      """
      Exact in a finite population. A prevalence becomes a number of violators rounded up, or down \
      as ISPM 31 does with --round-down.

      Example: spotcheck detect --population 1000 --prevalence 1% --confidence 95%
      258 is the smallest sample.

      Several strata: DESIGN.csv has the columns stratum, population, sample and may have risk, how \
      many times as risky a stratum is.

      Example: spotcheck detect --strata design.csv --prevalence 1%

      A sample split across classes so that it finds one violator most surely: --split takes a table \
      with stratum, population, prevalence and rule, and --total or --confidence. With --strength \
      prevalences are as uncertain as after so many inspections.

      Example: spotcheck detect --split classes.csv --total 60 --strength 20

      Years without a finding: --prior 0.5 --introduction 0.01 --years 5 with --sample; --free 0.95 \
      asks for the sample that reaches it in one year.

      Tables for your own population: --table sizes, limits or lots.
      """,
      """
      对有限总体精确计算。违规率折算为违规对象数时向上取整，加 --round-down 则向下取整（同 ISPM 31）。

      示例：spotcheck detect --population 1000 --prevalence 1% --confidence 95%
      最小样本为 258。

      多个分类：方案表有 stratum、population、sample 列，还可有 risk（该分类的风险为他类的几倍）。

      示例：spotcheck detect --strata 方案.csv --prevalence 1%

      把样本分到各类，使查出违规的把握最大：--split 的表有 stratum、population、prevalence、rule 列，并给出 --total 或 --confidence。\
      加 --strength 时，违规率的不确定程度相当于只检查过这么多次。

      示例：spotcheck detect --split 分类.csv --total 60 --strength 20

      连续多年未查出：--prior 0.5 --introduction 0.01 --years 5 与 --sample 同用；--free 0.95 求一年内达到该概率所需的样本。

      为自己的总体打印表格：--table sizes（样本量）、limits（界限）或 lots（批量）。
      """
    )
  )

  @Option(help: ArgumentHelp("All units of the frame.", "对象总数", value: .number))
  var population: String?

  @Option(help: ArgumentHelp("The number of violators supposed.", "假定的违规对象数", value: .number))
  var violators: String?

  @Option(
    help: ArgumentHelp(
      "The share of violators supposed, 0.01 or 1%.",
      "假定的违规率，例如 0.01 或 1%",
      value: .share
    )
  )
  var prevalence: String?

  @Flag(
    help: ArgumentHelp(
      "Round a prevalence down to whole violators, as ISPM 31 does.",
      "违规率折算为违规对象数时向下取整（同 ISPM 31）"
    )
  )
  var roundDown = false

  @Option(help: ArgumentHelp("The units inspected.", "检查的对象数", value: .number))
  var sample: String?

  @Option(
    help: ArgumentHelp(
      "The probability to reach, 0.95 or 95%.",
      "要达到的概率，例如 0.95 或 95%",
      value: .share
    )
  )
  var confidence: String?

  @Option(
    help: ArgumentHelp(
      "The probability that an inspection recognises a violator.",
      "一次检查能识别违规对象的概率",
      value: .share
    )
  )
  var sensitivity = "1"

  @Option(
    help: ArgumentHelp(
      "A design of several strata, CSV; - is standard input.",
      "多个分类的抽样方案（CSV）；- 表示标准输入",
      value: .file
    )
  )
  var strata: String?

  @Option(
    help: ArgumentHelp(
      "Classes to split a sample across, CSV; - is standard input.",
      "要分配样本的各分类（CSV）；- 表示标准输入",
      value: .file
    )
  )
  var split: String?

  @Option(
    help: ArgumentHelp(
      "With --split, the sum of all sizes, instead of --confidence.",
      "与 --split 同用：抽取总数，代替 --confidence",
      value: .number
    )
  )
  var total: String?

  @Option(
    help: ArgumentHelp(
      "With --split, as how many inspections the prevalences are worth.",
      "与 --split 同用：违规率相当于多少次检查的依据",
      value: .number
    )
  )
  var strength: String?

  @Option(
    help: ArgumentHelp(
      "The probability that the population is free before the first year.",
      "第一年之前总体无违规的概率",
      value: .share
    )
  )
  var prior: String?

  @Option(
    help: ArgumentHelp(
      "The probability that a violation is introduced in a year.",
      "一年内出现新违规的概率",
      value: .share
    )
  )
  var introduction = "0"

  @Option(help: ArgumentHelp("How many years the sample is repeated.", "抽样重复的年数", value: .years))
  var years: String?

  @Option(
    help: ArgumentHelp(
      "The probability of freedom to reach in a year.",
      "一年后要达到的无违规概率",
      value: .share
    )
  )
  var free: String?

  @Option(
    help: ArgumentHelp(
      "Which table: sizes, limits or lots.",
      "表格种类：sizes、limits 或 lots",
      value: .tableKind
    )
  )
  var table: PlanningTable?

  @OptionGroup var totals: TotalsOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let language = common.language
    if let table {
      let confidence = try confidence.map { try Text.ratio($0, of: "--confidence") }
      let figures = try PlanningFigures(
        table,
        population: try population.map { try Text.count($0, of: "--population") },
        confidence: confidence ?? Ratio(95, 100),
        rounding: rounding
      )
      let document = PlanningDocument(figures)
      try document.write(to: results, language: language)
    } else if let split {
      let request = try splitRequest(split)
      let order = ClassOrder(request.table.rows.map(\.stratum.name))
      try DetectionSplitDocument(try request.run(), order: order)
        .write(to: results, language: language)
    } else {
      let result = try strata.map { try design($0) } ?? single().run()
      try DetectionDocument(result).write(to: results, language: language)
    }
  }

  private var rounding: Detection.Rounding { roundDown ? .down : .up }

  /// A sample split across classes.
  private func splitRequest(_ path: String) throws -> SplitRequest {
    guard (total == nil) != (confidence == nil), sensitivity == "1", population == nil,
      violators == nil, prevalence == nil, sample == nil, strata == nil, free == nil
    else {
      throw UsageError(
        "--split takes one of --total and --confidence, and --strength or --round-down; populations and"
          + " prevalences are columns of the file, and inspections overlook nothing",
        "--split 需要 --total 或 --confidence 之一，可加 --strength 或 --round-down；对象数和违规率在文件的列中给出，"
          + "且假定不漏检"
      )
    }
    let strength = try strength.map { try Text.ratio($0, of: "--strength") }
    guard strength.map({ $0 > Ratio(0) && !roundDown }) ?? true else {
      throw UsageError(
        "--strength is a number of inspections above 0, and goes without --round-down",
        "--strength 是大于 0 的检查数，且不能与 --round-down 同用"
      )
    }
    let table = try StrataTable(
      path: path,
      layout: results.table,
      keepsTotals: totals.keepTotals
    )
    let goal: SplitRequest.Goal =
      try total.map { .total(try Text.count($0, of: "--total")) }
      ?? .confidence(try Text.ratio(confidence ?? "1", of: "--confidence"))
    return SplitRequest(
      table,
      rules: try table.ruleSet(RuleSet()).rules,
      goal: goal,
      belief: strength.map { .uncertain(strength: $0) } ?? .known(rounding)
    )
  }

  /// One population.
  private func single() throws -> DetectionRequest {
    let share = try prevalence.map { try Text.ratio($0, of: "--prevalence") }
    let sensitivity = try Text.ratio(sensitivity, of: "--sensitivity")
    guard let population else {
      throw UsageError(
        "--population is missing; give the number of units, or a design with --strata",
        "缺少 --population，请给出对象总数，或用 --strata 给出分类设计"
      )
    }
    let all = try Text.count(population, of: "--population")
    let supposition: DetectionRequest.Supposition
    switch (violators, share) {
    case (let count?, nil): supposition = .violators(try Text.count(count, of: "--violators"))
    case (nil, let share?): supposition = .prevalence(share, rounding)
    default:
      throw UsageError(
        "give one of --violators and --prevalence",
        "请在 --violators 和 --prevalence 中选一个"
      )
    }
    return DetectionRequest(
      population: all,
      supposition: supposition,
      sensitivity: sensitivity,
      goal: try goal(),
      years: try freedom()
    )
  }

  /// The sample given, or what it is to reach.
  private func goal() throws -> DetectionRequest.Goal {
    switch (sample, confidence, free) {
    case (let sample?, nil, nil): return .sample(try Text.count(sample, of: "--sample"))
    case (nil, let text?, nil): return .confidence(try Text.ratio(text, of: "--confidence"))
    case (nil, nil, let text?): return .freedom(try Text.ratio(text, of: "--free"))
    default:
      throw UsageError(
        "give one of --sample, --confidence and --free",
        "请在 --sample、--confidence 和 --free 中选一个"
      )
    }
  }

  /// The years, where any are asked for.
  private func freedom() throws -> DetectionYears? {
    guard prior != nil || years != nil || free != nil else { return nil }
    var result = DetectionYears()
    result.prior = try Text.ratio(prior ?? "0.5", of: "--prior")
    result.introduction = try Text.ratio(introduction, of: "--introduction")
    result.count = try years.map { try Text.years($0) } ?? 1
    return result
  }

  /// Several strata.
  private func design(_ path: String) throws -> DetectionResult {
    guard let prevalence, population == nil, violators == nil, sample == nil, confidence == nil,
      free == nil
    else {
      throw UsageError(
        "--strata takes --prevalence; population and sample are columns of the file",
        "--strata 需要 --prevalence，对象数和抽取数在文件的列中给出"
      )
    }
    let share = try Text.ratio(prevalence, of: "--prevalence")
    let sensitivity = try Text.ratio(sensitivity, of: "--sensitivity")
    var table = try ResultTable(path: path, layout: results.table)
    table.keepsTotals = totals.keepTotals
    return try DetectionResult(
      try table.riskStrata(),
      prevalence: (share, rounding),
      sensitivity: sensitivity,
      years: try freedom()
    )
  }
}

extension PlanningTable: ExpressibleByArgument {}
