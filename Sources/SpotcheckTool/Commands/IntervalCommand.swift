import Analysis
import Answers
public import ArgumentParser
import Frames
public import Inference
import Sampling

extension ProportionInterval.Method: ExpressibleByArgument {}
extension Side: ExpressibleByArgument {}

/// `spotcheck interval`: what a simple random sample says of a share.
struct IntervalCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "interval",
    abstract: Language.ofRun(
      "Bound the share of units that have a property.",
      "由抽查结果推断总体比例的上下限。"
    ),
    discussion: Language.ofRun(
      """
      The default is exact: hypergeometric where --population is given, else Clopper-Pearson. For \
      several strata together use estimate.

      Example: spotcheck interval --found 3 --sample 300 --population 12367 --side upper
      At most 314 units with 95% confidence.

      Example: spotcheck interval --coverage --sample 59 --population 500
      The coverage of every method for this population and sample, by enumeration.
      """,
      """
      默认为精确方法：给出 --population 时为超几何，否则为 Clopper-Pearson。多个分类合并推断请用 estimate。

      示例：spotcheck interval --found 3 --sample 300 --population 12367 --side upper
      在 95% 的置信度下最多 314 个。

      示例：spotcheck interval --coverage --sample 59 --population 500
      逐一列举，给出每种方法对该总体和样本的覆盖率。
      """
    )
  )

  @Option(
    help: ArgumentHelp("The units found to have the property.", "发现具有该特征的对象数", value: .number)
  )
  var found: String?

  @Option(
    help: ArgumentHelp(
      "The units inspected, a simple random sample.",
      "检查的对象数（简单随机样本）",
      value: .number
    )
  )
  var sample: String

  @Option(help: ArgumentHelp("All units of the frame.", "对象总数", value: .number))
  var population: String?

  @Option(help: ArgumentHelp("The confidence, 0.95 or 95%.", "置信度，例如 0.95 或 95%", value: .share))
  var confidence = "0.95"

  @Option(
    help: ArgumentHelp(
      "The method: hypergeometric, clopper-pearson, wilson, wilson-fpc, jeffreys, agresti-coull"
        + " or mid-p.",
      "区间方法：hypergeometric、clopper-pearson、wilson、wilson-fpc、jeffreys、agresti-coull 或 mid-p",
      value: .method
    )
  )
  var method: ProportionInterval.Method?

  @Option(
    help: ArgumentHelp(
      "The side of the bounds: two, lower or upper.",
      "界限方向：two（双侧）、lower（下限）或 upper（上限）",
      value: .side
    )
  )
  var side: Side = .two

  @Flag(
    help: ArgumentHelp("Print how often each method's interval holds the truth.", "列出各方法的区间包含真值的频率")
  )
  var coverage = false

  @Option(
    help: ArgumentHelp(
      "text (the usual one), csv or json; an output named .xlsx is a workbook.",
      "text（默认）、csv 或 json；输出文件名为 .xlsx 时写成工作簿",
      value: .format
    )
  )
  var format: ResultFormat?

  @OptionGroup var output: OutputOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let sample = try Text.count(sample, of: "--sample")
    let population = try population.map { try Text.count($0, of: "--population") }
    let confidence = try Text.ratio(confidence, of: "--confidence")
    if coverage {
      try writeCoverage(sample: sample, population: population, confidence: confidence)
    } else {
      try writeInterval(sample: sample, population: population, confidence: confidence)
    }
  }

  private func writeInterval(sample: Int, population: Int?, confidence: Ratio) throws {
    guard let found else {
      throw UsageError(
        "--found is missing; give the number of units found to have the property",
        "缺少 --found，请给出发现的对象数"
      )
    }
    let interval = try ProportionInterval(
      found: try Text.count(found, of: "--found"),
      sample: sample,
      population: population,
      confidence: confidence,
      side: side,
      method: method
    )
    if population != nil, !interval.method.usesPopulation {
      say(
        "\(interval.method.rawValue) does not use the size of the population",
        "\(interval.method.rawValue) 没有用到对象总数"
      )
    }
    let document = IntervalDocument(interval)
    try document.write(format, to: output, language: common.language)
  }

  private func writeCoverage(sample: Int, population: Int?, confidence: Ratio) throws {
    guard let population else { throw InferenceError.needsPopulation(method: "--coverage") }
    if found != nil {
      throw UsageError(
        "--coverage goes over every number found; leave --found out",
        "--coverage 会遍历所有可能的发现数，请去掉 --found"
      )
    }
    let coverages = try IntervalCoverages(
      of: method.map { [$0] },
      sample: sample,
      population: population,
      confidence: confidence,
      side: side
    )
    let document = IntervalCoverageDocument(coverages)
    try document.write(format, to: output, language: common.language)
  }
}
