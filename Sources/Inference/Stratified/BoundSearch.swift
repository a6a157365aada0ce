internal import Sampling

/// Branch and bound for the greatest total M₁ + … + M_H of a split that the sample leaves possible.
///
/// P(Σ w_h X_h ≤ T) falls in every M_h, so that the possible splits are closed downwards. A box of
/// M₁ … M_{H−1} holds no total above
///
/// ```
/// Σ_{h<H} high_h + max { M_H : P(low₁, …, low_{H−1}, M_H) > α }
/// ```
///
/// Boxes are taken greatest bound first, narrowed by what the best split so far makes necessary, and
/// halved in their widest direction. The search ends with the greatest total where no bound is above
/// the best split; ended earlier, the greatest bound that is left still holds, and so does
/// ``ExponentialCap``.
struct BoundSearch {
  private let space: BoundSpace
  private var outer: SplitTail
  /// The tail that proves a split possible, where the outer one is not exact.
  private var inner: SplitTail?
  private let limit: Int
  /// What a decision without rounding costs, in splits: in a stratum of 10¹² units hundreds of neighbours have
  /// probabilities that doubles do not tell apart.
  private let exactCost: Int
  private var boxes = BoxQueue<Box>()
  /// The greatest total of a split that is possible for certain, of the strata searched.
  private(set) var best: Int
  /// That split.
  private(set) var split: [Int]
  /// How many splits were examined.
  private(set) var evaluations = 0

  init(_ space: BoundSpace, limit: Int) {
    self.space = space
    let outer = SplitTail(space, rounding: .outer)
    // Splits that cost much are counted as several,.
    let share = max(1, outer.cost / BoundSearch.usualCost)
    self.limit = max(min(limit, BoundSearch.leastLimit), limit / share)
    exactCost = BoundSearch.exactSteps + space.exactWork / (BoundSearch.usualCost * share)
    self.outer = outer
    inner = outer.isExact ? nil : SplitTail(space, rounding: .inner)
    // M_h = x_h has the observation for certain; without compatibility it is M = 0.
    split = space.ranges.map(\.lowerBound)
    best = split.reduce(0, +)
  }

  /// Searches.
  ///
  /// - Returns: the greatest total that can not be excluded, of the strata searched.
  mutating func run() -> Int {
    guard !space.strata.isEmpty else { return 0 }
    beginOnDiagonal()
    add(
      Box(
        low: space.ranges.dropLast().map(\.lowerBound),
        high: space.ranges.dropLast().map(\.upperBound)
      )
    )
    while let box = boxes.popGreatest() {
      guard box.bound > best else { return best }
      guard evaluations < limit, let (first, second) = box.halves() else {
        return max(best, min(box.bound, ExponentialCap(space).greatest))
      }
      add(first)
      add(second)
    }
    return best
  }

  /// Begins with the greatest possible split on the way from the least to the greatest M_h of all
  /// strata in step: the nearer the first best split is, the less is left to search.
  private mutating func beginOnDiagonal() {
    let steps = 1 << 20
    func split(_ step: Int) -> [Int] {
      space.ranges.map { range in
        range.lowerBound
          + Int(Int128(range.upperBound - range.lowerBound) * Int128(step) / Int128(steps))
      }
    }
    let enough = space.risk.approximation * (1 + BoundSearch.relativeError)
    var (inside, outside) = (0, steps)
    while outside - inside > 1 {
      let middle = inside + (outside - inside) / 2
      if safe(split(middle)) > enough {
        inside = middle
      } else {
        outside = middle
      }
      evaluations += 1
    }
    self.split = split(inside)
    best = self.split.reduce(0, +)
  }

  /// Narrows a box, notes the split at its low corner, and keeps the box if it may hold a better one.
  private mutating func add(_ box: Box) {
    var box = box
    while true {
      if box.reach == nil {
        if evaluations >= limit, let ceiling = box.ceiling {
          // What a lower corner allowed still holds here.
          box.reach = ceiling
          if box.bound > best { boxes.push(box, bound: box.bound) }
          return
        }
        var room = outer.room(box.low[...])
        box.reach = reach(&room, low: box.low, ceiling: box.ceiling)
        evaluations += 1
        note(box)
      }
      guard let reach = box.reach, box.bound > best else { return }
      // A better split lies at most this far below the high corner.
      let slack = box.high.reduce(reach, +) - (best + 1)
      let low = zip(box.low, box.high).map { max($0, $1 - slack) }
      if low == box.low { break }
      box.raise(to: low)
    }
    boxes.push(box, bound: box.bound)
  }

  /// The greatest M_H that can not be excluded at the low corner; nil where none is possible.
  ///
  /// It is looked for in growing steps below what a lower corner allowed, where it mostly is.
  private mutating func reach(
    _ room: inout SplitTail.Room,
    low: [Int],
    ceiling: Int?
  ) -> Int? {
    let range = space.ranges[space.ranges.count - 1]
    var outside = min(ceiling ?? range.upperBound, range.upperBound) + 1
    var inside = range.lowerBound - 1
    var step = 1
    var looked = 0
    defer { evaluations += max(0, looked - BoundSearch.usualLooks) / 2 }
    while outside - inside > 1 {
      looked += 1
      let middle = max(outside - step, inside + (outside - inside) / 2)
      let probability = outer.probability(&room, last: middle)
      if isPossible(probability, low + [middle]) { inside = middle } else { outside = middle }
      step = step < Int.max / 4 ? 2 * step : step
    }
    return inside < range.lowerBound ? nil : inside
  }

  /// Whether a probability exceeds α; where weights were rounded, whether it may.
  private mutating func isPossible(_ probability: Double, _ marked: [Int]) -> Bool {
    let risk = space.risk.approximation
    if abs(probability - risk) > risk * BoundSearch.relativeError { return probability > risk }
    guard outer.isExact else { return true }
    evaluations += exactCost
    return space.exceedsExactly(marked)
  }

  /// Keeps the split at the low corner if it is the best.
  private mutating func note(_ box: Box) {
    guard let reach = box.reach, box.low.reduce(reach, +) > best else { return }
    var last = reach
    if var inner = self.inner {
      // Taken out, so that what it keeps is not copied.
      self.inner = nil
      defer { self.inner = inner }
      var room = inner.room(box.low[...])
      let range = space.ranges[space.ranges.count - 1]
      let enough = space.risk.approximation * (1 + BoundSearch.relativeError)
      var (inside, outside) = (range.lowerBound - 1, reach + 1)
      var looked = 0
      defer { evaluations += looked / 2 }
      while outside - inside > 1 {
        looked += 1
        let middle = inside + (outside - inside) / 2
        if inner.probability(&room, last: middle) > enough {
          inside = middle
        } else {
          outside = middle
        }
      }
      guard inside >= range.lowerBound else { return }
      last = inside
    }
    let total = box.low.reduce(last, +)
    if total > best {
      best = total
      split = box.low + [last]
    }
  }

  /// P at the best split, or less where weights were rounded.
  mutating func probability() -> Double { safe(split) }

  /// P at a split, or less where sums were rounded.
  private mutating func safe(_ split: [Int]) -> Double {
    inner?.probability(split) ?? outer.probability(split)
  }

  /// The cost of a split up to which it counts as one, and the splits that are always examined.
  private static let usualCost = 4_000
  private static let leastLimit = 60

  /// Counts of the last stratum that are looked at for one split; more of them, as in populations of
  /// billions, count as splits, two as one.
  static let usualLooks = 16

  /// What the products of a decision without rounding cost, against those of a split in doubles.
  private static let exactSteps = 20

  /// More than the relative error of a probability.
  private static let relativeError = 1e-10
}

/// The splits low … high of all strata but the last.
private struct Box {
  var low: [Int]
  var high: [Int]
  /// The greatest M_H possible at the low corner, nil where it is not known or there is none.
  var reach: Int?
  /// A greatest M_H that was possible at a lower corner: it is none greater here.
  private(set) var ceiling: Int?

  init(low: [Int], high: [Int]) {
    self.low = low
    self.high = high
  }

  /// Moves the low corner up.
  mutating func raise(to low: [Int]) {
    self.low = low
    ceiling = reach
    reach = nil
  }

  /// No split in the box has a greater total; less than any where there is none.
  var bound: Int { reach.map { high.reduce($0, +) } ?? Int.min }

  /// The box halved in its widest direction, nil for a single split.
  func halves() -> (Box, Box)? {
    guard
      let widest = low.indices.max(by: { high[$0] - low[$0] < high[$1] - low[$1] }),
      high[widest] > low[widest]
    else { return nil }
    let middle = low[widest] + (high[widest] - low[widest]) / 2
    var (first, second) = (self, self)
    first.high[widest] = middle
    var corner = low
    corner[widest] = middle + 1
    second.raise(to: corner)
    return (first, second)
  }
}
