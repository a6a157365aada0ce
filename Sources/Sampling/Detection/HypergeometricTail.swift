extension Hypergeometric {
  /// Whether P(X ≤ x) exceeds a level, decided exactly.
  ///
  /// ```
  /// Σ_{k ≤ x} C(n, k) · M₍k₎ · (N − M)₍n−k₎ · b > N₍n₎ · a,      level a/b, a₍k₎ = a (a − 1) … (a − k + 1)
  /// ```
  ///
  /// Far from the mean Chernoff's bound settles it, else doubles, unless the two sides agree in about the
  /// first ten digits; then pairs of doubles, and where these agree in some 25 digits, integers of any
  /// length. So P(X = 0) = 1/20 never exceeds 0.05 by a rounding error.
  ///
  /// - Parameters:
  ///   - x: the greatest value counted; any integer.
  ///   - level: the level, ≥ 0.
  /// - Returns: whether the probability is greater than the level.
  /// - Complexity: O(standard deviation of X), no more memory than a few numbers; at a tie x
  ///   multiplications of integers with about min(n, M) · log₂ N bits.
  public func lowerTail(_ x: Int, exceeds level: Ratio) -> Bool {
    guard x >= support.lowerBound else { return false }
    guard x < support.upperBound else { return level < Ratio(1) }
    guard level.numerator > 0 else { return true }
    guard level < Ratio(1) else { return false }
    return beyondDoubt(x)
      ?? tail(x, as: Double.self).exceeds(level)
      ?? tail(x, as: DoubleDouble.self).exceeds(level)
      ?? (isHalf(x, level) ? false : ExactTerms(self).lowerTail(x, exceeds: level))
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

  /// Whether P(X ≤ x) is above all levels of 63 bits below 1, or below all above 0; nil where neither
  /// is sure.
  ///
  /// ```
  /// P(Y ≤ y) ≤ exp(−d²/2μ), d = μ − y      P(Y ≥ y) ≤ exp(−d²/(2μ + d)), d = y − μ
  /// ```
  ///
  /// Y is the cell of drawn or undrawn, marked or unmarked units with the least mean μ: all four move
  /// together. (Hoeffding 1963, theorem 4: what holds with replacement holds without.)
  private func beyondDoubt(_ x: Int) -> Bool? {
    let all = Double(population)
    let (drawn, left) = (Double(draws), Double(population - draws))
    let (bad, good) = (Double(marked), Double(population - marked))
    let cells: [(mean: Double, count: Int, rises: Bool)] = [
      (drawn * bad / all, x, true), (drawn * good / all, draws - x, false),
      (left * bad / all, marked - x, false),
      (left * good / all, population - draws - (marked - x), true),
    ]
    guard let cell = cells.min(by: { $0.mean < $1.mean }) else { return nil }
    // e⁻⁴⁶ is less than 2⁻⁶³, the least level above 0.
    func isNegligible(atMost count: Int) -> Bool {
      let distance = cell.mean - Double(count)
      return distance > 0 && distance * distance > 92 * cell.mean
    }
    func isNegligible(atLeast count: Int) -> Bool {
      let distance = Double(count) - cell.mean
      return distance > 0 && distance * distance > 46 * (2 * cell.mean + distance)
    }
    if cell.rises {
      if isNegligible(atMost: cell.count) { return false }
      return isNegligible(atLeast: cell.count + 1) ? true : nil
    }
    if isNegligible(atLeast: cell.count) { return false }
    return isNegligible(atMost: cell.count - 1) ? true : nil
  }

  /// Whether P(X ≤ x) = 1/2, by symmetry: half of all units are marked, or drawn.
  private func isHalf(_ x: Int, _ level: Ratio) -> Bool {
    guard level == Ratio(1, 2) else { return false }
    let isMirrored = marked == population - marked && x == draws - 1 - x
    return isMirrored || (draws == population - draws && x == marked - 1 - x)
  }

  /// P(X ≤ x), not divided by the sum over all values.
  private struct Tail<Number: ProbabilityNumber> {
    var tail: Number
    var whole: Number
    var steps: Int

    /// Whether the tail exceeds a level; nil where that is within the error.
    func exceeds(_ level: Ratio) -> Bool? {
      let left = tail * Number(level.denominator)
      let right = whole * Number(level.numerator)
      let difference = (left - right).approximation
      // Eight roundings a step in the weights, one in each sum, and what is left out beside.
      let error = Double(32 * (steps + 4)) * Number.unit
      let omitted = whole.approximation * Double(level.denominator) * Number.omitted
      let margin = max(left.approximation, right.approximation) * error + omitted
      return abs(difference) > margin ? difference > 0 : nil
    }
  }

  private func tail<Number: ProbabilityNumber>(_ x: Int, as type: Number.Type) -> Tail<Number> {
    var result = Tail(tail: Number(0), whole: Number(0), steps: 0)
    forEachWeight(as: type) { value, weight in
      result.whole = result.whole + weight
      if value <= x { result.tail = result.tail + weight }
      result.steps += 1
    }
    return result
  }

  /// P(X = k)/P(X = mode) for every k at which it is not negligible: from the mode down, then up.
  @inline(__always)
  private func forEachWeight<Number: ProbabilityNumber>(
    as type: Number.Type,
    _ body: (_ value: Int, _ weight: Number) -> Void
  ) {
    let support = support
    let start = mode
    let negligible = Number.omitted * 1e-6
    var (weight, value) = (Number(1), start)
    body(value, weight)
    while value > support.lowerBound, weight.approximation > negligible {
      value -= 1
      let (one, two) = (value + 1, population - marked - (draws - value - 1))
      weight =
        weight * (Number(one) * Number(two) / (Number(marked - value) * Number(draws - value)))
      body(value, weight)
    }
    (weight, value) = (Number(1), start)
    while value < support.upperBound, weight.approximation > negligible {
      value += 1
      let (one, two) = (marked - value + 1, draws - value + 1)
      let other = population - marked - (draws - value)
      weight = weight * (Number(one) * Number(two) / (Number(value) * Number(other)))
      body(value, weight)
    }
  }

  /// E(qˣ) and 1 − E(qˣ), both added up of positive terms, and how many steps that took: the values,
  /// and the factors of the power of the first.
  ///
  /// - Complexity: O(standard deviation of X) in time and memory.
  func generatingFunction<Number: ProbabilityNumber>(
    at q: Ratio,
    as type: Number.Type
  ) -> (value: Number, complement: Number, steps: Int) {
    var weights: [(value: Int, weight: Number)] = []
    var up = 0
    forEachWeight(as: type) { value, weight in
      if value <= mode { up += 1 }
      weights.append((value, weight))
    }
    weights[..<up].reverse()
    let factor = Number(q.numerator) / Number(q.denominator)
    let rest = Number(q.denominator - q.numerator) / Number(q.denominator)
    var (power, complement) = Hypergeometric.power(factor, rest, weights[0].value)
    var (value, other, whole) = (Number(0), Number(0), Number(0))
    for item in weights {
      value = value + item.weight * power
      other = other + item.weight * complement
      whole = whole + item.weight
      complement = complement + power * rest
      power = power * factor
    }
    return (value / whole, other / whole, weights.count + weights[0].value)
  }

  /// qⁿ and 1 − qⁿ, from q and 1 − q.
  private static func power<Number: ProbabilityNumber>(
    _ q: Number,
    _ rest: Number,
    _ exponent: Int
  ) -> (power: Number, complement: Number) {
    guard exponent > 0 else { return (Number(1), Number(0)) }
    let half = power(q, rest, exponent / 2)
    let even = (
      power: half.power * half.power, complement: half.complement * (Number(1) + half.power)
    )
    guard exponent % 2 == 1 else { return even }
    return (even.power * q, even.complement + even.power * rest)
  }
}

/// Numbers that a tail is added up in.
protocol ProbabilityNumber: Sendable {
  init(_ value: Int)
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self
  /// The nearest double.
  var approximation: Double { get }
  /// More than the relative error of an operation.
  static var unit: Double { get }
  /// More than the probability of all values that are left out of a sum.
  static var omitted: Double { get }
}

extension Double: ProbabilityNumber {
  var approximation: Double { self }
  static var unit: Double { 0x1p-53 }
  static var omitted: Double { 1e-30 }
}

extension DoubleDouble: ProbabilityNumber {
  static var omitted: Double { 1e-60 }
}
