internal import Sampling

/// The splits that a stratified bound is the greatest of, and what is observed.
///
/// An upper bound counts the M_h units with the property, a lower bound the N_h − M_h without it;
/// either is the greatest total of a split.
///
/// Strata of which nothing is open, or nothing was inspected, are settled at once: the first add
/// the one M_h that is possible, the second all their units.
struct BoundSpace {
  /// The strata that are left, the one with the most open units last.
  let strata: [InspectedStratum]
  /// Where each of them stands in the input.
  let places: [Int]
  /// Whether units without the property are counted.
  let isLower: Bool
  /// The least and the greatest count of each.
  let ranges: [ClosedRange<Int>]
  /// w_h, in proportion to N_h/n_h.
  let weights: [Int]
  /// Σ w_h x_h.
  let threshold: Int
  /// The count of every stratum of the input, with what is settled filled in.
  let settled: [Int]
  /// α.
  let risk: Ratio

  init(
    _ input: [InspectedStratum],
    isLower: Bool,
    risk: Ratio,
    form: StratifiedBound.Form
  ) {
    func found(_ stratum: InspectedStratum) -> Int { stratum.found(isLower: isLower) }
    var settled = input.map { found($0) }
    var open: [(place: Int, range: ClosedRange<Int>)] = []
    for (place, stratum) in input.enumerated() {
      let range =
        form == .compatible
        ? found(stratum)...(stratum.population - stratum.sample + found(stratum))
        : 0...stratum.population
      if stratum.sample == 0 {
        settled[place] = stratum.population
      } else if range.count > 1 {
        open.append((place, range))
      }
    }
    if let largest = open.indices.max(by: { open[$0].range.count < open[$1].range.count }) {
      open.append(open.remove(at: largest))
    }
    let strata = open.map { input[$0.place] }
    let weights = BoundSpace.weights(strata)
    self.strata = strata
    self.isLower = isLower
    self.places = open.map(\.place)
    self.ranges = open.map(\.range)
    self.weights = weights
    self.threshold = zip(strata, weights).reduce(0) { $0 + $1.1 * $1.0.found }
    self.settled = settled
    self.risk = risk
  }

  /// Whether nothing of what is counted was found.
  var isClear: Bool {
    strata.allSatisfy { isLower ? $0.found == $0.sample : $0.found == 0 }
  }

  /// Whether every unit inspected is counted, so that every split is possible.
  var isFull: Bool {
    strata.allSatisfy { isLower ? $0.found == 0 : $0.found == $0.sample }
  }

  /// The count of every stratum of the input.
  func split(_ counted: [Int]) -> [Int] {
    var result = settled
    for (place, value) in zip(places, counted) { result[place] = value }
    return result
  }

  /// Whether the probability of the observation or less, in what is counted, exceeds α in exact
  /// integers.
  func exceedsExactly(_ counted: [Int]) -> Bool {
    let observed =
      isLower ? zip(strata, weights).reduce(0) { $0 + $1.1 * $1.0.sample } - threshold : threshold
    return WeightedTail.exceeds(
      risk,
      zip(strata, counted).map { $0.distribution($1) },
      weights: weights,
      threshold: observed
    )
  }

  /// About how many steps the terms of ``exceedsExactly(_:)`` take: three of 128 bits for each unit inspected.
  var exactWork: Int {
    strata.reduce(0) { $0 + min($1.sample, $1.population - $1.sample, 1 << 40) } * 100
  }

  /// Integers in proportion to N_h/n_h.
  ///
  /// Where their common denominator is too long, the ratios are rounded to 2⁻³² of the greatest:
  /// still one fixed order of the samples, so that the bound holds its confidence.
  private static func weights(_ strata: [InspectedStratum]) -> [Int] {
    let ratios = strata.map { Ratio($0.population, $0.sample) }
    let limit = Int128(1) << 60
    var common = Int128(1)
    for ratio in ratios {
      let denominator = Int128(ratio.denominator)
      common = common / greatestCommonDivisor(common, denominator) * denominator
      if common > limit { break }
    }
    let exact = ratios.map { Int128($0.numerator) * (common / Int128($0.denominator)) }
    let sum = zip(strata, exact).reduce(Int128(0)) { sum, pair in
      min(sum + min(pair.1, limit) * Int128(pair.0.sample), limit)
    }
    if common <= limit, sum < limit { return exact.map { Int($0) } }
    let greatest = ratios.map(\.approximation).max() ?? 1
    return ratios.map { max(1, Int(($0.approximation / greatest * 0x1p32).rounded())) }
  }

  private static func greatestCommonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
    var (larger, smaller) = (first, second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }
}
