internal import BigInt

/// The probabilities to find none of the violators of the classes.
///
/// ```
/// C(N − D, n) / C(N, n) = Π (N − max(n, D) − i)/(N − i)     i < min(n, D)
/// ```
struct MissedViolators: ClassFault {
  private let populations: [Int]
  private let violators: [Int]

  /// The classes, along plans whose sizes rise.
  var tracks: [DetectionTrack] {
    zip(populations, violators).map { DetectionTrack(population: $0, violators: $1) }
  }

  /// - Parameters:
  ///   - populations: N_h.
  ///   - prevalences: p_h, 0 to 1, by which a class has ⌈N_h p_h⌉ violators.
  init(populations: [Int], prevalences: [Weight.Fraction]) {
    self.populations = populations
    violators = zip(populations, prevalences).map { population, share in
      let (product, overflow) = share.numerator.multipliedReportingOverflow(
        by: UInt128(population)
      )
      guard !overflow else { return population }
      let count = (product + (share.denominator - 1)) / share.denominator
      return Int(min(count, UInt128(population)))
    }
  }

  /// The size from which on nothing is missed; 0 without violators.
  func enough(_ stratum: Int) -> Int {
    violators[stratum] == 0 ? 0 : populations[stratum] - violators[stratum] + 1
  }

  /// Below this a fault is taken for 0 in double precision, and compared with its exponent apart.
  private static let least = 0x1p-1000

  /// 0 without violators: there is nothing to miss; and below 2⁻¹⁰⁰⁰, so that no more factors are
  /// multiplied than matter.
  func fault(_ stratum: Int, at size: Int) -> Double {
    let population = populations[stratum]
    let (fewer, other) = (min(size, violators[stratum]), max(size, violators[stratum]))
    guard size < enough(stratum) else { return 0 }
    var product = 1.0
    for step in 0..<fewer {
      product *= Double(population - other - step) / Double(population - step)
      if product < MissedViolators.least { return 0 }
    }
    return product
  }

  /// The least size from which a fault is below what doubles tell apart, ``enough(_:)`` at most.
  func deep(_ stratum: Int) -> Int {
    var (low, high) = (0, enough(stratum))
    while low < high {
      let middle = low + (high - low) / 2
      if fault(stratum, at: middle) > 0x1p-900 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// About how many factors the fault of a size takes, or of one below it; where it is not followed
  /// below what doubles tell apart, as many as bring it there.
  func factors(_ stratum: Int, at size: Int, isDeep: Bool) -> Double {
    let violators = Double(self.violators[stratum])
    let all = min(violators, Double(size))
    return isDeep || violators == 0
      ? all : min(all, 700 * Double(populations[stratum]) / violators)
  }

  func fault(_ stratum: Int, at size: Int, after fault: Double) -> Double {
    let before = populations[stratum] - size + 1
    return fault * Double(max(before - violators[stratum], 0)) / Double(before)
  }

  func compare(
    _ left: SeparableAllocation.UnitWorth,
    _ right: SeparableAllocation.UnitWorth
  ) -> Int {
    // Two roundings a factor.
    let margin = Double(max(left.size, right.size) + 4) * 0x1p-51
    let greater = max(left.worth, right.worth)
    if greater > 0x1p-900, abs(left.worth - right.worth) > greater * margin {
      return left.worth > right.worth ? 1 : -1
    }
    // Classes that are alike differ by their sizes alone.
    if populations[left.stratum] == populations[right.stratum],
      violators[left.stratum] == violators[right.stratum]
    {
      let sizes = (
        min(left.size, enough(left.stratum)), min(right.size, enough(right.stratum))
      )
      return sizes.0 == sizes.1 ? 0 : sizes.0 < sizes.1 ? 1 : -1
    }
    // What has left the range of doubles keeps its exponent apart.
    let order = ScaledNumber.compare(
      scaled(left.stratum, at: left.size),
      scaled(right.stratum, at: right.size),
      margin: margin
    )
    if let order { return order }
    let (first, second) = (exact(left.stratum, left.size), exact(right.stratum, right.size))
    let (top, bottom) = (first.top * second.bottom, second.top * first.bottom)
    return top == bottom ? 0 : top > bottom ? 1 : -1
  }

  /// The probability, however small.
  private func scaled(_ stratum: Int, at size: Int) -> ScaledNumber {
    let population = populations[stratum]
    let (fewer, other) = (min(size, violators[stratum]), max(size, violators[stratum]))
    guard size < enough(stratum) else { return ScaledNumber(0) }
    var result = ScaledNumber(1)
    var part = 1.0
    for step in 0..<fewer {
      part *= Double(population - other - step) / Double(population - step)
      if part < 0x1p-500 {
        result = result * ScaledNumber(part)
        part = 1
      }
    }
    return result * ScaledNumber(part)
  }

  /// The probability as a fraction.
  func exact(_ stratum: Int, _ size: Int) -> (top: BigUInt, bottom: BigUInt) {
    let population = populations[stratum]
    let (fewer, other) = (min(size, violators[stratum]), max(size, violators[stratum]))
    guard size < enough(stratum) else { return (0, 1) }
    return (
      ExactTerms.falling(population - other, fewer), ExactTerms.falling(population, fewer)
    )
  }
}
