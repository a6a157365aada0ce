internal import Sampling

/// The greatest total where nothing was found.
///
/// ```
/// max Σ M_h  subject to  Π_h C(N_h − M_h, n_h) / C(N_h, n_h) > α
/// ```
///
/// The logarithm of each factor is concave in M_h: from M to M + 1 it is multiplied by
/// 1 − n_h/(N_h − M), which falls. So the dynamic program over totals is solved by taking the greatest
/// next factor each time: the split of every total is the one that is most likely to be found clean.
/// The units taken before a level s are those with (N_h − M)/n_h > s; the level is found by halving, and
/// the last units are taken one by one, so that a population of any size is no more work.
struct AllClear {
  private(set) var split: [Int]
  private(set) var probability = 1.0

  init(_ space: BoundSpace) {
    split = AllClear.beforeLevel(space)
    let risk = space.risk.approximation
    var steps: Double
    (probability, steps) = AllClear.probability(split, space)
    while let next = best(space) {
      let stratum = space.strata[next]
      let factor =
        Double(stratum.population - stratum.sample - split[next])
        / Double(stratum.population - split[next])
      let product = probability * factor
      steps += 4
      split[next] += 1
      let isOpen = abs(product - risk) <= risk * (steps + 8) * 0x1p-52
      if isOpen ? !space.exceedsExactly(split) : product <= risk {
        split[next] -= 1
        return
      }
      probability = product
    }
  }

  /// The units above the lowest level, in parts of 2⁻²⁰, at which the probability exceeds the risk by
  /// more than a rounding error.
  private static func beforeLevel(_ space: BoundSpace) -> [Int] {
    func split(_ level: Int128) -> [Int] {
      space.strata.indices.map { place in
        let stratum = space.strata[place]
        let above = Int128(stratum.population) << 20 - Int128(stratum.sample) * level
        guard above > 0 else { return 0 }
        return min(Int((above + (1 << 20 - 1)) >> 20), space.ranges[place].upperBound)
      }
    }
    func isPossible(_ level: Int128) -> Bool {
      let (probability, steps) = probability(split(level), space)
      return probability > space.risk.approximation * (1 + (steps + 8) * 0x1p-50)
    }
    var outside: Int128 = 0
    if isPossible(outside) { return split(outside) }
    var inside = space.strata.map { Int128($0.population) << 20 / Int128($0.sample) + 1 }.max() ?? 1
    while inside - outside > 1 {
      let middle = outside + (inside - outside) / 2
      if isPossible(middle) { inside = middle } else { outside = middle }
    }
    return split(inside)
  }

  /// Π C(N − M, n)/C(N, n), and how many roundings it took.
  private static func probability(
    _ split: [Int],
    _ space: BoundSpace
  ) -> (value: Double, steps: Double) {
    var (product, steps) = (1.0, 0.0)
    for (stratum, marked) in zip(space.strata, split) {
      let (all, larger) = (stratum.population, max(stratum.sample, marked))
      guard stratum.sample + marked <= all else { return (0, steps) }
      for index in 0..<min(stratum.sample, marked) where product > 0 {
        product *= Double(all - larger - index) / Double(all - index)
        steps += 4
      }
    }
    return (product, steps)
  }

  /// The stratum with the greatest next factor, the last of equal ones; nil where all are full.
  private func best(_ space: BoundSpace) -> Int? {
    var result: Int?
    var greatest: (clean: Int, all: Int) = (0, 1)
    for (index, stratum) in space.strata.enumerated()
    where split[index] < space.ranges[index].upperBound {
      let all = stratum.population - split[index]
      let clean = all - stratum.sample
      let (left, right) = (
        Int128(clean) * Int128(greatest.all), Int128(greatest.clean) * Int128(all)
      )
      if result.map({ left > right || left == right && space.places[index] > space.places[$0] })
        ?? true
      {
        result = index
        greatest = (clean, all)
      }
    }
    return result
  }
}
