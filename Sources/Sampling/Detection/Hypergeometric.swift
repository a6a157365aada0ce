/// The number of marked units in a sample drawn without replacement.
///
/// ```
/// P(X = k) = C(M, k) · C(N − M, n − k) / C(N, n)
/// ```
///
/// No factorial and no logarithm is formed. The probabilities follow from the mode by the ratio of
/// neighbours and are divided by their sum, so that they are good to a few units in the last place
/// per step at every N; a comparison that this can not settle is made in exact integers.
public struct Hypergeometric: Hashable, Sendable {
  /// N, the units in the population.
  public let population: Int
  /// M, the marked units among them.
  public let marked: Int
  /// n, the units drawn.
  public let draws: Int

  /// Makes a distribution.
  ///
  /// - Precondition: `0 ≤ M ≤ N` and `0 ≤ n ≤ N`. What a user typed is checked by ``Detection`` or
  ///   by the interval that is asked for, which report instead of stopping.
  /// - Parameters:
  ///   - population: N, the units in the population.
  ///   - marked: M, the marked units among them.
  ///   - draws: n, the units drawn.
  public init(population: Int, marked: Int, draws: Int) {
    precondition(0 <= marked && marked <= population, "marked units are in the population")
    precondition(0 <= draws && draws <= population, "draws are from the population")
    self.population = population
    self.marked = marked
    self.draws = draws
  }

  /// The values that X can take: max(0, n + M − N) … min(n, M).
  public var support: ClosedRange<Int> {
    max(0, draws - (population - marked))...min(draws, marked)
  }

  /// Probabilities of consecutive values.
  public struct Probabilities: Sendable {
    /// The value that the first probability belongs to.
    public let first: Int
    /// P(X = first), P(X = first + 1), …; they sum to 1.
    public let values: [Double]

    /// P(X = x), 0 where it is negligible.
    ///
    /// - Parameter x: the value.
    /// - Returns: the probability.
    public func probability(_ x: Int) -> Double {
      values.indices.contains(x - first) ? values[x - first] : 0
    }

    /// P(X ≤ x), added up from the smaller end.
    ///
    /// - Parameter x: the greatest value counted.
    /// - Returns: the sum, 0 below ``first``.
    /// - Complexity: O(values).
    public func lowerTail(_ x: Int) -> Double {
      guard x >= first else { return 0 }
      return min(values[...min(x - first, values.count - 1)].reduce(0, +), 1)
    }

    /// P(X ≥ x), added up from the smaller end.
    ///
    /// - Parameter x: the least value counted.
    /// - Returns: the sum, 0 above the last value.
    /// - Complexity: O(values).
    public func upperTail(_ x: Int) -> Double {
      guard x < first + values.count else { return 0 }
      return min(values[max(x - first, 0)...].reversed().reduce(0, +), 1)
    }

    /// More than the relative error of a value or of a sum of values.
    var relativeError: Double { 32 * Double(values.count + 4) * 0x1p-53 }

    /// More than the probability of all the values that are left out.
    static let omitted = 1e-30
  }

  /// P(X = k) for every k whose probability is not negligible.
  ///
  /// What is left out weighs less than 10⁻³⁰ in all.
  ///
  /// - Complexity: O(standard deviation of X).
  public var probabilities: Probabilities {
    let support = support
    let mode = Int(
      (Int128(draws) + 1) * (Int128(marked) + 1) / (Int128(population) + 2)
    )
    let start = min(max(mode, support.lowerBound), support.upperBound)
    let negligible = 1e-36
    var below: [Double] = []
    var weight = 1.0
    var value = start
    while value > support.lowerBound, weight > negligible {
      weight /= ratio(above: value - 1)
      value -= 1
      below.append(weight)
    }
    let first = value
    var weights = Array(below.reversed())
    weights.append(1)
    (weight, value) = (1, start)
    while value < support.upperBound, weight > negligible {
      weight *= ratio(above: value)
      value += 1
      weights.append(weight)
    }
    let sum = weights.reduce(0, +)
    return Probabilities(first: first, values: weights.map { $0 / sum })
  }

  /// P(X = k + 1) / P(X = k), for k and k + 1 in the support.
  private func ratio(above k: Int) -> Double {
    Double(marked - k) * Double(draws - k)
      / (Double(k + 1) * Double(population - marked - (draws - k - 1)))
  }

  /// Whether P(X ≤ x) exceeds a level, decided exactly.
  ///
  /// ```
  /// Σ_{k ≤ x} C(n, k) · M₍k₎ · (N − M)₍n−k₎ · b > N₍n₎ · a,      level a/b, a₍k₎ = a (a − 1) … (a − k + 1)
  /// ```
  ///
  /// Doubles settle it unless the two sides agree in about the first twelve digits; then integers
  /// of any length do. So P(X = 0) = 1/20 never exceeds 0.05 by a rounding error.
  ///
  /// - Parameters:
  ///   - x: the greatest value counted; any integer.
  ///   - level: the level, ≥ 0.
  /// - Returns: whether the probability is greater than the level.
  /// - Complexity: O(standard deviation of X); in a near-tie x multiplications of integers with
  ///   about min(n, M) · log₂ N bits.
  public func lowerTail(_ x: Int, exceeds level: Ratio) -> Bool {
    guard x >= support.lowerBound else { return false }
    guard x < support.upperBound else { return level < Ratio(1) }
    guard level.numerator > 0 else { return true }
    let probabilities = probabilities
    let tail = probabilities.lowerTail(x)
    let difference = tail - level.approximation
    let error = tail * probabilities.relativeError + Probabilities.omitted
    if abs(difference) > error { return difference > 0 }
    return ExactTerms(self).lowerTail(x, exceeds: level)
  }

  /// Whether P(X ≥ x) exceeds a level, decided exactly, as ``lowerTail(_:exceeds:)`` is.
  ///
  /// - Parameters:
  ///   - x: the least value counted; any integer.
  ///   - level: the level, ≥ 0.
  /// - Returns: whether the probability is greater than the level.
  /// - Complexity: as ``lowerTail(_:exceeds:)``.
  public func upperTail(_ x: Int, exceeds level: Ratio) -> Bool {
    guard x <= draws else { return false }
    guard x > 0 else { return level < Ratio(1) }
    // The unmarked units in the sample are n − X.
    return Hypergeometric(population: population, marked: population - marked, draws: draws)
      .lowerTail(draws - x, exceeds: level)
  }
}
