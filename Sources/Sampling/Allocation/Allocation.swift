/// Sizes that are best for an objective, with the proof.
public struct Allocation: Hashable, Sendable {
  /// The sizes.
  public var sizes: Sizes
  /// The best exchange of one unit, which decides that they are optimal; strata by index in `sizes`.
  public var certificate: ExchangeCertificate
  /// The objective at the sizes, nil where it has no finite value or none of its own.
  public var value: ExactValue?

  /// The best sizes under rules, for a method and a total.
  ///
  /// Edge cases: without a total, the least that the rules allow, and where a rule over all strata
  /// asks for more, the rest by the method. A stratum whose units vary in nothing gets more than
  /// its minimum only when all others are full, and then in proportion to its population. Equal
  /// worth goes to the stratum whose name comes first by its bytes.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - traits: what is known about each, by its name.
  ///   - rules: the rules.
  ///   - total: Σ n_h, or nil for the least that the rules allow.
  ///   - method: what the sizes are to be best for.
  /// - Throws: ``AllocationError``.
  /// - Complexity: O(H log H), whatever the total.
  public init(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits] = [:],
    rules: RuleSet,
    total: Int? = nil,
    method: AllocationMethod
  ) throws(AllocationError) {
    var population = 0
    for stratum in strata {
      let (sum, overflow) = population.addingReportingOverflow(stratum.population)
      guard !overflow else { throw .tooManyUnits }
      population = sum
    }
    let frame: (bounds: [StratumBounds], total: Int, isLeast: Bool)
    do {
      frame = try Sizes.frame(strata, rules: rules, total: total)
    } catch {
      throw .rules(error)
    }
    var weights: [Weight] = []
    for bound in frame.bounds {
      let traits = traits[bound.stratum.name] ?? StratumTraits()
      weights.append(
        try method.weight(bound.stratum, traits, strata: strata.count, total: population)
      )
    }
    let problem = SeparableAllocation(method.curve, weights: weights, bounds: frame.bounds)
    let optimum = problem.sizes(total: frame.total)
    let reason: StratumSize.Reason = method == .proportional ? .proportional : .objective
    sizes = Sizes(
      strata: zip(frame.bounds, optimum).map {
        StratumSize(bounds: $0, size: $1, between: reason)
      },
      method: frame.isLeast ? "floors" : method.description
    )
    certificate = problem.certificate(optimum)
    value = problem.value(of: optimum)
  }
}
