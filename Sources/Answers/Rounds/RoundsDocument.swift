package import Analysis
internal import Reports
internal import Sampling

/// How many units each round visits, and when everyone has been seen, as JSON `spotcheck.rounds/2`, as CSV
/// and for people.
package struct RoundsDocument: ResultDocument {
  let schema = "spotcheck.rounds/2"
  /// Rounds in a year.
  var roundsPerYear: Int
  /// Years looked at.
  var years: Int
  /// The classes, in the order of the table.
  var classes: [Class]

  /// One class.
  struct Class: Encodable {
    var stratum: ProtocolText
    /// N_h.
    var population: Int
    /// Visits of all its units in a year.
    var visitsPerYear: Ratio
    var visitsPerYearDecimal: Double
    /// What sets them.
    var reason: EnglishText
    /// Rounds that a visited unit is left out of.
    var leftOutRounds: Int
    /// n_t of each round.
    var sizes: [Int]
    /// The units that each round may draw from.
    var eligible: [Int]
    /// With each round drawn at random among those.
    var random: Outlook
    /// With a rotation.
    var rotation: Outlook
  }

  /// By when units are seen.
  struct Outlook: Encodable {
    /// P(a unit has been seen by the end of a year).
    var seenByYear: [Double]
    /// The same exactly, null beyond 63 bits.
    var seenByYearExact: [Ratio?]
    /// P(every unit has been seen by the end of a year); null where that is too much to compute.
    @Nullable var everyoneByYear: [Double]?
    /// The time until a unit has been seen.
    var unitSeen: [Until]
    /// The time until every unit has been seen.
    var everyoneSeen: [Until]
  }

  /// When a probability is reached.
  struct Until: Encodable {
    var probability: Ratio
    /// The first round, null where no number is enough.
    @Nullable var rounds: Int?
    /// The years in which these rounds lie.
    @Nullable var years: Int?
    /// Whether fewer may do: the rounds are a bound.
    var isBound: Bool
  }

  package init(_ plan: VisitPlan) {
    roundsPerYear = plan.roundsPerYear
    years = plan.years
    classes = plan.classes.map { item in
      let schedule = item.schedule
      return Class(
        stratum: schedule.demand.stratum.name,
        population: schedule.demand.stratum.population,
        visitsPerYear: schedule.visitsPerYear,
        visitsPerYearDecimal: schedule.visitsPerYear.approximation,
        reason: EnglishText(
          schedule.reason.map { Sentence($0.explanation) }
            ?? Sentence("nothing asks for a visit", "没有检查要求")
        ),
        leftOutRounds: schedule.leftOutRounds,
        sizes: item.sizes,
        eligible: item.eligible,
        random: Outlook(item.random),
        rotation: Outlook(item.rotation)
      )
    }
  }
}

extension RoundsDocument.Outlook {
  fileprivate init(_ outlook: VisitOutlook) {
    seenByYear = outlook.seenByYear.map(\.share)
    seenByYearExact = outlook.seenByYear.map(\.exact)
    everyoneByYear = outlook.everyoneByYear
    unitSeen = outlook.unitSeen.map(RoundsDocument.Until.init)
    everyoneSeen = outlook.everyoneSeen.map(RoundsDocument.Until.init)
  }
}

extension RoundsDocument.Until {
  fileprivate init(_ until: VisitOutlook.Until) {
    probability = until.probability
    rounds = until.rounds
    years = until.years
    isBound = until.isBound
  }
}
