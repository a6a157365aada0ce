/// How often each unit was selected in many draws, against what the design says.
///
/// ```
/// Q = Σ_h (N_h − 1)/N_h · Σ_i (c_i − e_h)² / Σ_t f_ht (1 − f_ht),   f_ht = n_ht/N_h, e_h = Σ_t f_ht
/// ```
///
/// Q tends to chi-square with Σ (N_h − 1) degrees of freedom. The statistic of Pearson, without the
/// factor that draws without replacement need, would be too small by 1 − n/N and never alarm. With
/// few draws the limit is coarse, and ``DrawAudit`` replicates instead.
public struct InclusionCounts: Sendable, Hashable {
  /// Q.
  public let statistic: Double
  /// Σ (N_h − 1) over the strata that were neither passed over nor taken whole.
  public let degreesOfFreedom: Int

  /// Compares counts.
  ///
  /// - Parameters:
  ///   - counts: c of each unit, by stratum.
  ///   - sizes: n of each draw, by stratum.
  public init(counts: [[Int]], sizes: [[Int]]) {
    var (sum, freedom) = (0.0, 0)
    for (counts, sizes) in zip(counts, sizes) where counts.count > 1 {
      let population = Double(counts.count)
      let shares = sizes.map { Double($0) / population }
      let expected = shares.reduce(0, +)
      let variance = shares.reduce(0) { $0 + $1 * (1 - $1) }
      guard variance > 0 else { continue }
      let squares = counts.reduce(0.0) { sum, count in
        sum + (Double(count) - expected) * (Double(count) - expected)
      }
      sum += (population - 1) / population * squares / variance
      freedom += counts.count - 1
    }
    statistic = sum
    degreesOfFreedom = freedom
  }

  /// P(chi-square > Q); 1 where nothing was left to chance.
  public var pValue: Double {
    guard degreesOfFreedom > 0 else { return 1 }
    return GSL.chiSquareUpperTail(statistic, degreesOfFreedom: Double(degreesOfFreedom)) ?? 0
  }
}
