package import Sampling

/// A sample that is to be split across classes so that it finds a violator most surely.
package struct SplitRequest: Sendable {
  /// What sets the total.
  package enum Goal: Hashable, Sendable {
    /// Σ n_h.
    case total(Int)
    /// The least total that finds a violator with this probability.
    case confidence(Ratio)
  }

  /// The classes, with prevalences.
  package var table: StrataTable
  /// The rules; those over all strata are not looked at.
  package var rules: RuleSet
  package var goal: Goal
  /// What is believed about the violators.
  package var belief: DetectionSplit.Belief

  package init(
    _ table: StrataTable,
    rules: RuleSet,
    goal: Goal,
    belief: DetectionSplit.Belief
  ) {
    self.table = table
    self.rules = rules
    self.goal = goal
    self.belief = belief
  }

  /// Splits.
  ///
  /// - Returns: the classes by name with their sizes.
  /// - Throws: `RuleCollision`; `AllocationError` where a prevalence is missing; `DetectionSplitError`.
  /// - Complexity: as `DetectionSplit`.
  package func run() throws -> SplitResult {
    let rows = table.rows.sorted { $0.stratum.name < $1.stratum.name }
    var bounds: [StratumBounds] = []
    var prevalences: [Ratio] = []
    for row in rows {
      let name = row.stratum.name
      bounds.append(try StratumBounds(row.stratum, rules: rules.rules(in: name)))
      guard let prevalence = row.traits.prevalence else {
        throw AllocationError.missing(stratum: name, column: "prevalence")
      }
      prevalences.append(prevalence)
    }
    let split =
      switch goal {
      case .total(let total):
        try DetectionSplit(bounds, prevalences: prevalences, total: total, belief: belief)
      case .confidence(let confidence):
        try DetectionSplit(bounds, prevalences: prevalences, confidence: confidence, belief: belief)
      }
    return SplitResult(
      goal: goal,
      belief: belief,
      bounds: bounds,
      prevalences: prevalences,
      split: split
    )
  }
}

/// A sample split across classes.
package struct SplitResult: Sendable {
  package let goal: SplitRequest.Goal
  package let belief: DetectionSplit.Belief
  /// The classes by name, with their least and greatest sizes.
  package let bounds: [StratumBounds]
  /// p_h.
  package let prevalences: [Ratio]
  /// The sizes, and those that giving unit by unit leads to.
  package let split: DetectionSplit
}
