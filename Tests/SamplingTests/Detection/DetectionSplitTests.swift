import BigInt
import Sampling
import TestSupport
import Testing

@Suite struct DetectionSplitTests {
  private func bounds(_ populations: [Int]) throws -> [StratumBounds] {
    try populations.enumerated().map { place, population in
      let name = try ProtocolText("S\(10 + place)")
      return try StratumBounds(Stratum(name: name, population: population), rules: [])
    }
  }

  /// Five splits by brute force in exact rationals, and how unit by unit fails.
  @Test(.enabled(if: Shared.isAvailable)) func theReferenceFile() throws {
    struct File: Decodable {
      struct Case: Decodable {
        struct Optimum: Decodable {
          var miss: String

          enum CodingKeys: String, CodingKey { case miss = "P_miss" }
        }
        struct Greedy: Decodable { var optimal: Bool }
        var populations: [Int]
        var violators: [Int]
        var total: Int
        var optimum: Optimum
        var greedy: Greedy

        enum CodingKeys: String, CodingKey {
          case populations = "N"
          case violators = "D"
          case total = "n"
          case optimum
          case greedy
        }
      }
      var cases: [Case]
    }
    let file = try Shared.json("reference/allocation/detection_allocation.json", as: File.self)
    #expect(file.cases.count == 5)
    for entry in file.cases {
      let split = try DetectionSplit(
        bounds(entry.populations),
        prevalences: zip(entry.violators, entry.populations).map { Ratio($0, $1) },
        total: entry.total,
        belief: .known(.up)
      )
      #expect(split.sizes.reduce(0, +) == entry.total)
      #expect((split.greedyMiss == split.miss) == entry.greedy.optimal)
      let parts = entry.optimum.miss.split(separator: "/").compactMap { Double($0) }
      let miss = parts[0] / (parts.count > 1 ? parts[1] : 1)
      #expect(abs(split.miss.approximation - miss) <= 1e-15 * miss)
    }
  }

  /// A product of fractions small enough for machine integers after reduction.
  private static func product(_ factors: [(Int, Int)]) -> (top: BigInt, bottom: BigInt) {
    factors.reduce((1, 1)) { ($0.0 * BigInt($1.0), $0.1 * BigInt($1.1)) }
  }

  /// Every split of small classes, with ties, zeros and bounds.
  @Test func equalsTheEnumeration() throws {
    var generator = SeededGenerator(seed: 31)
    for problem in 0..<10_000 {
      let count = Int.random(in: 2...4, using: &generator)
      let populations = (0..<count).map { _ in Int.random(in: 0...7, using: &generator) }
      let violators = populations.map { Int.random(in: 0...$0, using: &generator) }
      let minimums = populations.map { Int.random(in: 0...min($0, 2), using: &generator) }
      let maximums = zip(minimums, populations).map { Int.random(in: $0...$1, using: &generator) }
      let range = minimums.reduce(0, +)...maximums.reduce(0, +)
      let total = Int.random(in: range, using: &generator)
      let isKnown = Bool.random(using: &generator)
      let strength = Int.random(in: 1...5, using: &generator)
      let bounds = try populations.indices.map { place in
        try StratumBounds(
          Stratum(name: try ProtocolText("S\(place)"), population: populations[place]),
          rules: [.atLeast(.count(minimums[place])), .atMost(.count(maximums[place]))]
        )
      }
      let split = try DetectionSplit(
        bounds,
        prevalences: zip(violators, populations).map { Ratio($0, max($1, 1)) },
        total: total,
        belief: isKnown ? .known(.up) : .uncertain(strength: Ratio(strength))
      )
      func miss(_ sizes: [Int]) -> (top: BigInt, bottom: BigInt) {
        Self.product(
          sizes.enumerated().flatMap { place, size in
            (0..<size).map { drawn in
              let (population, bad) = (populations[place], violators[place])
              return isKnown
                ? (max(population - bad - drawn, 0), population - drawn)
                : (
                  strength * (population - bad) + drawn * population,
                  (strength + drawn) * population
                )
            }
          }
        )
      }
      var best: (top: BigInt, bottom: BigInt)?
      var plans: [[Int]] = [[]]
      for place in populations.indices {
        plans = plans.flatMap { plan in (minimums[place]...maximums[place]).map { plan + [$0] } }
      }
      for plan in plans where plan.reduce(0, +) == total {
        let value = miss(plan)
        if let other = best, other.top * value.bottom <= value.top * other.bottom { continue }
        best = value
      }
      let expected = try #require(best)
      let ours = miss(split.sizes)
      let note: Comment = "problem \(problem), seed 31"
      #expect(split.sizes.reduce(0, +) == total, note)
      #expect(ours.top * expected.bottom == expected.top * ours.bottom, note)
      #expect(isKnown || split.greedySizes == split.sizes, note)
    }
  }

  /// One class is the plain detection: N = 20, D = 1, 90 % takes 18; and where the whole does not
  /// suffice that is said.
  @Test func theLeastTotal() throws {
    let one = try DetectionSplit(
      bounds([20]),
      prevalences: [Ratio(1, 20)],
      confidence: Ratio(9, 10),
      belief: .known(.up)
    )
    #expect(one.sizes == [18])
    #expect(one.miss.description == "0.1")
    #expect(throws: DetectionSplitError.unreachable(Ratio(9, 10), most: 30)) {
      try DetectionSplit(
        bounds([20, 10]),
        prevalences: [Ratio(0), Ratio(0)],
        confidence: Ratio(9, 10),
        belief: .known(.up)
      )
    }
    #expect(throws: DetectionSplitError.total(31, least: 0, most: 30)) {
      try DetectionSplit(
        bounds([20, 10]),
        prevalences: [Ratio(0), Ratio(0)],
        total: 31,
        belief: .known(.up)
      )
    }
    // (1/2)/1 · (3/2)/2 · (5/2)/3 … = C(2n, n)/4ⁿ: at most 1/5 from 8 on, 12870/65536.
    let uncertain = try DetectionSplit(
      bounds([100]),
      prevalences: [Ratio(1, 2)],
      confidence: Ratio(4, 5),
      belief: .uncertain(strength: Ratio(1))
    )
    #expect(uncertain.sizes == [8])
    #expect(uncertain.miss.description == "0.196380615234375")
  }

  @Test func tooManyStepsAreRefused() throws {
    #expect(throws: DetectionSplitError.self) {
      try DetectionSplit(
        bounds([1_000_000, 1_000_000]),
        prevalences: [Ratio(1, 10), Ratio(1, 10)],
        total: 100_000,
        belief: .known(.up)
      )
    }
  }
}
