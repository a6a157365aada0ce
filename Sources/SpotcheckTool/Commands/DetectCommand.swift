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
    abstract: Language.ofEnvironment(
      "Tell the probability to find a violator, or the sample that finds one.",
      "计算发现违法对象的概率，或所需的样本量。"
    ),
    discussion: """
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
      """
  )

  @Option(help: "All units of the frame.")
  var population: String?

  @Option(help: "The number of violators supposed.")
  var violators: String?

  @Option(help: "The share of violators supposed, 0.01 or 1%.")
  var prevalence: String?

  @Flag(help: "Round a prevalence down to whole violators, as ISPM 31 does.")
  var roundDown = false

  @Option(help: "The units inspected.")
  var sample: String?

  @Option(help: "The probability to reach, 0.95 or 95%.")
  var confidence: String?

  @Option(help: "The probability that an inspection recognises a violator.")
  var sensitivity = "1"

  @Option(help: "A design of several strata, CSV; - is standard input.")
  var strata: String?

  @Option(help: "Classes to split a sample across, CSV; - is standard input.")
  var split: String?

  @Option(help: "With --split, the sum of all sizes, instead of --confidence.")
  var total: String?

  @Option(help: "With --split, as how many inspections the prevalences are worth.")
  var strength: String?

  @Option(help: "The probability that the population is free before the first year.")
  var prior: String?

  @Option(help: "The probability that a violation is introduced in a year.")
  var introduction = "0"

  @Option(help: "How many years the sample is repeated.")
  var years: String?

  @Option(help: "The probability of freedom to reach in a year.")
  var free: String?

  @Option(help: "sizes, limits or lots.")
  var table: PlanningTable?

  @Option(help: "text, csv or json.")
  var format: ResultFormat = .text

  @OptionGroup var totals: TotalsOptions
  @OptionGroup var output: OutputOptions
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
      try document.write(format, to: output, language: language)
    } else if let split {
      let result = try splitRequest(split).run()
      try DetectionSplitDocument(result).write(format, to: output, language: language)
    } else {
      let result = try strata.map { try design($0) } ?? single().run()
      try DetectionDocument(result).write(format, to: output, language: language)
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
      layout: output.table,
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
    var table = try ResultTable(path: path, layout: output.table)
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
