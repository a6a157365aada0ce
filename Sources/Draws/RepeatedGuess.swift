/// What an outsider can tell of units' strata who sees the lists of several sealed draws of one frame, and nothing else.
///
/// In a draw every unit of stratum h is selected with probability f_h = n_h/N_h, by itself in each draw. Whoever sees
/// how often, k of m times, a unit was on the list guesses the stratum with the greatest posterior
/// N_h · C(m, k) · f_h^k · (1 − f_h)^(m − k) (Bayes); where several are as likely, the one with the most units. No guess
/// from the same lists does better in the mean.
package struct RepeatedGuess: Hashable, Sendable {
  /// One stratum: its units, and how many of them a draw selects.
  package struct Stratum: Hashable, Sendable {
    /// N.
    package var population: Int
    /// n.
    package var size: Int

    /// Makes a stratum.
    ///
    /// - Parameters:
    ///   - population: N.
    ///   - size: n, from 0 to N.
    package init(population: Int, size: Int) {
      precondition(size >= 0 && size <= population, "a size is within its stratum")
      (self.population, self.size) = (population, size)
    }
  }

  /// The share of the units of each stratum that the best guess names rightly.
  package let told: [Double]
  /// The share of all units that the best guess names rightly.
  package let right: Double
  /// The share that is named rightly without any list: that of the largest stratum.
  package let rightBefore: Double

  /// The greatest share of a stratum that the lists tell, of those that nobody would have guessed without them; 0 where
  /// all ratios are the same.
  package let mostTold: Double

  /// The best guess.
  ///
  /// - Parameters:
  ///   - strata: the strata, at least one with a unit.
  ///   - draws: how many lists are known, not negative.
  /// - Complexity: O(strata · draws).
  package init(_ strata: [Stratum], draws: Int) {
    precondition(draws >= 0 && strata.contains { $0.population > 0 }, "some lists of some units")
    let total = Double(strata.reduce(0) { $0 + $1.population })
    let ratios = strata.map { $0.population > 0 ? Double($0.size) / Double($0.population) : 0 }
    // P(k of m) of each stratum, by the ratio of neighbours; 0 and 1 have their whole mass at one end.
    let masses = ratios.map { RepeatedGuess.binomial(draws, $0) }
    var told = strata.map { _ in 0.0 }
    var right = 0.0
    for times in 0...draws {
      let weights = strata.indices.map { Double(strata[$0].population) * masses[$0][times] }
      guard let greatest = weights.max(), greatest > 0 else { continue }
      // Rounding does not decide between strata that are as likely.
      let best = strata.indices.filter { weights[$0] >= greatest * (1 - 1e-9) }
      let guess = best.max { strata[$0].population < strata[$1].population } ?? best[0]
      told[guess] += masses[guess][times]
      right += weights[guess] / total
    }
    self.told = told
    self.right = right
    let largest = strata.indices.max { strata[$0].population < strata[$1].population } ?? 0
    rightBefore = Double(strata[largest].population) / total
    let others = strata.indices.filter { $0 != largest && strata[$0].population > 0 }
    mostTold = others.map { told[$0] }.max() ?? 0
  }

  /// The probabilities of 0 to m successes.
  private static func binomial(_ draws: Int, _ ratio: Double) -> [Double] {
    var masses = [1.0]
    for _ in 0..<draws {
      var next = masses + [0]
      for place in next.indices {
        let before = place > 0 ? masses[place - 1] : 0
        next[place] = (place < masses.count ? masses[place] * (1 - ratio) : 0) + before * ratio
      }
      masses = next
    }
    return masses
  }
}
