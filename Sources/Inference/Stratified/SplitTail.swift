internal import Sampling

/// The probability of the observation or less (of more, for a lower bound) at splits M, with what
/// was computed before kept.
///
/// Where the different sums are too many to keep apart, they are rounded down or up on a grid: the one
/// gives a probability that is never too small, the other one that is never too large.
struct SplitTail {
  private let space: BoundSpace
  /// The sums, where they are few enough to be kept apart.
  private let lattice: ScoreLattice?
  /// The sums on a grid, where they are not.
  private var grid: ScoreGrid?
  private var kept: [[Int: CountProbabilities]]
  /// P(X_H ≤ k), k = 0 … cap, of the last stratum.
  private var keptTails: [Int: [Double]] = [:]
  /// Less than this is no probability: all that is left out is far below the error of a probability that
  /// is as small as the risk.
  private let negligible: Double
  /// Whether probabilities are those of the sums themselves, and not of rounded ones.
  let isExact: Bool
  /// The greatest k of each stratum that the sum leaves room for.
  private let caps: [Int]

  /// What the strata but the last leave to the last.
  struct Room {
    /// For each j the probability that there is room for exactly j; empty where sums are rounded.
    fileprivate var exact: [Double] = []
    fileprivate var rounded: ScoreGrid.Room?
  }

  /// Which probability is answered where sums must be rounded.
  enum Rounding {
    /// One that is never too small.
    case outer
    /// One that is never too large.
    case inner
  }

  /// How many numbers of a stratum are kept before they are forgotten.
  private static let mostKept = 1 << 21

  /// How many counts of a stratum are kept: each with a number for every k.
  private func mostKept(_ place: Int) -> Int { SplitTail.mostKept / (caps[place] + 1) + 1 }

  init(_ space: BoundSpace, rounding: Rounding) {
    self.space = space
    kept = Array(repeating: [:], count: space.strata.count)
    negligible = space.risk.approximation * 1e-18
    let samples = space.strata.map(\.sample)
    // A lower bound looks at the samples with less than was observed.
    let threshold = space.isLower ? space.threshold - 1 : space.threshold
    lattice = ScoreLattice(weights: space.weights, samples: samples, threshold: threshold)
    isExact = lattice != nil
    if !isExact {
      grid = ScoreGrid(
        weights: space.weights,
        samples: samples,
        threshold: threshold,
        roundsUp: (rounding == .inner) != space.isLower
      )
    }
    caps = lattice?.caps ?? grid?.caps ?? []
  }

  /// What one split costs, in entries of tables: those of the sums, or the probabilities of the counts that are
  /// looked at, where samples are large.
  var cost: Int {
    max(
      lattice?.entries ?? ScoreGrid.steps,
      BoundSearch.usualLooks * caps.reduce(0) { $0 + $1 + 1 }
    )
  }

  /// The probability that all strata but the last leave room for exactly j, at a split of them.
  mutating func room(_ counted: ArraySlice<Int>) -> Room {
    let probabilities = counted.enumerated().map { self.probabilities($0.offset, $0.element) }
    guard let lattice else {
      return Room(rounded: grid?.room(counted, probabilities))
    }
    return Room(exact: lattice.room(probabilities))
  }

  /// The probability, given the room that the others leave to the last stratum.
  mutating func probability(_ room: inout Room, last counted: Int) -> Double {
    var sum = 0.0
    if let grid {
      let last = probabilities(space.strata.count - 1, counted)
      sum = room.rounded?.probability(grid, last) ?? 0
    } else {
      let tails = tails(counted)
      for (weight, tail) in zip(room.exact, tails) { sum += weight * tail }
    }
    return space.isLower ? 1 - sum : sum
  }

  /// The probability at a split.
  mutating func probability(_ split: [Int]) -> Double {
    guard let last = split.last else { return 1 }
    var room = room(split.dropLast())
    return probability(&room, last: last)
  }

  private mutating func tails(_ counted: Int) -> [Double] {
    if let tails = keptTails[counted] { return tails }
    let counts = computed(space.strata.count - 1, counted)
    var below = 0.0
    var tails: [Double] = []
    for k in 0...(caps.last ?? 0) {
      if counts.values.indices.contains(k - counts.first) {
        below += counts.values[k - counts.first]
      }
      tails.append(below)
    }
    if keptTails.count >= mostKept(space.strata.count - 1) { keptTails = [:] }
    keptTails[counted] = tails
    return tails
  }

  private mutating func probabilities(_ place: Int, _ counted: Int) -> CountProbabilities {
    if let values = kept[place][counted] { return values }
    let result = computed(place, counted)
    if kept[place].count >= mostKept(place) { kept[place] = [:] }
    kept[place][counted] = result
    return result
  }

  /// P(X_h = k) for k up to the cap.
  private func computed(_ place: Int, _ counted: Int) -> CountProbabilities {
    let stratum = space.strata[place]
    let marked = space.isLower ? stratum.population - counted : counted
    let all = stratum.distribution(marked).probabilities
    let end = min(all.first + all.values.count, caps[place] + 1)
    var range = min(all.first, end)..<end
    while let first = range.first, all.probability(first) < negligible {
      range = range.dropFirst()
    }
    while let last = range.last, all.probability(last) < negligible {
      range = range.dropLast()
    }
    return CountProbabilities(first: range.lowerBound, values: range.map { all.probability($0) })
  }
}
