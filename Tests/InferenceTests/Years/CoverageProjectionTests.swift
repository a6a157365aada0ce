import Inference
import Sampling
import TestSupport
import Testing

@Suite struct CoverageProjectionTests {
  private func project(
    _ populations: [Int],
    _ moves: [CoverageProjection.Move] = [],
    years: Int,
    _ design: CoverageProjection.Design,
    share: [Double]
  ) throws -> [CoverageProjection.Year] {
    try CoverageProjection(
      populations: populations,
      moves: moves,
      years: years,
      design: design,
      sizes: { zip($0, share).map { Int((Double($0) * $1).rounded()) } }
    ).years
  }

  @Test func aFrameThatStaysIsTheFormula() throws {
    for design in CoverageProjection.Design.allCases {
      let years = try project([1000, 60], years: 12, design, share: [0.1, 0.35])
      for (index, year) in years.enumerated() {
        for (place, population) in [1000, 60].enumerated() {
          let draws = try RepeatedDraws(
            population: population,
            sizes: years[...index].map { $0.sizes[place] }
          )
          let expected = design == .independent ? draws.seen : draws.seenInRotation
          #expect(agree(year.seen[place], expected, 1e-9), "\(design) \(index) \(place)")
          #expect(agree(year.frameSeen[place], expected, 1e-9))
        }
      }
    }
  }

  /// All of A become B after year 1.
  ///
  /// A's window was the first half of the circle; B, empty before,
  /// begins at its beginning too, and meets the same units again.
  @Test func aReclassifiedUnitKeepsItsPlace() throws {
    let move = CoverageProjection.Move(from: 0, to: 1, yearly: 1)
    let empty = try project([100, 0], [move], years: 2, .rotation, share: [0.5, 0.5])
    #expect(agree(empty[1].seen[0], 0.5))
    #expect(empty[0].frameSeen[1] == nil)
    // With units of its own B has gone half way round, and meets the others.
    let busy = try project([100, 100], [move], years: 2, .rotation, share: [0.5, 0.5])
    #expect(agree(busy[1].seen[0], 1))
    #expect(agree(busy[1].frameSeen[1], 1))
    let independent = try project([100, 0], [move], years: 2, .independent, share: [0.5, 0.5])
    #expect(agree(independent[1].seen[0], 0.75))
  }

  /// 100 units, half drawn; then 10 leave and 20 come: 90 founders of whom 3/4 are seen after the
  /// second draw, 20 newcomers of whom half are.
  @Test func unitsComeAndGo() throws {
    let moves = [
      CoverageProjection.Move(from: 0, to: nil, yearly: 0.1),
      CoverageProjection.Move(from: nil, to: 0, yearly: 20),
    ]
    let years = try project([100], moves, years: 2, .independent, share: [0.5])
    #expect(years[1].populations == [110])
    #expect(agree(years[1].seen[0], 0.75))
    #expect(agree(years[1].frameSeen[0], (90 * 0.75 + 20 * 0.5) / 110))
    #expect(agree(years[1].neverSeen, 90 * 0.25 + 10))
  }

  /// Units with places of their own, moved and drawn one by one, against the pieces of the circle.
  @Test func piecesOfTheCircleAgainstSingleUnits() throws {
    let share = [0.13, 0.31, 0.07]
    let moves = [
      CoverageProjection.Move(from: 0, to: 1, yearly: 0.3),
      CoverageProjection.Move(from: 1, to: 2, yearly: 0.2),
      CoverageProjection.Move(from: 2, to: 0, yearly: 0.4),
    ]
    let populations = [40_000, 30_000, 20_000]
    let years = try project(populations, moves, years: 6, .rotation, share: share)
    var generator = SeededGenerator(seed: 7)
    func uniform() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    var units = populations.enumerated().flatMap { place, count in
      (0..<count).map { _ in (first: place, now: place, ticket: uniform(), seen: false) }
    }
    var starts = [0.0, 0, 0]
    for year in years.indices {
      for index in units.indices where year > 0 {
        let chance = uniform()
        if let move = moves.first(where: { $0.from == units[index].now }), chance < move.yearly {
          units[index].now = move.to ?? 0
        }
      }
      for index in units.indices {
        var behind = units[index].ticket - starts[units[index].now]
        if behind < 0 { behind += 1 }
        if behind < share[units[index].now] { units[index].seen = true }
      }
      for place in starts.indices {
        starts[place] = (starts[place] + share[place]).truncatingRemainder(dividingBy: 1)
      }
      for place in populations.indices {
        let cohort = units.filter { $0.first == place }
        let seen = Double(cohort.count { $0.seen }) / Double(cohort.count)
        // Four standard errors of a share of 20,000 units: a false alarm in 16,000 for each.
        #expect(abs(seen - (years[year].seen[place] ?? 0)) < 0.0142, "\(year) \(place)")
      }
    }
  }
}
