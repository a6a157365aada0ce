package import Frames
package import Sampling

/// The strata of a list with what is known about them: what `size` and `tune` begin with.
package struct PoolStrata: Sendable {
  /// One stratum.
  package struct Row: Sendable {
    package var stratum: Stratum
    /// Mean and standard deviation of the measure, nil without one; with N_h − 1, 0 for one unit.
    package var moments: (mean: Double, deviation: Double)?
    /// Its rules, nil where no rule was given.
    package var rules: [Rule]?
  }

  /// The strata, by the bytes of their names.
  package let rows: [Row]
  /// The names in the rules that were read as those of strata whose own they are not.
  package let matches: [StratumNameMatch]

  /// The strata of a list that was counted.
  ///
  /// - Parameters:
  ///   - reading: what was found in the list.
  ///   - rules: rules for all strata and for single ones; empty for none.
  /// - Throws: `StrataMismatch` for a rule without a stratum, and a stratum without a rule.
  package init(_ reading: FrameReading, rules: RuleSet) throws {
    try self.init(reading, rules: rules, moments: nil)
  }

  /// The strata of a list with the moments of its measure.
  ///
  /// - Parameters:
  ///   - roster: the units with their measure.
  ///   - rules: rules for all strata and for single ones; empty for none.
  /// - Throws: `StrataMismatch` for a rule without a stratum, and a stratum without a rule.
  /// - Complexity: O(N).
  package init(_ roster: Roster, rules: RuleSet) throws {
    let moments =
      roster.pool.layout.measureColumn == nil ? nil : PoolStrata.moments(roster)
    try self.init(roster.reading, rules: rules, moments: moments)
  }

  private init(
    _ reading: FrameReading,
    rules: RuleSet,
    moments: [(mean: Double, deviation: Double)]?
  ) throws {
    let (strata, file) = (reading.strata, reading.pool.file)
    var names = StratumNames(strata.map(\.name))
    let rules = rules.named(by: &names)
    try StrataMismatch.check(names, file: file)
    if !rules.isEmpty {
      try StrataMismatch.check(names, unruled: rules.unruled(strata), file: file)
    }
    rows = strata.enumerated().map { index, stratum in
      Row(
        stratum: stratum,
        moments: moments?[index],
        rules: rules.isEmpty ? nil : rules.rules(in: stratum.name)
      )
    }
    matches = names.matches
  }

  /// Mean and standard deviation of each stratum (Welford 1962, doi:10.1080/00401706.1962.10490022).
  private static func moments(_ roster: Roster) -> [(mean: Double, deviation: Double)] {
    var sums = [(count: Double, mean: Double, squares: Double)](
      repeating: (0, 0, 0),
      count: roster.strata.count
    )
    for unit in roster.units {
      let value = Double(unit.measure)
      var sum = sums[unit.stratum]
      sum.count += 1
      let difference = value - sum.mean
      sum.mean += difference / sum.count
      sum.squares += difference * (value - sum.mean)
      sums[unit.stratum] = sum
    }
    return sums.map { sum in
      (sum.mean, sum.count > 1 ? (sum.squares / (sum.count - 1)).squareRoot() : 0)
    }
  }
}
