internal import Inference
package import Sampling

/// How many units each round of some years visits, and when everyone has been seen.
package struct VisitPlan: Sendable {
  /// Rounds in a year.
  package let roundsPerYear: Int
  /// Years looked at.
  package let years: Int
  /// The classes, in the order of the schedules.
  package let classes: [Class]

  /// One class.
  package struct Class: Sendable {
    /// How often its units are visited, and why.
    package let schedule: VisitSchedule
    /// n_t of each round.
    package let sizes: [Int]
    /// The units that each round may draw from.
    package let eligible: [Int]
    /// With each round drawn at random among those.
    package let random: VisitOutlook
    /// With a rotation, which sees everyone before it visits a unit again.
    package let rotation: VisitOutlook
  }

  /// Follows schedules.
  ///
  /// - Parameters:
  ///   - schedules: one a class, with the same rounds a year.
  ///   - years: how many years, at least 1.
  /// - Throws: `InferenceError`.
  /// - Complexity: O(classes · rounds), and that of `RepeatedDraws/allSeenByYear`.
  package init(_ schedules: [VisitSchedule], years: Int) throws {
    self.years = years
    roundsPerYear = schedules.first?.roundsPerYear ?? 1
    classes = try schedules.map { schedule in
      let rounds = schedule.roundsPerYear * years
      return Class(
        schedule: schedule,
        sizes: (1...rounds).map { schedule.size(round: $0) },
        eligible: (1...rounds).map { schedule.eligible(round: $0) },
        random: try VisitOutlook(random: schedule, years: years),
        rotation: VisitOutlook(rotation: schedule, years: years)
      )
    }
  }
}

/// By when units are seen.
package struct VisitOutlook: Sendable {
  /// P(a unit has been seen by the end of a year), exactly where 63 bits hold it.
  package let seenByYear: [(share: Double, exact: Ratio?)]
  /// P(every unit has been seen by the end of a year); nil where that is too much to compute.
  package let everyoneByYear: [Double]?
  /// The time until a unit has been seen with each of ``probabilities``.
  package let unitSeen: [Until]
  /// The time until every unit has been seen: with each of ``probabilities``, in a rotation with certainty.
  package let everyoneSeen: [Until]

  /// When a probability is reached.
  package struct Until: Sendable {
    /// The probability.
    package let probability: Ratio
    /// The first round, nil where no number is enough.
    package let rounds: Int?
    /// The years in which these rounds lie.
    package let years: Int?
    /// Whether fewer may do: the rounds are a bound.
    package let isBound: Bool

    fileprivate init(
      _ probability: Ratio,
      _ rounds: Int?,
      _ perYear: Int,
      isBound: Bool = false
    ) {
      self.probability = probability
      self.rounds = rounds
      years = rounds.map { $0 / perYear + ($0 % perYear == 0 ? 0 : 1) }
      self.isBound = isBound
    }
  }

  /// The probabilities for which times are given.
  package static let probabilities = [Ratio(4, 5), Ratio(9, 10), Ratio(19, 20), Ratio(99, 100)]

  /// Units and rounds up to which the chain of all units is followed.
  private static let chainLimit = (units: 20_000, rounds: 100_000)

  fileprivate init(random schedule: VisitSchedule, years: Int) throws {
    let perYear = schedule.roundsPerYear
    let population = schedule.demand.stratum.population
    seenByYear = schedule.unseen(byYear: years).map { unseen in
      (1 - unseen.value, unseen.exact.map { Ratio($0.denominator - $0.numerator, $0.denominator) })
    }
    // N P(a unit is not seen) ≥ P(one of them is not): enough rounds, and seldom one too many.
    let probabilities = VisitOutlook.probabilities
    let sure = probabilities.map { probability -> Ratio? in
      let (product, overflow) = probability.denominator
        .multipliedReportingOverflow(by: max(population, 1))
      let risk = probability.denominator - probability.numerator
      return overflow ? nil : Ratio(product - risk, product)
    }
    let times = schedule.rounds(toSee: probabilities + sure.map { $0 ?? Ratio(2) })
    unitSeen = zip(probabilities, times).map { Until($0, $1, perYear) }
    let enough = Array(times.dropFirst(probabilities.count))
    let last = enough.compactMap(\.self).max() ?? 0
    let needed = max(last, years * perYear)
    var everyone: [Double]?
    if population <= VisitOutlook.chainLimit.units, needed <= VisitOutlook.chainLimit.rounds {
      everyone = try RepeatedDraws(
        population: population,
        sizes: (1...needed).map { schedule.size(round: $0) },
        leftOut: schedule.leftOutRounds
      ).allSeenByYear
    }
    everyoneByYear = everyone.map { all in (1...years).map { all[$0 * perYear - 1] } }
    everyoneSeen = zip(probabilities, enough).map { probability, enough in
      guard let everyone else {
        return Until(probability, enough, perYear, isBound: enough != nil)
      }
      let first = everyone.firstIndex { $0 >= probability.approximation }
      return Until(probability, first.map { $0 + 1 } ?? enough, perYear)
    }
  }

  fileprivate init(rotation schedule: VisitSchedule, years: Int) {
    let perYear = schedule.roundsPerYear
    let population = schedule.demand.stratum.population
    let seen = (1...years).map { min(schedule.visits(upTo: $0 * perYear), population) }
    seenByYear = seen.map { seen in
      population == 0
        ? (1, Ratio(1)) : (Double(seen) / Double(population), Ratio(seen, population))
    }
    everyoneByYear = seen.map { $0 == population ? 1 : 0 }
    let all = population == 0 ? 0 : schedule.rotationRounds
    unitSeen = VisitOutlook.probabilities.map { probability in
      let units = probability.minimumCount(of: population) ?? population
      return Until(probability, schedule.rotationRounds(seeing: units), perYear)
    }
    everyoneSeen = [Until(Ratio(1), all, perYear)]
  }
}
