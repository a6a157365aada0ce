import Analysis
import Answers
import ArgumentParser
import Draws
import Frames
import Sampling

/// `spotcheck simulate`: draws by the thousand.
struct SimulateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: Language.ofEnvironment(
      "Draw by the thousand, and compare what comes out with what the design says.",
      "重复抽取数千次，与设计值比较。"
    ),
    discussion: """
      Every replicate goes through the code of a draw, with the label LABEL/1, LABEL/2 …: each can be \
      made again with draw. Units, and pairs of some of them, are compared with their probabilities \
      by exact binomial tests; with --value, whose truth the pool knows, estimates and intervals too.

      Example: spotcheck simulate pool.csv --stratum class --rule "A: 10%" --rule "B: 50%" \
      --label test --seed "1 2 3 4 5 6" --replicates 10000
      Example: spotcheck simulate pool.csv --rule 5% --label test --seed 1 --value result --event Fail
      Example: spotcheck simulate pool.csv --rule 10% --label test --seed 1 --years 5 --rotation

      Exit status 1: a frequency lies outside its exact bounds at --alpha.
      """
  )

  @Argument(help: "The pool, CSV; - is standard input.")
  var pool: String

  @OptionGroup var columns: PoolOptions
  @OptionGroup var rules: RuleOptions

  @Option(help: "A table of sizes, as size and tune write it, in place of rules.")
  var sizes: String?

  @Option(help: "srs, pareto or sequential-poisson.")
  var design: SizingOptions.UnitDesign = .srs

  @Option(help: "The label, which a slash and the number of the replicate follow.")
  var label: String

  @Option(help: "The seed of all replicates.")
  var seed: String

  @Option(help: "How many replicates.")
  var replicates = 1_000

  @Option(help: "Years of draws in each replicate.")
  var years: String?

  @Flag(help: "Let the years be one rotation: each goes on where the year before stopped.")
  var rotation = false

  @Option(help: "The column of a known value, whose mean is estimated from each replicate.")
  var value: String?

  @Option(help: "The cell of --value that counts as 1, all others as 0.")
  var event: String?

  @Option(help: "The column of what a visit costs.")
  var load: String?

  @Option(help: "How many units, spread over the pool, are looked at in pairs.")
  var pairs = 200

  @Option(help: "The confidence of the intervals.")
  var confidence = "0.95"

  @Option(help: "The probability of a false alarm in each family of comparisons.")
  var alpha = "0.01"

  @Option(help: "text, csv or json.")
  var format: ResultFormat = .text

  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let sizing = try sizing()
    let request = try request()
    let layout = try columns.layout(output.table)
    let result = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      let roster = try Pool(pool, layout: layout, monitor: monitor)
        .roster(wantsDigest: false, monitor: monitor)
      let plans = try sizing.plans(
        for: roster.strata,
        reserves: RuleSet(),
        starts: .none,
        file: roster.pool.file
      )
      say(plans.nameMatches.sentences())
      return try request.run(roster, sizes: plans.map(\.count.size), monitor: monitor)
    }
    try SimulationDocument(result).write(format, to: output, language: common.language)
    if !result.isClear { throw ExitCode(ExitStatus.no.rawValue) }
  }

  /// The sizes of every replicate.
  private func sizing() throws -> Sizing {
    let set = try rules.ruleSet()
    guard set.isEmpty == (sizes != nil) else {
      throw UsageError(
        "give --rule or --sizes, one of them",
        "请给出 --rule 或 --sizes，二者选一"
      )
    }
    return try sizes.map { .sizes(try SizesFile($0)) } ?? .rules(set)
  }

  private func request() throws -> SimulationRequest {
    guard (design == .srs) == (columns.measure == nil) else {
      throw UsageError(
        "--measure and a --design by size (pareto, sequential-poisson) go together",
        "--measure 须与按规模抽取的 --design（pareto、sequential-poisson）同时使用"
      )
    }
    guard design == .srs || !rotation else {
      throw UsageError(
        "--rotation goes with simple random selection only",
        "--rotation 只适用于简单随机抽取"
      )
    }
    guard (1...100_000_000).contains(replicates), (0...5_000).contains(pairs) else {
      throw UsageError(
        "--replicates goes from 1 to 100000000 and --pairs from 0 to 5000",
        "--replicates 应为 1 至 100000000，--pairs 应为 0 至 5000"
      )
    }
    guard event == nil || value != nil else {
      throw UsageError("--event goes with --value", "--event 须与 --value 同用")
    }
    var request = SimulationRequest(
      label: try Text.name(label, of: "--label"),
      seed: try Text.name(seed, of: "--seed")
    )
    request.design = design.design
    request.replicates = replicates
    request.years = try years.map { try Text.years($0) } ?? 1
    request.isRotation = rotation
    request.valueColumn = value
    request.event = event
    request.loadColumn = load
    request.pairUnits = pairs
    request.confidence = try TestFamilyOptions.open(confidence, of: "--confidence")
    request.alpha = try TestFamilyOptions.open(alpha, of: "--alpha")
    return request
  }
}
