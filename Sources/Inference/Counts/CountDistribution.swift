public import Sampling

/// The distribution of a count: how many units were hit, met twice, never met.
///
/// Probabilities of consecutive values; what lies outside weighs nothing that matters (below 10⁻³⁰
/// for one hypergeometric count). Sums of independent counts are formed by convolution, without an
/// approximation.
public struct CountDistribution: Sendable, Hashable {
  /// The value that the first probability belongs to.
  public let first: Int
  /// P(X = first), P(X = first + 1) and so on.
  public let values: [Double]

  /// Takes probabilities as they are.
  ///
  /// - Parameters:
  ///   - first: the value of the first probability.
  ///   - values: the probabilities of consecutive values, at least one.
  public init(first: Int, values: [Double]) {
    precondition(!values.isEmpty, "a distribution has at least one value")
    self.first = first
    self.values = values
  }

  /// A count that is known.
  ///
  /// - Parameter value: the value.
  public init(constant value: Int) { self.init(first: value, values: [1]) }

  /// The number of marked units in a sample drawn without replacement.
  ///
  /// - Parameter count: the population, the marked units and the draws.
  /// - Complexity: O(standard deviation).
  public init(_ count: Hypergeometric) {
    let probabilities = count.probabilities
    self.init(first: probabilities.first, values: probabilities.values)
  }

  /// The number of successes in independent trials.
  ///
  /// - Parameters:
  ///   - trials: n ≥ 0.
  ///   - probability: p, 0 to 1.
  /// - Complexity: O(standard deviation).
  public init(trials: Int, probability: Double) {
    let binomial = Binomial(draws: trials, probability: probability)
    self.init(first: binomial.first, values: binomial.values)
  }

  /// The greatest value.
  public var last: Int { first + values.count - 1 }

  /// Σ x P(X = x).
  public var mean: Double {
    var sum = 0.0
    for (index, value) in values.enumerated() { sum += Double(index) * value }
    return Double(first) + sum
  }

  /// Σ (x − mean)² P(X = x).
  public var variance: Double {
    let mean = mean
    var sum = 0.0
    for (index, value) in values.enumerated() {
      let distance = Double(first + index) - mean
      sum += distance * distance * value
    }
    return sum
  }

  /// P(X = x).
  ///
  /// - Parameter x: the value.
  /// - Returns: the probability, 0 outside the values kept.
  public func probability(_ x: Int) -> Double {
    values.indices.contains(x - first) ? values[x - first] : 0
  }

  /// P(X ≤ x), added up from the smaller end.
  ///
  /// - Parameter x: the greatest value counted.
  /// - Returns: the sum.
  /// - Complexity: O(values).
  public func lowerTail(_ x: Int) -> Double {
    guard x >= first else { return 0 }
    return min(values[...min(x - first, values.count - 1)].reduce(0, +), 1)
  }

  /// P(X ≥ x), added up from the smaller end.
  ///
  /// - Parameter x: the least value counted.
  /// - Returns: the sum.
  /// - Complexity: O(values).
  public func upperTail(_ x: Int) -> Double {
    guard x < first + values.count else { return 0 }
    return min(values[max(x - first, 0)...].reversed().reduce(0, +), 1)
  }

  /// The least x with P(X ≤ x) ≥ share.
  ///
  /// - Parameter share: the share, 0 to 1.
  /// - Returns: the quantile, as R and SciPy define it.
  public func quantile(_ share: Double) -> Int {
    var sum = 0.0
    for (index, value) in values.enumerated() {
      sum += value
      // A sum that falls short of the share by less than 10⁻¹³ of it has reached it but for rounding.
      if sum >= share * (1 - 1e-13) { return first + index }
    }
    return last
  }

  /// The two-sided p-value of an observed count: twice the smaller tail, at most 1.
  ///
  /// - Parameter x: the count observed.
  /// - Returns: min(1, 2 min(P(X ≤ x), P(X ≥ x))).
  public func twoSided(_ x: Int) -> Double { min(1, 2 * min(lowerTail(x), upperTail(x))) }

  /// The two-sided p-value of an observed count: all values that are no more likely than it.
  ///
  /// As the exact tests of R have it; values that are as likely but for a rounding error count too.
  ///
  /// - Parameter x: the count observed.
  /// - Returns: Σ P(X = y) over the y with P(X = y) ≤ P(X = x).
  public func atMostAsLikely(_ x: Int) -> Double {
    let limit = probability(x) * (1 + 1e-7)
    return min(1, values.filter { $0 <= limit }.sorted().reduce(0, +))
  }

  /// The greatest c with P(X ≤ c) ≤ level; `first − 1` where there is none.
  ///
  /// - Parameter level: the level.
  /// - Returns: the end of the lower rejection region.
  public func lowerCritical(_ level: Double) -> Int {
    var sum = 0.0
    for (index, value) in values.enumerated() {
      sum += value
      if sum > level { return first + index - 1 }
    }
    return last
  }

  /// The least c with P(X ≥ c) ≤ level; `last + 1` where there is none.
  ///
  /// - Parameter level: the level.
  /// - Returns: the beginning of the upper rejection region.
  public func upperCritical(_ level: Double) -> Int {
    var sum = 0.0
    for index in values.indices.reversed() {
      sum += values[index]
      if sum > level { return first + index + 1 }
    }
    return first
  }

  /// Between which values it lies, but with a probability of which each side has half at most.
  ///
  /// ```
  /// lower = min{x : P(X ≤ x) > α/2}     upper = max{x : P(X ≥ x) > α/2}
  /// ```
  ///
  /// - Parameter risk: α, 0 to 1.
  /// - Returns: the values.
  public func limits(risk: Double) -> ClosedRange<Int> {
    let lower = lowerCritical(risk / 2) + 1
    return lower...max(upperCritical(risk / 2) - 1, lower)
  }

  /// The distribution of the sum with an independent count.
  ///
  /// - Parameter other: the other count.
  /// - Returns: the distribution of the sum; ends that weigh less than 10⁻⁴⁰ are left out.
  /// - Complexity: O(values · other values).
  public func convolved(with other: CountDistribution) -> CountDistribution {
    var sums = [Double](repeating: 0, count: values.count + other.values.count - 1)
    for (left, weight) in values.enumerated() where weight > 0 {
      for (right, value) in other.values.enumerated() { sums[left + right] += weight * value }
    }
    return CountDistribution(first: first + other.first, values: sums).trimmed
  }

  /// Without ends that weigh nothing.
  var trimmed: CountDistribution {
    let negligible = 1e-40
    guard let low = values.firstIndex(where: { $0 > negligible }),
      let high = values.lastIndex(where: { $0 > negligible })
    else { return self }
    return CountDistribution(first: first + low, values: Array(values[low...high]))
  }
}
