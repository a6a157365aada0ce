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
    abstract: Language.ofEnvironment(
      "Bound the share of units that have a property.",
      "由抽查结果推断总体比例的上下限。"
    ),
    discussion: """
      The default is exact: hypergeometric where --population is given, else Clopper-Pearson. For \
      several strata together use estimate.

      Example: spotcheck interval --found 3 --sample 300 --population 12367 --side upper
      At most 314 units with 95% confidence.

      Example: spotcheck interval --coverage --sample 59 --population 500
      The coverage of every method for this population and sample, by enumeration.
      """
  )

  @Option(help: "The units found to have the property.")
  var found: String?

  @Option(help: "The units inspected, a simple random sample.")
  var sample: String

  @Option(help: "All units of the frame.")
  var population: String?

  @Option(help: "The confidence, 0.95 or 95%.")
  var confidence = "0.95"

  @Option(
    help: ArgumentHelp(
      "hypergeometric, clopper-pearson, wilson, wilson-fpc, jeffreys, agresti-coull or mid-p.",
      valueName: "method"
    )
  )
  var method: ProportionInterval.Method?

  @Option(help: "two, lower or upper.")
  var side: Side = .two

  @Flag(help: "Print how often each method's interval holds the truth.")
  var coverage = false

  @Option(help: "text, csv or json.")
  var format: ResultFormat = .text

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
