import Inference
import Testing

/// Draws that leave the units of the last draws out, against every sequence of draws.
@Suite struct LeftOutDrawsTests {
  /// All sequences of draws from a small class, each with its probability, and what they have seen.
  private func enumerated(
    _ population: Int,
    _ sizes: [Int],
    _ leftOut: Int
  ) -> (unseen: Double, allSeen: Double, gap: Double, pair: Double) {
    var result = (unseen: 0.0, allSeen: 0.0, gap: 0.0, pair: 0.0)
    func visit(_ draws: [Set<Int>], _ probability: Double) {
      guard draws.count < sizes.count else {
        let seen = draws.reduce(into: Set<Int>()) { $0.formUnion($1) }
        if !seen.contains(0) { result.unseen += probability }
        if !seen.contains(0), !seen.contains(1) { result.pair += probability }
        if seen.count == population { result.allSeen += probability }
        let runs = draws.indices.dropLast().contains {
          !draws[$0].contains(0) && !draws[$0 + 1].contains(0)
        }
        if runs { result.gap += probability }
        return
      }
      let barred = draws.suffix(leftOut).reduce(into: Set<Int>()) { $0.formUnion($1) }
      let open = (0..<population).filter { !barred.contains($0) }
      let size = sizes[draws.count]
      let choices = (0..<(1 << open.count)).filter { $0.nonzeroBitCount == size }
      for choice in choices {
        let units = Set(open.indices.filter { choice & (1 << $0) != 0 }.map { open[$0] })
        visit(draws + [units], probability / Double(choices.count))
      }
    }
    visit([], 1)
    return result
  }

  @Test(arguments: [
    (4, [1, 1, 1, 1], 1), (5, [2, 1, 2, 1], 1), (5, [1, 2, 1, 2], 2), (6, [2, 2, 2], 2),
    (4, [2, 1, 2], 0),
  ])
  func equalsTheEnumeration(population: Int, sizes: [Int], leftOut: Int) throws {
    let draws = try RepeatedDraws(population: population, sizes: sizes, leftOut: leftOut)
    let expected = enumerated(population, sizes, leftOut)
    #expect(abs(1 - draws.seen - expected.unseen) < 1e-12)
    let all = try #require(draws.allSeenByYear)
    #expect(abs((all.last ?? 0) - expected.allSeen) < 1e-12)
    #expect(abs(draws.expectedUnits(unseenFor: 2) - Double(population) * expected.gap) < 1e-12)
    let units = Double(population)
    let never = units * expected.unseen
    let variance = units * (units - 1) * expected.pair + never - never * never
    #expect(abs(draws.variance - variance) < 1e-12)
    #expect(abs((draws.distinct?.mean ?? 0) - draws.mean) < 1e-12)
  }

  /// Six units, two at a time, two draws left out: all are seen after three, and the fourth may draw
  /// the first two again and nobody else.
  @Test func whatARoundMayDraw() throws {
    #expect(throws: Never.self) {
      try RepeatedDraws(population: 6, sizes: [2, 2, 2, 2], leftOut: 2)
    }
    #expect(throws: InferenceError.sample(3, population: 2, stratum: nil)) {
      try RepeatedDraws(population: 6, sizes: [2, 2, 2, 3], leftOut: 2)
    }
  }
}
