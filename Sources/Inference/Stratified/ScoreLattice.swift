/// The sums Σ w_h k_h ≤ T over all strata but the last, and how each stratum leads from one to the
/// next.
///
/// They do not depend on M: a probability at some M is then a few gathers and products.
struct ScoreLattice {
  /// The greatest k of each stratum whose score w_h k does not exceed T.
  let caps: [Int]
  /// For each stratum but the last: the place of the sum a + w_h k for place a and k = 0 … cap; -1
  /// where it exceeds T.
  private let steps: [[Int32]]
  /// The number of sums before each stratum.
  private let sizes: [Int]
  /// For each sum over all strata but the last: the greatest k of the last.
  private let rooms: [Int]

  /// More sums than this are not kept apart.
  static let largest = 1 << 14

  /// The lattice, or nil where it would be too large.
  init?(weights: [Int], samples: [Int], threshold: Int) {
    caps = zip(weights, samples).map { $0 == 0 ? $1 : min($1, threshold / $0) }
    var sums = [0]
    var steps: [[Int32]] = []
    var sizes = [1]
    for (weight, cap) in zip(weights, caps).dropLast() {
      var next: Set<Int> = []
      for sum in sums {
        for k in 0...cap where sum + weight * k <= threshold { next.insert(sum + weight * k) }
      }
      guard next.count <= ScoreLattice.largest else { return nil }
      let sorted = next.sorted()
      var places: [Int: Int32] = [:]
      for (place, sum) in sorted.enumerated() { places[sum] = Int32(place) }
      steps.append(
        sums.flatMap { sum in (0...cap).map { places[sum + weight * $0] ?? -1 } }
      )
      sums = sorted
      sizes.append(sums.count)
    }
    self.steps = steps
    self.sizes = sizes
    let (last, cap) = (weights.last ?? 1, caps.last ?? 0)
    rooms = sums.map { last == 0 ? cap : min((threshold - $0) / last, cap) }
  }

  /// For j = 0 … cap of the last stratum the probability that the others, of each P(X_h = k) for
  /// k = 0 … cap, leave room for exactly j.
  func room(_ probabilities: [[Double]]) -> [Double] {
    var mass = [1.0]
    for (stage, values) in probabilities.enumerated() {
      var next = [Double](repeating: 0, count: sizes[stage + 1])
      steps[stage].withUnsafeBufferPointer { steps in
        for (place, weight) in mass.enumerated() where weight > 0 {
          let start = place * values.count
          for k in values.indices {
            let target = steps[start + k]
            if target < 0 { break }
            next[Int(target)] += weight * values[k]
          }
        }
      }
      mass = next
    }
    var result = [Double](repeating: 0, count: (caps.last ?? 0) + 1)
    for (place, weight) in mass.enumerated() { result[rooms[place]] += weight }
    return result
  }
}
