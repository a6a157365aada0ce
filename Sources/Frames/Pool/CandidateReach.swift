public import Sampling

/// Which tickets may belong to the first n + r of a stratum.
///
/// Tickets are uniform, so that the first m of N lie within (m + 10√m + 50)/N of the circle but for
/// a chance far below 10⁻²⁰; fewer are noticed, and the pool is read again with a wider reach. Only
/// speed depends on it.
struct CandidateReach {
  /// How many candidates there may be at most; so many that more are unlikely.
  let greatest: Int
  /// Where on the circle of 64-bit prefixes the reach begins.
  let start: UInt64
  /// How far it goes, its end included: a ticket that begins as the start does is always within
  /// reach, because only its other bits tell on which side it lies.
  private(set) var span: UInt64

  /// The reach of the first units of a stratum.
  ///
  /// - Parameters:
  ///   - wanted: m, which need not be whole.
  ///   - start: where the circle is entered, nil for its beginning.
  ///   - population: N, or less: the reach is wider for a smaller one.
  ///   - margin: 1, more for a wider reach.
  init(first wanted: Double, from start: Digest?, of population: Int, margin: Double = 1) {
    let reach = max(wanted + margin * (10 * wanted.squareRoot() + 50), 0)
    let share = reach / Double(max(population, 1))
    self.start = start?.words.0 ?? 0
    span = wanted == 0 ? 0 : share >= 1 ? .max : UInt64(share * 0x1p64)
    greatest =
      wanted == 0 ? 0 : min(population, Int(min(reach + 10 * reach.squareRoot(), 0x1p60)) + 1)
  }

  /// The whole circle.
  static let everything = CandidateReach(first: 1, from: nil, of: 1)

  /// Leaves out what may lie beyond another reach.
  mutating func limit(to other: CandidateReach) {
    // From another start on, only the whole circle is known to hold everything.
    span = other.span == .max || other.start == start ? min(span, other.span) : 0
  }

  /// Whether a ticket with these first bits is within reach.
  @inline(__always)
  func contains(_ prefix: UInt64) -> Bool { prefix &- start <= span }
}

/// What is known of the units that will be wanted of a stratum before its population is: at most
/// `share`·N + `units` of N, from a place on the circle.
///
/// The census keeps less of units that can not be among them. Where the draw wants more after all,
/// the pool is read again: only speed depends on a ceiling.
public struct CountCeiling: Hashable, Sendable {
  /// The part that grows with the population.
  public var share: Double
  /// The part that does not.
  public var units: Double
  /// Where the circle is entered, nil for its beginning.
  public var start: Digest?

  /// Makes a ceiling.
  ///
  /// - Parameters:
  ///   - share: units for each unit of the population, ≥ 0.
  ///   - units: units in any population, ≥ 0.
  ///   - start: where the circle is entered, nil for its beginning.
  public init(share: Double, units: Double, start: Digest? = nil) {
    self.share = share
    self.units = units
    self.start = start
  }

  /// The reach in a stratum of at least so many units.
  func reach(from population: Int) -> CandidateReach {
    CandidateReach(first: share * Double(population) + units, from: start, of: population)
  }
}
