import Inference
import Sampling
import TestSupport
import Testing

/// Bounds where nothing was found, in populations of any size, and of many strata.
@Suite struct ClearBoundTests {
  private func strata(_ rows: [(Int, Int, Int)]) throws -> [InspectedStratum] {
    try rows.enumerated().map { index, row in
      try InspectedStratum(
        name: try ProtocolText("s\(index)"),
        population: row.0,
        sample: row.1,
        found: row.2
      )
    }
  }

  /// Against every split of small strata: the greatest total with P(nothing found) > 1/20.
  @Test func againstEverySplit() throws {
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<60 {
      let rows = (0..<2).map { _ -> (Int, Int, Int) in
        let population = Int.random(in: 1...14, using: &generator)
        return (population, Int.random(in: 1...population, using: &generator), 0)
      }
      var best = 0
      for first in 0...(rows[0].0 - rows[0].1) {
        for second in 0...(rows[1].0 - rows[1].1) {
          // C(N − M, n)/C(N, n) of both, in whole numbers.
          func ways(_ row: (Int, Int, Int), _ marked: Int) -> (Int, Int) {
            var (top, bottom) = (1, 1)
            for i in 0..<row.1 {
              (top, bottom) = (top * (row.0 - marked - i), bottom * (row.0 - i))
            }
            return (top, bottom)
          }
          let (one, two) = (ways(rows[0], first), ways(rows[1], second))
          let (top, bottom) = (Double(one.0) * Double(two.0), Double(one.1) * Double(two.1))
          if top * 20 > bottom * (1 + 1e-12) { best = max(best, first + second) }
        }
      }
      let bound = try StratifiedBound(.upper, strata: strata(rows), confidence: Ratio(95, 100))
      #expect(bound.count == best, "\(rows)")
    }
  }

  /// One stratum of any size is the interval of one stratum.
  @Test(arguments: [1_000, 1_000_000_000, 1 << 53]) func anySize(population: Int) throws {
    for sample in [1, 3, 50] {
      let bound = try StratifiedBound(
        .upper,
        strata: strata([(population, sample, 0)]),
        confidence: Ratio(95, 100)
      )
      let interval = try ProportionInterval(
        found: 0,
        sample: sample,
        population: population,
        confidence: Ratio(95, 100),
        side: .upper
      )
      #expect(bound.count == interval.upperCount)
    }
    let two = try StratifiedBound(
      .upper,
      strata: strata([(population, 40, 0), (population, 20, 0)]),
      confidence: Ratio(95, 100)
    )
    // The stratum of which less was inspected: 1 − 0.05^(1/20) of it, nearly.
    #expect(two.isExact && Double(two.count) < 0.14 * Double(population))
    #expect(Double(two.count) > 0.13 * Double(population))
  }

  /// Many uneven strata have a bracket that holds, and soon.
  @Test func manyUnevenStrata() throws {
    var generator = SeededGenerator(seed: 20)
    let rows = (0..<20).map { _ -> (Int, Int, Int) in
      let sample = Int.random(in: 5...40, using: &generator)
      return (
        Int.random(in: 200...9_000, using: &generator), sample,
        Int.random(in: 0...3, using: &generator)
      )
    }
    let strata = try strata(rows)
    let upper = try StratifiedBound(
      .upper,
      strata: strata,
      confidence: Ratio(95, 100),
      limit: 200
    )
    let estimate = rows.reduce(0.0) { $0 + Double($1.0) * Double($1.2) / Double($1.1) }
    #expect(!upper.isExact && Double(upper.bracket.lowerBound) > estimate)
    #expect(upper.count < rows.reduce(0) { $0 + $1.0 })
  }
}
