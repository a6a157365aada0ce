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

  init(_ space: BoundSpace) {
    var greatest = space.ranges.reduce(0) { $0 + $1.upperBound }
    let least = space.ranges.reduce(0) { $0 + $1.lowerBound }
    let heaviest = Double(space.weights.max() ?? 1)
    // θ from 0.02 to 3.6 for a unit of the heaviest stratum, each √2 times the one before.
    let thetas = (0..<16).map { 0.02 * Double(1 << $0).squareRoot() / heaviest }
    var starts = thetas.map { _ in 0.0 }
    var pieces: [[Piece]] = thetas.map { _ in [] }
    for place in space.strata.indices {
      let points = ExponentialCap.points(space, place)
      let logarithms = ExponentialCap.logarithms(space, place, points, thetas)
      for (index, values) in logarithms.enumerated() {
        guard let values else {
          starts[index] = .infinity
          continue
        }
        starts[index] += values[0]
        pieces[index] += ExponentialCap.majorant(points, values)
      }
    }
    guard let goal = GSL.logarithm(space.risk.approximation) else {
      self.greatest = greatest
      return
    }
    for (start, pieces) in zip(starts, pieces) where start.isFinite {
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

  /// The counts of one stratum at which probabilities are computed, ascending, the first and the last of the
  /// range among them: all of it where it is short; fewer where strata are many or have many probabilities.
  private static func points(_ space: BoundSpace, _ place: Int) -> [Int] {
    let (stratum, range) = (space.strata[place], space.ranges[place])
    // A deviation is √n/2 at most, and some seven to each side count.
    let values = min(Double(stratum.sample), 7 * Double(stratum.sample).squareRoot()) + 1
    let affordable = Int(2e6 / values)
    let points = max(40, min(400, 12_000 / space.strata.count, affordable))
    let step = max(1, range.count / points)
    var counts = Array(stride(from: range.lowerBound, to: range.upperBound, by: step))
    counts.append(range.upperBound)
    return counts
  }

  /// log E exp(−θ w (X − x)) at each count for each θ; nil where one is out of range.
  private static func logarithms(
    _ space: BoundSpace,
    _ place: Int,
    _ points: [Int],
    _ thetas: [Double]
  ) -> [[Double]?] {
    let weight = Double(space.weights[place])
    let found = space.strata[place].found(isLower: space.isLower)
    var results: [[Double]?] = thetas.map { _ in [] }
    for count in points {
      let probabilities = space.strata[place].distribution(count).probabilities
      for (index, theta) in thetas.enumerated() where results[index] != nil {
        if let value = logarithm(probabilities, theta * weight, found: found) {
          results[index]?.append(value)
        } else {
          results[index] = nil
        }
      }
    }
    return results
  }

  /// log E exp(−t (X − x)); nil where it is out of range.
  private static func logarithm(
    _ probabilities: Hypergeometric.Probabilities,
    _ slope: Double,
    found: Int
  ) -> Double? {
    guard let scale = GSL.exponential(-slope * Double(probabilities.first - found)),
      let factor = GSL.exponential(-slope), let largest = GSL.exponential(slope * Double(found))
    else { return nil }
    // The probabilities leave out at most 10⁻³⁰; it may lie where the exponential is greatest.
    var sum = 1e-30 * largest
    var weight = scale
    for probability in probabilities.values {
      sum += probability * weight
      weight *= factor
    }
    return GSL.logarithm(sum)
  }

  /// The pieces of the least concave function above values at ascending counts.
  private static func majorant(_ points: [Int], _ values: [Double]) -> [Piece] {
    // Between two points the function is below its value at the first of them.
    var corners = [(count: points[0], value: values[0])]
    for index in values.indices {
      let end = index + 1 < values.count ? points[index + 1] - 1 : points[index]
      let corner = (count: end, value: values[index])
      guard corner.count > points[0] else { continue }
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
    return zip(corners, corners.dropFirst()).map { start, end in
      Piece(
        length: end.count - start.count,
        slope: (end.value - start.value) / Double(end.count - start.count)
      )
    }
  }
}
