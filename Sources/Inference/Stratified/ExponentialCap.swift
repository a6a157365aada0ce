internal import Sampling

/// A total that no possible split exceeds, for any number of strata at once.
///
/// For every θ > 0 (Chernoff 1952, doi:10.1214/aoms/1177729330)
///
/// ```
/// P(Σ w_h X_h ≤ Σ w_h x_h) ≤ Π_h E exp(−θ w_h (X_h − x_h))
/// ```
///
/// Each factor falls in M_h. With its logarithm replaced by the least concave function above it, the
/// greatest total whose product still exceeds α follows by taking the flattest pieces first. The
/// least total over several θ is answered.
///
/// It is looser than the search in few strata and far tighter in many.
struct ExponentialCap {
  let greatest: Int

  /// A piece of a concave function: so many units at this slope, ≤ 0.
  private struct Piece {
    var length: Int
    var slope: Double
  }

  /// The counts of one stratum at which probabilities are computed.
  private struct Grid {
    /// w_h and x_h.
    let weight: Double
    let found: Int
    /// Ascending, the first and the last of the range among them.
    let points: [Int]
    let probabilities: [Hypergeometric.Probabilities]
  }

  init(_ space: BoundSpace) {
    let grids = space.strata.indices.map { ExponentialCap.grid(space, $0) }
    let heaviest = grids.map(\.weight).max() ?? 1
    var greatest = space.ranges.reduce(0) { $0 + $1.upperBound }
    let least = space.ranges.reduce(0) { $0 + $1.lowerBound }
    guard let goal = GSL.logarithm(space.risk.approximation) else {
      self.greatest = greatest
      return
    }
    for step in 0..<16 {
      // θ from 0.02 to 3.6 for a unit of the heaviest stratum, each √2 times the one before.
      let theta = 0.02 * Double(1 << step).squareRoot() / heaviest
      var start = 0.0
      var pieces: [Piece] = []
      for grid in grids {
        guard let (first, own) = ExponentialCap.majorant(grid, theta) else {
          start = .infinity
          break
        }
        start += first
        pieces += own
      }
      guard start.isFinite else { continue }
      // 10⁻⁶ is more than the rounding errors of all the sums, and errs to the safe side.
      let total = least + ExponentialCap.reach(pieces, from: start, to: goal - 1e-6)
      greatest = min(greatest, total)
    }
    self.greatest = greatest
  }

  /// The units that can be added before the sum of logarithms falls below the goal.
  private static func reach(_ pieces: [Piece], from start: Double, to goal: Double) -> Int {
    var value = start
    var units = 0
    for piece in pieces.sorted(by: { $0.slope > $1.slope }) {
      let end = value + piece.slope * Double(piece.length)
      if end >= goal {
        value = end
        units += piece.length
      } else {
        return units + (value > goal ? Int((value - goal) / -piece.slope) : 0)
      }
    }
    return units
  }

  /// Points of a range, all of it where it is short; fewer a stratum where there are many.
  private static func grid(_ space: BoundSpace, _ place: Int) -> Grid {
    let stratum = space.strata[place]
    let range = space.ranges[place]
    let points = max(40, min(400, 12_000 / space.strata.count))
    let step = max(1, range.count / points)
    var counts = Array(stride(from: range.lowerBound, to: range.upperBound, by: step))
    counts.append(range.upperBound)
    return Grid(
      weight: Double(space.weights[place]),
      found: stratum.found(isLower: space.isLower),
      points: counts,
      probabilities: counts.map { stratum.distribution($0).probabilities }
    )
  }

  /// The value at the least count and the pieces of the least concave function above
  /// log E exp(−θ w (X − x)); nil where it is out of range.
  private static func majorant(_ grid: Grid, _ theta: Double) -> (first: Double, pieces: [Piece])? {
    var values: [Double] = []
    for probabilities in grid.probabilities {
      guard
        let scale = GSL.exponential(
          -theta * grid.weight * Double(probabilities.first - grid.found)
        ),
        let factor = GSL.exponential(-theta * grid.weight),
        let largest = GSL.exponential(theta * grid.weight * Double(grid.found))
      else { return nil }
      // The probabilities leave out at most 10⁻³⁰; it may lie where the exponential is greatest.
      var sum = 1e-30 * largest
      var weight = scale
      for probability in probabilities.values {
        sum += probability * weight
        weight *= factor
      }
      guard let logarithm = GSL.logarithm(sum) else { return nil }
      values.append(logarithm)
    }
    guard let first = grid.points.first, let value = values.first else { return nil }
    // Between two points the function is below its value at the first of them.
    var corners: [(count: Int, value: Double)] = [(first, value)]
    for index in values.indices {
      let end = index + 1 < values.count ? grid.points[index + 1] - 1 : grid.points[index]
      let corner = (count: end, value: values[index])
      guard corner.count > first else { continue }
      while corners.count > 1 {
        let (a, b) = (corners[corners.count - 2], corners[corners.count - 1])
        let isBelow =
          (b.value - a.value) * Double(corner.count - a.count)
          <= (corner.value - a.value) * Double(b.count - a.count)
        guard isBelow else { break }
        corners.removeLast()
      }
      corners.append(corner)
    }
    let pieces = zip(corners, corners.dropFirst()).map { start, end in
      Piece(
        length: end.count - start.count,
        slope: (end.value - start.value) / Double(end.count - start.count)
      )
    }
    return (value, pieces)
  }
}
