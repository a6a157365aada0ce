public import Sampling

/// The probability that a population is free (has fewer violators than the design supposes) after
/// years of inspections that found nothing.
///
/// ```
/// before:  F' = F (1 − i)                       i, the probability of an introduction in a year
/// after:   F  = F' / (F' + (1 − F') (1 − P))    P, the probability that the year's sample detects
/// ```
///
/// Source: Martin, Cameron and Greiner, Preventive Veterinary Medicine 79, 2007, 71–97.
public struct Freedom: Hashable, Sendable {
  /// The years in order.
  public let years: [Year]

  /// One year.
  public struct Year: Hashable, Sendable {
    /// P.
    public let detection: Double
    /// F', before the inspections.
    public let before: Double
    /// F, after inspections that found nothing.
    public let after: Double
    /// What F tends to if every year is like this one.
    ///
    /// ```
    /// (P − i)/(P (1 − i))
    /// ```
    ///
    /// It is 0 where P ≤ i, or where freedom was impossible before; with i = 0 it is 1, and where no
    /// inspection detects F itself.
    public let equilibrium: Double
  }

  /// Follows the years.
  ///
  /// - Parameters:
  ///   - prior: the probability of freedom before the first year, 0 to 1.
  ///   - introduction: i, 0 to 1.
  ///   - detections: P of each year, 0 to 1.
  /// - Throws: ``InferenceError`` for a share above 1.
  /// - Complexity: O(years).
  public init(
    prior: Ratio,
    introduction: Ratio,
    detections: [Double]
  ) throws(InferenceError) {
    guard prior <= Ratio(1) else { throw .prior(prior) }
    guard introduction <= Ratio(1) else { throw .introduction(introduction) }
    let i = introduction.approximation
    var free = prior.approximation
    var years: [Year] = []
    for detection in detections {
      let before = free * (1 - i)
      let missed = before + (1 - before) * (1 - detection)
      free = missed > 0 ? before / missed : 0
      let equilibrium: Double
      if before == 0 || i >= 1 {
        equilibrium = 0
      } else if i == 0 {
        equilibrium = detection > 0 ? 1 : before
      } else {
        equilibrium = detection > i ? (detection - i) / (detection * (1 - i)) : 0
      }
      years.append(
        Year(detection: detection, before: before, after: free, equilibrium: equilibrium)
      )
    }
    self.years = years
  }

  /// The probability of detection that a year needs for a probability of freedom.
  ///
  /// ```
  /// P = 1 − F'/(1 − F') · (1 − T)/T
  /// ```
  ///
  /// - Parameters:
  ///   - target: T, the probability of freedom after the year, 0 < T < 1.
  ///   - prior: F before the year, 0 to 1.
  ///   - introduction: i, 0 to 1.
  /// - Returns: P, 0 where nothing is needed.
  /// - Throws: ``InferenceError`` for a share out of its range.
  public static func detection(
    for target: Ratio,
    prior: Ratio,
    introduction: Ratio
  ) throws(InferenceError) -> Double {
    guard target > Ratio(0), target < Ratio(1) else { throw .confidence(target) }
    guard prior <= Ratio(1) else { throw .prior(prior) }
    guard introduction <= Ratio(1) else { throw .introduction(introduction) }
    let before = prior.approximation * (1 - introduction.approximation)
    guard before < 1 else { return 0 }
    let goal = target.approximation
    return max(0, 1 - before / (1 - before) * (1 - goal) / goal)
  }

  /// The smallest sample that brings the probability of freedom to a target.
  ///
  /// - Parameters:
  ///   - target: T, 0 < T < 1.
  ///   - prior: F before the year.
  ///   - introduction: i.
  ///   - detection: the population and the violators that the design supposes.
  /// - Returns: n and P at n, or nil where not even all units are enough.
  /// - Throws: ``InferenceError`` for a share out of its range.
  /// - Complexity: O(log N) detections.
  public static func sampleSize(
    for target: Ratio,
    prior: Ratio,
    introduction: Ratio,
    in detection: Detection
  ) throws(InferenceError) -> (sample: Int, detection: Double)? {
    let needed = try Freedom.detection(for: target, prior: prior, introduction: introduction)
    func probability(_ sample: Int) throws(InferenceError) -> Double {
      do { return try detection.probability(sample: sample) } catch { throw .detection(error) }
    }
    guard try probability(detection.population) >= needed else { return nil }
    // From below, so that no sample is looked at that is much greater than the answer.
    var (low, high) = (-1, 0)
    while try probability(high) < needed {
      low = high
      high = high > detection.population / 2 ? detection.population : 2 * high + 1
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try probability(middle) >= needed { high = middle } else { low = middle }
    }
    return (high, try probability(high))
  }
}
