package import Sampling

/// The frontiers of one problem for several goals.
package struct Frontiers: Sendable {
  /// The frontiers, in the order of the goals.
  package let frontiers: [Frontier]
  /// The goals that need a number that is not known, and which.
  package let leftOut: [(goal: FrontierGoal, reason: AllocationError)]

  /// Finds the frontiers.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - traits: what is known about each, by its name.
  ///   - rules: the rules.
  ///   - spending: the prices, and the budget at which the frontiers end.
  ///   - start: where they begin, nil where with what the rules demand.
  ///   - goals: the goals; nil for ``FrontierGoal/all``, of which those are left out that need what
  ///     is not known.
  /// - Throws: ``AllocationError``.
  /// - Complexity: that of each frontier.
  package init(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits],
    rules: RuleSet,
    spending: Spending,
    from start: Ratio?,
    goals: [FrontierGoal]?
  ) throws(AllocationError) {
    var frontiers: [Frontier] = []
    var leftOut: [(goal: FrontierGoal, reason: AllocationError)] = []
    for goal in goals ?? FrontierGoal.all {
      let result = Result { () throws(AllocationError) in
        try Frontier(
          strata,
          traits: traits,
          rules: rules,
          spending: spending,
          from: start,
          goal: goal
        )
      }
      if goals == nil, case .failure(.missing(let stratum, let column)) = result {
        leftOut.append((goal, .missing(stratum: stratum, column: column)))
      } else {
        frontiers.append(try result.get())
      }
    }
    self.frontiers = frontiers
    self.leftOut = leftOut
  }
}
