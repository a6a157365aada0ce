public import Sampling

extension DrawAudit {
  /// Replicates above which none are drawn unless they are asked for.
  public static let mostReplicates = 100_000

  /// The replicates with which a test alone can fall below the level of a family, twice over.
  ///
  /// ```
  /// p ≥ 2/(r + 1) where both sides count,   so r + 1 ≥ 4 m/α
  /// ```
  ///
  /// - Parameters:
  ///   - tests: m.
  ///   - alpha: α > 0.
  /// - Returns: r, one less than a multiple of 10,000; ``mostReplicates`` less one at most.
  public static func replicates(tests: Int, alpha: Ratio) -> Int {
    let needed = 4 * Double(max(tests, 1)) / alpha.approximation
    return max(1, Int((min(needed, Double(mostReplicates)) / 10_000).rounded(.up))) * 10_000 - 1
  }

  /// The smallest p-value that replicates can give a test that looks at both sides, 2/(r + 1).
  ///
  /// - Parameter replicates: r ≥ 1.
  /// - Returns: the p-value.
  public static func smallestP(replicates: Int) -> Double { 2 / Double(replicates + 1) }
}
