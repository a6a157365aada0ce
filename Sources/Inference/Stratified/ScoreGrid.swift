/// The sums Σ w_h k_h ≤ T where they are too many to keep apart: on a grid of cells, each rounded down, or
/// each up.
///
/// The strata but the last are two groups. A group's distribution over the cells is kept, since a search
/// that changes one count leaves the other group as it was; the last stratum is not rounded. So few
/// roundings, one for a pair of strata and one for each further, shift a probability by as little as that
/// many cells.
///
/// Positions are computed in doubles and moved by more than their error to the safe side.
struct ScoreGrid {
  /// The greatest k of each stratum whose score w_h k does not exceed T.
  let caps: [Int]
  private let weights: [Double]
  private let threshold: Double
  private let roundsUp: Bool
  private let groups: [Range<Int>]
  /// Distributions of each group, and of sums of the first strata, by their counts.
  private var kept: [[ArraySlice<Int>: Mass]] = [[:], [:], [:]]

  /// How many cells, so that three roundings are a thousandth of the sum or less.
  private static let cells = 4_096
  /// Distributions of a group that are kept.
  private static let mostKept = 512

  /// About how many steps a probability takes: a pass over the cells for each count of the last stratum.
  static let steps = 64 * cells

  /// What a group weighs in each cell, or in it and all below, and the cells that have any.
  final class Mass: Sendable {
    let values: [Double]
    let range: Range<Int>

    init(_ values: [Double], _ range: Range<Int>) {
      self.values = values
      self.range = range
    }
  }

  /// What the strata but the last leave to the last.
  struct Room {
    fileprivate let first: Mass
    /// From the last cell down, added up: what is left by a cell of the first group stands beside it.
    fileprivate let second: Mass
    /// For each j of the last stratum the probability that there is room for it, once it was needed.
    fileprivate var known: [Double]

    /// P(Σ w_h X_h ≤ T) with the probabilities of the last stratum.
    mutating func probability(_ grid: ScoreGrid, _ last: CountProbabilities) -> Double {
      var sum = 0.0
      for (offset, probability) in last.values.enumerated() {
        let count = last.first + offset
        if known[count] < 0 { known[count] = grid.below(grid.limit(count), self) }
        sum += probability * known[count]
      }
      return sum
    }
  }

  /// - Parameters:
  ///   - weights: w_h, at least one.
  ///   - samples: n_h.
  ///   - threshold: T ≥ 1.
  ///   - roundsUp: whether sums are rounded up, so that probabilities are never too large.
  init(weights: [Int], samples: [Int], threshold: Int, roundsUp: Bool) {
    caps = zip(weights, samples).map { min($1, threshold / $0) }
    self.weights = weights.map { Double($0) }
    self.threshold = Double(threshold)
    self.roundsUp = roundsUp
    let others = max(weights.count - 1, 0)
    groups = [0..<(others + 1) / 2, (others + 1) / 2..<others]
  }

  /// The room at some counts of all strata but the last.
  mutating func room(
    _ counted: ArraySlice<Int>,
    _ probabilities: [CountProbabilities]
  ) -> Room {
    Room(
      first: mass(0, counted, probabilities),
      second: mass(1, counted, probabilities),
      known: Array(repeating: -1, count: (caps.last ?? 0) + 1)
    )
  }

  /// How many cells a unit of a stratum's count takes.
  func width(_ place: Int) -> Double { weights[place] / threshold * Double(ScoreGrid.cells) }

  /// P(Σ w_h X_h lies in a cell up to each).
  mutating func below(_ probabilities: [CountProbabilities], _ counted: [Int]) -> [Double] {
    var values = sums(probabilities, counted[...]).values
    for cell in 1..<values.count { values[cell] += values[cell - 1] }
    return values
  }

  /// The sums of all strata, with those of the first few kept.
  private mutating func sums(
    _ probabilities: [CountProbabilities],
    _ counted: ArraySlice<Int>
  ) -> Mass {
    let last = counted.count - 1
    guard last >= groups[1].lowerBound else { return mass(0, counted, probabilities) }
    if last < weights.count - 1, let sums = kept[2][counted] { return sums }
    let before = sums(probabilities, counted.dropLast())
    let sums = spread(before, probabilities[last], weight: weights[last])
    if last < weights.count - 1 { keep(2, counted, sums) }
    return sums
  }

  private mutating func keep(_ group: Int, _ counted: ArraySlice<Int>, _ mass: Mass) {
    if kept[group].count >= ScoreGrid.mostKept { kept[group] = [:] }
    kept[group][counted] = mass
  }

  /// The cell of a sum; more than its error is 2⁻⁴⁸ of it.
  private func cell(_ sum: Double) -> Int {
    let place = sum / threshold * Double(ScoreGrid.cells)
    return Int(
      roundsUp ? (place * (1 + 0x1p-48)).rounded(.up) : (place * (1 - 0x1p-48)).rounded(.down)
    )
  }

  /// The last cell that leaves room for so many of the last stratum.
  private func limit(_ count: Int) -> Int {
    let place =
      (threshold - (weights.last ?? 0) * Double(count)) / threshold * Double(ScoreGrid.cells)
    let error = Double(ScoreGrid.cells) * 0x1p-48
    return min(Int((place + (roundsUp ? -error : error)).rounded(.down)), ScoreGrid.cells)
  }

  /// P(the two groups together lie in a cell up to the limit).
  private func below(_ limit: Int, _ room: Room) -> Double {
    let end = min(room.first.range.upperBound, limit + 1)
    guard room.first.range.lowerBound < end else { return 0 }
    let shift = ScoreGrid.cells - limit
    var sums = SIMD4<Double>.zero
    var rest = 0.0
    room.first.values.withUnsafeBufferPointer { first in
      room.second.values.withUnsafeBufferPointer { second in
        var cell = room.first.range.lowerBound
        while cell + 4 <= end {
          let left = SIMD4(first[cell], first[cell + 1], first[cell + 2], first[cell + 3])
          let place = cell + shift
          let right = SIMD4(second[place], second[place + 1], second[place + 2], second[place + 3])
          sums += left * right
          cell += 4
        }
        while cell < end {
          rest += first[cell] * second[cell + shift]
          cell += 1
        }
      }
    }
    return sums.sum() + rest
  }

  private mutating func mass(
    _ group: Int,
    _ counted: ArraySlice<Int>,
    _ probabilities: [CountProbabilities]
  ) -> Mass {
    let range = groups[group]
    let own = counted[
      (counted.startIndex + range.lowerBound)..<(counted.startIndex + range.upperBound)
    ]
    if let mass = kept[group][own] { return mass }
    let counts = Array(probabilities[range])
    var mass = pair(range, counts)
    for place in range.dropFirst(2) {
      mass = spread(mass, counts[place - range.lowerBound], weight: weights[place])
    }
    if group == 1 { mass = ScoreGrid.addedUp(mass) }
    keep(group, own, mass)
    return mass
  }

  /// The sums of up to two strata, rounded once.
  private func pair(_ range: Range<Int>, _ counts: [CountProbabilities]) -> Mass {
    var values = [Double](repeating: 0, count: ScoreGrid.cells + 1)
    var (lowest, highest) = (ScoreGrid.cells + 1, -1)
    let one = CountProbabilities(first: 0, values: [1])
    let (first, second) = (counts.first ?? one, counts.count > 1 ? counts[1] : one)
    let firstWeight = counts.isEmpty ? 0 : weights[range.lowerBound]
    let secondWeight = counts.count > 1 ? weights[range.lowerBound + 1] : 0
    for (left, probability) in first.values.enumerated() {
      let sum = firstWeight * Double(first.first + left)
      for (right, other) in second.values.enumerated() {
        let cell = cell(sum + secondWeight * Double(second.first + right))
        guard cell <= ScoreGrid.cells else { break }
        values[cell] += probability * other
        lowest = min(lowest, cell)
        highest = max(highest, cell)
      }
    }
    return Mass(values, highest < 0 ? 0..<0 : lowest..<highest + 1)
  }

  /// The sums with those of one more stratum.
  private func spread(_ mass: Mass, _ counts: CountProbabilities, weight: Double) -> Mass {
    let cells = ScoreGrid.cells
    let shifts = counts.values.indices.map { cell(weight * Double(counts.first + $0)) }
    guard let least = shifts.first, !mass.range.isEmpty, mass.range.lowerBound + least <= cells
    else {
      return Mass([Double](repeating: 0, count: cells + 1), 0..<0)
    }
    let most = shifts.last { mass.range.lowerBound + $0 <= cells } ?? least
    let range = mass.range.lowerBound + least..<min(mass.range.upperBound + most, cells + 1)
    let values = [Double](unsafeUninitializedCapacity: cells + 1) { values, count in
      values.initialize(repeating: 0)
      count = values.count
      guard let target = values.baseAddress else { return }
      mass.values.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        for (shift, probability) in zip(shifts, counts.values) {
          let end = min(mass.range.upperBound, cells + 1 - shift)
          let moved = target + shift
          var cell = mass.range.lowerBound
          // Pointers and no checks, so that the compiler makes vectors of it.
          while cell < end {
            moved[cell] += probability * source[cell]
            cell &+= 1
          }
        }
      }
    }
    return Mass(values, range)
  }

  /// Added up from the first cell on, in the opposite order.
  private static func addedUp(_ mass: Mass) -> Mass {
    var values = [Double](repeating: 0, count: cells + 1)
    var sum = 0.0
    for cell in 0...cells {
      sum += mass.values[cell]
      values[cells - cell] = sum
    }
    return Mass(values, 0..<cells + 1)
  }
}
