internal import Sampling

/// Whether units, or pairs of them, were drawn as often as the design says: an exact binomial
/// p-value for each count, and Holm over all of them.
public struct InclusionCheck: Sendable, Hashable {
  /// How many counts were compared.
  public let comparisons: Int
  /// The smallest p-value, times the number of comparisons, at most 1.
  public let smallestAdjusted: Double
  /// Counts whose p-value adjusted after Holm is at most the level.
  public let outside: Int
  /// The greatest distance of a frequency from its probability.
  public let greatestDistance: Double
  /// The Monte Carlo error of that frequency.
  public let error: Double

  /// Compares counts with probabilities.
  ///
  /// - Parameters:
  ///   - counts: how often each was drawn.
  ///   - probabilities: how often it should be; few distinct ones make it fast.
  ///   - replicates: how many draws there were.
  ///   - alpha: the level of all comparisons together.
  /// - Complexity: O(counts log counts), and a binomial distribution for each distinct probability.
  public init(counts: [Int], probabilities: [Double], replicates: Int, alpha: Double) {
    var distributions: [Double: [Int: Double]] = [:]
    var known: [Double: CountDistribution] = [:]
    var values: [Double] = []
    values.reserveCapacity(counts.count)
    var (greatest, error) = (0.0, 0.0)
    for (count, probability) in zip(counts, probabilities) {
      let distance = abs(Double(count) / Double(max(replicates, 1)) - probability)
      if distance > greatest {
        greatest = distance
        error = (probability * (1 - probability) / Double(max(replicates, 1))).squareRoot()
      }
      if let value = distributions[probability]?[count] {
        values.append(value)
        continue
      }
      let distribution =
        known[probability] ?? CountDistribution(trials: replicates, probability: probability)
      known[probability] = distribution
      let value = distribution.twoSided(count)
      distributions[probability, default: [:]][count] = value
      values.append(value)
    }
    let adjusted = Multiplicity.holm.adjusted(values)
    comparisons = values.count
    smallestAdjusted = adjusted.min() ?? 1
    outside = adjusted.count { $0 <= alpha }
    greatestDistance = greatest
    self.error = error
  }
}

extension Simulation {
  /// The inclusion probability of each unit, by its place in the frame: n/N, or the target of a
  /// draw by size.
  public var probabilities: [Double] {
    if let method = request.design.method { return SimulatedEstimator.targets(request, method) }
    return zip(request.frame.strata, request.design.sizes).flatMap { stratum, size in
      Array(
        repeating: Double(size) / Double(max(stratum.population, 1)),
        count: stratum.population
      )
    }
  }

  /// Every unit against its probability.
  ///
  /// In a draw by size that is its target, from which the true one differs a little: see the
  /// protocol. There a small p-value is no fault.
  ///
  /// - Parameter alpha: the level of all comparisons together.
  /// - Returns: the comparison.
  public func inclusionCheck(alpha: Double) -> InclusionCheck {
    InclusionCheck(
      counts: inclusions,
      probabilities: probabilities,
      replicates: request.replicates,
      alpha: alpha
    )
  }

  /// Every pair that was counted against n (n − 1)/(N (N − 1)), or f_g f_h across strata; nil for
  /// a draw by size, whose joint probabilities have no closed form.
  ///
  /// - Parameter alpha: the level of all comparisons together.
  /// - Returns: the comparison.
  public func pairCheck(alpha: Double) -> InclusionCheck? {
    guard request.design.method == nil, pairUnits.count > 1 else { return nil }
    let frame = request.frame
    let strata = pairUnits.map { unit in frame.bounds.lastIndex { $0 <= unit } ?? 0 }
      .map { min($0, frame.strata.count - 1) }
    let joint = frame.strata.indices.map { first in
      frame.strata.indices.map { second -> Double in
        let (n, all) = (
          Double(request.design.sizes[first]), Double(frame.strata[first].population)
        )
        guard first == second else {
          return n / all * Double(request.design.sizes[second])
            / Double(frame.strata[second].population)
        }
        return all > 1 ? n * (n - 1) / (all * (all - 1)) : 0
      }
    }
    var probabilities: [Double] = []
    probabilities.reserveCapacity(pairs.count)
    for first in strata.indices {
      for second in strata.indices where second > first {
        probabilities.append(joint[strata[first]][strata[second]])
      }
    }
    return InclusionCheck(
      counts: pairs,
      probabilities: probabilities,
      replicates: request.replicates,
      alpha: alpha
    )
  }
}
