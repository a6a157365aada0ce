/// The multipliers of the continuous problem: what each bound on a variance costs.
///
/// ```
/// greatest Σ_h min_n (c_h n + A_h(λ)/n) − Σ_j λ_j     with A_h(λ) = Σ_j λ_j a_jh,  λ ≥ 0
/// ```
///
/// The a_jh are divided by the j-th bound. Chromy's iteration comes near, Newton's steps on the
/// bounds that bind finish; both only propose multipliers, and any λ ≥ 0 gives a valid lower bound on
/// the cost, so that the search does not depend on how well they converge.
struct PrecisionMultipliers {
  private let weights: [[Double]]
  private let prices: [Double]
  private let least: [Double]
  private let greatest: [Double]
  /// λ_j.
  private(set) var values: [Double]
  /// The λ_j at which every stratum of the bound is at M_h: more changes nothing.
  private var limits: [Double] = []

  /// - Parameters:
  ///   - weights: a_jh, for each bound one a stratum.
  ///   - prices: c_h.
  ///   - least: m_h, at least 1.
  ///   - greatest: M_h.
  init(weights: [[Double]], prices: [Int], least: [Int], greatest: [Int]) {
    self.weights = weights
    self.prices = prices.map { Double($0) }
    self.least = least.map { Double($0) }
    self.greatest = greatest.map { Double($0) }
    // Each bound as if it stood alone: λ = (Σ √(a c))².
    values = []
    for row in weights {
      let root = zip(row, self.prices).reduce(0.0) { $0 + ($1.0 * $1.1).squareRoot() }
      values.append(root * root / Double(weights.count))
    }
    limits = weights.map { row in
      row.indices.reduce(0) { limit, place in
        guard row[place] > 0, least[place] < greatest[place] else { return limit }
        let size = Double(greatest[place])
        return max(limit, Double(prices[place]) * size * size / row[place])
      }
    }
    for _ in 0..<200 { chromy() }
    for _ in 0..<60 where newton() {}
  }

  /// A_h(λ).
  func charge(_ stratum: Int) -> Double {
    values.indices.reduce(0) { $0 + values[$1] * weights[$1][stratum] }
  }

  /// The continuous sizes.
  var sizes: [Double] { prices.indices.map { size($0, charge: charge($0)) } }

  private func size(_ stratum: Int, charge: Double) -> Double {
    min(max((charge / prices[stratum]).squareRoot(), least[stratum]), greatest[stratum])
  }

  private mutating func chromy() {
    let sizes = sizes
    for bound in values.indices {
      let reached = zip(weights[bound], sizes).reduce(0.0) { $0 + $1.0 / $1.1 }
      values[bound] = min(values[bound] * reached * reached, limits[bound])
    }
  }

  /// The lower bound that multipliers give, in doubles.
  private func bound(_ multipliers: [Double]) -> Double {
    var sum = -multipliers.reduce(0, +)
    for stratum in prices.indices {
      let charge = multipliers.indices.reduce(0) { $0 + multipliers[$1] * weights[$1][stratum] }
      let size = size(stratum, charge: charge)
      sum += prices[stratum] * size + charge / size
    }
    return sum
  }

  /// One step to the maximum over the bounds that bind; whether it led up.
  private mutating func newton() -> Bool {
    let sizes = sizes
    let slopes = weights.map { row in zip(row, sizes).reduce(-1.0) { $0 + $1.0 / $1.1 } }
    let free = values.indices.filter { values[$0] > 0 || slopes[$0] > 0 }
    guard !free.isEmpty else { return false }
    var matrix = free.map { _ in free.map { _ in 0.0 } }
    for stratum in prices.indices
    where sizes[stratum] > least[stratum] && sizes[stratum] < greatest[stratum] {
      // −d(1/n)/dA = √c / (2 A √A), with A = c n².
      let size = sizes[stratum]
      let factor = 1 / (2 * prices[stratum] * size * size * size)
      for (row, first) in free.enumerated() where weights[first][stratum] > 0 {
        for (column, second) in free.enumerated() {
          matrix[row][column] += factor * weights[first][stratum] * weights[second][stratum]
        }
      }
    }
    let trace = matrix.indices.reduce(0) { $0 + matrix[$1][$1] }
    for place in matrix.indices { matrix[place][place] += max(trace, 1e-300) * 1e-10 }
    let step = PrecisionMultipliers.solution(matrix, free.map { slopes[$0] })
    let before = bound(values)
    var length = 1.0
    for _ in 0..<40 {
      var next = values
      for (place, index) in free.enumerated() {
        next[index] = min(max(0, values[index] + length * step[place]), limits[index])
      }
      if bound(next) > before + abs(before) * 1e-15 {
        values = next
        return true
      }
      length /= 2
    }
    return false
  }

  /// The solution of a positive definite system, by Cholesky's factors.
  private static func solution(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var factor = matrix
    var result = right
    for row in matrix.indices {
      for column in 0...row {
        var sum = matrix[row][column]
        for place in 0..<column { sum -= factor[row][place] * factor[column][place] }
        factor[row][column] =
          row == column ? max(sum, 1e-300).squareRoot() : sum / factor[column][column]
      }
      for place in 0..<row { result[row] -= factor[row][place] * result[place] }
      result[row] /= factor[row][row]
    }
    for row in matrix.indices.reversed() {
      for place in row + 1..<max(row + 1, matrix.count) {
        result[row] -= factor[place][row] * result[place]
      }
      result[row] /= factor[row][row]
    }
    return result
  }
}
