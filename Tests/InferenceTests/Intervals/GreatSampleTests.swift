import Inference
import Sampling
import Testing

/// Bounds at the ends of the integers, and confidences below one half.
@Suite struct GreatSampleTests {
  private let level = Ratio(95, 100)

  private func interval(
    _ found: Int,
    _ sample: Int,
    _ population: Int? = nil,
    _ method: ProportionInterval.Method? = nil,
    side: Side = .two,
    confidence: Ratio? = nil
  ) throws -> ProportionInterval {
    try ProportionInterval(
      found: found,
      sample: sample,
      population: population,
      confidence: confidence ?? level,
      side: side,
      method: method
    )
  }

  /// One unit of N: with the property, at least 2.5 % of all have it, by N p ≥ α exactly.
  @Test func oneUnitOfAll() throws {
    let seen = try interval(1, 1, .max)
    // P(X ≥ 1 | M) = M/N > 1/40.
    #expect(seen.lowerCount == Int.max / 40 + 1)
    #expect(seen.upperCount == .max)
    let unseen = try interval(0, 1, .max)
    #expect(unseen.lowerCount == 0)
    #expect(unseen.upperCount == Int.max - (Int.max / 40 + 1))
  }

  @Test(arguments: ProportionInterval.Method.allCases)
  func countsStayWithinWhatIsKnown(method: ProportionInterval.Method) throws {
    for (found, sample, population) in [
      (0, 20, 1_000_000), (3, Int.max, Int.max), (0, 1_000_000, Int.max), (20, 20, Int.max),
      (1, 2, 2), (5, 9, 1 << 62),
    ] {
      for confidence in [Ratio(1, 5), Ratio(1, 2), level, Ratio(Int.max / 2 - 1, Int.max / 2)] {
        for side in Side.allCases {
          let place = "\(found) of \(sample) of \(population), \(confidence), \(side)"
          guard
            let bounds = try? interval(
              found,
              sample,
              population,
              method,
              side: side,
              confidence: confidence
            )
          else { continue }
          let known = found...population - sample + found
          #expect(bounds.lowerCount.map { known.contains($0) } ?? true, "\(place)")
          #expect(bounds.upperCount.map { known.contains($0) } ?? true, "\(place)")
          #expect(
            (0...1).contains(bounds.lower ?? 0) && (0...1).contains(bounds.upper ?? 1),
            "\(place)"
          )
        }
      }
    }
  }

  /// 50 found, however many were inspected: n p tends to the bounds of Poisson, 37.11 … 65.92
  /// (chi-square quantiles 74.22193/2 and 131.8375/2, R qchisq(.025, 100), qchisq(.975, 102)).
  @Test func fewFoundInAGreatSample() throws {
    let sample = 1 << 53
    let bounds = try interval(50, sample, nil, .clopperPearson)
    let lower = try #require(bounds.lower)
    let upper = try #require(bounds.upper)
    #expect(abs(lower * Double(sample) - 37.110965) < 1e-4)
    #expect(abs(upper * Double(sample) - 65.918767) < 1e-4)
  }

  @Test func theLimitIsSaid() {
    #expect(throws: InferenceError.tooLarge(method: "hypergeometric", sample: 1 << 50)) {
      try interval(1 << 49, 1 << 50, .max)
    }
    #expect(throws: InferenceError.tooLarge(method: "clopper-pearson", sample: 1 << 50)) {
      try interval(1 << 49, 1 << 50)
    }
    #expect(throws: InferenceError.tooManyCases(sample: 1_000_000, population: 10_000_000)) {
      try Coverage(
        of: .wilson,
        sample: 1_000_000,
        population: 10_000_000,
        confidence: level
      )
    }
    #expect(throws: InferenceError.tooManyUnits) {
      try CoverageProjection(
        populations: [.max],
        moves: [],
        years: 1,
        design: .rotation,
        sizes: { $0 }
      )
    }
    #expect(throws: InferenceError.tooManyUnits) {
      try CoverageProjection(
        populations: [10],
        moves: [.init(from: nil, to: 0, yearly: 1e15)],
        years: 20,
        design: .independent,
        sizes: { $0 }
      )
    }
    #expect(throws: InferenceError.tooManyMoves(classes: 400, years: 10)) {
      try CoverageProjection(
        populations: Array(repeating: 10, count: 400),
        moves: [.init(from: 0, to: 1, yearly: 0.1)],
        years: 10,
        design: .rotation,
        sizes: { $0 }
      )
    }
  }

  /// A frame that stays as it is has a path of its own: it answers what the moves do with a move of
  /// nothing.
  @Test(arguments: CoverageProjection.Design.allCases)
  func aStillFrameIsOneThatHardlyMoves(design: CoverageProjection.Design) throws {
    let populations = [1_000, 37, 0, 12]
    func years(_ moves: [CoverageProjection.Move]) throws -> [CoverageProjection.Year] {
      try CoverageProjection(
        populations: populations,
        moves: moves,
        years: 9,
        design: design,
        sizes: { _ in [170, 5, 0, 12] }
      ).years
    }
    let still = try years([])
    let moving = try years([.init(from: 0, to: 1, yearly: 0)])
    for (one, two) in zip(still, moving) {
      #expect(one.populations == two.populations && one.sizes == two.sizes)
      for (first, second) in zip(one.seen + one.frameSeen, two.seen + two.frameSeen) {
        #expect((first == nil) == (second == nil))
        #expect(abs((first ?? 0) - (second ?? 0)) < 1e-9)
      }
      #expect(abs((one.seenInAll ?? 0) - (two.seenInAll ?? 1)) < 1e-9)
      #expect(abs(one.neverSeen - two.neverSeen) < 1e-6)
    }
  }

  /// Above the products that are allowed there is no distribution, and the moments are there.
  @Test func aDistributionOfTooManyProducts() throws {
    let draws = try RepeatedDraws(population: 5_000, sizes: Array(repeating: 100, count: 30))
    #expect(draws.distinct != nil)
    #expect(draws.distinct(within: 1_000) == nil)
    #expect(draws.mean > 0)
  }
}
