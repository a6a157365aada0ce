package import Analysis
internal import Inference
internal import Reports
internal import Sampling

/// What thousands of replicate draws show: JSON `spotcheck.simulation/1`, CSV and text.
package struct SimulationDocument: ResultDocument {
  let schema = "spotcheck.simulation/1"
  /// The file of the frame.
  var frame: String
  var design: Design
  /// Draws in succession in each replicate.
  var years: Int
  /// Whether these are one rotation.
  var isRotation: Bool
  var replicates: Int
  /// The label and the seed: replicate r has the label `LABEL/r`.
  var label: ProtocolText
  var seed: ProtocolText
  /// The level of each family of comparisons.
  var alphaDecimal: Double
  /// Units by how often they were drawn.
  var inclusion: Check
  /// Pairs of units; null where none are looked at.
  @Nullable var pairs: Check?
  /// The strata, in the order of the frame.
  var strata: [Part]
  /// All of them together; its name is `*`.
  var total: Part
  /// The estimates of a known value; null where none was named.
  @Nullable var estimates: Estimates?

  /// Frequencies against probabilities.
  struct Check: Encodable {
    /// How many frequencies.
    var comparisons: Int
    /// The smallest p-value after Holm.
    var smallestAdjustedP: Double
    /// Frequencies outside their bounds.
    var outside: Int
    /// The greatest distance of a frequency from its probability, and the standard error of such a one.
    var greatestDistance: Double
    var monteCarloError: Double
    var probability: Probability
  }

  /// What frequencies are compared with.
  enum Probability: String, Encodable {
    /// The probability.
    case exact
    /// The target of a draw by size, from which the probability differs a little.
    case target
  }

  /// A stratum, or all of them.
  struct Part: Encodable {
    var stratum: String
    /// N.
    var population: Int
    /// n of a year.
    var size: Int
    /// Different units in all years.
    var distinct: Figure
    var expectedDistinct: Double
    /// The load of a year.
    var load: Figure
    var loadPerVisit: Double
  }

  /// A figure of all replicates.
  struct Figure: Encodable {
    var mean: Double
    var monteCarloError: Double
    var standardDeviation: Double
    var least: Double
    var greatest: Double
  }

  /// How estimates of a known mean behave.
  struct Estimates: Encodable {
    var column: String
    var truth: Double
    var estimate: Figure
    var bias: Double
    /// The mean of what the samples say of their own error.
    var meanStandardError: Double
    var confidenceDecimal: Double
    var interval: IntervalKind
    /// The share of intervals that hold the truth; null without intervals.
    @Nullable var coverage: Double?
    @Nullable var coverageError: Double?
    /// Replicates in which nothing varied.
    var withoutInterval: Int
  }

  package init(_ result: SimulationResult) {
    let request = result.request
    frame = result.file
    design = request.design
    years = request.years
    isRotation = request.isRotation
    replicates = request.replicates
    label = request.label
    seed = request.seed
    alphaDecimal = request.alpha.approximation
    inclusion = Check(result.inclusion, result.isExact ? .exact : .target)
    pairs = result.pairs.map { Check($0, .exact) }
    strata = result.strata.map(Part.init)
    total = Part(result.total)
    estimates = result.estimates.map { Estimates($0, confidence: request.confidence) }
  }
}

extension SimulationDocument.Check {
  fileprivate init(_ check: InclusionCheck, _ probability: SimulationDocument.Probability) {
    comparisons = check.comparisons
    smallestAdjustedP = check.smallestAdjusted
    outside = check.outside
    greatestDistance = check.greatestDistance
    monteCarloError = check.error
    self.probability = probability
  }
}

extension SimulationDocument.Part {
  fileprivate init(_ part: SimulationResult.Part) {
    stratum = part.stratum?.text ?? "*"
    population = part.population
    size = part.size
    distinct = SimulationDocument.Figure(part.distinct)
    expectedDistinct = part.expectedDistinct
    load = SimulationDocument.Figure(part.load)
    loadPerVisit = part.loadPerVisit
  }
}

extension SimulationDocument.Figure {
  fileprivate init(_ moments: Simulation.Moments) {
    mean = moments.mean
    monteCarloError = moments.error
    standardDeviation = moments.deviation
    least = moments.count == 0 ? 0 : moments.least
    greatest = moments.count == 0 ? 0 : moments.greatest
  }
}

extension SimulationDocument.Estimates {
  fileprivate init(_ estimates: SimulationResult.Estimates, confidence: Ratio) {
    column = estimates.column
    truth = estimates.found.truth
    estimate = SimulationDocument.Figure(estimates.found.estimates)
    bias = estimates.bias
    meanStandardError = estimates.found.standardErrors.mean
    confidenceDecimal = confidence.approximation
    interval = estimates.interval
    coverage = estimates.coverage?.share
    coverageError = estimates.coverage?.error
    withoutInterval = estimates.withoutInterval
  }
}
