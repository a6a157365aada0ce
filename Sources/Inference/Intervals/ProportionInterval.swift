public import Sampling

/// What a simple random sample says of the share of units that have a property.
///
/// The exact bounds in a population of N units are whole numbers of units:
///
/// ```
/// upper: the largest M with P(X ≤ x | N, M, n) > α        M from x to N − n + x
/// lower: the smallest M with P(X ≥ x | N, M, n) > α
/// ```
///
/// with α = 1 − C for one bound and (1 − C)/2 for each of two. Decided in exact integers near a tie.
///
/// Not for units selected because they were suspected, nor for a sample of unequal probabilities.
///
/// Source: Konijn, Statistical Theory of Sample Survey Design and Analysis, 1973; Buonaccorsi, The
/// American Statistician 41, 1987.
public struct ProportionInterval: Hashable, Sendable {
  /// x, the units found to have the property.
  public let found: Int
  /// n, the units inspected.
  public let sample: Int
  /// N, the units in the population, nil where it is without end.
  public let population: Int?
  /// C, the confidence.
  public let confidence: Ratio
  /// Which ends are bounds.
  public let side: Side
  /// How they were computed.
  public let method: Method
  /// The lower bound of the share, nil where there is none.
  public let lower: Double?
  /// The upper bound of the share, nil where there is none.
  public let upper: Double?
  /// The lower bound in units; nil without a population or without the bound.
  public let lowerCount: Int?
  /// The upper bound in units; nil without a population or without the bound.
  public let upperCount: Int?

  /// x/n.
  public var estimate: Double { Double(found) / Double(sample) }

  /// The ways to compute an interval.
  public enum Method: String, Hashable, Sendable, CaseIterable, Encodable {
    /// Exact in a finite population; the default where N is known.
    case hypergeometric
    /// Exact for independent draws (Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404); the
    /// default without N, too wide with it.
    case clopperPearson = "clopper-pearson"
    /// Wilson 1927, doi:10.1080/01621459.1927.10502953; coverage down to .85 near 0 and 1.
    case wilson
    /// Wilson with the effective sample size n (N − 1)/(N − n).
    case wilsonFinite = "wilson-fpc"
    /// The equal-tailed interval of the Jeffreys prior, from 0 at x = 0 and to 1 at x = n (Brown,
    /// Cai and DasGupta 2001, doi:10.1214/ss/1009213286).
    case jeffreys
    /// Agresti and Coull 1998, doi:10.1080/00031305.1998.10480550, kept within 0 and 1.
    case agrestiCoull = "agresti-coull"
    /// Clopper–Pearson with half of P(X = x) in each tail (Lancaster 1961).
    case midP = "mid-p"

    /// Whether the coverage is never below the confidence.
    public var isExact: Bool { self == .hypergeometric || self == .clopperPearson }

    /// Whether the size of the population enters.
    public var usesPopulation: Bool { self == .hypergeometric || self == .wilsonFinite }
  }

  /// Computes an interval.
  ///
  /// Edge cases: x = 0 has the lower bound 0, x = n the upper bound 1 (of the units inspected: in a
  /// census both bounds are x). With a method other than the exact one the counts are the bounds
  /// times N rounded outwards, within x … N − n + x.
  ///
  /// - Parameters:
  ///   - found: x, 0 to n.
  ///   - sample: n, 1 to N.
  ///   - population: N, or nil for independent draws.
  ///   - confidence: C, 0 < C < 1.
  ///   - side: which ends are bounds.
  ///   - method: the method; nil takes the exact one.
  /// - Throws: ``InferenceError`` for a number out of its range, or a method that lacks N.
  /// - Complexity: O(log N · standard deviation of X) for the exact ones.
  public init(
    found: Int,
    sample: Int,
    population: Int? = nil,
    confidence: Ratio,
    side: Side = .two,
    method: Method? = nil
  ) throws(InferenceError) {
    let method = method ?? (population == nil ? .clopperPearson : .hypergeometric)
    if let population, !(0...population).contains(sample) || population < 0 {
      throw .sample(sample, population: population, stratum: nil)
    }
    guard sample > 0 else { throw .nothingInspected(stratum: nil) }
    guard 0 <= found, found <= sample else {
      throw .found(found, sample: sample, stratum: nil)
    }
    if method.usesPopulation, population == nil { throw .needsPopulation(method: method.rawValue) }
    let risk = try side.risk(confidence)
    self.found = found
    self.sample = sample
    self.population = population
    self.confidence = confidence
    self.side = side
    self.method = method
    if method == .hypergeometric, let population {
      let greatest = Hypergeometric.greatestDeviation
      guard
        Double(min(found, sample - found, population - sample)) <= greatest * greatest
      else { throw .tooLarge(method: method.rawValue, sample: sample) }
      let bounds = HypergeometricBounds(found: found, sample: sample, population: population)
      lowerCount = side.hasLower ? bounds.lower(risk) : nil
      upperCount = side.hasUpper ? bounds.upper(risk) : nil
      lower = lowerCount.map { Double($0) / Double(population) }
      upper = upperCount.map { Double($0) / Double(population) }
    } else {
      let bounds = ApproximateBounds(
        found: found,
        sample: sample,
        population: population,
        risk: risk.approximation
      )
      let lower = side.hasLower ? try bounds.lower(method) : nil
      let upper = side.hasUpper ? try bounds.upper(method) : nil
      self.lower = lower
      self.upper = upper
      let known = population.map { found...$0 - sample + found }
      lowerCount = known.flatMap { known in
        lower.map { ProportionInterval.count($0, of: population ?? 0, .down, within: known) }
      }
      upperCount = known.flatMap { known in
        upper.map { ProportionInterval.count($0, of: population ?? 0, .up, within: known) }
      }
    }
  }

  /// A share of a population in whole units, of which some are known.
  private static func count(
    _ share: Double,
    of population: Int,
    _ rounding: FloatingPointRoundingRule,
    within known: ClosedRange<Int>
  ) -> Int {
    let units = (Double(population) * share).rounded(rounding)
    return units < 0x1p63
      ? min(max(Int(units), known.lowerBound), known.upperBound) : known.upperBound
  }
}

/// The exact bounds in a finite population.
struct HypergeometricBounds {
  let found: Int
  let sample: Int
  let population: Int

  /// The largest M with P(X ≤ x | M) > α.
  func upper(_ risk: Ratio) -> Int {
    var low = found
    var high = population - sample + found
    while low < high {
      let middle = high - (high - low) / 2
      let distribution = Hypergeometric(population: population, marked: middle, draws: sample)
      if distribution.lowerTail(found, exceeds: risk) { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The smallest M with P(X ≥ x | M) > α: N less the upper bound of the units without the property.
  func lower(_ risk: Ratio) -> Int {
    population
      - HypergeometricBounds(found: sample - found, sample: sample, population: population)
      .upper(risk)
  }
}
