import Sampling
import TestSupport
import Testing

@testable import Draws

/// What lists of several draws tell, against tries with a generator and against what is known without one.
@Suite struct RepeatedGuessTests {
  private typealias Stratum = RepeatedGuess.Stratum

  /// Where all ratios are the same the lists tell nothing, however many there are.
  @Test(arguments: [0, 1, 10]) func equalRatiosTellNothing(draws: Int) {
    let guess = RepeatedGuess(
      [
        Stratum(population: 100, size: 10), Stratum(population: 60, size: 6),
        Stratum(population: 20, size: 2),
      ],
      draws: draws
    )
    #expect(guess.mostTold == 0)
    #expect(abs(guess.right - guess.rightBefore) < 1e-12)
  }

  /// A stratum of which all are drawn is told by one list where it is most of it, and by enough lists in any case.
  @Test func aWholeStratum() {
    let strata = [Stratum(population: 900, size: 9), Stratum(population: 10, size: 10)]
    #expect(RepeatedGuess(strata, draws: 0).mostTold == 0)
    // 10 against 9 of the list.
    #expect(RepeatedGuess(strata, draws: 1).told == [0.99, 1])
    #expect(abs(RepeatedGuess(strata, draws: 1).right - 901.0 / 910) < 1e-12)
    #expect(abs(RepeatedGuess(strata, draws: 10).right - 1) < 1e-12)
  }

  /// By hand: 80 units at 1/4, 20 at 1/2, two lists; weights by how often 45, 30, 5 against 5, 10, 5: the tie at two
  /// goes to the larger.
  @Test func twoLists() {
    let strata = [Stratum(population: 80, size: 20), Stratum(population: 20, size: 10)]
    #expect(RepeatedGuess(strata, draws: 2).told == [1, 0])
    // Three lists: 33.75, 33.75, 11.25, 1.25 against 2.5, 7.5, 7.5, 2.5: three times is the smaller.
    let three = RepeatedGuess(strata, draws: 3)
    #expect(abs(three.told[0] - (1 - 1.0 / 64)) < 1e-12 && abs(three.told[1] - 1.0 / 8) < 1e-12)
  }

  /// The formula against 400 draws of ten lists each, in which the guesser knows nothing but how often.
  @Test func againstTries() {
    let strata = [
      Stratum(population: 600, size: 18), Stratum(population: 250, size: 25),
      Stratum(population: 100, size: 30), Stratum(population: 50, size: 30),
    ]
    let guess = RepeatedGuess(strata, draws: 10)
    var generator = SeededGenerator(seed: 22)
    var right = 0.0
    let tries = 400
    for _ in 0..<tries {
      var times = strata.map { Array(repeating: 0, count: $0.population) }
      for _ in 0..<10 {
        for (number, stratum) in strata.enumerated() {
          for unit in Array(0..<stratum.population).shuffled(using: &generator).prefix(stratum.size)
          {
            times[number][unit] += 1
          }
        }
      }
      // The guess by how often, as counted among all units of this try: no worse than any rule.
      for (number, counts) in times.enumerated() {
        for count in counts where RepeatedGuessTests.named(count, strata) == number { right += 1 }
      }
    }
    let mean = right / Double(tries * 1_000)
    // Of one try the standard error is at most sqrt(0.25/1000) = 0.0158; four of the mean of 400.
    #expect(abs(mean - guess.right) < 4 * 0.0158 / 20, "\(mean) \(guess.right)")
    // Of the 50, those that stand on six lists or more: P(k ≥ 6) of the binomial law of ten and 0.6.
    #expect(abs(guess.mostTold - 0.6331) < 1e-4)
  }

  /// The stratum with the greatest N f^k (1-f)^(10-k).
  private static func named(_ times: Int, _ strata: [Stratum]) -> Int {
    func weight(_ stratum: Stratum) -> Double {
      let ratio = Double(stratum.size) / Double(stratum.population)
      var weight = Double(stratum.population)
      for draw in 0..<10 { weight *= draw < times ? ratio : 1 - ratio }
      return weight
    }
    return strata.indices.max { weight(strata[$0]) < weight(strata[$1]) } ?? 0
  }
}
