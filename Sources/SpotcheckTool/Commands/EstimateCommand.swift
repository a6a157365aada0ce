import Analysis
import Answers
public import ArgumentParser
public import Inference
import Sampling

extension DesignEffect: ExpressibleByArgument {}
extension IntervalKind: ExpressibleByArgument {}

/// `spotcheck estimate`: what a stratified sample says of the frame.
struct EstimateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: Language.ofRun(
      "Estimate shares, means and totals from a stratified sample.",
      "由分层样本估计比例、均值和总量。"
    ),
    discussion: Language.ofRun(
      """
      SAMPLE.csv has a row for each unit drawn, STRATA.csv the columns stratum and population and \
      may have excluded, the units that were not in the draw.

      Example: spotcheck estimate results.csv --strata strata.csv --stratum draw_stratum \
      --outcome last_result --event Fail

      Without --strata the file itself has a row for each stratum with the columns stratum, \
      population, sample and found, or sample, mean and sd.

      Example: spotcheck estimate counts.csv --side upper

      --disposition names a column with inspected, out of scope, closed, unreachable or for cause. \
      Shares have exact bounds; where the search for them meets --limit they are a proven bracket. \
      Totals of a domain and beside units out of scope are exact too, and their shares are so given the \
      estimated number of units.

      A selection that draw wrote is held against its own columns draw_population, draw_size, \
      draw_weight and draw_role: a row for each unit drawn, reserves left out.

      Example: spotcheck estimate counts.csv --report result.html --language zh
      """,
      """
      检查结果表每个被抽对象一行；分类总数表有 stratum 和 population 列，还可有 excluded（未参加抽取的对象数）。

      示例：spotcheck estimate 结果.csv --strata 分类.csv --stratum draw_stratum --outcome 检查结果 --event 不合格

      不给出 --strata 时，文件本身每个分类一行，有 stratum、population、sample、found 列，或 sample、mean、sd 列。

      示例：spotcheck estimate 汇总.csv --side upper

      --disposition 指明检查去向所在的列：已检查、超出范围、关闭、无法联系、因故专查。比例的界限是精确的；搜索达到 --limit 时给出经证明的\
      上下界。域的总量和有超出范围对象时的总量也是精确的，其比例在给定的对象估计数下亦然。

      draw 写出的抽取结果会与其自身的 draw_population、draw_size、draw_weight、draw_role 列核对：每个被抽对象一行，不含候补。

      示例：spotcheck estimate 汇总.csv --report 结果.html
      """
    )
  )

  @Argument(
    help: ArgumentHelp(
      "CSV with the inspected units, or counts; - is standard input.",
      "检查结果（每个对象一行）或汇总表；- 表示标准输入",
      value: .file
    )
  )
  var sample: String

  @Option(
    help: ArgumentHelp(
      "CSV with stratum and population.",
      "各分类对象总数表，含 stratum 和 population 列",
      value: .file
    )
  )
  var strata: String?

  @Option(help: ArgumentHelp("The column with the stratum.", "分类所在的列", value: .column))
  var stratum: String?

  @Option(
    help: ArgumentHelp(
      "The column with the outcome: an event, or a number.",
      "结果所在的列：事件或数值",
      value: .column
    )
  )
  var outcome: String?

  @Option(
    help: ArgumentHelp(
      "The outcome that counts. May be repeated. Without it the outcome is a number.",
      "计为发生的结果，可多次给出；不给出时结果视为数值",
      value: .text
    )
  )
  var event: [String] = []

  @Option(
    help: ArgumentHelp(
      "Characters between several results in a cell, such as \",;、\"; an event among them"
        + " counts.",
      "一个单元格中多个结果之间的分隔字符，例如 \",;、\"；其中有一个事件即计数",
      value: .characters
    )
  )
  var separator: String?

  @Option(
    help: ArgumentHelp(
      "The column with the identifier; none may repeat.",
      "标识所在的列，不得重复",
      value: .column
    )
  )
  var id: String?

  @Option(
    help: ArgumentHelp(
      "The column with design weights, for unequal probabilities.",
      "设计权重所在的列，用于不等概率抽样",
      value: .column
    )
  )
  var weight: String?

  @Option(
    help: ArgumentHelp("The column with what became of the unit.", "检查去向所在的列", value: .column)
  )
  var disposition: String?

  @Option(
    help: ArgumentHelp(
      "A column of numbers: also estimate the ratio of the outcome to it.",
      "数值列：同时估计结果与它的比率",
      value: .column
    )
  )
  var ratio: String?

  @Option(
    help: ArgumentHelp(
      "A column: also estimate for each of its values.",
      "按此列的每个取值分别估计",
      value: .column
    )
  )
  var domain: String?

  @Option(
    help: ArgumentHelp(
      "A column with groups of known totals, with --post-strata.",
      "已知总数的分组所在的列，与 --post-strata 同用",
      value: .column
    )
  )
  var postStratum: String?

  @Option(
    help: ArgumentHelp(
      "CSV with stratum and population of those groups.",
      "这些分组的总数表，含 stratum 和 population 列",
      value: .file
    )
  )
  var postStrata: String?

  @Option(help: ArgumentHelp("The confidence, 0.95 or 95%.", "置信度，例如 0.95 或 95%", value: .share))
  var confidence = "0.95"

  @Option(
    help: ArgumentHelp(
      "The side of the bounds: two, lower or upper.",
      "界限方向：two（双侧）、lower（下限）或 upper（上限）",
      value: .side
    )
  )
  var side: Side = .two

  @Option(
    help: ArgumentHelp(
      "Bounds of shares: exact, or t (Student's, poor near 0 and 1).",
      "比例的界限：exact（精确）或 t（t 分布，接近 0 和 1 时较差）",
      value: .method
    )
  )
  var interval: IntervalKind = .exact

  @Option(
    help: ArgumentHelp(
      "The design effect against sampling without (wor) or with replacement (wr).",
      "设计效应，相对于不放回（wor）或放回（wr）抽样",
      value: .method
    )
  )
  var designEffect: DesignEffect?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp("Correct for the finite population.", "作有限总体校正")
  )
  var finite = true

  @Option(
    help: ArgumentHelp(
      "Splits examined in search of an exact bound.",
      "求精确界限时最多检查的分配数",
      value: .number
    )
  )
  var limit = "\(StratifiedBound.defaultLimit)"

  @Option(
    help: ArgumentHelp(
      "text (the usual one), csv or json; an output named .xlsx is a workbook.",
      "text（默认）、csv 或 json；输出文件名为 .xlsx 时写成工作簿",
      value: .format
    )
  )
  var format: ResultFormat?

  @OptionGroup var page: PageOptions
  @OptionGroup var totals: TotalsOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let count = try Text.count(limit, of: "--limit")
    guard count > 0 else {
      throw UsageError("--limit is at least 1", "--limit 至少为 1")
    }
    var request = EstimateRequest(sample: sample, rows: try rows())
    request.layout = try output.table
    request.confidence = try Text.ratio(confidence, of: "--confidence")
    request.side = side
    request.interval = interval
    request.isFinite = finite
    request.designEffect = designEffect
    request.limit = count
    request.keepsTotals = totals.keepTotals
    let document = EstimateDocument(try request.run())
    let language = common.language
    let page = try page.file(document, language: language)
    try document.write(format, to: output, with: page, language: language)
  }

  /// The files and columns, nil for a file with a row a stratum.
  private func rows() throws -> EstimateRequest.Rows? {
    guard let strata else {
      guard outcome == nil, stratum == nil else {
        throw UsageError(
          "--strata is missing: the file with the population of each stratum",
          "缺少 --strata，即各分类对象总数的文件"
        )
      }
      return nil
    }
    guard let outcome else {
      throw UsageError("--outcome is missing: the column with the results", "缺少 --outcome，即结果所在的列")
    }
    guard separator == nil || !event.isEmpty else {
      throw UsageError("--separator goes with --event", "--separator 须与 --event 同用")
    }
    guard (postStratum == nil) == (postStrata == nil) else {
      throw UsageError(
        "--post-stratum and --post-strata go together",
        "--post-stratum 和 --post-strata 必须同时给出"
      )
    }
    var columns = EstimateRequest.Columns(outcome: outcome)
    columns.stratum = stratum
    columns.events = event
    columns.separators = separator ?? ""
    columns.id = id
    columns.weight = weight
    columns.disposition = disposition
    columns.ratio = ratio
    columns.domain = domain
    columns.postStratum = postStratum
    return EstimateRequest.Rows(strata: strata, columns: columns, postStrata: postStrata)
  }
}
