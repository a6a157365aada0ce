/// The picture of an even spread: the empirical distribution in few steps, and the band of Kolmogorov
/// and Smirnov about the straight line.
extension Uniformity {
  /// One step of the empirical distribution.
  public struct Step: Sendable, Hashable {
    /// The number at which it steps up.
    public let value: Double
    /// F_n just below the number.
    public let before: Double
    /// F_n at the number.
    public let share: Double
  }

  /// The steps at every k-th number, with k the least for which they are few enough, at the last
  /// number and at the one where the distance from the straight line is greatest.
  ///
  /// Between two of them F_n rises by k/n, so nothing above the greatest distance is left out.
  ///
  /// - Parameter limit: how many steps, at least 1; two more for the ends.
  /// - Returns: the steps, ascending.
  /// - Complexity: O(n).
  public func steps(atMost limit: Int = 400) -> [Step] {
    let count = Double(values.count)
    let all = { (place: Int) in
      Step(value: values[place], before: Double(place) / count, share: Double(place + 1) / count)
    }
    let every = (values.count + limit - 1) / limit
    let greatest = values.indices.max { left, right in
      Uniformity.distance(all(left)) < Uniformity.distance(all(right))
    }
    var places = Set(stride(from: 0, to: values.count, by: every))
    places.formUnion([greatest ?? 0, values.count - 1])
    return places.sorted().map(all)
  }

  private static func distance(_ step: Step) -> Double {
    max(step.share - step.value, step.value - step.before)
  }

  /// The d that the greatest distance of evenly spread numbers exceeds with a probability: half the
  /// width of the band.
  ///
  /// ```
  /// P(max |F_n(x) − x| ≥ d) = α
  /// ```
  ///
  /// From the exact distribution up to ``exactLimit`` numbers, else from its limit, by regula falsi
  /// (Illinois) below the bound √(ln(2/α)/(2 n)) of Massart (1990, doi:10.1214/aop/1176990746).
  ///
  /// - Parameters:
  ///   - risk: α, 0 < α < 1.
  ///   - count: n ≥ 1.
  /// - Returns: d, 0 to 1.
  /// - Complexity: about eight times that of ``exactTail(_:count:)``.
  public static func criticalDistance(risk: Double, count: Int) -> Double {
    let n = Double(count)
    func excess(_ distance: Double) -> Double {
      let tail =
        count <= exactLimit
        ? exactTail(distance, count: count) : limitTail(distance, count: count)
      // Far out the tail is 0 and has no logarithm.
      return GSL.logarithm(tail / risk) ?? -50
    }
    var high = min((-(GSL.logarithm(risk / 2) ?? 0) / (2 * n)).squareRoot(), 1)
    var low = max(high - 1 / n, 0.5 / n)
    var (above, below) = (excess(low), excess(high))
    if above <= 0 {
      low = 0.5 / n
      above = excess(low)
    }
    for _ in 0..<200 where below < 0 {
      let next = high - below * (high - low) / (below - above)
      let value = excess(next)
      guard abs(value) > 1e-9, high - low > 1e-14 else { return next }
      if value < 0 {
        (high, below) = (next, value)
        above /= 2
      } else {
        (low, above) = (next, value)
        below /= 2
      }
    }
    return high
  }
}
