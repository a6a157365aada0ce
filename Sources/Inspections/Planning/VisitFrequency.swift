internal import Foundation
public import Sampling

extension Frequency {
  /// Reads a frequency in Chinese, as plans write it, or in English: `2 per year`, `≤1 per 3 years`.
  ///
  /// - Parameter text: the frequency.
  /// - Throws: ``FrequencyError``.
  public init(visits text: String) throws(FrequencyError) {
    var chinese = text
    for (english, word) in [
      ("quarters", "季度"), ("quarter", "季度"), ("months", "月"), ("month", "月"), ("weeks", "周"),
      ("week", "周"), ("half years", "半年"), ("half year", "半年"), ("half-year", "半年"),
      ("years", "年"), ("year", "年"), ("times a ", "次/"), ("times per ", "次/"),
      ("once per ", "1次/"), ("twice per ", "2次/"), ("once a ", "1次/"), ("twice a ", "2次/"),
      ("per ", "次/"), ("at most once in ", "≤1次/"), ("once in ", "1次/"),
    ] { chinese = chinese.replacingOccurrences(of: english, with: word) }
    try self.init(parsing: chinese.filter { $0 != " " })
  }

  /// The visits of each unit that a year must have at least, and may have at most.
  ///
  /// A year has 52 weeks. Less than once in a time is at most once in two of them: no whole number
  /// lies between.
  var yearly: (least: Ratio, most: Ratio?) {
    let periods =
      switch unit {
      case .year: 1
      case .halfYear: 2
      case .quarter: 4
      case .month: 12
      case .week: 52
      case .day: 365
      }
    func rate(_ quantity: Rule.Quantity, add: Int = 0) -> Ratio {
      guard case .count(let count) = quantity else { return Ratio(0) }
      let (sum, overflow) = count.addingReportingOverflow(add)
      return Ratio(periods, every).times(overflow ? .max : max(sum, 0))
    }
    switch times {
    case .atLeast(let quantity): return (rate(quantity), nil)
    case .moreThan(let quantity): return (rate(quantity, add: 1), nil)
    case .atMost(let quantity): return (Ratio(0), rate(quantity))
    case .lessThan(.count(1)): return (Ratio(0), Ratio(periods, 2 * every))
    case .lessThan(let quantity): return (Ratio(0), rate(quantity, add: -1))
    case .exactly(let quantity): return (rate(quantity), rate(quantity))
    case .range(let lower, let upper): return (rate(lower), rate(upper))
    case .countOrAll(let count): return (rate(.count(count)), nil)
    }
  }
}

extension Ratio {
  /// A ratio of small numbers times a count that a plan writes.
  fileprivate func times(_ count: Int) -> Ratio {
    let (top, overflow) = numerator.multipliedReportingOverflow(by: count)
    return Ratio(overflow ? .max : top, denominator)
  }
}

extension VisitDemand {
  /// States what a plan demands of a class.
  ///
  /// - Parameters:
  ///   - stratum: the class.
  ///   - frequency: how often its units are visited, nil where nothing is said.
  ///   - cap: the visits of one unit that a year may have at most, nil without a cap.
  ///   - exclusion: for how many years a visited unit is left out.
  ///   - rules: rules on the visits of a year.
  public init(
    _ stratum: Stratum,
    frequency: Frequency?,
    cap: Int?,
    exclusion: Ratio?,
    rules: [Rule]
  ) {
    self.init(
      stratum,
      least: frequency?.yearly.least ?? Ratio(0),
      most: frequency?.yearly.most,
      cap: cap,
      exclusion: exclusion ?? Ratio(0),
      rules: rules
    )
  }
}

extension VisitSchedule {
  /// The sizes of one round, as draw takes them.
  ///
  /// - Parameters:
  ///   - schedules: those of the classes.
  ///   - round: the round, from 1.
  /// - Returns: the sizes, each under a rule of its own.
  /// - Throws: `AllocationError`.
  public static func sizes(_ schedules: [VisitSchedule], round: Int) throws -> Sizes {
    var rules = RuleSet()
    for schedule in schedules {
      rules.add(
        .atLeast(.count(schedule.size(round: round))),
        in: schedule.demand.stratum.name
      )
    }
    return try Allocation(schedules.map(\.demand.stratum), rules: rules, method: .proportional)
      .sizes
  }
}
