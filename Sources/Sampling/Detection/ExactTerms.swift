internal import BigInt

/// The terms of a hypergeometric distribution over their common denominator, in exact integers.
///
/// ```
/// P(X = lowest + k) = T(k) / N₍n₎,     T(k) = C(n, k) · M₍k₎ · (N − M)₍n−k₎
/// ```
///
/// Drawn and undrawn, marked and unmarked units change places until n ≤ M and n + M ≤ N, which
/// keeps the integers short and k counting from 0.
struct ExactTerms {
  let population: Int
  let marked: Int
  let draws: Int
  /// The least value of X.
  let lowest: Int

  /// N₍n₎, the common denominator.
  var whole: BigUInt { ExactTerms.falling(population, draws) }

  init(_ distribution: Hypergeometric) {
    population = distribution.population
    lowest = distribution.support.lowerBound
    // The unmarked units that stay undrawn are N − M − n + X.
    let isTurned = distribution.draws > population - distribution.marked
    let marked = isTurned ? population - distribution.marked : distribution.marked
    let draws = isTurned ? population - distribution.draws : distribution.draws
    self.marked = max(marked, draws)
    self.draws = min(marked, draws)
  }

  /// Whether P(X ≤ x) exceeds a level.
  func lowerTail(_ x: Int, exceeds level: Ratio) -> Bool {
    let k = x - lowest
    let sum: BigUInt
    if k <= draws / 2 {
      var term = ExactTerms.falling(population - marked, draws)
      var partial = term
      for value in 0..<k {
        step(&term, up: value)
        partial += term
      }
      sum = partial
    } else {
      var term = ExactTerms.falling(marked, draws)
      var partial = BigUInt(0)
      for value in stride(from: draws, to: k, by: -1) {
        partial += term
        step(&term, down: value)
      }
      sum = whole - partial
    }
    return sum * BigUInt(level.denominator) > whole * BigUInt(level.numerator)
  }

  /// Whether E(qˣ), the probability that no marked unit is recognised, exceeds a level.
  ///
  /// With q = a/b: Σ T(k) aᵏ bⁿ⁻ᵏ aˡ against N₍n₎ bⁿ⁺ˡ, l the lowest value of X.
  func generatingFunction(at q: Ratio, exceeds level: Ratio) -> Bool {
    if q.numerator == 0 { return lowest == 0 && lowerTail(0, exceeds: level) }
    let a = BigUInt(q.numerator)
    let b = BigUInt(q.denominator)
    // Horner's rule in a/b, homogeneous, from the last term down.
    var term = ExactTerms.falling(marked, draws)
    var sum = term
    var power = BigUInt(1)
    for k in stride(from: draws, to: 0, by: -1) {
      step(&term, down: k)
      power *= b
      sum = sum * a + term * power
    }
    let left = sum * a.power(lowest) * BigUInt(level.denominator)
    return left > whole * power * b.power(lowest) * BigUInt(level.numerator)
  }

  /// The values of X up to a limit, each with its term.
  func values(upTo greatest: Int) -> [(value: Int, term: BigUInt)] {
    guard greatest >= lowest else { return [] }
    var term = ExactTerms.falling(population - marked, draws)
    var result = [(value: lowest, term: term)]
    for k in 0..<min(draws, greatest - lowest) {
      step(&term, up: k)
      result.append((lowest + k + 1, term))
    }
    return result
  }

  /// From T(k) to T(k + 1).
  private func step(_ term: inout BigUInt, up k: Int) {
    term *= BigUInt(marked - k)
    term *= BigUInt(draws - k)
    term /= BigUInt(k + 1)
    term /= BigUInt(population - marked - draws + k + 1)
  }

  /// From T(k) to T(k − 1).
  private func step(_ term: inout BigUInt, down k: Int) {
    term *= BigUInt(k)
    term *= BigUInt(population - marked - draws + k)
    term /= BigUInt(marked - k + 1)
    term /= BigUInt(draws - k + 1)
  }

  /// a (a − 1) … (a − k + 1), multiplied in halves so that the factors are of like length.
  static func falling(_ a: Int, _ k: Int) -> BigUInt {
    guard k > 8 else {
      return (0..<k).reduce(BigUInt(1)) { $0 * BigUInt(a - $1) }
    }
    return falling(a, k / 2) * falling(a - k / 2, k - k / 2)
  }
}
