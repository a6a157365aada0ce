public import Sampling

/// How often a method's interval holds the truth, for one population and one size of sample.
///
/// ```
/// coverage(M) = Σ_x P(X = x | N, M, n) · [the interval at x holds M]
/// ```
///
/// Every M from 0 to N and every x from 0 to n is enumerated: nothing is simulated.
///
/// Source: the definition, as in Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286, for a
/// finite population.
public struct Coverage: Hashable, Sendable {
  /// The method.
  public let method: ProportionInterval.Method
  /// The coverage for M = 0 … N units with the property.
  public let values: [Double]
  /// The mean width of the interval for M = 0 … N, as a share of N; the width of a one-sided
  /// interval reaches to 0 or to 1.
  public let widths: [Double]

  /// The probabilities that are added up at most, in a second or so.
  public static let stepLimit = 0x1p26

  /// The lowest coverage.
  public var minimum: Double { values.min() ?? 1 }

  /// The number of units with the property at which the coverage is lowest.
  public var worst: Int { values.indices.min { values[$0] < values[$1] } ?? 0 }

  /// The mean coverage over all M.
  public var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// The mean of ``widths``.
  public var meanWidth: Double { widths.reduce(0, +) / Double(widths.count) }

  /// The mean coverage over the M up to a share of N.
  ///
  /// - Parameter share: the greatest M as a share of N, 0 to 1.
  /// - Returns: the mean.
  public func mean(upTo share: Ratio) -> Double {
    let last = share.maximumCount(of: values.count - 1) ?? 0
    return values[...last].reduce(0, +) / Double(last + 1)
  }

  /// Enumerates the coverage.
  ///
  /// - Parameters:
  ///   - method: the method.
  ///   - sample: n, 1 to N.
  ///   - population: N.
  ///   - confidence: C, 0 < C < 1.
  ///   - side: which ends are bounds.
  /// - Throws: ``InferenceError`` for a number out of its range;
  ///   ``InferenceError/tooManyCases(sample:population:)`` above ``stepLimit``.
  /// - Complexity: O(N · standard deviation of X), and n + 1 intervals.
  public init(
    of method: ProportionInterval.Method,
    sample: Int,
    population: Int,
    confidence: Ratio,
    side: Side = .two
  ) throws(InferenceError) {
    guard (0...max(population, 0)).contains(sample) else {
      throw .sample(sample, population: population, stratum: nil)
    }
    let (n, all) = (Double(sample), Double(population))
    // At most so many values of X count, 13 deviations to each side.
    let values = min(n + 1, 13 * (n * (all - n) / max(all, 1)).squareRoot() + 1)
    guard all * values <= Coverage.stepLimit, 32 * n * values <= Coverage.stepLimit,
      (n + 1) * method.steps <= Coverage.stepLimit
    else {
      throw .tooManyCases(sample: sample, population: population)
    }
    var intervals: [ProportionInterval] = []
    for found in 0...max(sample, 0) {
      intervals.append(
        try ProportionInterval(
          found: found,
          sample: sample,
          population: population,
          confidence: confidence,
          side: side,
          method: method
        )
      )
    }
    var coverages: [Double] = []
    var widths: [Double] = []
    coverages.reserveCapacity(population + 1)
    for marked in 0...population {
      let distribution = Hypergeometric(population: population, marked: marked, draws: sample)
      let probabilities = distribution.probabilities
      var covered = 0.0
      var width = 0.0
      for (offset, probability) in probabilities.values.enumerated() {
        let interval = intervals[probabilities.first + offset]
        if interval.holds(marked, of: population) { covered += probability }
        width += probability * ((interval.upper ?? 1) - (interval.lower ?? 0))
      }
      coverages.append(min(covered, 1))
      widths.append(width)
    }
    self.method = method
    self.values = coverages
    self.widths = widths
  }
}

extension ProportionInterval.Method {
  /// What one interval costs, in probabilities that are added up: the quantiles of a beta distribution are
  /// found by search.
  fileprivate var steps: Double {
    switch self {
    case .clopperPearson, .jeffreys, .midP: 0x1p14
    case .hypergeometric, .wilson, .wilsonFinite, .agrestiCoull: 1
    }
  }
}

extension ProportionInterval {
  /// Whether M units of N lie within the bounds: compared in units where the method answers in
  /// units, else as a share.
  fileprivate func holds(_ marked: Int, of population: Int) -> Bool {
    if method == .hypergeometric {
      return (lowerCount ?? 0) <= marked && marked <= (upperCount ?? population)
    }
    let share = Double(marked) / Double(population)
    return (lower ?? 0) <= share && share <= (upper ?? 1)
  }
}
