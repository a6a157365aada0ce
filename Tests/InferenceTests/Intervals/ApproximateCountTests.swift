import Inference
import Sampling
import Testing

/// The bounds in units of the methods that answer with a share: rounded outwards, within what is known.
@Suite struct ApproximateCountTests {
  static let methods = ProportionInterval.Method.allCases.filter { $0 != .hypergeometric }

  private func interval(
    _ found: Int,
    _ sample: Int,
    _ population: Int,
    _ method: ProportionInterval.Method
  ) throws -> ProportionInterval {
    try ProportionInterval(
      found: found,
      sample: sample,
      population: population,
      confidence: Ratio(95, 100),
      method: method
    )
  }

  /// 5 of 100 of 10,000, against the published bounds of the shares.
  @Test func wilson() throws {
    // Wilson's bounds of 5/100 are 0.02154 and 0.11175 (Newcombe 1998, doi:10.1002/sim.857, by the formula).
    let interval = try interval(5, 100, 10_000, .wilson)
    #expect(interval.lowerCount == 215 && interval.upperCount == 1118)
  }

  @Test(arguments: methods)
  func roundedOutwards(method: ProportionInterval.Method) throws {
    for (found, sample, population) in [(5, 100, 10_000), (1, 7, 1_001), (30, 90, 777)] {
      let interval = try interval(found, sample, population, method)
      let (lower, upper) = (try #require(interval.lower), try #require(interval.upper))
      let (least, most) = (try #require(interval.lowerCount), try #require(interval.upperCount))
      let units = Double(population)
      #expect(Double(least) <= lower * units && lower * units < Double(least + 1), "\(method)")
      #expect(Double(most) >= upper * units && upper * units > Double(most - 1), "\(method)")
    }
  }

  /// What was found is there, and what was inspected without it is not: 4 of 9 of 10.
  @Test(arguments: methods)
  func withinWhatIsKnown(method: ProportionInterval.Method) throws {
    let interval = try interval(4, 9, 10, method)
    #expect(try #require(interval.lowerCount) >= 4 && #require(interval.upperCount) <= 5)
    let census = try self.interval(4, 10, 10, method)
    #expect(census.lowerCount == 4 && census.upperCount == 4)
  }

  @Test func oneSideHasOneBound() throws {
    for side in [Side.lower, .upper] {
      let interval = try ProportionInterval(
        found: 5,
        sample: 100,
        population: 10_000,
        confidence: Ratio(95, 100),
        side: side,
        method: .wilson
      )
      #expect((interval.lowerCount != nil) == (side == .lower))
      #expect((interval.upperCount != nil) == (side == .upper))
    }
  }
}
