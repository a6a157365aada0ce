import Sampling
import Testing

@testable import Inference

/// The cap holds although probabilities are computed at a few counts only: between two of them it takes no
/// value that is less than the true one.
@Suite struct ExponentialCapTests {
  static func space(_ rows: [(population: Int, sample: Int, found: Int)]) throws -> BoundSpace {
    BoundSpace(
      try rows.enumerated().map { index, row in
        try InspectedStratum(
          name: try ProtocolText("s\(index)"),
          population: row.population,
          sample: row.sample,
          found: row.found
        )
      },
      isLower: false,
      risk: Ratio(1, 20),
      form: .compatible
    )
  }

  /// ln E exp(−θ (X − x)) of one stratum with so many marked units.
  static func logarithm(_ space: BoundSpace, _ marked: Int, _ theta: Double) -> Double {
    let stratum = space.strata[0]
    let probabilities = stratum.distribution(marked).probabilities
    var sum = 0.0
    for (offset, probability) in probabilities.values.enumerated() {
      let found = Double(probabilities.first + offset - stratum.found)
      sum += probability * (GSL.exponential(-theta * found) ?? .infinity)
    }
    return GSL.logarithm(sum) ?? -.infinity
  }

  /// One stratum of so many units that the grid is coarse, at every count: the greatest with a value above
  /// ln α, for the same tilts.
  @Test(arguments: [
    (40_000, 60, 2), (1_000_000_000, 60, 2), (700_000_000, 40, 5), (900_000_000, 30, 1),
    (800_000_000, 50, 3),
  ])
  func noValueBetweenTheCountsIsLess(population: Int, sample: Int, found: Int) throws {
    let space = try Self.space([(population, sample, found)])
    let weight = space.weights[0]
    let goal = try #require(GSL.logarithm(0.05))
    let step = (population - sample) / 400
    #expect(step > 40)
    var least = Int.max
    for place in 0..<16 {
      let theta = 0.02 * Double(1 << place).squareRoot()
      // The logarithm falls with the count.
      var (low, high) = (space.ranges[0].lowerBound, space.ranges[0].upperBound)
      guard Self.logarithm(space, low, theta) > goal else { continue }
      while low < high {
        let middle = high - (high - low) / 2
        if Self.logarithm(space, middle, theta) > goal { low = middle } else { high = middle - 1 }
      }
      least = min(least, low)
    }
    #expect(weight > 0)
    let cap = ExponentialCap(space).greatest
    #expect(cap >= least)
    // It gives away no more than about a step of the grid.
    #expect(cap <= least + 2 * step)
  }

}
