/// The search for the worth below which no unit is taken.
///
/// It works in double precision, and rounds every size by more than its error, so that what it
/// settles is settled: units inside the lower ends of the ranges belong to the optimum, units
/// outside the upper ends do not, and those between are few and left to exact integers.
struct ThresholdSearch {
  private let curve: GainCurve
  private let weights: [Double]
  private let populations: [Double]
  private let sizes: [Int]
  private let maximums: [Int]

  /// - Parameters:
  ///   - problem: the problem.
  ///   - strata: its strata that have a weight and room.
  ///   - sizes: the sizes to start from, of all strata; at least 1 where the curve needs it.
  init(problem: SeparableAllocation, strata: [Int], sizes: [Int]) {
    curve = problem.curve
    weights = strata.map { problem.weights[$0].approximation }
    populations = strata.map { Double(problem.populations[$0]) }
    self.sizes = strata.map { sizes[$0] }
    maximums = strata.map { problem.maximums[$0] }
  }

  /// A range of sizes for each stratum that holds the optimum.
  ///
  /// - Precondition: 0 < missing < the room of all strata.
  /// - Parameter missing: the units to give.
  /// - Returns: for each stratum the least and the greatest size that it can have.
  /// - Complexity: O(H) a step; about 20 steps, at most 200.
  func bracket(missing: Int) -> [ClosedRange<Int>] {
    var upper = weights.reduce(0) { max($0, 2 * $1) }
    var lower = leastThreshold
    var above = Reach(sure: 0, possible: 0)
    var below = reach(lower)
    let enough = weights.count / 8 + 64
    for step in 0..<200 where below.possible - above.sure > enough {
      let middle = threshold(between: (lower, below), (upper, above), missing, step: step)
      guard middle > lower, middle < upper else { break }
      let reached = reach(middle)
      if reached.possible <= missing {
        (upper, above) = (middle, reached)
      } else if reached.sure >= missing {
        (lower, below) = (middle, reached)
      } else {
        // Units of the same worth, or nearly, stand on both sides: step off by a little more than
        // their error.
        (lower, upper) = around(middle, in: lower...upper, missing: missing)
        break
      }
    }
    return weights.indices.map { index in
      let (least, _) = ends(index, threshold: upper)
      let (_, greatest) = ends(index, threshold: lower)
      return least...greatest
    }
  }

  /// How many units lie above a threshold: surely, and possibly.
  private struct Reach {
    var sure: Int
    var possible: Int
  }

  private func reach(_ threshold: Double) -> Reach {
    var result = Reach(sure: 0, possible: 0)
    for index in weights.indices {
      let (least, greatest) = ends(index, threshold: threshold)
      result.sure += least - sizes[index]
      result.possible += greatest - sizes[index]
    }
    return result
  }

  /// The least and the greatest size that a stratum can have at a threshold.
  @inline(__always)
  private func ends(_ index: Int, threshold: Double) -> (Int, Int) {
    let size = curve.size(
      weight: weights[index],
      population: populations[index],
      threshold: threshold
    )
    let slack = abs(size) * 0x1p-48 + 0x1p-40
    return (clip(size - slack, index), clip(size + slack, index))
  }

  /// The size after which the worth falls below a threshold that it reaches at `size`.
  @inline(__always)
  private func clip(_ size: Double, _ index: Int) -> Int {
    guard size >= 0 else { return sizes[index] }
    guard size < 0x1p62 else { return maximums[index] }
    return min(max(Int(size) + 1, sizes[index]), maximums[index])
  }

  /// Thresholds close below and above one at which units are in doubt.
  private func around(
    _ middle: Double,
    in bracket: ClosedRange<Double>,
    missing: Int
  ) -> (Double, Double) {
    var distance = 0x1p-44
    while middle * (1 + distance) < bracket.upperBound,
      reach(middle * (1 + distance)).possible > missing
    { distance *= 4 }
    let upper = min(middle * (1 + distance), bracket.upperBound)
    distance = 0x1p-44
    while middle * (1 - distance) > bracket.lowerBound,
      reach(middle * (1 - distance)).sure < missing
    { distance *= 4 }
    return (max(middle * (1 - distance), bracket.lowerBound), upper)
  }

  /// A threshold below the worth of every unit: no curve falls below 1/(2 N²) within a stratum.
  private var leastThreshold: Double {
    var least = Double.greatestFiniteMagnitude
    for index in weights.indices {
      least = min(least, weights[index] / (8 * populations[index] * populations[index]))
    }
    return least
  }

  /// The next threshold to try: where the number of units would be right if it fell as a power of
  /// the threshold, and every third time the middle, on a logarithmic scale.
  private func threshold(
    between low: (Double, Reach),
    _ high: (Double, Reach),
    _ missing: Int,
    step: Int
  ) -> Double {
    // The bits of a positive double, read as an integer, rise as its logarithm, piece by piece.
    func logarithm(_ value: Double) -> Double { Double(value.bitPattern) }
    let base = Double(sizes.reduce(0, +)) + 1
    let most = logarithm(Double(low.1.sure) + base)
    let least = logarithm(Double(high.1.possible) + base)
    let goal = logarithm(Double(missing) + base)
    let share = step % 3 == 2 || most <= least ? 0.5 : (most - goal) / (most - least)
    let distance = high.0.bitPattern - low.0.bitPattern
    let offset = Double(distance) * min(max(share, 0.01), 0.99)
    return Double(bitPattern: low.0.bitPattern + min(UInt64(max(offset, 0)), distance))
  }
}
