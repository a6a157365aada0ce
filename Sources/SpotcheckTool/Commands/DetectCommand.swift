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
      let document = try table.document(
        population: try population.map { try Text.count($0, of: "--population") },
        confidence: confidence ?? Ratio(95, 100),
        rounding: rounding
      )
      try document.write(format, to: output, language: language)
    } else if let split {
      try splitDocument(split).write(format, to: output, language: language)
    } else {
      let document = try strata.map { try design($0) } ?? single()
      try document.write(format, to: output, language: language)
    }
  }

  private var rounding: Detection.Rounding { roundDown ? .down : .up }

  /// A sample split across classes.
  private func splitDocument(_ path: String) throws -> DetectionSplitDocument {
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
    return try DetectionSplitDocument(
      table,
      rules: try table.ruleSet(RuleSet()).rules,
      total: try total.map { try Text.count($0, of: "--total") },
      confidence: try Text.ratio(confidence ?? "1", of: "--confidence"),
      belief: strength.map { .uncertain(strength: $0) } ?? .known(rounding)
    )
  }

  /// One population.
  private func single() throws -> DetectDocument {
    let share = try prevalence.map { try Text.ratio($0, of: "--prevalence") }
    let sensitivity = try Text.ratio(sensitivity, of: "--sensitivity")
    guard let population else {
      throw UsageError(
        "--population is missing; give the number of units, or a design with --strata",
        "缺少 --population，请给出对象总数，或用 --strata 给出分类设计"
      )
    }
    let all = try Text.count(population, of: "--population")
    let detection: Detection
    switch (violators, share) {
    case (let count?, nil):
      detection = try Detection(
        population: all,
        violators: try Text.count(count, of: "--violators"),
        sensitivity: sensitivity
      )
    case (nil, let share?):
      detection = try Detection(
        population: all,
        prevalence: share,
        rounding: rounding,
        sensitivity: sensitivity
      )
    default:
      throw UsageError(
        "give one of --violators and --prevalence",
        "请在 --violators 和 --prevalence 中选一个"
      )
    }
    let (size, confidence) = try sampleSize(detection)
    let probability = try detection.probability(sample: size)
    return DetectDocument(
      population: all,
      violators: detection.violators,
      prevalence: share,
      rounding: rounding,
      sensitivity: sensitivity,
      confidence: confidence,
      sample: size,
      probability: probability,
      freedom: try freedom(probability)
    )
  }

  /// The sample given, or the one that reaches what was asked for.
  private func sampleSize(_ detection: Detection) throws -> (size: Int, confidence: Ratio?) {
    switch (sample, confidence, free) {
    case (let sample?, nil, nil):
      return (try Text.count(sample, of: "--sample"), nil)
    case (nil, let text?, nil):
      let goal = try Text.ratio(text, of: "--confidence")
      if let size = try detection.sampleSize(confidence: goal) { return (size, goal) }
      throw OutOfReach(population: detection.population, goal: goal)
    case (nil, nil, let text?):
      let goal = try Text.ratio(text, of: "--free")
      let size = try Freedom.sampleSize(
        for: goal,
        prior: try Text.ratio(prior ?? "0.5", of: "--prior"),
        introduction: try Text.ratio(introduction, of: "--introduction"),
        in: detection
      )
      if let size { return (size.sample, nil) }
      throw OutOfReach(population: detection.population, goal: goal)
    default:
      throw UsageError(
        "give one of --sample, --confidence and --free",
        "请在 --sample、--confidence 和 --free 中选一个"
      )
    }
  }

  private func freedom(_ detection: Double) throws -> Freedom? {
    guard prior != nil || years != nil || free != nil else { return nil }
    let count = try years.map { try Text.years($0) } ?? 1
    return try Freedom(
      prior: try Text.ratio(prior ?? "0.5", of: "--prior"),
      introduction: try Text.ratio(introduction, of: "--introduction"),
      detections: Array(repeating: detection, count: count)
    )
  }

  /// Several strata.
  private func design(_ path: String) throws -> DetectDocument {
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
    let design = try RiskDesign(
      try table.riskStrata(),
      prevalence: share,
      rounding: rounding,
      sensitivity: sensitivity
    )
    let rows = DetectDocument.Row.rows(design)
    return DetectDocument(
      population: design.strata.reduce(0) { $0 + $1.population },
      violators: design.violators.reduce(0, +),
      prevalence: share,
      rounding: rounding,
      sensitivity: sensitivity,
      confidence: nil,
      sample: design.strata.reduce(0) { $0 + $1.sample },
      probability: design.probability,
      strata: rows,
      freedom: try freedom(design.probability)
    )
  }
}

/// No sample reaches what was asked for (exit status 1).
struct OutOfReach: ExplainedError {
  var population: Int
  var goal: Ratio

  var kind: ErrorKind { .no }

  func explanation(in language: Language) -> String {
    language(
      "not even all \(population) units reach \(goal.percentage): there is no violator to find or"
        + " inspections overlook too many; lower the goal or raise the prevalence",
      "检查全部 \(population) 个对象也达不到 \(goal.percentage)：没有违规对象或漏检太多，请降低目标或提高违规率"
    )
  }
}

extension PlanningTable: ExpressibleByArgument {}
