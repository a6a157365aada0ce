internal import Sampling

/// Branch and bound for the greatest possible total where strata are many and sums are rounded: of a box
/// of splits a bound that knows how fast the probability falls in every direction.
///
/// Above the low corner l of a box, units beyond it add Z = Σ w_h Z_h to the sum, at least what as many
/// draws with the chance q_h = (n_h − K_h)/(N_h − l_h) each add, since no more than K_h of a stratum's
/// inspections have found units of l but with little probability. With F the distribution of the sum at l
/// and any θ and c for which F(T − z) ≤ c F(T) exp(−θ z) at all z ≥ 0
///
/// ```
/// P(M) ≤ E F(T − Z) ≤ c F(T) Π_h E exp(−θ w_h Z_h) ≤ c F(T) Π_h (1 − q_h (1 − exp(−θ w_h)))^(M_h − l_h)
/// ```
///
/// (Hoeffding 1963, theorem 4, for draws without replacement.) The greatest total with a right side
/// above α is found by taking the units that cost least first. What is lost grows with the square of the
/// distance from the corner.
struct TangentSearch {
  private let space: BoundSpace
  private var grid: ScoreGrid
  private let limit: Int
  private let logRisk: Double
  private let leftOut: Double
  /// How many corners were looked at.
  private(set) var evaluations = 0
  private var known: [[Int: CountProbabilities]]

  /// Nil where a lower bound is asked for: its sums are too great for a grid.
  ///
  /// - Parameters:
  ///   - space: the splits.
  ///   - split: the best that is known.
  ///   - limit: corners that are looked at; fewer where their distributions are long.
  init?(_ space: BoundSpace, from split: [Int], limit: Int) {
    guard !space.isLower, space.threshold > 0 else { return nil }
    let best = split.reduce(0, +)
    let width = zip(space.strata, split).reduce(0.0) {
      $0 + 9 * $1.0.distribution($1.1).standardDeviation
    }
    self.space = space
    self.limit = Int(Double(limit) / max(1, width / TangentSearch.usualWidth))
    grid = ScoreGrid(
      weights: space.weights,
      samples: space.strata.map(\.sample),
      threshold: space.threshold,
      roundsUp: false
    )
    // Together less than a quarter of what a unit of the total changes.
    let strata = Double(space.strata.count)
    leftOut = space.risk.approximation / (4 * strata * Double(best + 100))
    let certain = (space.risk.approximation - leftOut * strata) * (1 - 1e-10)
    guard let logRisk = GSL.logarithm(certain) else { return nil }
    self.logRisk = logRisk
    known = Array(repeating: [:], count: space.strata.count)
  }

  private struct Box {
    var low: [Int]
    var high: [Int]
    /// No split in the box has a greater total.
    var bound: Int
    /// The split at which its bound is reached.
    var point: [Int]
    /// What was found at the low corner.
    var tangents: [Tangent]
  }

  /// One θ, for a cell, and log (c F(T)/α).
  private struct Tangent {
    var slope: Double
    var room: Double
  }

  /// Counts that matter of all strata together, up to which a corner counts as one.
  private static let usualWidth = 100.0

  /// How far below the sum observed the two points of a θ lie apart, as parts of it.
  private static let distances = [0.01, 0.03, 0.06, 0.12, 0.24]

  /// Searches.
  ///
  /// - Parameters:
  ///   - best: a total that is possible.
  ///   - greatest: a total that no possible split exceeds.
  /// - Returns: the least such total that was found, `best` at least.
  mutating func run(best: Int, _ greatest: Int) -> Int {
    var boxes = BoxQueue<Box>()
    func add(_ box: Box, _ above: Int) {
      guard box.high.reduce(0, +) > best else { return }
      var box = box
      (box.bound, box.point) = bound(box)
      box.bound = min(box.bound, above)
      if box.bound > best { boxes.push(box, bound: box.bound) }
    }
    let low = space.ranges.map(\.lowerBound)
    if let tangents = tangents(low) {
      let high = space.ranges.map(\.upperBound)
      add(Box(low: low, high: high, bound: greatest, point: high, tangents: tangents), greatest)
    }
    while let box = boxes.popGreatest() {
      // Divided where most units were added, half way to there.
      let added = zip(box.point, box.low).map { $0 - $1 }
      guard evaluations < limit, let place = added.indices.max(by: { added[$0] < added[$1] }),
        added[place] > 0
      else { return max(best, box.bound) }
      var (first, second) = (box, box)
      first.high[place] = min(box.low[place] + added[place] / 2, box.high[place] - 1)
      second.low[place] = first.high[place] + 1
      add(first, box.bound)
      if let tangents = tangents(second.low) {
        second.tangents = tangents
        add(second, box.bound)
      }
    }
    return best
  }

  /// What is known at a corner; nil where the split there is not possible.
  private mutating func tangents(_ low: [Int]) -> [Tangent]? {
    evaluations += 1
    let below = grid.below(low.indices.map { probabilities($0, low[$0]) }, low)
    let cells = below.count - 1
    let whole = below[cells]
    guard whole > 0, let start = GSL.logarithm(whole), start > logRisk else { return nil }
    var tangents: [Tangent] = []
    for part in TangentSearch.distances {
      let away = max(1, Int(part * Double(cells)))
      guard below[cells - away] > 0, let other = GSL.logarithm(below[cells - away]),
        start > other, let step = GSL.exponential((start - other) / Double(away)),
        let excess = excess(below, step)
      else { continue }
      tangents.append(
        Tangent(slope: (start - other) / Double(away), room: start + excess - logRisk)
      )
    }
    return tangents
  }

  /// log c for e^θ; nil where it is not bounded.
  private func excess(_ below: [Double], _ step: Double) -> Double? {
    var (factor, greatest) = (1.0, 0.0)
    below.withUnsafeBufferPointer { below in
      for cell in below.indices.reversed() where below[cell] > 0 {
        greatest = max(greatest, below[cell] * factor)
        factor *= step
      }
    }
    guard greatest.isFinite, let whole = below.last, whole > 0 else { return nil }
    // The powers are good to a part in 10¹² or so.
    return GSL.logarithm(greatest / whole * (1 + 1e-11))
  }

  /// The greatest total of a box by its low corner, and where it would lie.
  private mutating func bound(_ box: Box) -> (Int, [Int]) {
    var result = (box.high.reduce(0, +), box.high)
    for tangent in box.tangents {
      guard let filled = filled(box, tangent) else { continue }
      let total = filled.reduce(0, +)
      if total < result.0 { result = (total, filled) }
    }
    return result
  }

  /// The units that cost least, as many as there is room for.
  private mutating func filled(_ box: Box, _ tangent: Tangent) -> [Int]? {
    var prices: [(price: Double, place: Int)] = []
    for place in box.low.indices {
      let stratum = space.strata[place]
      let most = probabilities(place, box.low[place])
      let left = stratum.sample - (most.first + most.values.count - 1)
      let chance = max(0, Double(left) / Double(stratum.population - box.low[place]))
      guard let rest = GSL.exponential(-tangent.slope * grid.width(place)),
        let price = GSL.logarithm(1 - chance * (1 - rest))
      else { return nil }
      prices.append((-price * (1 - 1e-12), place))
    }
    var room = tangent.room
    var point = box.low
    for (price, place) in prices.sorted(by: { ($0.price, $0.place) < ($1.price, $1.place) }) {
      let open = box.high[place] - box.low[place]
      guard Double(open) * price > room else {
        point[place] = box.high[place]
        room -= Double(open) * price
        continue
      }
      point[place] += Int((room / price).rounded(.down))
      break
    }
    return point
  }

  /// P(X_h = k) but for counts that weigh little together: of greater counts of the stratum those below
  /// weigh less, and those above are counted as the greatest.
  private mutating func probabilities(_ place: Int, _ counted: Int) -> CountProbabilities {
    if let known = known[place][counted] { return known }
    let probabilities = space.strata[place].distribution(counted).probabilities
    let values = probabilities.values
    var (begin, end, sum) = (0, values.count, 1e-30)
    while end > 1, sum + values[end - 1] < leftOut / 2 {
      sum += values[end - 1]
      end -= 1
    }
    while begin < end - 1, sum + values[begin] < leftOut {
      sum += values[begin]
      begin += 1
    }
    if known[place].count > 1 << 12 { known[place] = [:] }
    let result = CountProbabilities(
      first: probabilities.first + begin,
      values: Array(values[begin..<end])
    )
    known[place][counted] = result
    return result
  }
}
