internal import BigInt

/// P(Σ w_h X_h ≤ T) for independent hypergeometric X_h, compared in exact integers.
public enum WeightedTail {
  /// Whether the probability exceeds a level.
  ///
  /// For the near-ties that doubles leave open: every partial sum up to T is kept with an integer of
  /// any length, so that cost and memory grow with the number of different sums.
  ///
  /// - Parameters:
  ///   - level: the level, ≥ 0.
  ///   - distributions: X_1, …, X_H.
  ///   - weights: w_1, …, w_H, ≥ 0, as many as distributions; Σ w_h n_h fits an `Int`.
  ///   - threshold: T.
  /// - Returns: whether the probability is greater than the level.
  /// - Complexity: O(different sums ≤ T · Σ n_h) products of integers of Σ min(n_h, M_h) log₂ N_h
  ///   bits.
  public static func exceeds(
    _ level: Ratio,
    _ distributions: [Hypergeometric],
    weights: [Int],
    threshold: Int
  ) -> Bool {
    precondition(distributions.count == weights.count, "a weight for each distribution")
    var sums: [Int: BigUInt] = threshold >= 0 ? [0: 1] : [:]
    var whole = BigUInt(1)
    for (distribution, weight) in zip(distributions, weights) {
      let terms = ExactTerms(distribution)
      whole *= terms.whole
      var next: [Int: BigUInt] = [:]
      let greatest = weight == 0 ? Int.max : threshold / weight
      for (value, term) in terms.values(upTo: greatest) {
        for (sum, count) in sums where sum + weight * value <= threshold {
          next[sum + weight * value, default: 0] += count * term
        }
      }
      sums = next
    }
    let below = sums.values.reduce(BigUInt(0), +)
    return below * BigUInt(level.denominator) > whole * BigUInt(level.numerator)
  }
}
