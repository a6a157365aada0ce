/// The cheapest integer sizes under which every one of several estimates is precise enough.
///
/// ```
/// least Σ (c_h n_h + s_h [n_h > 0])   subject to
/// Σ_h N_h² S_jh² (1/n_h − 1/N_h) ≤ V_j  for every j,     m_h ≤ n_h ≤ M_h, whole
/// ```
///
/// j runs over variables and domains (Bethel, Survey Methodology 15, 1989, 47–57; Chromy 1987). The
/// continuous problem is solved by its multipliers; its sizes, rounded up, are where other tools
/// stop. Here they are only the beginning: units are taken out and exchanged while every bound holds,
/// decided in exact fractions where doubles are near, and then all cheaper plans that the
/// multipliers do not rule out are searched. Where the search ends, ``isLeast`` says that no cheaper
/// plan exists; where it is given up, ``bound`` says how cheap one could be.
///
/// Where no price is stated every inspection costs 1 and the least total is found. Estimates that
/// share no stratum are solved by themselves.
public struct PrecisionAllocation: Sendable {
  /// The sizes.
  public let sizes: Sizes
  /// What they cost, nil beyond 63 bits.
  public let spent: Ratio?
  /// What any sizes must cost at least, nil beyond 63 bits.
  public let bound: Ratio?
  /// Whether it is proved that no cheaper sizes keep the bounds.
  public let isLeast: Bool
  /// The estimates, in the order of the demands and, within one, of the domains' first strata.
  public let estimates: [Estimate]

  /// One estimate, as the sizes leave it.
  public struct Estimate: Hashable, Sendable {
    /// The demand.
    public var demand: PrecisionDemand
    /// The domain, nil for the whole.
    public var domain: String?
    /// The greatest variance that the demand allows.
    public var limit: Double
    /// The variance of the estimated total, nil where a stratum has no unit.
    public var variance: ExactValue?
    /// Σ N_h ȳ_h, nil where a mean is not known.
    public var total: Double?
    /// Σ N_h.
    public var population: Int
    /// About what would be saved if the standard error might be 10 % greater: 0 for an estimate that
    /// is more precise than it must be.
    public var tenthCosts: Double

    /// What the sizes reach, in the measure of the demand: the variance, the coefficient of variation, or
    /// the width of an interval to each side of the mean; nil where a stratum has no unit, or the total of a
    /// coefficient is not above 0.
    public var reached: Double? {
      guard let variance else { return nil }
      let deviation = variance.approximation.squareRoot()
      return switch demand.target {
      case .variance: variance.approximation
      case .variation: total.flatMap { $0 > 0 ? deviation / $0 : nil }
      case .margin(_, let quantile): quantile * deviation / Double(max(population, 1))
      }
    }
  }

  /// Finds the sizes.
  ///
  /// Edge cases: a stratum that no demand is about, or whose units vary in nothing, gets what the
  /// rules demand. Rules over all strata are refused, since they set the total.
  ///
  /// - Parameters:
  ///   - design: the strata, the variables and the domains.
  ///   - rules: the rules of the strata.
  ///   - demands: what must be precise, at least one.
  ///   - spending: the prices; its budget is not looked at.
  /// - Throws: ``AllocationError``; ``AllocationError/unreachable`` where the caps of the rules keep
  ///   a precision out of reach; ``AllocationError/unknown(_:_:)`` for a name that the design has not;
  ///   ``AllocationError/tooDear`` where all units cost more than 2⁵³ times the least part of a price.
  /// - Complexity: O(H J²) for each of some hundred steps of the multipliers, then O(H² J) for a
  ///   round of exchanges, and at most `PrecisionSearch.nodeLimit` nodes of the last search.
  public init(
    _ design: StudyDesign,
    rules: RuleSet,
    demands: [PrecisionDemand],
    spending: Spending
  ) throws(AllocationError) {
    var rules = rules
    rules.overall = []
    let (plain, frame) = try Allocation.problem(
      design.strata,
      traits: [:],
      rules: rules,
      total: nil,
      method: .proportional
    )
    let constraints = try design.constraints(demands, frame.bounds)
    guard constraints.allSatisfy({ $0.isMet(by: plain.maximums) }) else { throw .unreachable }
    guard let money = spending.inUnits(of: frame.bounds.map(\.stratum.name)) else {
      throw .tooDear
    }
    let price = SpendingPrice(prices: money.prices, setups: money.setups)
    guard let most = price.sum(plain.maximums), Double(most) <= PrecisionSearch.greatestCost else {
      throw .tooDear
    }
    var best = plain.minimums
    var saved = 0
    var tenthCosts = Array(repeating: 0.0, count: constraints.count)
    for part in PrecisionPart.parts(of: constraints) {
      let search = PrecisionSearch(
        part.constraints.map { constraints[$0] },
        strata: part.strata,
        prices: money.prices,
        floors: best
      )
      let found = search.solve()
      for (stratum, size) in zip(part.strata, found.sizes) { best[stratum] = size }
      saved += found.gap
      for (place, constraint) in part.constraints.enumerated() {
        tenthCosts[constraint] = 0.2 * found.multipliers[place] * money.unit.approximation
      }
    }
    let cost = price.sum(best)
    sizes = Sizes(
      strata: zip(frame.bounds, best).map {
        StratumSize(bounds: $0, size: $1, between: .objective)
      },
      method: .precision
    )
    spent = cost.flatMap { money.unit.multiplied(by: $0) }
    bound = cost.flatMap { money.unit.multiplied(by: $0 - saved) }
    isLeast = saved == 0
    estimates = zip(constraints, tenthCosts).map { constraint, tenth in
      Estimate(
        demand: constraint.demand,
        domain: constraint.domain,
        limit: constraint.limit.quotient,
        variance: constraint.problem.value(of: best),
        total: constraint.estimate,
        population: constraint.population,
        tenthCosts: tenth
      )
    }
  }
}

/// Constraints that share strata, and the strata that they share.
struct PrecisionPart {
  var strata: [Int]
  var constraints: [Int]

  /// The parts that can be solved by themselves, by their first strata; strata of no weight are in
  /// none.
  static func parts(of constraints: [PrecisionConstraint]) -> [PrecisionPart] {
    let members = constraints.map { constraint in
      constraint.problem.weights.indices.filter { !constraint.problem.weights[$0].isZero }
    }
    var parts: [PrecisionPart] = []
    for (index, strata) in members.enumerated() where !strata.isEmpty {
      var joined = PrecisionPart(strata: strata, constraints: [index])
      let own = Set(strata)
      var others: [PrecisionPart] = []
      for part in parts {
        if own.isDisjoint(with: part.strata) {
          others.append(part)
        } else {
          joined.strata += part.strata.filter { !own.contains($0) }
          joined.constraints = part.constraints + joined.constraints
        }
      }
      joined.strata.sort()
      joined.constraints.sort()
      parts = others + [joined]
    }
    return parts.sorted { $0.strata[0] < $1.strata[0] }
  }
}
