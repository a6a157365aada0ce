internal import Sampling

/// The greatest total where nothing was found.
///
/// ```
/// max Σ M_h  subject to  Π_h C(N_h − M_h, n_h) / C(N_h, n_h) > α
/// ```
///
/// The logarithm of each factor is concave in M_h: from M to M + 1 it is multiplied by
/// (N_h − n_h − M)/(N_h − M), which falls. So the dynamic program over totals is solved by taking
/// the greatest next factor each time: the split of every total is the one that is most likely to
/// be found clean.
struct AllClear {
  private(set) var split: [Int]
  private(set) var probability = 1.0

  init(_ space: BoundSpace) {
    split = Array(repeating: 0, count: space.strata.count)
    let risk = space.risk.approximation
    var steps = 0.0
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
