/// The sums Σ w_h k_h ≤ T of all strata but the last two, and how much room each of them and the
/// last but one leave to the last.
///
/// They do not depend on M: a probability at some M is then a few gathers and products.
struct ScoreLattice {
  /// The greatest k of each stratum whose score w_h k does not exceed T.
  let caps: [Int]
  /// For each stratum but the last two: the place of the sum a + w_h k for place a and
  /// k = 0 … cap; -1 where it exceeds T.
  private let steps: [[Int32]]
  /// The number of sums after each of those strata.
  private let sizes: [Int]
  /// For each sum and each k of the last but one: the greatest k of the last; -1 where the sum
  /// exceeds T.
  private let rooms: [Int32]

  /// Entries of all tables: what one split costs.
  var entries: Int { steps.reduce(rooms.count) { $0 + $1.count } }

  /// Tables of sums by k with more entries than this in all are not made.
  private static let largest = 1 << 20

  /// The lattice of at least one stratum, or nil where it would be too large.
  ///
  /// - Parameters:
  ///   - weights: w_h.
  ///   - samples: n_h.
  ///   - threshold: T.
  init?(weights: [Int], samples: [Int], threshold: Int) {
    var entries = 0
    let largest = ScoreLattice.largest
    let caps = zip(weights, samples).map { min($1, threshold / $0) }
    var sums = [0]
    var steps: [[Int32]] = []
    var sizes: [Int] = []
    for (weight, cap) in zip(weights, caps).dropLast(2) {
      entries += sums.count * (cap + 1)
      guard entries <= largest else { return nil }
      var next: Set<Int> = []
      for sum in sums {
        for k in 0...cap where sum + weight * k <= threshold { next.insert(sum + weight * k) }
      }
      let sorted = next.sorted()
      var places: [Int: Int32] = [:]
      for (place, sum) in sorted.enumerated() { places[sum] = Int32(place) }
      steps.append(
        sums.flatMap { sum in (0...cap).map { places[sum + weight * $0] ?? -1 } }
      )
      sums = sorted
      sizes.append(sums.count)
    }
    let (last, cap) = (weights.last ?? 1, caps.last ?? 0)
    let (weight, own) =
      weights.count > 1 ? (weights[weights.count - 2], caps[caps.count - 2]) : (0, 0)
    guard entries + sums.count * (own + 1) <= largest else { return nil }
    rooms = sums.flatMap { sum in
      (0...own).map { k in
        let left = threshold - sum - weight * k
        return left < 0 ? -1 : Int32(min(left / last, cap))
      }
    }
    self.caps = caps
    self.steps = steps
    self.sizes = sizes
  }

  /// For j = 0 … cap of the last stratum the probability that the others leave room for exactly j.
  func room(_ probabilities: [CountProbabilities]) -> [Double] {
    var mass = [1.0]
    for (stage, counts) in probabilities.dropLast().enumerated() {
      var next = [Double](repeating: 0, count: sizes[stage])
      spread(mass, counts, steps[stage], width: caps[stage] + 1, into: &next)
      mass = next
    }
    var result = [Double](repeating: 0, count: (caps.last ?? 0) + 1)
    if let counts = probabilities.last {
      spread(mass, counts, rooms, width: caps[caps.count - 2] + 1, into: &result)
    } else {
      result[Int(rooms[0])] = 1
    }
    return result
  }

  /// Adds mass × probability at the target of each place and k.
  private func spread(
    _ mass: [Double],
    _ counts: CountProbabilities,
    _ targets: [Int32],
    width: Int,
    into result: inout [Double]
  ) {
    result.withUnsafeMutableBufferPointer { result in
      targets.withUnsafeBufferPointer { targets in
        counts.values.withUnsafeBufferPointer { values in
          for (place, weight) in mass.enumerated() where weight > 0 {
            let start = place * width + counts.first
            for offset in 0..<values.count {
              let target = targets[start + offset]
              if target < 0 { break }
              result[Int(target)] += weight * values[offset]
            }
          }
        }
      }
    }
  }
}

/// P(X = k) for the k up to a cap that are not negligible.
struct CountProbabilities {
  let first: Int
  let values: [Double]
}
