/// Whether numbers are spread evenly between 0 and 1, as tickets are.
///
/// For published random numbers; it says nothing of how they were used.
public struct Uniformity: Sendable, Hashable {
  /// The numbers in ascending order.
  public let values: [Double]

  /// Sizes up to which the distribution of D is computed exactly.
  public static let exactLimit = 5_000

  /// Takes numbers.
  ///
  /// - Parameter values: the numbers, 0 to 1; at least one.
  public init(_ values: [Double]) {
    precondition(!values.isEmpty, "at least one number")
    self.values = values.sorted()
  }

  /// D = max |F_n(x) − x|, of Kolmogorov and Smirnov.
  public var distance: Double {
    let count = Double(values.count)
    var greatest = 0.0
    for (index, value) in values.enumerated() {
      greatest = max(greatest, Double(index + 1) / count - value, value - Double(index) / count)
    }
    return greatest
  }

  /// P(D ≥ d): exact up to ``exactLimit`` numbers, by the limit above.
  public var distanceProbability: Double {
    values.count <= Uniformity.exactLimit
      ? Uniformity.exactTail(distance, count: values.count)
      : Uniformity.limitTail(distance, count: values.count)
  }

  /// P(D ≥ d) by the limit of large samples, 2 Σ (−1)^{k−1} exp(−2 k² n d²).
  ///
  /// - Parameters:
  ///   - distance: d.
  ///   - count: n.
  /// - Returns: the probability.
  public static func limitTail(_ distance: Double, count: Int) -> Double {
    let square = Double(count) * distance * distance
    guard square > 0.02 else { return 1 }
    var sum = 0.0
    for k in 1...100 {
      let term = GSL.exponential(-2 * Double(k * k) * square) ?? 0
      sum += k % 2 == 1 ? term : -term
      if term < 1e-18 { break }
    }
    return min(max(2 * sum, 0), 1)
  }

  /// P(D ≥ d), the power of a matrix.
  ///
  /// Reference: Marsaglia, Tsang and Wang 2003, doi:10.18637/jss.v008.i18. In the far tail, above
  /// n d² = 7.24, or above 3.76 for n > 99, their formula 2 exp(−(2.000071 + 0.331/√n + 1.409/n) n d²),
  /// with which 1 − P is good to seven digits.
  ///
  /// - Parameters:
  ///   - distance: d, 0 to 1.
  ///   - count: n ≥ 1.
  /// - Returns: the probability.
  /// - Complexity: O((n d)³ log n).
  public static func exactTail(_ distance: Double, count: Int) -> Double {
    let n = Double(count)
    let square = n * distance * distance
    if distance >= 1 { return 0 }
    if distance <= 0.5 / n { return 1 }
    if square > 7.24 || (square > 3.76 && count > 99) {
      let slope = 2.000071 + 0.331 / n.squareRoot() + 1.409 / n
      return 2 * (GSL.exponential(-slope * square) ?? 0)
    }
    let k = Int(n * distance) + 1
    let size = 2 * k - 1
    let h = Double(k) - n * distance
    var matrix = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size { matrix[row * size + column] = row - column + 1 < 0 ? 0 : 1 }
    }
    var powerOfH = 1.0
    var powers: [Double] = []
    for _ in 0..<size {
      powerOfH *= h
      powers.append(powerOfH)
    }
    for index in 0..<size {
      matrix[index * size] -= powers[index]
      matrix[(size - 1) * size + index] -= powers[size - index - 1]
    }
    let corner = 2 * h - 1
    if corner > 0 {
      matrix[(size - 1) * size] += (0..<size).reduce(1.0) { product, _ in product * corner }
    }
    for row in 0..<size {
      for column in 0..<size where row - column + 1 > 0 {
        for factor in 1...(row - column + 1) { matrix[row * size + column] /= Double(factor) }
      }
    }
    var power = ScaledMatrix(size: size, values: matrix).power(count)
    var probability = power.values[(k - 1) * size + k - 1]
    for factor in 1...count {
      probability = probability * Double(factor) / n
      if probability < 1e-140 {
        probability *= 1e140
        power.exponent -= 140
      }
    }
    for _ in 0..<abs(power.exponent) { probability *= power.exponent > 0 ? 10 : 0.1 }
    return min(max(1 - probability, 0), 1)
  }

  /// A², of Anderson and Darling, which looks at the ends.
  public var squareDistance: Double {
    let count = values.count
    let smallest = 0x1p-60
    var sum = 0.0
    for (index, value) in values.enumerated() {
      let low = min(max(value, smallest), 1)
      let high = min(max(1 - values[count - 1 - index], smallest), 1)
      let logarithms = (GSL.logarithm(low) ?? 0) + (GSL.logarithm(high) ?? 0)
      sum += Double(2 * index + 1) * logarithms
    }
    return -Double(count) - sum / Double(count)
  }

  /// P(A² ≥ a), good to about 2·10⁻⁶, never given as less.
  ///
  /// Reference: Marsaglia and Marsaglia 2004, doi:10.18637/jss.v009.i02.
  public var squareDistanceProbability: Double {
    let limit = Uniformity.squareLimit(squareDistance)
    let all = limit + Uniformity.correction(limit, count: Double(values.count))
    return min(max(1 - all, 2e-6), 1)
  }

  /// P(A² < z) for n → ∞.
  static func squareLimit(_ z: Double) -> Double {
    guard z > 0 else { return 0 }
    guard z < 32 else { return 1 }
    if z < 2 {
      let polynomial =
        2.00012 + (0.247105 - (0.0649821 - (0.0347962 - (0.011672 - 0.00168691 * z) * z) * z) * z)
        * z
      return (GSL.exponential(-1.2337141 / z) ?? 0) / z.squareRoot() * polynomial
    }
    let polynomial =
      1.0776 - (2.30695 - (0.43424 - (0.082433 - (0.008056 - 0.0003146 * z) * z) * z) * z) * z
    return GSL.exponential(-(GSL.exponential(polynomial) ?? 0)) ?? 0
  }

  /// What a finite n adds.
  private static func correction(_ x: Double, count n: Double) -> Double {
    if x > 0.8 {
      let polynomial =
        -130.2137 + (745.2337 - (1705.091 - (1950.646 - (1116.360 - 255.7844 * x) * x) * x) * x) * x
      return polynomial / n
    }
    let cut = 0.01265 + 0.1757 / n
    if x < cut {
      let t = x / cut
      let shape = t.squareRoot() * (1 - t) * (49 * t - 102)
      return shape * (0.0037 / (n * n) + 0.00078 / n + 0.00006) / n
    }
    let t = (x - cut) / (0.8 - cut)
    let shape =
      -0.00022633 + (6.54034 - (14.6538 - (14.458 - (8.259 - 1.91864 * t) * t) * t) * t) * t
    return shape * (0.04213 + 0.01365 / n) / n
  }
}

/// A square matrix times a power of ten, so that its own powers stay in range.
private struct ScaledMatrix {
  let size: Int
  var values: [Double]
  var exponent = 0

  func multiplied(by other: ScaledMatrix) -> ScaledMatrix {
    var result = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for inner in 0..<size {
        let factor = values[row * size + inner]
        for column in 0..<size {
          result[row * size + column] += factor * other.values[inner * size + column]
        }
      }
    }
    var product = ScaledMatrix(
      size: size,
      values: result,
      exponent: exponent + other.exponent
    )
    if result[(size / 2) * size + size / 2] > 1e140 {
      product.values = result.map { $0 * 1e-140 }
      product.exponent += 140
    }
    return product
  }

  func power(_ n: Int) -> ScaledMatrix {
    guard n > 1 else { return self }
    let half = power(n / 2)
    let square = half.multiplied(by: half)
    return n % 2 == 0 ? square : square.multiplied(by: self)
  }
}
