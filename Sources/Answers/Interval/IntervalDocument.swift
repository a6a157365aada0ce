package import Inference
internal import Reports
internal import Sampling

/// An interval as JSON, `spotcheck.interval/1`, as CSV and for people.
package struct IntervalDocument: ResultDocument {
  let schema = "spotcheck.interval/1"
  var method: ProportionInterval.Method
  var exact: Bool
  var side: Side
  var confidence: Ratio
  var confidenceDecimal: Double
  var found: Int
  var sample: Int
  @Nullable var population: Int?
  var estimate: Double
  @Nullable var lower: Double?
  @Nullable var upper: Double?
  @Nullable var lowerCount: Int?
  @Nullable var upperCount: Int?

  package init(_ interval: ProportionInterval) {
    method = interval.method
    exact = interval.method.isExact
    side = interval.side
    confidence = interval.confidence
    confidenceDecimal = interval.confidence.approximation
    found = interval.found
    sample = interval.sample
    population = interval.population
    estimate = interval.estimate
    lower = interval.lower
    upper = interval.upper
    lowerCount = interval.lowerCount
    upperCount = interval.upperCount
  }
}
