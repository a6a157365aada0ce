import Inference
import Sampling
import TestSupport
import Testing

/// The limits of an audit's pictures.
@Suite struct AuditPictureTests {
  /// The distribution of the numbers of units drawn 0, 1, … times, by following every state.
  private func chain(_ population: Int, _ sizes: [Int]) -> [[Int]: Double] {
    var states: [[Int]: Double] = [[population] + sizes.map { _ in 0 }: 1]
    for size in sizes {
      var next: [[Int]: Double] = [:]
      for (state, weight) in states {
        spread(state, size, 0, weight / choose(population, size), state, into: &next)
      }
      states = next
    }
    return states
  }

  /// Takes units from each group of a state in every way there is.
  private func spread(
    _ state: [Int],
    _ left: Int,
    _ place: Int,
    _ weight: Double,
    _ moved: [Int],
    into next: inout [[Int]: Double]
  ) {
    guard left > 0 else {
      next[moved, default: 0] += weight
      return
    }
    guard place < state.count else { return }
    for taken in 0...min(state[place], left) {
      var moved = moved
      if taken > 0 {
        guard place + 1 < state.count else { continue }
        moved[place] -= taken
        moved[place + 1] += taken
      }
      spread(
        state,
        left - taken,
        place + 1,
        weight * choose(state[place], taken),
        moved,
        into: &next
      )
    }
  }

  private func choose(_ n: Int, _ k: Int) -> Double {
    (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
  }

  private func histogram(_ population: Int, _ sizes: [Int], risk: Double) -> InclusionHistogram {
    let frame = AuditedFrame(strata: Array(repeating: 0, count: population))
    return InclusionHistogram(frame: frame, draws: sizes.map { Array(0..<$0) }, risk: risk)
  }

  /// Expectations against the enumeration, and the band as a whole is left with α at most.
  @Test(arguments: [
    (6, [2, 2, 2]), (8, [4, 4, 4]), (10, [1, 1, 1, 1]), (10, [2, 5, 7]), (12, [3, 3, 3, 3]),
    (12, [6, 6]), (20, [10, 10]), (30, [15, 15]), (41, [20, 20]), (20, [5, 5, 5]),
  ])
  func theBandHoldsInEveryState(_ population: Int, _ sizes: [Int]) {
    let states = chain(population, sizes)
    for risk in [0.01, 0.05, 0.2] {
      let bins = histogram(population, sizes, risk: risk).bins
      var left = 0.0
      for (state, weight) in states {
        let isOutside = bins.contains { bin in
          !bin.usual.contains(bin.times.reduce(0) { $0 + state[$1] })
        }
        if isOutside { left += weight }
      }
      #expect(left <= risk, "\(population), \(sizes): \(left) of \(risk)")
      for bin in bins {
        let mean = states.reduce(0.0) { sum, state in
          sum + state.value * Double(bin.times.reduce(0) { $0 + state.key[$1] })
        }
        #expect(agree(bin.expected, mean, 1e-9))
      }
    }
  }

  /// Bins of 4 at α = 0.8 would be left too often if each had the whole of it: the case in which the
  /// test above must fail.
  @Test func aBandWithoutBonferroniIsLeftTooOften() {
    let states = chain(12, [4, 4, 4])
    // Each bin at 5 %, as four times the risk gives it.
    let bins = histogram(12, [4, 4, 4], risk: 0.8).bins
    let left = states.reduce(0.0) { sum, state in
      let isOutside = bins.contains { bin in
        !bin.usual.contains(bin.times.reduce(0) { $0 + state.key[$1] })
      }
      return isOutside ? sum + state.value : sum
    }
    #expect(left > 0.05)
  }

  /// Units of two strata: counts, expectations of both, the exact limits of those never drawn.
  @Test func strataAndCounts() {
    var generator = ReplicateGenerator(purpose: "test", seed: "histogram", number: 0)
    let frame = AuditedFrame(strata: (0..<900).map { $0 % 9 == 0 ? 1 : 0 })
    let draws = (0..<5).map { _ in DrawAuditTests.draw(frame, [40, 35], &generator) }
    let bins = InclusionHistogram(frame: frame, draws: draws, risk: 0.01).bins
    var times = [Int](repeating: 0, count: 900)
    for unit in draws.joined() { times[unit] += 1 }
    for bin in bins { #expect(bin.units == times.count { bin.times.contains($0) }) }
    #expect(bins.reduce(0) { $0 + $1.units } == 900)
    // 800 (19/20)⁵ + 100 (13/20)⁵.
    #expect(agree(bins[0].expected, 800 * 0.7737809375 + 100 * 0.1160290625, 1e-9))
    #expect(bins[0].isExact && !bins[1].isExact && bins.allSatisfy { !$0.isOutside })
    // Always the same 75 units.
    let same = InclusionHistogram(
      frame: frame,
      draws: Array(repeating: draws[0], count: 5),
      risk: 0.01
    ).bins
    #expect(same[0].units == 825 && same[0].isOutside && same.last?.isOutside == true)
  }

  /// Two hundred draws of half of all units make about sixty counts, in forty bins at most.
  @Test func manyDraws() {
    var generator = ReplicateGenerator(purpose: "test", seed: "bins", number: 0)
    let frame = AuditedFrame(strata: Array(repeating: 0, count: 2_000))
    let draws = (0..<200).map { _ in DrawAuditTests.draw(frame, [1_000], &generator) }
    let bins = InclusionHistogram(frame: frame, draws: draws, risk: 0.01).bins
    #expect(bins.count <= InclusionHistogram.greatestBins && bins.count > 15)
    #expect(bins.reduce(0) { $0 + $1.units } == 2_000)
    #expect(
      zip(bins, bins.dropFirst()).allSatisfy { $0.times.upperBound + 1 == $1.times.lowerBound }
    )
    #expect(bins.allSatisfy { !$0.isOutside })
  }

  /// scipy 1.17.1, `kstwo.isf(risk, n)`.
  @Test(arguments: [
    (0.01, 1, 0.995), (0.05, 5, 0.5632751983660635), (0.01, 20, 0.35241089163889466),
    (0.05, 100, 0.13402791648569778),
  ])
  func criticalDistances(_ risk: Double, _ count: Int, _ distance: Double) {
    let own = Uniformity.criticalDistance(risk: risk, count: count)
    #expect(agree(own, distance, 1e-7), "\(own)")
  }

  /// The critical distance has the probability that it is asked for.
  @Test(arguments: [0.2, 0.01, 0.001], [1, 2, 7, 150, 700])
  func criticalDistanceHasItsProbability(_ risk: Double, _ count: Int) {
    let distance = Uniformity.criticalDistance(risk: risk, count: count)
    #expect(agree(Uniformity.exactTail(distance, count: count), risk, 1e-8))
  }

  /// Kolmogorov's limit: 1.6276 and 1.3581 are the 1 % and 5 % points of √n D.
  @Test func criticalDistanceOfManyNumbers() {
    let one = Uniformity.criticalDistance(risk: 0.01, count: 1_000_000)
    let five = Uniformity.criticalDistance(risk: 0.05, count: 1_000_000)
    #expect(agree(one, 1.6276e-3, 1e-4) && agree(five, 1.3581e-3, 1e-4))
  }

  /// However many numbers, few steps, and the greatest distance among them.
  @Test(arguments: [1, 5, 400, 401, 12_345]) func steps(_ count: Int) {
    var generator = ReplicateGenerator(purpose: "test", seed: "steps", number: count)
    let uniformity = Uniformity((0..<count).map { _ in generator.uniform() })
    let steps = uniformity.steps()
    #expect(steps.count <= 402 && (count > 400 || steps.count == count))
    #expect(
      zip(steps, steps.dropFirst()).allSatisfy { $0.value <= $1.value && $0.share < $1.share }
    )
    let greatest = steps.map { max($0.share - $0.value, $0.value - $0.before) }.max()
    #expect(greatest == uniformity.distance)
    #expect(steps.last?.share == 1)
  }
}
