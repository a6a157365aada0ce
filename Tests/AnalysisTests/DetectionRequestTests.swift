import Inference
import Sampling
import Testing

@testable import Analysis

/// What a sample finds, asked in each of the ways that there are.
@Suite struct DetectionRequestTests {
  private func run(
    _ supposition: DetectionRequest.Supposition,
    _ goal: DetectionRequest.Goal,
    population: Int = 1_000,
    years: DetectionYears? = nil
  ) throws -> DetectionResult {
    try DetectionRequest(
      population: population,
      supposition: supposition,
      sensitivity: Ratio(1),
      goal: goal,
      years: years
    ).run()
  }

  /// 10 of 1,000: 258 units find one with 95 %, and 257 do not (ISPM 31, table 1, for 1 %).
  @Test func theSmallestSample() throws {
    let found = try run(.prevalence(Ratio(1, 100), .up), .confidence(Ratio(95, 100)))
    #expect(found.sample == 258 && found.violators == 10)
    #expect(found.confidence == Ratio(95, 100) && found.probability >= 0.95)
    #expect(try run(.violators(10), .sample(257)).probability < 0.95)
    #expect(try run(.violators(10), .sample(258)).prevalence == nil)
    #expect(try run(.violators(10), .sample(258)).confidence == nil)
  }

  /// Both directions of rounding, as the answer names them.
  @Test func roundings() throws {
    let up = try run(.prevalence(Ratio(1, 300), .up), .sample(10))
    let down = try run(.prevalence(Ratio(1, 300), .down), .sample(10))
    #expect(up.violators == 4 && up.prevalence?.rounding == .up)
    #expect(down.violators == 3 && down.prevalence?.rounding == .down)
  }

  @Test func outOfReach() throws {
    #expect(throws: OutOfReach.self) {
      try run(.violators(0), .confidence(Ratio(95, 100)), population: 10)
    }
    #expect(throws: OutOfReach.self) {
      try run(.violators(0), .freedom(Ratio(95, 100)), population: 10, years: DetectionYears())
    }
  }

  /// Prior 1/2, a sample that finds with certainty: free after the first year (Martin, Cameron and Greiner
  /// 2007), and as many years as were asked for.
  @Test func years() throws {
    var years = DetectionYears()
    years.count = 3
    let found = try run(.violators(1_000), .sample(1), years: years)
    #expect(found.freedom?.years.map(\.after) == [1, 1, 1])
    #expect(try run(.violators(10), .sample(1)).freedom == nil)
    // No more than half of a population of two violators is needed to go from 1/2 to 2/3: P = 1/2.
    let free = try run(
      .violators(1),
      .freedom(Ratio(2, 3)),
      population: 10,
      years: DetectionYears()
    )
    #expect(free.sample == 5 && free.confidence == nil)
  }
}
