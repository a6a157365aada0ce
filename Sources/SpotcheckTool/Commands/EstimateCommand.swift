public import ArgumentParser
import Frames
public import Inference
import Sampling

extension DesignEffect: ExpressibleByArgument {}
extension EstimateReport.Interval: ExpressibleByArgument {}

/// `spotcheck estimate`: what a stratified sample says of the frame.
struct EstimateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Estimate shares, means and totals from a stratified sample.",
    discussion: """
      SAMPLE.csv has a row for each unit drawn, STRATA.csv the columns stratum and population and \
      may have excluded, the units that were not in the draw.

      Example: spotcheck estimate results.csv --strata strata.csv --stratum draw_stratum \
      --outcome last_result --event Fail

      Without --strata the file itself has a row for each stratum with the columns stratum, \
      population, sample and found, or sample, mean and sd.

      Example: spotcheck estimate counts.csv --side upper

      --disposition names a column with inspected, out of scope, closed, unreachable or for cause. \
      Shares have exact bounds; where the search for them meets --limit they are a proven bracket.
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
  var interval: EstimateReport.Interval = .exact

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

  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let count = try Text.count(limit, of: "--limit")
    guard count > 0 else {
      throw UsageError("--limit is at least 1", "--limit 至少为 1")
    }
    var report = EstimateReport(
      confidence: try Text.ratio(confidence, of: "--confidence"),
      side: side,
      interval: interval,
      isFinite: finite,
      designEffect: designEffect,
      limit: count,
      language: common.language
    )
    let document = try strata.map { try fromRows(&report, strata: $0) } ?? fromCounts(&report)
    try document.write(format, to: output, language: common.language)
  }

  private func fromCounts(_ report: inout EstimateReport) throws -> EstimateDocument {
    guard outcome == nil, stratum == nil else {
      throw UsageError(
        "--strata is missing: the file with the population of each stratum",
        "缺少 --strata，即各分类对象总数的文件"
      )
    }
    var table = try ResultTable(path: sample, delimiter: output.delimiterByte)
    if table.table.index(of: "mean") != nil { return try report.document(table.summaries()) }
    return try report.document(table.counts())
  }

  private func fromRows(
    _ report: inout EstimateReport,
    strata path: String
  ) throws -> EstimateDocument {
    guard let outcome else {
      throw UsageError("--outcome is missing: the column with the results", "缺少 --outcome，即结果所在的列")
    }
    guard (postStratum == nil) == (postStrata == nil) else {
      throw UsageError(
        "--post-stratum and --post-strata go together",
        "--post-stratum 和 --post-strata 必须同时给出"
      )
    }
    let delimiter = try output.delimiterByte
    var frame = try ResultTable(path: path, delimiter: delimiter)
    let (strata, excluded) = try frame.frame()
    guard stratum != nil || strata.count == 1 else {
      throw UsageError(
        "--stratum is missing: the column with the stratum of each unit",
        "缺少 --stratum，即对象所属分类的列"
      )
    }
    let input = try EstimateInput(
      path: sample,
      delimiter: delimiter,
      strata: strata,
      columns: .init(
        stratum: stratum,
        outcome: outcome,
        events: event,
        id: id,
        weight: weight,
        disposition: disposition,
        ratio: ratio,
        domain: domain,
        postStratum: postStratum
      )
    )
    if input.isEvent, !input.known.contains(where: { $0.value == 1 }) {
      let seen = input.outcomes.sorted().prefix(8).map { "\"\($0.excerpt)\"" }
        .joined(separator: ", ")
      say(
        "no row has the event; the outcomes are \(seen)",
        "没有任何一行出现该结果，现有结果为：\(seen)"
      )
    }
    var groups: [Stratum]?
    if let postStrata {
      var table = try ResultTable(path: postStrata, delimiter: delimiter)
      groups = try table.frame().strata
    }
    return try report.document(
      input,
      excluded: excluded,
      postStrata: groups,
      hasRatio: ratio != nil,
      hasDomain: domain != nil
    )
  }
}
