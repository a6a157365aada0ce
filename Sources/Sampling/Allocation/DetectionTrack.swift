internal import BigInt

/// The probability to find one of the violators of a class, along plans whose sizes rise.
///
/// ```
/// missed(n + 1) = missed(n) (N − D − n)/(N − n)      found(n + 1) = found(n) + missed(n) D/(N − n)
/// ```
///
/// Each further unit is one factor; a size that falls begins anew.
struct DetectionTrack {
  private let population: Int
  private let violators: Int
  private var size = 0
  private var missed = DoubleDouble(1)
  private var found = DoubleDouble(0)
  private var exact = (top: BigUInt(1), bottom: BigUInt(1))
  private var exactSize = 0

  /// - Parameters:
  ///   - population: N.
  ///   - violators: D, 0 to N.
  init(population: Int, violators: Int) {
    (self.population, self.violators) = (population, violators)
  }

  /// The probability that a sample finds one, as ``Detection/probability(sample:)`` has it.
  mutating func probability(sample: Int) -> Double {
    guard violators > 0, sample > 0 else { return 0 }
    guard sample <= population - violators else { return 1 }
    if sample < size { (size, missed, found) = (0, DoubleDouble(1), DoubleDouble(0)) }
    while size < sample, missed.approximation > 1e-42 {
      let left = DoubleDouble(population - size)
      found = found + missed * (DoubleDouble(violators) / left)
      missed = missed * (DoubleDouble(population - violators - size) / left)
      size += 1
    }
    return found.approximation
  }

  /// The probability to miss, in 30 digits.
  mutating func miss(sample: Int) -> ExactValue {
    guard sample <= population - violators else { return ExactValue(0, over: 1) }
    if sample < exactSize { (exactSize, exact) = (0, (1, 1)) }
    while exactSize < sample {
      exact.top *= BigUInt(population - violators - exactSize)
      exact.bottom *= BigUInt(population - exactSize)
      exactSize += 1
    }
    return ExactValue(exact.top, over: exact.bottom)
  }
}
