internal import Sampling

/// Whether the share of violators rises from class to class, A < B < C < D.
///
/// Cochran 1954 (doi:10.2307/3001616) and Armitage 1955 (doi:10.2307/3001775), made exact: given how
/// many were inspected in each class and found in all, and supposing that the classes do not differ,
/// the findings fall on the inspections as chance has it.
///
/// ```
/// T = Σ_h h x_h   (h = 0, 1, 2 …)        p = P(T ≥ t | Σ x_h)
/// ```
///
/// Only for units that were drawn at random within their class. Where a class was inspected to a large
/// part the test is on the safe side: it leaves out that nothing remains to be found.
public struct TrendTest: Sendable, Hashable {
  /// The classes, from the lowest risk to the highest.
  public let classes: [ClassResults]
  /// t.
  public let statistic: Int
  /// Its mean where the classes do not differ.
  public let expected: Double
  /// P(T ≥ t): small where the shares rise.
  public let pValue: Double
  /// P(T ≤ t): small where they fall.
  public let oppositePValue: Double

  /// Tests.
  ///
  /// - Parameter classes: what was inspected and found, from the lowest risk to the highest.
  /// - Throws: ``InferenceError/found(_:sample:stratum:)`` for impossible counts.
  /// - Complexity: O(classes · s³) for the standard deviation s of a class's findings.
  public init(_ classes: [ClassResults]) throws(InferenceError) {
    for results in classes
    where results.violations < 0 || results.violations > results.inspected {
      throw .found(results.violations, sample: results.inspected, stratum: nil)
    }
    self.classes = classes
    var t = 0
    for (score, results) in classes.enumerated() { t += score * results.violations }
    statistic = t
    let inspected = classes.reduce(0) { $0 + $1.inspected }
    let found = classes.reduce(0) { $0 + $1.violations }
    // T by the findings that are left for the classes to come.
    var states: [Int: CountDistribution] = [found: CountDistribution(constant: 0)]
    var rest = inspected
    for (score, results) in classes.enumerated() {
      var next: [Int: [Int: Double]] = [:]
      for (left, distribution) in states {
        let here = CountDistribution(
          Hypergeometric(population: rest, marked: left, draws: results.inspected)
        )
        for (offset, chance) in here.values.enumerated() where chance > 0 {
          let x = here.first + offset
          for (place, weight) in distribution.values.enumerated() where weight > 0 {
            next[left - x, default: [:]][distribution.first + place + score * x, default: 0] +=
              weight * chance
          }
        }
      }
      states = next.mapValues { values in
        let first = values.keys.min() ?? 0
        let last = values.keys.max() ?? 0
        return CountDistribution(
          first: first,
          values: (first...last).map { values[$0] ?? 0 }
        )
      }
      rest -= results.inspected
    }
    let distribution = states[0] ?? CountDistribution(constant: 0)
    expected = distribution.mean
    pValue = distribution.upperTail(t)
    oppositePValue = distribution.lowerTail(t)
  }

  /// The power to see a trend in which each class has so many times the odds of the class before.
  ///
  /// ```
  /// Φ((μ₁ − z σ₀)/σ₁),   μ₁ = Σ n_h (h − h̄)(p_h − p̄)
  /// ```
  ///
  /// Normal (Nam 1987, doi:10.2307/2531989), with the overall share of these results.
  ///
  /// - Parameters:
  ///   - oddsRatio: the odds of a class over those of the class before, ≥ 1.
  ///   - alpha: the one-sided level, in (0, 1).
  /// - Returns: the power; 0 where nothing was inspected or found, or everything was.
  public func power(oddsRatio: Double, alpha: Double) -> Double {
    let sizes = classes.map { Double($0.inspected) }
    let all = sizes.reduce(0, +)
    let found = classes.reduce(0.0) { $0 + Double($1.violations) }
    guard all > 0, found > 0, found < all, oddsRatio > 0 else { return 0 }
    let share = found / all
    // The odds of the lowest class that give this overall share.
    func shares(_ odds: Double) -> [Double] {
      var odds = odds
      return sizes.map { _ in
        defer { odds *= oddsRatio }
        return odds / (1 + odds)
      }
    }
    func overall(_ odds: Double) -> Double {
      zip(sizes, shares(odds)).reduce(0) { $0 + $1.0 * $1.1 } / all
    }
    var (low, high) = (0.0, 1.0)
    while overall(high) < share { high *= 2 }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if overall(middle) < share { low = middle } else { high = middle }
    }
    let p = shares((low + high) / 2)
    let mean = sizes.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / all
    var (shift, null, spread) = (0.0, 0.0, 0.0)
    for (score, size) in sizes.enumerated() {
      let distance = Double(score) - mean
      shift += size * distance * (p[score] - share)
      null += size * distance * distance * share * (1 - share)
      spread += size * distance * distance * p[score] * (1 - p[score])
    }
    guard null > 0, let z = GSL.normalUpperQuantile(alpha) else { return 0 }
    let distance = (z * null.squareRoot() - shift) / spread.squareRoot()
    return GSL.normalUpperTail(distance) ?? 0
  }

  /// The least odds ratio from class to class that is seen with some power, to three digits.
  ///
  /// - Parameters:
  ///   - power: the power, in (0, 1).
  ///   - alpha: the one-sided level, in (0, 1).
  /// - Returns: the odds ratio, above 1; nil where 1,000 is not enough.
  public func smallestOddsRatio(power: Double, alpha: Double) -> Double? {
    var (low, high) = (1.0, 1_000.0)
    guard self.power(oddsRatio: high, alpha: alpha) >= power else { return nil }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if self.power(oddsRatio: middle, alpha: alpha) >= power {
        high = middle
      } else {
        low = middle
      }
    }
    return high
  }

  /// The shares that rise from class to class and fit the results best, weighted by the inspections:
  /// pools of neighbours that do not rise (Ayer and others 1955, doi:10.1214/aoms/1177728423).
  ///
  /// - Returns: a share for each class; nil for those before the first inspection.
  public var risingShares: [Double?] {
    var pools: [(found: Double, inspected: Double, classes: Int)] = []
    for results in classes {
      pools.append((Double(results.violations), Double(results.inspected), 1))
      while pools.count > 1 {
        let (before, last) = (pools[pools.count - 2], pools[pools.count - 1])
        guard last.inspected == 0 || before.found * last.inspected > last.found * before.inspected
        else { break }
        pools.removeLast(2)
        pools.append(
          (
            before.found + last.found, before.inspected + last.inspected,
            before.classes + last.classes
          )
        )
      }
    }
    return pools.flatMap { pool in
      [Double?](
        repeating: pool.inspected > 0 ? pool.found / pool.inspected : nil,
        count: pool.classes
      )
    }
  }
}
