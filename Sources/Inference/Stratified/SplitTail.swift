internal import Sampling

/// The probability of the observation or less (of more, for a lower bound) at splits M, with what
/// was computed before kept.
///
/// Where the different sums are too many to keep apart, weights are rounded down or up on a grid:
/// the one gives a probability that is never too small, the other one that is never too large.
struct SplitTail {
  private let space: BoundSpace
  private let lattice: ScoreLattice
  /// Whether probabilities are those of the weights themselves, and not of rounded ones.
  let isExact: Bool
  /// Whether the weight of a stratum was rounded to 0, so that its count makes no difference.
  private let isFree: [Bool]
  private var kept: [[Int: CountProbabilities]]
  /// P(X_H ≤ k), k = 0 … cap, of the last stratum.
  private var keptTails: [Int: [Double]] = [:]

  /// Which probability is answered where weights must be rounded.
  enum Rounding {
    /// One that is never too small.
    case outer
    /// One that is never too large.
    case inner
  }

  /// How many numbers of a stratum are kept before they are forgotten.
  private static let mostKept = 1 << 21

  /// How many counts of a stratum are kept: each with a number for every k.
  private func mostKept(_ place: Int) -> Int { SplitTail.mostKept / (lattice.caps[place] + 1) + 1 }

  /// The cells that the threshold is divided into where sums are too many: fewer for many strata and
  /// large samples, so that the entries of all tables are at most about ``mostEntries``.
  private static let cells = 100...2_000
  private static let mostEntries = 1 << 22

  /// Less than this is no probability: 10⁻¹² of the least risk that 63 bits can name.
  private static let negligible = 1e-30

  init(_ space: BoundSpace, rounding: Rounding) {
    self.space = space
    kept = Array(repeating: [:], count: space.strata.count)
    let samples = space.strata.map(\.sample)
    // A lower bound looks at the samples with less than was observed.
    let threshold = space.isLower ? space.threshold - 1 : space.threshold
    let exact = ScoreLattice(weights: space.weights, samples: samples, threshold: threshold)
    if let exact {
      lattice = exact
      isExact = true
      isFree = space.weights.map { _ in false }
      return
    }
    let width = samples.reduce(1) { $0 + $1 + 1 }
    let cells = min(
      max(SplitTail.mostEntries / width, SplitTail.cells.lowerBound),
      SplitTail.cells.upperBound
    )
    let roundsUp = (rounding == .inner) != space.isLower
    let weights = space.weights.map { weight in
      let (whole, rest) = (Int128(weight) * Int128(cells))
        .quotientAndRemainder(dividingBy: Int128(threshold))
      return Int(whole) + (roundsUp && rest > 0 ? 1 : 0)
    }
    guard
      let rounded = ScoreLattice(
        weights: weights,
        samples: samples,
        threshold: cells,
        isGrid: true
      )
    else { preconditionFailure("a grid of \(cells) cells is a lattice") }
    lattice = rounded
    isExact = false
    isFree = weights.map { $0 == 0 }
  }

  /// What one split costs, in entries of tables: those of the sums, or the probabilities of the counts that are
  /// looked at, where samples are large.
  var cost: Int {
    max(lattice.entries, BoundSearch.usualLooks * lattice.caps.reduce(0) { $0 + $1 + 1 })
  }

  /// The probability that all strata but the last leave room for exactly j, at a split of them.
  mutating func room(_ counted: ArraySlice<Int>) -> [Double] {
    lattice.room(counted.enumerated().map { probabilities($0.offset, $0.element) })
  }

  /// The probability, given the room that the others leave to the last stratum.
  mutating func probability(_ room: [Double], last counted: Int) -> Double {
    let tails = tails(counted)
    var sum = 0.0
    for (weight, tail) in zip(room, tails) { sum += weight * tail }
    return space.isLower ? 1 - sum : sum
  }

  private mutating func tails(_ counted: Int) -> [Double] {
    if let tails = keptTails[counted] { return tails }
    let counts = computed(space.strata.count - 1, counted)
    var below = 0.0
    var tails: [Double] = []
    for k in 0...(lattice.caps.last ?? 0) {
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
    if isFree[place] { return CountProbabilities(first: 0, values: [1]) }
    let stratum = space.strata[place]
    let marked = space.isLower ? stratum.population - counted : counted
    let all = stratum.distribution(marked).probabilities
    let end = min(all.first + all.values.count, lattice.caps[place] + 1)
    var range = min(all.first, end)..<end
    while let first = range.first, all.probability(first) < SplitTail.negligible {
      range = range.dropFirst()
    }
    while let last = range.last, all.probability(last) < SplitTail.negligible {
      range = range.dropLast()
    }
    return CountProbabilities(first: range.lowerBound, values: range.map { all.probability($0) })
  }
}
