internal import Sampling

/// How often units with each value of a column were drawn, against what a simple random draw does.
///
/// ```
/// X_v = Σ_t Σ_h H(N_h, K_vh, n_th)        p_v twice the smaller tail, p = min(1, m · min p_v)
/// ```
///
/// K_vh units of stratum h have the value v, and m values can be drawn more or less often. Each p_v is
/// exact, and p holds for all values together (Bonferroni): a district that three in a hundred units
/// belong to is looked at as closely as one of thirty, however many there are.
public struct ValueCounts: Sendable {
  /// One value.
  public struct Value: Sendable, Hashable {
    /// The value; of numbers their quantile group.
    public let name: String
    /// Units of the frame with it.
    public let units: Int
    /// How often they were drawn.
    public let drawn: Int
    /// How often chance draws them, on average.
    public let expected: Double
    /// The standard deviation there.
    public let deviation: Double
    /// The p-value of this value alone, exact, twice the smaller tail.
    public let pValue: Double
  }

  /// The values that are farthest from their expectation, the least p-value first.
  public let values: [Value]
  /// Values that chance can draw more or less often.
  public let compared: Int

  /// The p-value of the column.
  public var pValue: Double { min(1, Double(compared) * (values.first?.pValue ?? 1)) }

  /// Values whose distribution is computed; of more, those farthest from their expectation.
  private static let greatestComputed = 200

  /// Counts.
  ///
  /// - Parameters:
  ///   - order: the column.
  ///   - draws: the units of each draw.
  ///   - null: how an honest lottery draws as many.
  init(_ order: AuditedOrder, draws: [[Int]], null: NullDraws) {
    let levels = order.levels ?? []
    let strata = null.frame.members.count
    var marked = [[Int]](repeating: Array(repeating: 0, count: strata), count: order.values.count)
    for (unit, level) in levels.enumerated() { marked[level][null.frame.strata[unit]] += 1 }
    var drawn = [Int](repeating: 0, count: order.values.count)
    for draw in draws { for unit in draw { drawn[levels[unit]] += 1 } }
    // Draws of equal sizes are one kind of count.
    var sizes = [[Int: Int]](repeating: [:], count: strata)
    for counts in null.counts {
      for (stratum, size) in counts.enumerated() where size > 0 {
        sizes[stratum][size, default: 0] += 1
      }
    }
    let populations = null.frame.members.map(\.count)
    let moments = marked.map { ValueCounts.moments($0, populations, sizes) }
    let open = moments.indices.filter { moments[$0].variance > 0 }
    func distance(_ level: Int) -> Double {
      let gap = Double(drawn[level]) - moments[level].mean
      return gap * gap / moments[level].variance
    }
    let ranked = open.sorted { (distance($1), $0) < (distance($0), $1) }
    var known: [[Int]: CountDistribution] = [:]
    var values: [Value] = []
    for level in ranked.prefix(ValueCounts.greatestComputed) {
      let distribution =
        known[marked[level]] ?? ValueCounts.distribution(marked[level], populations, sizes)
      known[marked[level]] = distribution
      values.append(
        Value(
          name: order.values[level],
          units: marked[level].reduce(0, +),
          drawn: drawn[level],
          expected: moments[level].mean,
          deviation: moments[level].variance.squareRoot(),
          pValue: max(distribution.twoSided(drawn[level]), DrawAudit.smallestExactP)
        )
      )
    }
    compared = open.count
    self.values = values.enumerated().sorted {
      ($0.element.pValue, $0.offset) < ($1.element.pValue, $1.offset)
    }.map(\.element)
  }

  private static func moments(
    _ marked: [Int],
    _ populations: [Int],
    _ sizes: [[Int: Int]]
  ) -> (mean: Double, variance: Double) {
    var (mean, variance) = (0.0, 0.0)
    for (stratum, count) in marked.enumerated() where count > 0 {
      let all = Double(populations[stratum])
      let share = Double(count) / all
      // In order, so that sums are the same in every run.
      for (size, times) in sizes[stratum].sorted(by: { $0.key < $1.key }) {
        mean += Double(times) * Double(size) * share
        guard all > 1 else { continue }
        variance +=
          Double(times) * Double(size) * share * (1 - share) * (all - Double(size)) / (all - 1)
      }
    }
    return (mean, variance)
  }

  private static func distribution(
    _ marked: [Int],
    _ populations: [Int],
    _ sizes: [[Int: Int]]
  ) -> CountDistribution {
    var sum = CountDistribution(constant: 0)
    for (stratum, count) in marked.enumerated() where count > 0 {
      for (size, times) in sizes[stratum].sorted(by: { $0.key < $1.key }) {
        var power = CountDistribution(
          Hypergeometric(population: populations[stratum], marked: count, draws: size)
        )
        var rest = times
        while rest > 0 {
          if rest & 1 == 1 { sum = sum.convolved(with: power) }
          rest >>= 1
          if rest > 0 { power = power.convolved(with: power) }
        }
      }
    }
    return sum
  }
}
