internal import Sampling

/// Which totals M₁ + … + M_H are possible, where ``BoundSearch`` leaves a bracket: splits of one total at
/// a time, with a bound that looks at all corners of a box and not only at the lowest.
///
/// Whether a total is possible is asked of a box of M₁ … M_{H−1} with M_H what is left of it. The
/// logarithm of P(X_h = k) is concave in M_h, for M_h > k bent by at most
///
/// ```
/// φ_h(k) = k / (M_h (M_h − k)) + n_h / ((N_h − M_h) (N_h − M_h − n_h))
/// ```
///
/// So a split M that is the mean of the corners v with weights μ_v, each M_h by itself, has by Hölder's
/// inequality, and by Harris's for increasing functions of independent counts,
///
/// ```
/// log P(M) ≤ Σ_v μ_v log P(v) + Σ_h log E exp(V_h φ_h(X_h)),   V_h = Σ_v μ_v (v_h − M_h)² / 2
/// ```
///
/// with X_h at the greatest M_h of the box. V_h is at most an eighth of the width's square, for M_H the sum of
/// the others'. Counts above some K_h < M_h are left out, and what they weigh is added. What is lost grows
/// with the square of the width, while P falls with the square of the distance from the best split: boxes
/// are small only there, and most are settled at once.
struct PlaneSearch {
  private let space: BoundSpace
  private var outer: SplitTail
  /// The tail that proves a split possible, where the outer one is not exact.
  private var inner: SplitTail?
  private let risk: Double
  private let limit: Int
  /// The greatest total of a split that is possible for certain, of the strata searched.
  private(set) var best: Int
  /// That split.
  private(set) var split: [Int]
  /// How many splits were examined.
  private(set) var evaluations = 0
  /// The probabilities of each stratum at counts that were looked at.
  private var known: [[Int: CountProbabilities]]
  /// What may be left out of a stratum's probabilities.
  private let leftOut: Double

  /// The cost of a split up to which it counts as one, and the splits that are always examined.
  private static let usualCost = 200_000
  private static let leastLimit = 200

  /// More than the relative error of a probability.
  private static let relativeError = 1e-10

  /// Begins with a split that is possible.
  init(_ space: BoundSpace, from split: [Int], limit: Int) {
    self.space = space
    let outer = SplitTail(space, rounding: .outer)
    // Splits that cost much are counted as several; of strata whose sums are rounded others settle more.
    let share = outer.isExact ? 2 : 8
    self.limit =
      min(limit / share, limit / (outer.cost / PlaneSearch.usualCost + 1)) + PlaneSearch.leastLimit
    self.outer = outer
    inner = outer.isExact ? nil : SplitTail(space, rounding: .inner)
    risk = space.risk.approximation
    self.split = split
    best = split.reduce(0, +)
    known = Array(repeating: [:], count: space.strata.count)
    // Together less than a unit of the total changes.
    leftOut = space.risk.approximation / Double(space.strata.count * (best + 100))
  }

  /// Searches.
  ///
  /// - Parameter greatest: a total that no possible split exceeds.
  /// - Returns: the least such total that was found.
  mutating func run(_ greatest: Int) -> Int {
    guard space.strata.count > 1, greatest > best else { return greatest }
    // The best by what is never too small, then by what is never too large.
    var possible = climb(from: split, isCertain: false)
    if inner != nil { note(climb(from: split, isCertain: true)) }
    note(possible)
    // How far above the best total the next question is: farther where one could not be answered.
    var gap = 1
    while greatest > total(possible) {
      let asked = min(total(possible) + gap, greatest)
      switch answer(asked, within: (limit - evaluations) / 2) {
      case .possible(let split):
        possible = climb(from: split, isCertain: false)
        note(possible)
      case .impossible: return max(asked - 1, best)
      case .open:
        guard asked < greatest, evaluations < limit else { return greatest }
        gap *= 4
      }
    }
    return max(greatest, best)
  }

  private func total(_ split: [Int]) -> Int { split.reduce(0, +) }

  /// Keeps a split if it is possible for certain and the best.
  private mutating func note(_ split: [Int]) {
    let sum = total(split)
    guard sum > best, isCertain(split) else { return }
    best = sum
    self.split = split
  }

  private mutating func isCertain(_ split: [Int]) -> Bool {
    guard inner != nil else { return isOpen(split) }
    return (inner?.probability(split) ?? 0) > risk * (1 + PlaneSearch.relativeError)
  }

  private mutating func value(_ split: [Int]) -> Double {
    evaluations += 1
    return outer.probability(split)
  }

  /// Whether a split may be possible; where sums are not rounded, whether it is.
  private mutating func isOpen(_ split: [Int]) -> Bool {
    let probability = value(split)
    if abs(probability - risk) > risk * PlaneSearch.relativeError { return probability > risk }
    return outer.isExact ? space.exceedsExactly(split) : true
  }

  /// P at the best split, or less where sums were rounded.
  mutating func probability() -> Double {
    inner?.probability(split) ?? outer.probability(split)
  }

  // MARK: Climbing

  /// A split of a total that is as great as moves of units between two strata reach.
  private mutating func climb(from start: [Int], isCertain: Bool) -> [Int] {
    var split = start
    var step = 1
    while step < total(split) / 8 { step *= 2 }
    while true {
      balance(&split, from: step)
      let before = split
      raise(&split, isCertain)
      if split == before || evaluations > limit / 4 { return split }
      step = 1
      while step * 4 < total(split) - total(before) { step *= 2 }
      step *= 4
    }
  }

  /// Moves units between strata as long as that makes the observation likelier.
  private mutating func balance(_ split: inout [Int], from step: Int) {
    var step = step
    var value = value(split)
    let places = space.strata.indices
    while step > 0 {
      var isBetter = false
      for to in places {
        for from in places where from != to {
          var moved = split
          moved[to] += step
          moved[from] -= step
          guard space.ranges[to].contains(moved[to]), space.ranges[from].contains(moved[from])
          else { continue }
          let other = self.value(moved)
          if other > value * (1 + 1e-13) {
            (split, value, isBetter) = (moved, other, true)
          }
        }
      }
      if !isBetter { step /= 2 }
      if evaluations > limit / 4 { return }
    }
  }

  /// Adds units where each costs least, as many as are possible.
  private mutating func raise(_ split: inout [Int], _ isCertain: Bool) {
    var step = 1
    while true {
      var greatest = (place: -1, value: -1.0)
      for place in space.strata.indices {
        var more = split
        more[place] += step
        guard space.ranges[place].contains(more[place]) else { continue }
        let value = value(more)
        if value > greatest.value { greatest = (place, value) }
      }
      var more = split
      if greatest.place >= 0 { more[greatest.place] += step }
      if greatest.place >= 0, isCertain ? self.isCertain(more) : isOpen(more) {
        split = more
        step *= 2
      } else if step == 1 {
        return
      } else {
        step /= 2
      }
    }
  }

  // MARK: Boxes

  /// The splits low … high of all strata but the last.
  struct Box {
    var low: [Int]
    var high: [Int]
  }

  /// Whether a total is possible; open where the search ended early.
  mutating func answer(_ total: Int, within share: Int) -> Answer {
    let end = evaluations + share
    var boxes = [
      Box(
        low: space.ranges.dropLast().map(\.lowerBound),
        high: space.ranges.dropLast().map(\.upperBound)
      )
    ]
    while var box = boxes.popLast() {
      guard evaluations < end else { return .open }
      guard narrow(&box, total) else { continue }
      switch look(at: box, total) {
      case .possible(let split): return .possible(split)
      case .impossible: continue
      case .open:
        let (first, second) = halves(box, total)
        boxes.append(first)
        boxes.append(second)
      }
    }
    return .impossible
  }

  /// Leaves out what no split of the total has; answers false where nothing is left.
  private func narrow(_ box: inout Box, _ total: Int) -> Bool {
    let last = space.ranges[space.ranges.count - 1]
    let (low, high) = (box.low.reduce(0, +), box.high.reduce(0, +))
    for place in box.low.indices {
      let least = total - last.upperBound - (high - box.high[place])
      let most = total - last.lowerBound - (low - box.low[place])
      box.low[place] = max(box.low[place], least)
      box.high[place] = min(box.high[place], most)
      if box.low[place] > box.high[place] { return false }
    }
    return true
  }

  /// Whether there is a possible split.
  enum Answer: Equatable {
    /// This one.
    case possible([Int])
    case impossible
    /// Not known: corners tell too little, or the search ended early.
    case open
  }

  /// What a box says of a total.
  mutating func look(at box: Box, _ total: Int) -> Answer {
    let last = space.ranges[space.ranges.count - 1]
    let (low, high) = (box.low.reduce(0, +), box.high.reduce(0, +))
    let left = (total - high)...(total - low)
    // No split of the box is as likely as one with the least of every count.
    if high > low,
      value(box.low + [max(last.lowerBound, left.lowerBound)]) < risk
        * (1 - PlaneSearch.relativeError)
    {
      return .impossible
    }
    guard let (bend, beyond) = bend(box, left) else { return .open }
    let enough = GSL.exponential(bend).map {
      (risk * (1 - PlaneSearch.relativeError) - beyond) / $0
    }
    guard let enough, enough > 0 else { return .open }
    let free = box.low.indices.filter { box.low[$0] < box.high[$0] }
    for corner in 0..<(1 << free.count) {
      var split = box.low
      for (bit, place) in free.enumerated() where corner >> bit & 1 == 1 {
        split[place] = box.high[place]
      }
      split.append(total - split.reduce(0, +))
      let count = split[split.count - 1]
      if bend == 0, !last.contains(count) { continue }
      guard count >= 0, count <= space.strata[split.count - 1].population else { return .open }
      let probability = value(split)
      if last.contains(count), probability >= risk * (1 - PlaneSearch.relativeError), isOpen(split)
      {
        return .possible(split)
      }
      if bend == 0 ? false : probability > enough { return .open }
    }
    return .impossible
  }

  /// By how much a logarithm can exceed the mean of the corners', and what is left out; nil where counts are
  /// so few that neither is known.
  private mutating func bend(_ box: Box, _ left: ClosedRange<Int>) -> (
    bend: Double, leftOut: Double
  )? {
    var (sum, squares, beyond) = (0.0, 0.0, 0.0)
    for place in box.low.indices where box.high[place] - box.low[place] > 1 {
      let width = Double(box.high[place] - box.low[place])
      guard let bend = bend(place, box.low[place]...box.high[place], width * width / 8) else {
        return nil
      }
      sum += bend
      squares += width * width / 8
      beyond += leftOut
    }
    guard squares > 0 else { return (0, 0) }
    guard let bend = bend(space.strata.count - 1, left, squares) else { return nil }
    return (sum + bend, beyond + leftOut)
  }

  /// log E exp(V (φ(X) + ψ)) of a stratum over a range of its counts, nil where it is not bounded.
  private mutating func bend(_ place: Int, _ range: ClosedRange<Int>, _ half: Double) -> Double? {
    let stratum = space.strata[place]
    let rest = stratum.population - range.upperBound
    guard range.lowerBound >= 0, rest > stratum.sample else { return nil }
    let probabilities = distribution(place, range.upperBound)
    guard range.lowerBound > probabilities.first + probabilities.values.count - 1 else {
      return nil
    }
    let (low, free) = (Double(range.lowerBound), Double(rest))
    // The exponential is convex: where its greatest argument is small, little more than 1 and it.
    let last = Double(probabilities.first + probabilities.values.count - 1)
    let greatest = half * last / (low * (low - last))
    guard greatest < 100 else { return nil }
    let growth = greatest < 1e-3 ? 1 + greatest : (GSL.exponential(greatest) ?? .infinity)
    var sum = 0.0
    var count = Double(probabilities.first)
    for probability in probabilities.values {
      sum += probability * count / (low * (low - count))
      count += 1
    }
    // e^x ≤ 1 + x e^g for x ≤ g, and log (1 + y) ≤ y.
    return half * sum * growth + half * Double(stratum.sample)
      / (free * (free - Double(stratum.sample)))
  }

  /// P(X_h = k) up to the least k that a stratum's count in the sample exceeds with little probability.
  private mutating func distribution(_ place: Int, _ counted: Int) -> CountProbabilities {
    if let known = known[place][counted] { return known }
    let probabilities = space.strata[place].distribution(counted).probabilities
    var end = probabilities.values.count
    var sum = 1e-30
    while end > 1, sum + probabilities.values[end - 1] < leftOut {
      sum += probabilities.values[end - 1]
      end -= 1
    }
    if known[place].count > 1 << 12 { known[place] = [:] }
    let result = CountProbabilities(
      first: probabilities.first,
      values: Array(probabilities.values[..<end])
    )
    known[place][counted] = result
    return result
  }

  /// A box halved where that helps most; the halves share the middle.
  private mutating func halves(_ box: Box, _ total: Int) -> (Box, Box) {
    let left = (total - box.high.reduce(0, +))...(total - box.low.reduce(0, +))
    let half = box.low.indices.reduce(0.0) {
      let width = Double(box.high[$1] - box.low[$1])
      return $0 + width * width / 8
    }
    let last = bend(space.strata.count - 1, left, half).map { $0 / half }
    var widest = (place: 0, worth: -1.0)
    for place in box.low.indices where box.high[place] > box.low[place] {
      let width = Double(box.high[place] - box.low[place])
      let own = bend(place, box.low[place]...box.high[place], width * width / 8)
      // What is not bounded is divided first.
      let worth = (own ?? (width > 1 ? width * 1e6 : 0)) + width * width / 8 * (last ?? 1e3)
      if worth > widest.worth { widest = (place, worth) }
    }
    let (low, high) = (box.low[widest.place], box.high[widest.place])
    let middle = low + (high - low) / 2
    var (first, second) = (box, box)
    first.high[widest.place] = middle
    second.low[widest.place] = high - low > 1 ? middle : high
    return (first, second)
  }
}
