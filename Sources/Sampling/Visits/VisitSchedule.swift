/// The sizes of a class's rounds, from how often its units must and may be visited.
///
/// ```
/// n_1 + … + n_t = ⌈a t / R⌉     a visits a year, R rounds a year; ⌊ ⌋ where a is a limit
/// a = greatest demand, or the least limit where nothing is demanded
/// ```
///
/// The sums, not the sizes, are rounded, so that what is demanded of some years is met by their rounds
/// together: a third of 500 units a year is 167, 167 and 166, all of them in three years. A visited
/// unit is left out of the next w rounds, which keeps an exclusion of years and „at most once in
/// three years“: any w + 1 rounds in succession then hold N units at most. Where a frequency is
/// demanded that is no whole number of rounds apart (4 visits in 3 years of 2 rounds), w is rounded
/// down, and only a rotation keeps it in every span of years. All arithmetic is on integers.
public struct VisitSchedule: Hashable, Sendable {
  /// What it was made from.
  public let demand: VisitDemand
  /// R.
  public let roundsPerYear: Int
  /// a, the visits of a year on average.
  public let visitsPerYear: Ratio
  /// What sets a; nil where nothing demands or limits a visit, and there is none.
  public let reason: VisitBound?
  /// w, the rounds that a visited unit is left out of.
  public let leftOutRounds: Int
  /// Whether a is demanded, so that sums are rounded up.
  private let isDemanded: Bool

  /// Makes a schedule.
  ///
  /// Edge cases: an empty class has no visits. Several visits of a unit in one round are not
  /// possible: 2 visits a year need 2 rounds.
  ///
  /// - Precondition: rounds ≥ 1.
  /// - Parameters:
  ///   - demand: how often.
  ///   - rounds: R ≥ 1.
  /// - Throws: ``VisitCollision`` where a demand exceeds a limit; `RuleCollision` where the rules
  ///   collide; ``AllocationError/tooManyDigits(stratum:)`` beyond 63 bits.
  public init(_ demand: VisitDemand, rounds: Int) throws {
    precondition(rounds >= 1, "a year has a round")
    let stratum = demand.stratum
    let bounds = try StratumBounds(stratum, rules: demand.rules)
    func visits(_ rate: Ratio) throws(AllocationError) -> Ratio {
      guard let product = rate.multiplied(by: stratum.population) else {
        throw .tooManyDigits(stratum: stratum.name)
      }
      return product
    }
    var demands: [(bound: VisitBound, visits: Ratio)] = []
    if demand.least > Ratio(0) {
      demands.append((.frequency(demand.least), try visits(demand.least)))
    }
    if let rule = bounds.minimumRule { demands.append((.rule(rule), Ratio(bounds.minimum))) }
    let demanded = demands.map(\.visits).max() ?? Ratio(0)
    var limits: [(bound: VisitBound, visits: Ratio)] = []
    var leftOut = 0
    let rates = demand.most.map { [(VisitBound.frequency($0), $0)] } ?? []
    let caps = demand.cap.map { [(VisitBound.cap($0), Ratio($0))] } ?? []
    for (bound, rate) in rates + caps {
      guard rate > Ratio(0) else {
        limits.append((bound, Ratio(0)))
        continue
      }
      // The rounds from a visit to the next, R / rate: rounded up where that leaves enough visits.
      let (whole, up) = try VisitSchedule.spacing(rounds, rate, stratum.name)
      let evenly = try visits(Ratio(rounds, up))
      let isEven = demanded <= evenly
      limits.append((bound, isEven ? min(evenly, try visits(rate)) : try visits(rate)))
      leftOut = max(leftOut, (isEven ? up : max(whole, 1)) - 1)
    }
    if demand.exclusion > Ratio(0) {
      guard let product = demand.exclusion.multiplied(by: rounds), product < Ratio(1 << 40) else {
        throw AllocationError.tooManyDigits(stratum: stratum.name)
      }
      let own = (product.numerator + product.denominator - 1) / product.denominator
      leftOut = max(leftOut, own)
      limits.append((.exclusion(demand.exclusion), try visits(Ratio(rounds, own + 1))))
    }
    if let rule = bounds.maximumRule { limits.append((.rule(rule), Ratio(bounds.maximum))) }
    limits.append((.rounds(rounds), try visits(Ratio(rounds))))
    let greatest = demands.max { $0.visits < $1.visits }
    let least = limits.min { $0.visits < $1.visits }
    if let greatest, let least, greatest.visits > least.visits {
      throw VisitCollision(
        stratum: stratum.name,
        demand: greatest.bound,
        demanded: greatest.visits,
        limit: least.bound,
        allowed: least.visits
      )
    }
    self.demand = demand
    roundsPerYear = rounds
    leftOutRounds = leftOut
    isDemanded = greatest != nil
    if let greatest {
      (visitsPerYear, reason) = (greatest.visits, greatest.bound)
    } else if let least, limits.count > 1 {
      (visitsPerYear, reason) = (least.visits, least.bound)
    } else {
      (visitsPerYear, reason) = (Ratio(0), nil)
    }
  }

  /// R / rate, rounded down and up.
  private static func spacing(
    _ rounds: Int,
    _ rate: Ratio,
    _ name: ProtocolText
  ) throws(AllocationError) -> (down: Int, up: Int) {
    let (product, overflow) = rounds.multipliedReportingOverflow(by: rate.denominator)
    guard !overflow, rate.numerator > 0 else { throw .tooManyDigits(stratum: name) }
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: rate.numerator)
    return (quotient, quotient + (remainder == 0 ? 0 : 1))
  }

  /// The visits of the first rounds together.
  ///
  /// - Parameter rounds: how many rounds, ≥ 0.
  /// - Returns: Σ n_t, at most 2⁶³−1.
  public func visits(upTo rounds: Int) -> Int {
    let top = Int128(visitsPerYear.numerator) * Int128(rounds)
    let bottom = Int128(visitsPerYear.denominator) * Int128(roundsPerYear)
    let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
    return Int(clamping: quotient + (isDemanded && remainder > 0 ? 1 : 0))
  }

  /// The size of a round.
  ///
  /// - Parameter round: its number, from 1.
  /// - Returns: n_t.
  public func size(round: Int) -> Int { visits(upTo: round) - visits(upTo: round - 1) }

  /// The units that a round may draw from: those not left out.
  ///
  /// - Parameter round: its number, from 1.
  /// - Returns: N less the visits of the w rounds before.
  public func eligible(round: Int) -> Int {
    let before = visits(upTo: round - 1) - visits(upTo: max(round - 1 - leftOutRounds, 0))
    return demand.stratum.population - before
  }

  /// The first round by whose end every unit has been seen in a rotation, which goes through the
  /// class before it visits a unit again; nil where there are no visits.
  public var rotationRounds: Int? { rotationRounds(seeing: demand.stratum.population) }

  /// The first round by whose end a number of units has been seen in a rotation.
  ///
  /// - Parameter units: how many, 0 to N.
  /// - Returns: the round, 0 for no units; nil where there are no visits.
  /// - Complexity: O(log rounds).
  public func rotationRounds(seeing units: Int) -> Int? {
    guard units > 0 else { return 0 }
    guard visitsPerYear > Ratio(0) else { return nil }
    var (low, high) = (0, 1)
    while visits(upTo: high) < units {
      guard high < 1 << 61 else { return nil }
      (low, high) = (high, high * 2)
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if visits(upTo: middle) < units { low = middle } else { high = middle }
    }
    return high
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
