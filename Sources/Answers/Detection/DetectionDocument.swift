package import Analysis
internal import Inference
internal import Reports
internal import Sampling

/// What a sample finds as JSON, `spotcheck.detect/1`, as CSV and for people.
package struct DetectionDocument: ResultDocument {
  let schema = "spotcheck.detect/1"
  var population: Int
  var violators: Int
  @Nullable var prevalence: Ratio?
  @Nullable var prevalenceDecimal: Double?
  @Nullable var rounding: Detection.Rounding?
  var sensitivity: Ratio
  var sensitivityDecimal: Double
  @Nullable var confidence: Ratio?
  @Nullable var confidenceDecimal: Double?
  var sample: Int
  var probability: Double
  var strata: [Row]
  var years: [Year]

  /// One stratum.
  struct Row: Encodable {
    var stratum: ProtocolText
    var population: Int
    var adjustedRisk: Double
    var violators: Int
    var sample: Int
    var probability: Double
  }

  /// One year without a finding.
  struct Year: Encodable {
    var year: Int
    var detection: Double
    var before: Double
    var after: Double
    var equilibrium: Double
  }

  package init(_ result: DetectionResult) {
    population = result.population
    violators = result.violators
    prevalence = result.prevalence?.share
    prevalenceDecimal = result.prevalence?.share.approximation
    rounding = result.prevalence?.rounding
    sensitivity = result.sensitivity
    sensitivityDecimal = result.sensitivity.approximation
    confidence = result.confidence
    confidenceDecimal = result.confidence?.approximation
    sample = result.sample
    probability = result.probability
    strata =
      result.design.map { design in
        design.strata.indices.map { index in
          Row(
            stratum: design.strata[index].name,
            population: design.strata[index].population,
            adjustedRisk: design.adjustedRisks[index],
            violators: design.violators[index],
            sample: design.strata[index].sample,
            probability: design.probabilities[index]
          )
        }
      } ?? []
    years =
      result.freedom?.years.enumerated().map { index, year in
        Year(
          year: index + 1,
          detection: year.detection,
          before: year.before,
          after: year.after,
          equilibrium: year.equilibrium
        )
      } ?? []
  }
}
