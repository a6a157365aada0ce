/// The least and the greatest size that the rules allow in one stratum, and which rules set them.
public struct StratumBounds: Hashable, Sendable {
  /// The stratum.
  public var stratum: Stratum
  /// The rules that hold in it.
  public var rules: [Rule]
  /// m_h, the least size.
  public var minimum: Int
  /// M_h, the greatest size, at most the population.
  public var maximum: Int
  /// The rule that sets the least size; nil where it is 0 without a rule.
  public var minimumRule: Rule?
  /// The rule that sets the greatest size; nil where the population does.
  public var maximumRule: Rule?
  /// What had to give way in the rule that sets the least size.
  public var adjustment: Rule.Adjustment?

  /// Intersects the rules that hold in a stratum.
  ///
  /// - Parameters:
  ///   - stratum: the stratum.
  ///   - rules: the rules.
  /// - Throws: ``RuleCollision`` where no size satisfies them all.
  /// - Complexity: O(rules).
  public init(_ stratum: Stratum, rules: [Rule]) throws(RuleCollision) {
    self.stratum = stratum
    self.rules = rules
    minimum = 0
    maximum = stratum.population
    for rule in rules {
      let counts = rule.counts(of: stratum.population)
      if counts.minimum > minimum || (counts.minimum == minimum && minimumRule == nil) {
        minimum = counts.minimum
        minimumRule = counts.minimum == 0 ? nil : rule
        adjustment = counts.adjustment
      }
      if counts.maximum < maximum {
        maximum = counts.maximum
        maximumRule = rule
      }
    }
    guard minimum <= maximum else {
      let demands = minimumRule.map {
        [RuleCollision.Demand(stratum: stratum, rule: $0, count: minimum)]
      }
      // A rule that the stratum can not meet on its own needs no second rule to fail.
      let cap = minimum > stratum.population ? nil : maximumRule
      throw RuleCollision(
        demands: demands ?? [],
        limit: cap.map {
          .rule(RuleCollision.Demand(stratum: stratum, rule: $0, count: maximum))
        }
          ?? .population(stratum)
      )
    }
  }
}
