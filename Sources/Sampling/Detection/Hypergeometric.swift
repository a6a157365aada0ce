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

  /// The greatest standard deviation at which probabilities are computed within a second or two and
  /// some ten megabytes: 80,000, of which six tenths of a million values to each side count.
  ///
  /// A greater one takes billions of units drawn and as many not drawn. Nothing fails beyond, but time
  /// and memory grow with it: what a user typed is checked before.
  public static let greatestDeviation = 80_000.0

  /// √Var(X) = √(n (M/N) (1 − M/N) (N − n)/(N − 1)); 0 for one unit or none.
  public var standardDeviation: Double {
    guard population > 1 else { return 0 }
    let share = Double(marked) / Double(population)
    let unmarked = Double(population - marked) / Double(population)
    let rest = Double(population - draws) / Double(population - 1)
    return (Double(draws) * share * unmarked * rest).squareRoot()
  }

  /// The most likely value.
  var mode: Int {
    let mode = (Int128(draws) + 1) * (Int128(marked) + 1) / (Int128(population) + 2)
    return Int(min(max(mode, Int128(support.lowerBound)), Int128(support.upperBound)))
  }

  /// P(X = k) for every k whose probability is not negligible.
  ///
  /// What is left out weighs less than 10⁻³⁰ in all.
  ///
  /// - Complexity: O(standard deviation of X) in time and memory; see ``greatestDeviation``.
  public var probabilities: Probabilities {
    let support = support
    let start = mode
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
}
