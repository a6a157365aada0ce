public import Sampling

extension ClassResults {
  /// x/n, nil where nothing was inspected.
  public var share: Double? {
    inspected > 0 ? Double(violations) / Double(inspected) : nil
  }

  /// Fisher's exact test of a rise: P(at least so many of two classes' findings are in this one), if the
  /// two did not differ.
  ///
  /// Source: Fisher, The Design of Experiments, 1935, chapter II.
  ///
  /// - Precondition: as many violations as units inspected at most, in both.
  /// - Parameter lower: the class that is supposed to have the lower share.
  /// - Returns: the one-sided p-value.
  /// - Complexity: O(standard deviation of the findings).
  public func pValueOfRise(above lower: ClassResults) -> Double {
    CountDistribution(
      Hypergeometric(
        population: lower.inspected + inspected,
        marked: lower.violations + violations,
        draws: inspected
      )
    ).upperTail(violations)
  }

  /// The exact binomial test of the probability that a model gives each unit: all results no more likely
  /// than this one together.
  ///
  /// The model is not rounded to whole units: 0.4 % of 100 are not 0 violators.
  ///
  /// - Parameter probability: what the model says, from 0 to 1.
  /// - Returns: the two-sided p-value; nil where nothing was inspected.
  /// - Complexity: O(standard deviation of the findings).
  public func pValueOfCalibration(_ probability: Ratio) -> Double? {
    guard inspected > 0 else { return nil }
    return CountDistribution(trials: inspected, probability: probability.approximation)
      .atMostAsLikely(violations)
  }
}
