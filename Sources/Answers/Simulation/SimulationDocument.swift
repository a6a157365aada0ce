internal import Inference
public import Reports
internal import Sampling

/// What thousands of replicate draws show: JSON `spotcheck.simulation/1`, CSV and text.
public struct SimulationDocument: ResultDocument, Sendable {
  /// `spotcheck.simulation/1`.
  public var schema = "spotcheck.simulation/1"
  /// The file of the frame.
  public var frame: String
  /// `srs`, `pareto` or `sequential-poisson`.
  public var design: String
  /// Years of draws in each replicate.
  public var years: Int
  /// Whether the years are one rotation.
  public var isRotation: Bool
  /// How many replicates.
  public var replicates: Int
  /// The label that `/1`, `/2` … make the labels of the replicates.
  public var label: String
  /// The seed of all of them.
  public var seed: String
  /// The level of each family of comparisons.
  public var alphaDecimal: Double
  /// Every unit against its probability.
  public var inclusion: SimulatedCheck
  /// Pairs of units against theirs; null for a draw by size.
  public var pairs: Nullable<SimulatedCheck>
  /// The classes, by the bytes of their names.
  public var strata: [SimulatedStratum]
  /// All classes together; its name is `*`.
  public var total: SimulatedStratum
  /// How estimates behave; null without known values.
  public var estimates: Nullable<SimulatedEstimates>

  /// Whether no comparison with an exact probability is outside.
  public var isClear: Bool {
    (design != "srs" || inclusion.outside == 0) && (pairs.value?.outside ?? 0) == 0
  }
}

/// A family of comparisons of frequencies with probabilities.
public struct SimulatedCheck: Encodable, Sendable {
  /// How many.
  public var comparisons: Int
  /// The smallest exact binomial p-value, adjusted after Holm.
  public var smallestAdjustedP: Double
  /// Those whose adjusted p-value is at most the level.
  public var outside: Int
  /// The greatest distance of a frequency from its probability.
  public var greatestDistance: Double
  /// The Monte Carlo error of that frequency.
  public var monteCarloError: Double
  /// `exact` for n/N and joint probabilities, `target` in a draw by size.
  public var probability: String

  init(_ check: InclusionCheck, probability: String) {
    comparisons = check.comparisons
    smallestAdjustedP = check.smallestAdjusted
    outside = check.outside
    greatestDistance = check.greatestDistance
    monteCarloError = check.error
    self.probability = probability
  }
}

/// One class over the replicates.
public struct SimulatedStratum: Encodable, Sendable {
  /// Its name.
  public var stratum: String
  /// N_h.
  public var population: Int
  /// n_h.
  public var size: Int
  /// Distinct units seen after all years.
  public var distinct: SimulatedFigure
  /// What the theory expects of them.
  public var expectedDistinct: Double
  /// The load of a year.
  public var load: SimulatedFigure
  /// The load of a visit, on average.
  public var loadPerVisit: Double
}

/// A figure over the replicates.
public struct SimulatedFigure: Encodable, Sendable {
  /// The mean.
  public var mean: Double
  /// Its Monte Carlo error.
  public var monteCarloError: Double
  /// The standard deviation.
  public var standardDeviation: Double
  /// The least.
  public var least: Double
  /// The greatest.
  public var greatest: Double

  init(_ moments: Simulation.Moments) {
    mean = moments.mean
    monteCarloError = moments.error
    standardDeviation = moments.deviation
    least = moments.count == 0 ? 0 : moments.least
    greatest = moments.count == 0 ? 0 : moments.greatest
  }
}

/// How estimates of a known mean behave.
public struct SimulatedEstimates: Encodable, Sendable {
  /// The column.
  public var column: String
  /// The mean over the frame.
  public var truth: Double
  /// The estimates.
  public var estimate: SimulatedFigure
  /// Mean less truth.
  public var bias: Double
  /// The mean of the standard errors that the samples give; the deviation of the estimates is what
  /// they should be.
  public var meanStandardError: Double
  /// The confidence of the intervals.
  public var confidenceDecimal: Double
  /// `exact`, the bounds of an event in a simple random draw, or `t`.
  public var interval: String
  /// The share of the intervals with the truth in them.
  public var coverage: Nullable<Double>
  /// Its Monte Carlo error.
  public var coverageError: Nullable<Double>
  /// Replicates that gave no interval.
  public var withoutInterval: Int
}
