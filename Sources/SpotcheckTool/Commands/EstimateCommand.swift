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
    abstract: Language.ofEnvironment(
      "Estimate shares, means and totals from a stratified sample.",
      "由分层样本估计比例、均值和总量。"
    ),
    discussion: """
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
      """
  )

  @Argument(help: "CSV with the inspected units, or counts; - is standard input.")
  var sample: String

  @Option(help: "CSV with stratum and population.")
  var strata: String?

  @Option(help: "The column with the stratum.")
  var stratum: String?

  @Option(help: "The column with the outcome: an event, or a number.")
  var outcome: String?

  @Option(help: "The outcome that counts. May be repeated. Without it the outcome is a number.")
  var event: [String] = []

  @Option(
    help: ArgumentHelp(
      "Characters between several results in a cell, such as \",;、\"; an event among them counts.",
      valueName: "characters"
    )
  )
  var separator: String?

  @Option(help: "The column with the identifier; none may repeat.")
  var id: String?

  @Option(help: "The column with design weights, for unequal probabilities.")
  var weight: String?

  @Option(help: "The column with what became of the unit.")
  var disposition: String?

  @Option(help: "A column of numbers: also estimate the ratio of the outcome to it.")
  var ratio: String?

  @Option(help: "A column: also estimate for each of its values.")
  var domain: String?

  @Option(help: "A column with groups of known totals, with --post-strata.")
  var postStratum: String?

  @Option(help: "CSV with stratum and population of those groups.")
  var postStrata: String?

  @Option(help: "The confidence, 0.95 or 95%.")
  var confidence = "0.95"

  @Option(help: "two, lower or upper.")
  var side: Side = .two

  @Option(help: "Bounds of shares: exact, or t (Student's, poor near 0 and 1).")
  var interval: IntervalKind = .exact

  @Option(help: "The design effect against sampling without (wor) or with replacement (wr).")
  var designEffect: DesignEffect?

  @Flag(
    inversion: .prefixedNo,
    help: "Correct for the finite population."
  )
  var finite = true

  @Option(help: "Splits examined in search of an exact bound.")
  var limit = "\(StratifiedBound.defaultLimit)"

  @Option(help: "text, csv or json.")
  var format: ResultFormat = .text

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
