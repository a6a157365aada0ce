internal import Sampling

/// P(Σ w_h X_h ≤ T) at splits M, with what was computed before kept.
///
/// Where the different sums are too many to keep apart, weights are rounded down or up on a grid:
/// the one gives a probability that is never too small, the other one that is never too large.
struct SplitTail {
  private let space: BoundSpace
  private let lattice: ScoreLattice
  /// Whether probabilities are those of the weights themselves, and not of rounded ones.
  let isExact: Bool
  private var kept: [[Int: [Double]]]

  /// Which way weights are rounded where they must be.
  enum Rounding { case down, up }

  /// The cells that the threshold is divided into where sums are too many.
  private static let cells = 1 << 13

  init(_ space: BoundSpace, rounding: Rounding) {
    self.space = space
    kept = Array(repeating: [:], count: space.strata.count)
    let samples = space.strata.map(\.sample)
    let exact = ScoreLattice(
      weights: space.weights,
      samples: samples,
      threshold: space.threshold
    )
    if let exact {
      lattice = exact
      isExact = true
      return
    }
    let weights = space.weights.map { weight in
      let (cells, rest) = (Int128(weight) * Int128(SplitTail.cells))
        .quotientAndRemainder(dividingBy: Int128(space.threshold))
      return Int(cells) + (rounding == .up && rest > 0 ? 1 : 0)
    }
    // At most one sum a cell, so that this lattice is never too large.
    guard
      let rounded = ScoreLattice(
        weights: weights,
        samples: samples,
        threshold: SplitTail.cells
      )
    else { preconditionFailure("a grid of \(SplitTail.cells) cells is a lattice") }
    lattice = rounded
    isExact = false
  }

  /// The probability that all strata but the last leave room for exactly j, at a split of them.
  mutating func room(_ marked: ArraySlice<Int>) -> [Double] {
    lattice.room(marked.enumerated().map { probabilities($0.offset, $0.element) })
  }

  /// The probability, given the room that the others leave to the last stratum.
  mutating func probability(_ room: [Double], last marked: Int) -> Double {
    var below = 0.0
    var sum = 0.0
    for (weight, probability) in zip(room, probabilities(space.strata.count - 1, marked)) {
      below += probability
      sum += weight * below
    }
    return sum
  }

  /// P(X_h = k) for k = 0 … cap.
  private mutating func probabilities(_ stratum: Int, _ marked: Int) -> [Double] {
    if let values = kept[stratum][marked] { return values }
    let all = space.strata[stratum].distribution(marked).probabilities
    let values = (0...lattice.caps[stratum]).map { all.probability($0) }
    kept[stratum][marked] = values
    return values
  }
}
