internal import Inference
internal import Reports
public import Sampling

/// How many units each round visits, and when everyone has been seen, `spotcheck.rounds/1`.
public struct RoundsDocument: ResultDocument, Hashable, Sendable {
  /// The form of the document.
  public let schema = "spotcheck.rounds/1"
  /// R.
  public let roundsPerYear: Int
  /// The years that are looked at.
  public let years: Int
  /// The classes, by name.
  public let classes: [Class]

  /// One class.
  public struct Class: Encodable, Hashable, Sendable {
    /// The name.
    public let stratum: String
    /// N_h.
    public let population: Int
    /// The visits of a year on average, as an exact ratio.
    public let visitsPerYear: String
    /// ``visitsPerYear`` as a number.
    public let visitsPerYearDecimal: Double
    /// What sets the visits, in words.
    public let reason: String
    /// The rounds after its own that a visited unit is left out of.
    public let leftOutRounds: Int
    /// n of each round, in order.
    public let sizes: [Int]
    /// The units that each round may draw from.
    public let eligible: [Int]
    /// With draws at random among the units not left out.
    public let random: Outlook
    /// With a rotation, which goes through the class before it visits a unit again.
    public let rotation: Outlook
  }

  /// What is seen, and when.
  public struct Outlook: Encodable, Hashable, Sendable {
    /// P(a unit has been seen) by the end of each year.
    public let seenByYear: [Double]
    /// The same as exact ratios, absent where they are longer than 63 bits.
    public let seenByYearExact: [String?]
    /// P(every unit has been seen) by the end of each year; absent above 20,000 units.
    public let everyoneByYear: [Double]?
    /// The rounds and years until a unit has been seen with a probability.
    public let unitSeen: [Until]
    /// The rounds and years until every unit has been seen with a probability.
    public let everyoneSeen: [Until]
  }

  /// When a probability is reached.
  public struct Until: Encodable, Hashable, Sendable {
    /// The probability as an exact ratio; 1 is certainty.
    public let probability: String
    /// The round; absent where none within 10⁶ reaches it.
    public let rounds: Int?
    /// The years that hold the rounds.
    public let years: Int?
    /// Whether fewer rounds may be enough: the figure is Bonferroni's bound, above 20,000 units.
    public let isBound: Bool
  }

  /// The probabilities that times are given for.
  public static let probabilities = [Ratio(4, 5), Ratio(9, 10), Ratio(19, 20), Ratio(99, 100)]

  /// Describes schedules.
  ///
  /// - Parameters:
  ///   - schedules: those of the classes, with the same rounds a year.
  ///   - years: the years to look at, ≥ 1.
  ///   - language: the language of the reasons.
  /// - Throws: `InferenceError`, which can not be: no round draws more than it may.
  /// - Complexity: O(rounds) for each class, and the chain of `RepeatedDraws`.
  public init(_ schedules: [VisitSchedule], years: Int, language: Language) throws {
    self.years = years
    roundsPerYear = schedules.first?.roundsPerYear ?? 1
    classes = try schedules.sorted { $0.demand.stratum.name < $1.demand.stratum.name }
      .map { try Class($0, years: years, language: language) }
  }
}

extension RoundsDocument.Class {
  fileprivate init(_ schedule: VisitSchedule, years: Int, language: Language) throws {
    let rounds = schedule.roundsPerYear * years
    stratum = schedule.demand.stratum.name.text
    population = schedule.demand.stratum.population
    visitsPerYear = schedule.visitsPerYear.description
    visitsPerYearDecimal = schedule.visitsPerYear.approximation
    reason =
      schedule.reason?.explanation(in: language)
      ?? language("nothing asks for a visit", "没有检查要求")
    leftOutRounds = schedule.leftOutRounds
    sizes = (1...rounds).map { schedule.size(round: $0) }
    eligible = (1...rounds).map { schedule.eligible(round: $0) }
    random = try .init(random: schedule, years: years)
    rotation = .init(rotation: schedule, years: years)
  }
}

extension RoundsDocument.Outlook {
  /// Populations up to which the chain is followed, and rounds.
  private static let chainLimit = (units: 20_000, rounds: 100_000)

  fileprivate init(random schedule: VisitSchedule, years: Int) throws {
    let perYear = schedule.roundsPerYear
    let population = schedule.demand.stratum.population
    let unseen = schedule.unseen(byYear: years)
    seenByYear = unseen.map { 1 - $0.value }
    seenByYearExact = unseen.map { $0.exact?.complement.description }
    // N P(a unit is not seen) ≥ P(one of them is not): enough rounds, and seldom one too many.
    let probabilities = RoundsDocument.probabilities
    let sure = probabilities.map { probability -> Ratio? in
      let (product, overflow) = probability.denominator
        .multipliedReportingOverflow(by: max(population, 1))
      let risk = probability.denominator - probability.numerator
      return overflow ? nil : Ratio(product - risk, product)
    }
    let times = schedule.rounds(toSee: probabilities + sure.map { $0 ?? Ratio(2) })
    unitSeen = zip(probabilities, times).map { RoundsDocument.Until($0, $1, perYear) }
    let enough = Array(times.dropFirst(probabilities.count))
    let last = enough.compactMap(\.self).max() ?? 0
    let needed = max(last, years * perYear)
    var everyone: [Double]?
    if population <= RoundsDocument.Outlook.chainLimit.units,
      needed <= RoundsDocument.Outlook.chainLimit.rounds
    {
      everyone = try RepeatedDraws(
        population: population,
        sizes: (1...needed).map { schedule.size(round: $0) },
        leftOut: schedule.leftOutRounds
      ).allSeenByYear
    }
    everyoneByYear = everyone.map { all in (1...years).map { all[$0 * perYear - 1] } }
    everyoneSeen = zip(RoundsDocument.probabilities, enough).map { probability, enough in
      guard let everyone else {
        return RoundsDocument.Until(probability, enough, perYear, isBound: enough != nil)
      }
      let first = everyone.firstIndex { $0 >= probability.approximation }
      return RoundsDocument.Until(probability, first.map { $0 + 1 } ?? enough, perYear)
    }
  }

  fileprivate init(rotation schedule: VisitSchedule, years: Int) {
    let perYear = schedule.roundsPerYear
    let population = schedule.demand.stratum.population
    let seen = (1...years).map { min(schedule.visits(upTo: $0 * perYear), population) }
    seenByYear = seen.map { population == 0 ? 1 : Double($0) / Double(population) }
    seenByYearExact = seen.map { population == 0 ? "1" : Ratio($0, population).description }
    everyoneByYear = seen.map { $0 == population ? 1 : 0 }
    let all = population == 0 ? 0 : schedule.rotationRounds
    unitSeen = RoundsDocument.probabilities.map { probability in
      let units = probability.minimumCount(of: population) ?? population
      return RoundsDocument.Until(probability, schedule.rotationRounds(seeing: units), perYear)
    }
    everyoneSeen = [RoundsDocument.Until(Ratio(1), all, perYear)]
  }
}

extension RoundsDocument.Until {
  fileprivate init(_ probability: Ratio, _ rounds: Int?, _ perYear: Int, isBound: Bool = false) {
    self.probability = probability.description
    self.rounds = rounds
    years = rounds.map { $0 / perYear + ($0 % perYear == 0 ? 0 : 1) }
    self.isBound = isBound
  }
}

extension Ratio {
  /// 1 less a probability.
  fileprivate var complement: Ratio { Ratio(denominator - numerator, denominator) }
}
