public import Sampling

/// How many years it takes, in one stratum or in several together, when n_h of N_h are drawn in each
/// of them every year.
public struct YearlyDraws: Hashable, Sendable {
  /// The strata: N_h and n_h.
  public let strata: [Stratum]

  /// One stratum.
  public struct Stratum: Hashable, Sendable {
    /// N_h.
    public var population: Int
    /// n_h, 0 to N_h.
    public var size: Int

    /// Makes a stratum.
    ///
    /// - Parameters:
    ///   - population: N_h.
    ///   - size: n_h, 0 to N_h.
    public init(population: Int, size: Int) {
      self.population = population
      self.size = size
    }
  }

  /// Takes the strata.
  ///
  /// - Parameter strata: N_h and n_h, 0 ≤ n_h ≤ N_h.
  /// - Throws: ``InferenceError/sample(_:population:stratum:)`` for a size outside 0…N_h.
  public init(_ strata: [Stratum]) throws(InferenceError) {
    for stratum in strata where stratum.size < 0 || stratum.size > stratum.population {
      throw .sample(stratum.size, population: stratum.population, stratum: nil)
    }
    self.strata = strata
  }

  /// The years until a share of all units was seen at least once, as expected, with a draw of its
  /// own each year.
  ///
  /// ```
  /// the least k with Σ N_h (1 − n_h/N_h)^k ≤ (1 − share) Σ N_h
  /// ```
  ///
  /// In one stratum that is also the probability of a unit.
  ///
  /// - Parameter share: the share to reach, 0 to 1.
  /// - Returns: k; nil where no number of years reaches it.
  public func years(toSee share: Ratio) -> Int? {
    // A power that is too small for a Double is still above 0.
    if share == Ratio(1), strata.contains(where: { $0.size < $0.population }) { return nil }
    let all = strata.reduce(0) { $0 + Double($1.population) }
    let rest = all * Double(share.denominator - share.numerator) / Double(share.denominator)
    return least { years in
      let unseen = strata.reduce(0.0) { sum, stratum in
        guard stratum.population > 0 else { return sum }
        let left = Double(stratum.population - stratum.size) / Double(stratum.population)
        return sum + Double(stratum.population) * YearlyDraws.power(left, years)
      }
      // Equal powers, as 0.2 and 1 − 0.8, differ by rounding errors alone.
      return unseen <= rest * (1 + 1e-12)
    }
  }

  /// The years that a rotation takes: the least k with Σ min(N_h, k n_h) ≥ share Σ N_h, exactly.
  ///
  /// - Parameter share: the share to reach, 0 to 1.
  /// - Returns: k; nil where no number of years reaches it.
  public func rotationYears(toSee share: Ratio) -> Int? {
    let all = strata.reduce(Int128(0)) { $0 + Int128($1.population) }
    return least { years in
      let seen = strata.reduce(Int128(0)) { sum, stratum in
        sum + min(Int128(stratum.population), Int128(years) * Int128(stratum.size))
      }
      return seen * Int128(share.denominator) >= Int128(share.numerator) * all
    }
  }

  /// The least number of years that is enough; more years are never worse.
  private func least(_ isEnough: (Int) -> Bool) -> Int? {
    guard !isEnough(0) else { return 0 }
    var high = 1
    while !isEnough(high) {
      guard high < 1 << 60 else { return nil }
      high *= 2
    }
    var low = high / 2
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if isEnough(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// x^k by squaring, good to about log k rounding errors.
  private static func power(_ x: Double, _ k: Int) -> Double {
    var (result, square, left) = (1.0, x, k)
    while left > 0 {
      if left & 1 == 1 { result *= square }
      square *= square
      left >>= 1
    }
    return result
  }
}
