import Inference
import Sampling
import Testing

@Suite struct LittleConfidenceTests {
  /// A one-sided bound below 50 % has a negative z: no bound is below what was found, or above what can
  /// be, by any method.
  @Test func boundsOfLittleConfidence() throws {
    for method in ProportionInterval.Method.allCases {
      for side in [Side.lower, .upper, .two] {
        for (found, sample, population) in [
          (0, 10, 100_000), (10, 10, 100_000), (3, 10, 12), (5, 10, 10),
        ] {
          for confidence in [Ratio(1, 100), Ratio(1, 5), Ratio(99, 100)] {
            let interval = try ProportionInterval(
              found: found,
              sample: sample,
              population: population,
              confidence: confidence,
              side: side,
              method: method
            )
            for share in [interval.lower, interval.upper].compactMap(\.self) {
              #expect((0...1).contains(share), "\(method) \(side) \(found)")
            }
            for count in [interval.lowerCount, interval.upperCount].compactMap(\.self) {
              #expect(
                (found...population - sample + found).contains(count),
                "\(method) \(side) \(found)"
              )
            }
          }
        }
      }
    }
  }
}
