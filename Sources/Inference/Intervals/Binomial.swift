/// The number of marked units among n independent draws, each marked with probability p.
///
/// ```
/// P(X = k) = C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ
/// ```
///
/// Computed from the mode by the ratio of neighbours, as ``Sampling/Hypergeometric`` is: no
/// factorial, no logarithm, good at every n.
struct Binomial {
  /// The value that the first probability belongs to.
  let first: Int
  /// P(X = first), P(X = first + 1), …; what is left out weighs less than 10⁻³⁰.
  let values: [Double]

  /// The distribution for n draws with probability p, 0 ≤ p ≤ 1.
  ///
  /// - Complexity: O(standard deviation of X).
  init(draws n: Int, probability p: Double) {
    guard p > 0 else {
      (first, values) = (0, [1])
      return
    }
    guard p < 1 else {
      (first, values) = (n, [1])
      return
    }
    let odds = p / (1 - p)
    let mode = min(Int((Double(n) + 1) * p), n)
    let negligible = 1e-36
    var below: [Double] = []
    var weight = 1.0
    var value = mode
    while value > 0, weight > negligible {
      weight *= Double(value) / (Double(n - value + 1) * odds)
      value -= 1
      below.append(weight)
    }
    let first = value
    var weights = Array(below.reversed())
    weights.append(1)
    (weight, value) = (1, mode)
    while value < n, weight > negligible {
      weight *= Double(n - value) * odds / Double(value + 1)
      value += 1
      weights.append(weight)
    }
    let sum = weights.reduce(0, +)
    self.first = first
    values = weights.map { $0 / sum }
  }

  /// P(X = x).
  func probability(_ x: Int) -> Double {
    values.indices.contains(x - first) ? values[x - first] : 0
  }

  /// P(X ≤ x).
  func lowerTail(_ x: Int) -> Double {
    guard x >= first else { return 0 }
    return min(values[...min(x - first, values.count - 1)].reduce(0, +), 1)
  }

  /// P(X ≥ x).
  func upperTail(_ x: Int) -> Double {
    guard x < first + values.count else { return 0 }
    return min(values[max(x - first, 0)...].reversed().reduce(0, +), 1)
  }
}
