package import Sampling

/// What each budget buys, with what is needed to show it: the classes, the prices and the plan chosen.
package struct Tuning: Sendable {
  /// The frontiers, one a goal.
  package let found: Frontiers
  /// The names of the classes in the order of the table.
  package let order: [ProtocolText]
  /// The classes, by name; the sizes of a point are in their order.
  package let classes: [Class]
  /// Where the curves begin, nil where with what the rules demand.
  package let from: Ratio?
  /// Where the curves end, in the unit of the prices.
  package let budget: Ratio
  /// The published ratios that the rules were taken from, if any.
  package let preset: RatioScheme?
  /// The plan that was chosen, if any.
  package let chosen: Chosen?
  /// How surely a violator is found in each class, by its size; of classes with a prevalence alone.
  package let detection: [DetectionCurve]
  /// The SHA-256 of the table.
  package let digest: Digest

  /// A class: what is known about it and what the rules make of it.
  package struct Class: Sendable {
    package let bounds: StratumBounds
    package let traits: StratumTraits
    /// c_h, what one inspection costs.
    package let cost: Ratio
    /// s_h, what the first inspection costs beside.
    package let setup: Ratio
  }

  /// A plan of a frontier.
  package struct Chosen: Hashable, Sendable {
    /// The goal of its frontier.
    package let goal: FrontierGoal
    /// Its number within the frontier, from 1.
    package let number: Int

    package init(goal: FrontierGoal, number: Int) {
      self.goal = goal
      self.number = number
    }
  }

  /// Describes frontiers.
  ///
  /// - Parameters:
  ///   - found: the frontiers.
  ///   - table: the classes.
  ///   - spending: the prices, and the budget at which the frontiers end.
  ///   - from: where they begin, nil where with what the rules demand.
  ///   - preset: the published ratios that the rules were taken from, if any.
  ///   - chosen: the plan that was chosen, if any.
  /// - Complexity: O(classes), and the detections of their curves.
  package init(
    _ found: Frontiers,
    table: StrataTable,
    spending: Spending,
    from: Ratio?,
    preset: RatioScheme?,
    chosen: Chosen?
  ) {
    self.found = found
    order = table.strata.map(\.name)
    self.from = from
    self.preset = preset
    self.chosen = chosen
    budget = spending.budget
    digest = table.digest
    let traits = table.traits
    let classes = (found.frontiers.first?.bounds ?? []).map { bounds in
      let name = bounds.stratum.name
      return Class(
        bounds: bounds,
        traits: traits[name] ?? StratumTraits(),
        cost: spending.prices[name] ?? Ratio(1),
        setup: spending.setups[name] ?? Ratio(0)
      )
    }
    self.classes = classes
    let planned = found.frontiers.flatMap { frontier in
      Tuning.named(frontier, chosen).map { frontier.points[$0 - 1].sizes }
    }
    detection = classes.enumerated().compactMap { place, item in
      item.traits.prevalence.flatMap { prevalence in
        DetectionCurve(
          item.bounds.stratum,
          prevalence: prevalence,
          planned: Set(planned.map { $0[place] })
        )
      }
    }
  }

  /// The numbers of a frontier's plans that have a name or were chosen, ascending.
  package func named(_ frontier: Frontier) -> [Int] { Tuning.named(frontier, chosen) }

  private static func named(_ frontier: Frontier, _ chosen: Chosen?) -> [Int] {
    var numbers = Set(Frontier.Landmark.allCases.map { frontier.index(of: $0) + 1 })
    if let chosen, chosen.goal == frontier.goal { numbers.insert(chosen.number) }
    return numbers.sorted()
  }
}
