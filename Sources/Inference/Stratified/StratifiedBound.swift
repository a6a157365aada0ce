public import Sampling

/// An exact one-sided bound of the units with a property in all strata together.
///
/// ```
/// upper = max Σ M_h  over the splits  x_h ≤ M_h ≤ N_h − n_h + x_h
///         with P( Σ_h N_h X_h / n_h ≤ Σ_h N_h x_h / n_h | M₁ … M_H ) > α
/// ```
///
/// X_h is hypergeometric with N_h, M_h, n_h. Whatever the true split is, the bound is below the true
/// total with probability at most α. The lower bound is the total less the upper bound of the units
/// without the property.
///
/// Where nothing was found the greatest total follows at once, since the logarithm of the probability
/// is concave in every M_h. Otherwise branch and bound finds it, exactly if that ends within the
/// limit: three strata in a fraction of a second, four or five of like sampling fractions in a few, an
/// upper bound of six classes with 2,000 inspections and some dozens found in ten. If not, ``bracket`` has two
/// ends, both proven (the outer one by what the searches left or by an exponential inequality), and
/// ``count`` is the one that is safe to quote.
///
/// A stratum without an inspection adds all its units. Not for units that were selected because they
/// were suspected.
///
/// Source: Wendell and Schmee, Journal of the American Statistical Association 91, 1996, 825–830,
/// with the splits restricted to those compatible with the sample.
public struct StratifiedBound: Hashable, Sendable {
  /// The strata.
  public let strata: [InspectedStratum]
  /// C.
  public let confidence: Ratio
  /// Whether it is an upper or a lower bound.
  public let side: Side
  /// Which splits were allowed.
  public let form: Form
  /// The bound lies between these totals; they are equal where it is exact.
  public let bracket: ClosedRange<Int>
  /// M_h of the split that attains the inner end of the bracket.
  public let split: [Int]
  /// The probability of the observation or less (more for a lower bound) at that split, > α.
  public let probability: Double
  /// How many splits the search examined.
  public let evaluations: Int

  /// Which splits are allowed.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// Those compatible with the sample: x_h ≤ M_h ≤ N_h − n_h + x_h.
    case compatible
    /// All with 0 ≤ M_h ≤ N_h, as Wendell and Schmee have it: never a tighter bound.
    case unrestricted
  }

  /// Splits examined before the search gives a bracket, unless another limit is named.
  public static let defaultLimit = 200_000

  /// Whether the bound is exact and no bracket.
  public var isExact: Bool { bracket.lowerBound == bracket.upperBound }

  /// The bound that holds: the outer end of the bracket.
  public var count: Int { side == .lower ? bracket.lowerBound : bracket.upperBound }

  /// Σ N_h.
  public var population: Int { strata.reduce(0) { $0 + $1.population } }

  /// The stratum with the most units beyond those found, at the split that attains the bound.
  ///
  /// It drives the bound: nil where no stratum has any.
  public var driver: InspectedStratum? {
    let open = zip(strata, split).map { stratum, marked in
      side == .lower
        ? (stratum, stratum.population - stratum.sample - marked + stratum.found)
        : (stratum, marked - stratum.found)
    }
    let greatest = open.map(\.1).max() ?? 0
    return greatest > 0 ? open.first { $0.1 == greatest }?.0 : nil
  }

  /// Computes a bound.
  ///
  /// - Parameters:
  ///   - side: `.upper` or `.lower`.
  ///   - strata: the strata, at least one with an inspection.
  ///   - confidence: C of this bound, 0 < C < 1; for two bounds give each (1 + C)/2.
  ///   - form: which splits are allowed.
  ///   - limit: the splits examined before a bracket is answered, ≥ 1. A count, not a time, so that
  ///     the answer is the same on every machine; a split whose tables have more than 4,000 entries
  ///     (many strata, large samples) counts as several, though 60 are always examined.
  /// - Precondition: `side` is not `.two`.
  /// - Throws: ``InferenceError`` for no stratum, no inspection or a confidence out of its range.
  /// - Complexity: O(n log N) where nothing was found; else `limit` times the different
  ///   values of Σ N_h X_h/n_h up to the one observed.
  public init(
    _ side: Side,
    strata: [InspectedStratum],
    confidence: Ratio,
    form: Form = .compatible,
    limit: Int = defaultLimit
  ) throws(InferenceError) {
    precondition(side != .two, "one bound at a time")
    guard !strata.isEmpty else { throw .noStrata }
    guard strata.contains(where: { $0.sample > 0 }) else { throw .nothingInspected(stratum: nil) }
    let space = BoundSpace(
      strata,
      isLower: side == .lower,
      risk: try side.risk(confidence),
      form: form
    )
    let fixed = space.split(space.strata.map { _ in 0 }).reduce(0, +)
    let best: [Int]
    let greatest: Int
    if space.isFull, !space.strata.isEmpty {
      best = space.ranges.map(\.upperBound)
      greatest = best.reduce(0, +)
      probability = 1
      evaluations = 0
    } else if space.isClear {
      let clear = AllClear(space)
      best = clear.split
      greatest = best.reduce(0, +)
      probability = clear.probability
      evaluations = 1
    } else {
      var search = BoundSearch(space, limit: limit)
      let reached = search.run()
      var plane = PlaneSearch(space, from: search.split, limit: limit)
      let above = plane.run(reached)
      var tangent = above > plane.best ? TangentSearch(space, from: plane.split, limit: limit) : nil
      greatest = tangent?.run(best: plane.best, above) ?? above
      best = plane.split
      probability = plane.probability()
      evaluations = search.evaluations + plane.evaluations + (tangent?.evaluations ?? 0)
    }
    let least = best.reduce(0, +)
    let split = space.split(best)
    self.strata = strata
    self.confidence = confidence
    self.side = side
    self.form = form
    if side == .lower {
      let population = strata.reduce(0) { $0 + $1.population }
      bracket = (population - fixed - greatest)...(population - fixed - least)
      self.split = zip(strata, split).map { $0.population - $1 }
    } else {
      bracket = (fixed + least)...(fixed + greatest)
      self.split = split
    }
  }

  /// The next best inspection: the stratum in which one more unit is most likely to have the property
  /// at the split that attains the bound, so that a clean one tells most against that split.
  ///
  /// ```
  /// max (M_h − x_h) / (N_h − n_h)
  /// ```
  ///
  /// - Parameter limit: as for the bound.
  /// - Returns: the stratum and the bound after an inspection there that finds nothing, which can
  ///   stay where it is or even rise by the steps of a discrete sample, and is nil where the search
  ///   reached the limit; nil for a lower bound or where no inspection can lower it.
  /// - Throws: ``InferenceError``, as the bound.
  /// - Complexity: one bound.
  public func nextInspection(
    limit: Int = defaultLimit
  ) throws(InferenceError) -> (stratum: InspectedStratum, count: Int?)? {
    guard side == .upper else { return nil }
    var result: (index: Int, next: InspectedStratum, chance: Double)?
    for (index, stratum) in strata.enumerated() {
      guard let next = stratum.withOneMoreClean, split[index] > stratum.found else { continue }
      let chance =
        Double(split[index] - stratum.found) / Double(stratum.population - stratum.sample)
      if chance > result?.chance ?? 0 { result = (index, next, chance) }
    }
    guard let result else { return nil }
    var changed = strata
    changed[result.index] = result.next
    let bound = try StratifiedBound(
      .upper,
      strata: changed,
      confidence: confidence,
      form: form,
      limit: limit
    )
    return (strata[result.index], bound.isExact ? bound.count : nil)
  }
}
