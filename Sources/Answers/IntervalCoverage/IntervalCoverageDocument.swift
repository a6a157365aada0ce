package import Analysis
internal import Inference
internal import Sampling

/// The coverage of the methods as JSON, `spotcheck.interval-coverage/1`, as CSV and for people.
package struct IntervalCoverageDocument: ResultDocument {
  let schema = "spotcheck.interval-coverage/1"
  var population: Int
  var sample: Int
  var side: Side
  var confidence: Ratio
  var confidenceDecimal: Double
  var methods: [Row]

  struct Row: Encodable {
    var method: ProportionInterval.Method
    var exact: Bool
    var minimum: Double
    var minimumAt: Int
    var mean: Double
    var meanToTenPercent: Double
    var meanWidth: Double
    /// The coverage if M units have the property, M = 0, 1 … N; not in the CSV.
    var coverage: [Double]
  }

  package init(_ coverages: IntervalCoverages) {
    population = coverages.population
    sample = coverages.sample
    side = coverages.side
    confidence = coverages.confidence
    confidenceDecimal = coverages.confidence.approximation
    methods = coverages.methods.map { coverage in
      Row(
        method: coverage.method,
        exact: coverage.method.isExact,
        minimum: coverage.minimum,
        minimumAt: coverage.worst,
        mean: coverage.mean,
        meanToTenPercent: coverage.mean(upTo: Ratio(1, 10)),
        meanWidth: coverage.meanWidth,
        coverage: coverage.values
      )
    }
  }
}
