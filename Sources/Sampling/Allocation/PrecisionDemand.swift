/// How precise one estimate must be: of one variable, in one domain.
public struct PrecisionDemand: Hashable, Sendable {
  /// How precise.
  public var target: PrecisionTarget
  /// The variable; nil for the violations, or what the strata are described by without a name.
  public var variable: String?
  /// The column of domains of which each must be so precise, nil where the whole.
  public var domain: String?
  /// The one domain that is meant, nil for each.
  public var value: String?

  /// Makes a demand.
  ///
  /// - Parameters:
  ///   - target: how precise.
  ///   - variable: the variable, nil for the one without a name.
  ///   - domain: the column of domains, nil for the whole.
  ///   - value: the one domain that is meant, nil for each.
  public init(
    _ target: PrecisionTarget,
    of variable: String? = nil,
    by domain: String? = nil,
    in value: String? = nil
  ) {
    self.target = target
    self.variable = variable
    self.domain = domain
    self.value = value
  }
}

/// What is known about strata where several variables or domains count.
public struct StudyDesign: Hashable, Sendable {
  /// The strata; names are unique.
  public var strata: [Stratum]
  /// What is known about each variable in each stratum; nil is the variable without a name.
  public var variables: [String?: [ProtocolText: StratumTraits]]
  /// The domain of each stratum in each column of domains.
  public var domains: [String: [ProtocolText: String]]

  /// Describes strata.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - variables: what is known about each variable in each stratum; nil is the one without a name.
  ///   - domains: the domain of each stratum in each column of domains.
  public init(
    _ strata: [Stratum],
    variables: [String?: [ProtocolText: StratumTraits]],
    domains: [String: [ProtocolText: String]] = [:]
  ) {
    self.strata = strata
    self.variables = variables
    self.domains = domains
  }
}

/// One bound on a variance: a demand in one domain.
struct PrecisionConstraint: Sendable {
  /// The demand that it is part of.
  var demand: PrecisionDemand
  /// The domain, nil for the whole.
  var domain: String?
  /// Its variance; strata outside the domain have the weight 0.
  var problem: SeparableAllocation
  /// The greatest variance.
  var limit: BigFraction
  /// Σ N_h times the mean of the variable, for its coefficient of variation; nil where not known.
  var estimate: Double?
  /// Σ N_h.
  var population: Int

  /// Whether sizes keep the bound, exactly.
  func isMet(by sizes: [Int]) -> Bool { problem.value(of: sizes, isAtMost: limit) }
}

extension StudyDesign {
  /// The bounds that demands state.
  ///
  /// - Parameters:
  ///   - demands: the demands.
  ///   - bounds: the strata and their bounds, by name.
  /// - Returns: one for each demand and domain.
  /// - Throws: ``AllocationError`` for a name that the design has not, or a number that is missing.
  func constraints(
    _ demands: [PrecisionDemand],
    _ bounds: [StratumBounds]
  ) throws(AllocationError) -> [PrecisionConstraint] {
    var result: [PrecisionConstraint] = []
    for demand in demands {
      guard let traits = variables[demand.variable] else {
        throw .unknown(.variable, demand.variable ?? "")
      }
      guard let column = demand.domain else {
        result.append(try constraint(demand, nil, bounds, bounds.map { _ in true }, traits))
        continue
      }
      guard let places = domains[column] else { throw .unknown(.domain, column) }
      let values = bounds.map { places[$0.stratum.name] ?? "" }
      var seen: Set<[UInt8]> = []
      for value in values where demand.value.map({ Array($0.utf8) == Array(value.utf8) }) ?? true {
        guard seen.insert(Array(value.utf8)).inserted else { continue }
        let isMember = values.map { Array($0.utf8) == Array(value.utf8) }
        result.append(try constraint(demand, value, bounds, isMember, traits))
      }
      if let value = demand.value, seen.isEmpty { throw .unknown(.domainValue, value) }
    }
    return result
  }

  private func constraint(
    _ demand: PrecisionDemand,
    _ value: String?,
    _ bounds: [StratumBounds],
    _ isMember: [Bool],
    _ traits: [ProtocolText: StratumTraits]
  ) throws(AllocationError) -> PrecisionConstraint {
    let members = zip(bounds, isMember).filter(\.1).map(\.0.stratum)
    let total = members.reduce(0) { $0 + $1.population }
    var weights: [Weight] = []
    for (bound, isMember) in zip(bounds, isMember) {
      guard isMember else {
        weights.append(Weight(linear: Weight.Fraction(0)))
        continue
      }
      var own = traits[bound.stratum.name] ?? StratumTraits()
      own.weight = Ratio(1)
      weights.append(
        try AllocationMethod.variance.weight(
          bound.stratum,
          own,
          strata: members.count,
          total: total
        )
      )
    }
    return PrecisionConstraint(
      demand: demand,
      domain: value,
      problem: SeparableAllocation(.reciprocal, weights: weights, bounds: bounds),
      limit: try demand.target.limit(members, traits),
      estimate: try? PrecisionTarget.total(members, traits).quotient,
      population: total
    )
  }
}
