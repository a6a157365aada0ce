import Inference
import Sampling
import TestSupport
import Testing

@Suite struct TrendTestTests {
  private func classes(_ counts: [(Int, Int)]) -> [ClassResults] {
    counts.map { ClassResults(inspected: $0.0, violations: $0.1) }
  }

  /// Every way in which the findings can fall on the inspected units, one by one.
  @Test(arguments: [
    [(4, 0), (3, 1), (5, 3)], [(3, 2), (4, 1), (2, 0), (3, 1)], [(5, 5), (2, 2)],
    [(0, 0), (6, 2), (6, 3)],
  ])
  func againstAllArrangements(counts: [(Int, Int)]) throws {
    let test = try TrendTest(classes(counts))
    let scores = counts.enumerated().flatMap { Array(repeating: $0, count: $1.0) }
    let found = counts.reduce(0) { $0 + $1.1 }
    var (all, upper, lower, sum) = (0, 0, 0, 0)
    for pattern in 0..<(1 << scores.count) where pattern.nonzeroBitCount == found {
      let t = scores.indices.reduce(0) { $0 + (pattern >> $1 & 1) * scores[$1] }
      all += 1
      sum += t
      if t >= test.statistic { upper += 1 }
      if t <= test.statistic { lower += 1 }
    }
    #expect(agree(test.pValue, Double(upper) / Double(all)))
    #expect(agree(test.oppositePValue, Double(lower) / Double(all)))
    #expect(agree(test.expected, Double(sum) / Double(all)))
  }

  /// The power of the formula against results drawn at random.
  @Test func powerAgainstReplicates() throws {
    let sizes = [200, 150, 80, 40]
    let design = try TrendTest(classes([(200, 10), (150, 10), (80, 8), (40, 5)]))
    let ratio = try #require(design.smallestOddsRatio(power: 0.8, alpha: 0.05))
    #expect(agree(design.power(oddsRatio: ratio, alpha: 0.05), 0.8, 1e-6))
    // Shares whose odds rise by the ratio and that give the overall share of 33/470.
    var (low, high) = (0.0, 1.0)
    func shares(_ odds: Double) -> [Double] {
      var odds = odds
      return sizes.map { _ in
        defer { odds *= ratio }
        return odds / (1 + odds)
      }
    }
    for _ in 0..<100 {
      let middle = (low + high) / 2
      let expected = zip(sizes, shares(middle)).reduce(0) { $0 + Double($1.0) * $1.1 }
      if expected < 33 { low = middle } else { high = middle }
    }
    let replicates = 300
    var found = 0
    for number in 0..<replicates {
      var generator = ReplicateGenerator(purpose: "test", seed: "trend", number: number)
      let counts = zip(sizes, shares(low)).map { size, share in
        (size, (0..<size).count { _ in generator.uniform() < share })
      }
      if try TrendTest(classes(counts)).pValue <= 0.05 { found += 1 }
    }
    // The exact test keeps its level by being cautious: a little under the normal power.
    #expect((200...265).contains(found), "\(found) of \(replicates)")
  }

  /// By hand: B is not above A, so they are pooled to 3/20; C stays.
  @Test func sharesThatRise() throws {
    let test = try TrendTest(classes([(10, 2), (10, 1), (10, 4)]))
    #expect(test.risingShares == [0.15, 0.15, 0.4])
    let all = try TrendTest(classes([(10, 3), (10, 2), (10, 1)]))
    #expect(all.risingShares == [0.2, 0.2, 0.2])
    #expect(all.oppositePValue < all.pValue)
  }

  @Test func awkwardCounts() throws {
    let none = try TrendTest(classes([(10, 0), (10, 0)]))
    #expect(none.pValue == 1 && none.power(oddsRatio: 2, alpha: 0.05) == 0)
    #expect(none.smallestOddsRatio(power: 0.9, alpha: 0.05) == nil)
    #expect(throws: InferenceError.self) { try TrendTest(classes([(10, 11), (10, 0)])) }
  }
}
