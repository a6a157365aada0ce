internal import BigInt

/// P(Σ w_h X_h ≤ T) for independent hypergeometric X_h, compared without rounding.
public enum WeightedTail {
  /// Whether the probability exceeds a level.
  ///
  /// For the near-ties that doubles leave open: first in fractions of 128 bits that are rounded down, with a
  /// proven bound of what they are too small by; where the level lies within that, in integers of any length.
  ///
  /// - Parameters:
  ///   - level: the level, ≥ 0.
  ///   - distributions: X_1, …, X_H.
  ///   - weights: w_1, …, w_H, ≥ 0, as many as distributions; Σ w_h n_h fits an `Int`.
  ///   - threshold: T.
  /// - Returns: whether the probability is greater than the level.
  /// - Complexity: O(different sums ≤ T of the first H − 2, times n_{H−1}) products of 128 bits, and
  ///   Σ min(n_h, M_h) steps of integers of min(n_h, M_h) log₂ N_h bits; of integers of any length products too
  ///   where the probability is the level, or nearer to it than 10⁻³⁰ or so.
  public static func exceeds(
    _ level: Ratio,
    _ distributions: [Hypergeometric],
    weights: [Int],
    threshold: Int
  ) -> Bool {
    precondition(distributions.count == weights.count, "a weight for each distribution")
    guard level.numerator < level.denominator, threshold >= 0 else { return false }
    let stages = zip(distributions, weights).map { WeightedTerms($0, weight: $1, threshold) }
    let fractions = stages.map(\.fractions)
    let (low, lost) = TailSum(fractions.map(\.stage)).below(threshold)
    let slack = fractions.reduce(lost) { $0 + $1.lacking }
    let (whole, rest) = (BigUInt(level.numerator) << 128).quotientAndRemainder(
      dividingBy: BigUInt(level.denominator)
    )
    let wanted = UInt128(whole)
    if low.bits > wanted { return true }
    let (most, overflow) = low.bits.addingReportingOverflow(slack)
    if !overflow, most < wanted || (most == wanted && rest > 0) { return false }
    let below = TailSum(stages.map(\.counts)).below(threshold).mass
    let all = stages.reduce(BigUInt(1)) { $0 * $1.terms.whole }
    return below * BigUInt(level.denominator) > all * BigUInt(level.numerator)
  }
}

/// The values of one X_h with w_h X_h ≤ T, and how likely each is.
private struct WeightedTerms {
  let weight: Int
  let terms: ExactTerms
  private let greatest: Int

  init(_ distribution: Hypergeometric, weight: Int, _ threshold: Int) {
    self.weight = weight
    terms = ExactTerms(distribution)
    greatest = weight == 0 ? Int.max : threshold / weight
  }

  /// In integers over a common denominator.
  var counts: TailStage<BigUInt> {
    TailStage(weight: weight, values: terms.values(upTo: greatest).map { ($0.value, $0.term) })
  }

  /// In fractions of 128 bits, and how much they lack in all.
  var fractions: (stage: TailStage<Fraction128>, lacking: UInt128) {
    let (values, lacking) = terms.fractions(upTo: greatest)
    let stage = TailStage(
      weight: weight,
      values: values.map { ($0.value, Fraction128(bits: $0.fraction)) }
    )
    return (stage, lacking)
  }
}

/// What probabilities are added up as.
private protocol TailMass {
  /// 1, or the nearest below it.
  static var one: Self { get }
  /// Nothing.
  static var none: Self { get }
  static func * (first: Self, second: Self) -> Self
  static func += (sum: inout Self, more: Self)
}

extension BigUInt: TailMass {
  fileprivate static var one: BigUInt { 1 }
  fileprivate static var none: BigUInt { 0 }
}

/// A fraction of 128 bits, 0 ≤ f < 1; products are rounded down, sums stop below 1.
private struct Fraction128: TailMass {
  var bits: UInt128

  static var one: Fraction128 { Fraction128(bits: .max) }
  static var none: Fraction128 { Fraction128(bits: 0) }

  static func * (first: Fraction128, second: Fraction128) -> Fraction128 {
    Fraction128(bits: first.bits.multipliedFullWidth(by: second.bits).high)
  }

  static func += (sum: inout Fraction128, more: Fraction128) {
    let (bits, overflow) = sum.bits.addingReportingOverflow(more.bits)
    sum.bits = overflow ? .max : bits
  }
}

/// One X_h: its weight, and its values with their masses.
private struct TailStage<Mass: TailMass> {
  var weight: Int
  var values: [(value: Int, mass: Mass)]
}

/// The mass of Σ w_h X_h ≤ T.
///
/// All X_h but two are added up by their different sums; of the last but one and
/// the last it is enough how much room each sum leaves.
private struct TailSum<Mass: TailMass> {
  private let stages: ArraySlice<TailStage<Mass>>
  private let last: TailStage<Mass>?

  init(_ stages: [TailStage<Mass>]) {
    self.stages = stages.dropLast()
    last = stages.last
  }

  /// - Returns: the mass; and for fractions how many units the rounding of products takes away at most.
  ///
  /// What the masses lack so far is passed on at most once, since the values of a stage add up to at most 1, and
  /// each product of a sum and a value loses less than one unit.
  func below(_ threshold: Int) -> (mass: Mass, slack: UInt128) {
    var lacking: UInt128 = 1
    var sums: [Int: Mass] = [0: .one]
    for stage in stages.dropLast() {
      var next: [Int: Mass] = [:]
      for (value, mass) in stage.values {
        let score = stage.weight * value
        for (sum, before) in sums where sum + score <= threshold {
          next[sum + score, default: .none] += before * mass
        }
      }
      lacking += UInt128(stage.values.count) * UInt128(sums.count)
      sums = next
    }
    guard let last else { return (.one, 1) }
    // How likely it is that the others leave room for so many values of the last.
    var rooms = [Mass](repeating: .none, count: last.values.count + 1)
    func room(_ sum: Int) -> Int {
      guard sum <= threshold else { return 0 }
      guard last.weight > 0, let first = last.values.first?.value else { return last.values.count }
      let left = (threshold - sum) / last.weight
      return min(max(0, left - first + 1), last.values.count)
    }
    if let stage = stages.last {
      for (sum, before) in sums {
        for (value, mass) in stage.values {
          let place = room(sum + stage.weight * value)
          if place > 0 { rooms[place] += before * mass }
        }
      }
      lacking += UInt128(stage.values.count) * UInt128(sums.count)
    } else {
      rooms[room(0)] = .one
    }
    var (total, upTo) = (Mass.none, Mass.none)
    for (place, (_, mass)) in last.values.enumerated() {
      upTo += mass
      total += rooms[place + 1] * upTo
    }
    lacking += 2 * UInt128(last.values.count + 1)
    return (total, lacking)
  }
}
