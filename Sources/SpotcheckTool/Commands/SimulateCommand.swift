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
    abstract: Language.ofRun(
      "Draw by the thousand, and compare what comes out with what the design says.",
      "重复抽取数千次，与设计值比较。"
    ),
    discussion: Language.ofRun(
      """
      Every replicate goes through the code of a draw, with the label LABEL/1, LABEL/2 …: each can be \
      made again with draw. Units, and pairs of some of them, are compared with their probabilities \
      by exact binomial tests; with --value, whose truth the pool knows, estimates and intervals too.

      Example: spotcheck simulate pool.csv --stratum class --rule "A: 10%" --rule "B: 50%" \
      --label test --seed "1 2 3 4 5 6" --replicates 10000
      Example: spotcheck simulate pool.csv --rule 5% --label test --seed 1 --value result --event Fail
      Example: spotcheck simulate pool.csv --rule 10% --label test --seed 1 --years 5 --rotation

      Exit status 1: a frequency lies outside its exact bounds at --alpha.
      """,
      """
      每次重复都经过抽取本身的代码，名称为 名称/1、名称/2……：每一次都可用 draw 重做。用精确二项检验把对象（及部分对象的两两组合）被抽中的\
      频率与设计概率比较；给出 --value（对象库中已知真值）时，也检验估计值和区间。

      示例：spotcheck simulate 对象库.csv --stratum 风险等级 --rule "A: 10%" --rule "B: 50%" --label 测试 --seed "1 2 3 4 5 6" \
      --replicates 10000
      示例：spotcheck simulate 对象库.csv --rule 5% --label 测试 --seed 1 --value 结果 --event 不合格
      示例：spotcheck simulate 对象库.csv --rule 10% --label 测试 --seed 1 --years 5 --rotation

      退出码 1：某个频率在 --alpha 下超出其精确界限。
      """
    )
  )

  @Argument(help: ArgumentHelp("The pool, CSV; - is standard input.", "对象库；- 表示标准输入", value: .pool))
  var pool: String

  @OptionGroup var columns: PoolOptions
  @OptionGroup var rules: RuleOptions

  @Option(
    help: ArgumentHelp(
      "A table of sizes, as size and tune write it, in place of rules.",
      "抽取数表（由 size、tune 写出），代替规则",
      value: .file
    )
  )
  var sizes: String?

  @Option(
    help: ArgumentHelp(
      "The design: srs, pareto or sequential-poisson.",
      "抽取方式：srs（简单随机）、pareto 或 sequential-poisson（按规模）",
      value: .design
    )
  )
  var design: SizingOptions.UnitDesign = .srs

  @Option(
    help: ArgumentHelp(
      "The label, which a slash and the number of the replicate follow.",
      "名称，其后会加斜线和重复序号",
      value: .name
    )
  )
  var label: String

  @Option(help: ArgumentHelp("The seed of all replicates.", "全部重复所用的种子", value: .seed))
  var seed: String

  @Option(help: ArgumentHelp("How many replicates.", "重复次数", value: .number))
  var replicates = 1_000

  @Option(help: ArgumentHelp("Years of draws in each replicate.", "每次重复包含的年数", value: .years))
  var years: String?

  @Flag(
    help: ArgumentHelp(
      "Let the years be one rotation: each goes on where the year before stopped.",
      "各年为一次轮换：每年从上年停止处继续"
    )
  )
  var rotation = false

  @Option(
    help: ArgumentHelp(
      "The column of a known value, whose mean is estimated from each replicate.",
      "已知数值所在的列，由每次重复估计其均值",
      value: .column
    )
  )
  var value: String?

  @Option(
    help: ArgumentHelp(
      "The cell of --value that counts as 1, all others as 0.",
      "--value 列中计为 1 的内容，其余计为 0",
      value: .text
    )
  )
  var event: String?

  @Option(help: ArgumentHelp("The column of what a visit costs.", "检查成本所在的列", value: .column))
  var load: String?

  @Option(
    help: ArgumentHelp(
      "How many units, spread over the pool, are looked at in pairs.",
      "两两比较的对象数，均匀取自对象库",
      value: .number
    )
  )
  var pairs = 200

  @Option(help: ArgumentHelp("The confidence of the intervals.", "区间的置信度", value: .share))
  var confidence = "0.95"

  @Option(
    help: ArgumentHelp(
      "The probability of a false alarm in each family of comparisons.",
      "每组比较出现误报的概率",
      value: .share
    )
  )
  var alpha = "0.01"

  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let sizing = try sizing()
    let request = try request()
    let layout = try columns.layout(results.table)
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
    try SimulationDocument(result).write(to: results, language: common.language)
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
