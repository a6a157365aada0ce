import Sampling
import TestSupport
import Testing

@Suite struct VisitScheduleTests {
  private func schedule(
    _ population: Int,
    least: Ratio = Ratio(0),
    most: Ratio? = nil,
    cap: Int? = nil,
    exclusion: Ratio = Ratio(0),
    rules: [Rule] = [],
    rounds: Int = 1
  ) throws -> VisitSchedule {
    let demand = VisitDemand(
      Stratum(name: try ProtocolText("A"), population: population),
      least: least,
      most: most,
      cap: cap,
      exclusion: exclusion,
      rules: rules
    )
    return try VisitSchedule(demand, rounds: rounds)
  }

  /// At most once in three years: 166, 167, 167 of 500, so that all are seen and nobody twice; a
  /// visited unit is left out of two rounds.
  @Test func onceInThreeYears() throws {
    let limit = try schedule(500, most: Ratio(1, 3))
    #expect((1...6).map { limit.size(round: $0) } == [166, 167, 167, 166, 167, 167])
    #expect(limit.leftOutRounds == 2)
    #expect(limit.eligible(round: 3) == 167)
    #expect(limit.unseen(byYear: 3)[2].value == 0)
    #expect(limit.rounds(toSee: [Ratio(1)]) == [3])
    #expect(limit.rotationRounds == 3)
    // Demanded, it comes first.
    let demanded = try schedule(500, least: Ratio(1, 3))
    #expect((1...3).map { demanded.size(round: $0) } == [167, 167, 166])
  }

  /// One unit, at most once in three years: after its visit nobody is eligible for two rounds, and
  /// everybody has been seen.
  @Test func aClassSmallerThanItsCycle() throws {
    let one = try schedule(1, most: Ratio(1, 3))
    #expect((1...4).map { one.size(round: $0) } == [0, 0, 1, 0])
    #expect((1...4).map { one.eligible(round: $0) } == [1, 1, 1, 0])
    #expect(one.unseen(byYear: 5).map(\.value) == [1, 1, 0, 0, 0])
    #expect(one.unseen(byYear: 5).map(\.exact) == [1, 1, 0, 0, 0].map { Ratio($0) })
    #expect(one.rounds(toSee: [Ratio(1, 2), Ratio(1)]) == [3, 3])
  }

  /// Twice a year in four rounds: 5 of 10, 5, 5, 5; with 9 units two rounds still hold each once.
  @Test func twiceAYear() throws {
    let even = try schedule(10, least: Ratio(2), most: Ratio(2), rounds: 4)
    #expect((1...4).map { even.size(round: $0) } == [5, 5, 5, 5])
    let odd = try schedule(9, least: Ratio(2), most: Ratio(2), rounds: 4)
    #expect((1...4).map { odd.size(round: $0) } == [5, 4, 5, 4])
    #expect(odd.leftOutRounds == 1)
    #expect(odd.rotationRounds == 2)
  }

  /// 10 % a year, independent draws: 41.0 % are seen in 5 years and 95 % takes 29; a rotation sees
  /// 50 % and takes 10 (0.9⁵ = 0.59049, 0.9²⁹ = 0.0471, 0.9²⁸ = 0.0523).
  @Test func aTenthAYear() throws {
    let tenth = try schedule(1000, rules: [.atLeast(.ratio(Ratio(1, 10)))])
    #expect(tenth.unseen(byYear: 5)[4].exact == Ratio(59_049, 100_000))
    #expect(abs(tenth.unseen(byYear: 5)[4].value - 0.59049) < 1e-15)
    #expect(tenth.rounds(toSee: [Ratio(95, 100)]) == [29])
    #expect(tenth.rotationRounds(seeing: 950) == 10)
    // Reached exactly: 1 − 0.9⁵.
    #expect(tenth.rounds(toSee: [Ratio(40_951, 100_000)]) == [5])
    #expect(tenth.rounds(toSee: [Ratio(40_952, 100_000)]) == [6])
    #expect(tenth.rounds(toSee: [Ratio(1), Ratio(0)]) == [nil, 0])
  }

  /// Any w + 1 rounds hold N units at most, every round fits its eligible units, and every year its
  /// demand, whatever the numbers.
  @Test func windowsAndYearsHold() throws {
    for seed in UInt64(1)...2_000 {
      var generator = SeededGenerator(seed: seed)
      let population = Int.random(in: 0...300, using: &generator)
      let rounds = Int.random(in: 1...12, using: &generator)
      let rate = Ratio(
        Int.random(in: 1...4, using: &generator),
        Int.random(in: 1...4, using: &generator)
      )
      let exclusion = Ratio(Int.random(in: 0...6, using: &generator), 2)
      let isDemanded = Bool.random(using: &generator)
      let schedule: VisitSchedule
      do {
        schedule = try self.schedule(
          population,
          least: isDemanded ? rate : Ratio(0),
          most: isDemanded ? nil : rate,
          exclusion: exclusion,
          rounds: rounds
        )
      } catch let collision as VisitCollision {
        #expect(isDemanded && collision.demanded > collision.allowed, "seed \(seed)")
        continue
      }
      let window = schedule.leftOutRounds + 1
      let sizes = (1...(window + 4 * rounds)).map { schedule.size(round: $0) }
      for first in 0...(sizes.count - window) {
        #expect(sizes[first..<first + window].reduce(0, +) <= population, "seed \(seed)")
      }
      for round in 1...sizes.count {
        #expect(sizes[round - 1] <= schedule.eligible(round: round), "seed \(seed)")
      }
      if isDemanded {
        // Σ over the years ≥ N · rate · years.
        for year in 1...3 {
          let visits = schedule.visits(upTo: year * rounds)
          #expect(
            visits * rate.denominator >= population * rate.numerator * year,
            "seed \(seed)"
          )
        }
      }
    }
  }

  @Test func collisions() throws {
    let name = try ProtocolText("A")
    func collision(_ make: () throws -> VisitSchedule) -> VisitCollision? {
      do { _ = try make() } catch { return error as? VisitCollision }
      return nil
    }
    let rounds = collision { try schedule(10, least: Ratio(2), rounds: 1) }
    #expect(rounds?.demand == .frequency(Ratio(2)) && rounds?.demanded == Ratio(20))
    #expect(rounds?.limit == .rounds(1) && rounds?.allowed == Ratio(10))
    #expect(rounds?.stratum == name)
    let cap = collision { try schedule(10, least: Ratio(3), cap: 2, rounds: 4) }
    #expect(cap?.limit == .cap(2))
    let window = collision {
      try schedule(10, exclusion: Ratio(3), rules: [.atLeast(.ratio(Ratio(1, 2)))])
    }
    #expect(window?.limit == .exclusion(Ratio(3)))
    #expect(window?.allowed == Ratio(5, 2))
    let rule = collision {
      try schedule(10, least: Ratio(1), rules: [.atMost(.ratio(Ratio(3, 10)))])
    }
    #expect(rule?.allowed == Ratio(3))
    #expect(rule?.explanation(in: .english).contains("needs 10 visits a year") == true)
    #expect(throws: RuleCollision.self) {
      try schedule(10, rules: [.atLeast(.count(5)), .atMost(.count(3))])
    }
    #expect(throws: AllocationError.tooManyDigits(stratum: name)) {
      try schedule(.max, least: Ratio(2), rounds: 4)
    }
    let nothing = try schedule(10)
    #expect(nothing.reason == nil && nothing.size(round: 1) == 0)
    #expect(nothing.rounds(toSee: [Ratio(1, 2)]) == [nil] && nothing.rotationRounds == nil)
    #expect(try schedule(0, least: Ratio(1)).size(round: 1) == 0)
  }
}
