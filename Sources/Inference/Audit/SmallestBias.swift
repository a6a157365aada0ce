/// The smallest bias that an audit of so many draws could have found.
///
/// A test that finds nothing is worth what it could have found. The figures hold for the first step
/// of Holm's procedure, the level divided by the number of tests, and so for any other too.
public struct SmallestBias: Sendable {
  /// The units of each stratum.
  public let populations: [Int]
  /// How many were drawn in each stratum, by draw.
  public let sizes: [[Int]]
  /// The two-sided level of one test.
  public let level: Double
  /// The probability to find the bias.
  public let power: Double

  /// Takes the draws and the family of tests.
  ///
  /// - Parameters:
  ///   - populations: the units of each stratum.
  ///   - sizes: how many were drawn in each stratum, by draw.
  ///   - alpha: the level of the whole family, in (0, 1).
  ///   - tests: how many tests there are, at least 1.
  ///   - power: the probability to find the bias, in (0, 1).
  public init(populations: [Int], sizes: [[Int]], alpha: Double, tests: Int, power: Double) {
    self.populations = populations
    self.sizes = sizes
    level = alpha / Double(max(tests, 1))
    self.power = power
  }

  /// How far from its expectation a statistic has to lie on average, in its standard deviations.
  ///
  /// ```
  /// z_{1 − level/2} + z_power
  /// ```
  public var standardizedEffect: Double {
    (GSL.normalUpperQuantile(level / 2) ?? 0) + (GSL.normalUpperQuantile(1 - power) ?? 0)
  }

  /// The fewest units, named beforehand and spared in every draw, that are found: none of them is
  /// drawn, and by chance that has a probability of at most level/2.
  ///
  /// They are taken to be spread over the strata in proportion.
  ///
  /// - Returns: the number; nil where no number is found.
  public var sparedByName: Int? {
    least(upTo: populations.reduce(0, +)) { units in
      let chance = zip(shares(of: units), populations.indices).reduce(1.0) { product, part in
        let (marked, stratum) = part
        return sizes.reduce(product) { product, draw in
          product * SmallestBias.noHit(populations[stratum], marked, draw[stratum])
        }
      }
      return chance <= level / 2
    }
  }

  /// The fewest units, spared in every draw without anybody naming them, that the number of units
  /// never drawn betrays.
  ///
  /// The number of units never drawn has the moments of ``RepeatedDraws`` and is taken as binomial.
  ///
  /// - Returns: the number; nil for one draw, in which nobody can be missed, and where no number is
  ///   found.
  public var sparedUnnamed: Int? { sparedUnnamed(draws: sizes) }

  /// How many draws of the mean size it takes until so many spared units, which nobody names, are
  /// found.
  ///
  /// - Parameters:
  ///   - units: how many are spared.
  ///   - limit: the greatest number of draws tried.
  /// - Returns: the number of draws; nil where the limit is not enough.
  public func drawsToFind(sparedUnnamed units: Int, limit: Int = 2_000) -> Int? {
    let mean = populations.indices.map { stratum in
      let sum = sizes.reduce(0) { $0 + $1[stratum] }
      return (sum + sizes.count / 2) / max(sizes.count, 1)
    }
    // Many draws see every unit, and the spared ones alone are left; a few see too little.
    return (2...limit).first { isFound(units, in: Array(repeating: mean, count: $0)) }
  }

  private func sparedUnnamed(draws: [[Int]]) -> Int? {
    guard draws.count > 1 else { return nil }
    let open = zip(populations.indices, populations).reduce(0) { sum, stratum in
      sum + stratum.1 - (draws.map { $0[stratum.0] }.max() ?? 0)
    }
    return least(upTo: open) { isFound($0, in: draws) }
  }

  /// Whether so many spared units make the number of units never drawn large enough.
  private func isFound(_ units: Int, in draws: [[Int]]) -> Bool {
    let spared = shares(of: units)
    var (mean, variance) = (0.0, 0.0)
    var (shifted, spread) = (Double(units), 0.0)
    for (stratum, population) in populations.enumerated() {
      let sizes = draws.map { $0[stratum] }
      let left = population - spared[stratum]
      guard let honest = try? RepeatedDraws(population: population, sizes: sizes),
        let biased = try? RepeatedDraws(population: left, sizes: sizes)
      else { return false }
      mean += Double(population) - honest.mean
      variance += honest.variance
      shifted += Double(left) - biased.mean
      spread += biased.variance
    }
    let honest = SmallestBias.count(mean: mean, variance: variance)
    let biased = SmallestBias.count(mean: shifted - Double(units), variance: spread)
    return biased.upperTail(honest.upperCritical(level / 2) - units) >= power
  }

  /// A binomial distribution with these moments: a number of units never drawn is skewed, and a
  /// normal one would promise an alarm too early.
  private static func count(mean: Double, variance: Double) -> CountDistribution {
    guard mean > 0, variance < mean else { return CountDistribution(constant: Int(mean.rounded())) }
    let trials = max(Int((mean * mean / (mean - variance)).rounded()), 1)
    return CountDistribution(trials: trials, probability: min(mean / Double(trials), 1))
  }

  /// So many units spread over the strata in proportion, the largest fractions rounded up.
  private func shares(of units: Int) -> [Int] {
    let all = populations.reduce(0, +)
    guard all > 0 else { return populations }
    var shares = populations.map { Int(Int128($0) * Int128(units) / Int128(all)) }
    let rest = populations.indices.map { Int128(populations[$0]) * Int128(units) % Int128(all) }
    let order = populations.indices.sorted { (rest[$1], $0) < (rest[$0], $1) }
    for stratum in order.prefix(units - shares.reduce(0, +)) { shares[stratum] += 1 }
    return shares
  }

  /// C(N − K, n)/C(N, n).
  private static func noHit(_ population: Int, _ marked: Int, _ draws: Int) -> Double {
    guard marked + draws <= population else { return 0 }
    return (0..<min(marked, draws)).reduce(1.0) { product, index in
      product * Double(population - max(marked, draws) - index) / Double(population - index)
    }
  }

  /// The least number from 1 for which a condition that stays true holds.
  private func least(upTo limit: Int, _ isEnough: (Int) -> Bool) -> Int? {
    guard limit > 0, isEnough(limit) else { return nil }
    var (low, high) = (0, limit)
    while high - low > 1 {
      let middle = (low + high) / 2
      if isEnough(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
