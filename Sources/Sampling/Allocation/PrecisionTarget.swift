internal import BigInt

/// How precise a total must be known: the inverse of an allocation.
public enum PrecisionTarget: Hashable, Sendable {
  /// A greatest variance of the estimated total, Σ N_h²(1/n_h − 1/N_h) S_h².
  case variance(Ratio)
  /// A greatest coefficient of variation of the estimated total, √variance / Σ N_h ȳ_h; the mean of
  /// a stratum is its prevalence where none is given.
  case variation(Ratio)
  /// A greatest half-width of the interval of the mean (of the share, where a prevalence is given):
  /// z √variance / Σ N_h, z a quantile of the normal distribution. The quantile is taken as the
  /// double that it is; everything else is exact.
  case margin(Ratio, quantile: Double)

  /// The greatest variance.
  func limit(
    _ strata: [Stratum],
    _ traits: [ProtocolText: StratumTraits]
  ) throws(AllocationError) -> BigFraction {
    switch self {
    case .variance(let variance):
      return BigFraction(variance)
    case .variation(let share):
      let total = try PrecisionTarget.total(strata, traits)
      guard total.top > 0 else { throw .zeroTotal }
      let top = BigUInt(share.numerator) * total.top
      let bottom = BigUInt(share.denominator) * total.bottom
      return BigFraction(top: top * top, bottom: bottom * bottom)
    case .margin(let width, let quantile):
      precondition(quantile > 0 && quantile < 0x1p60, "a quantile above the median")
      // A double above 2⁻⁶⁰ times 2¹¹² is a whole number.
      let scaled = BigUInt(quantile * 0x1p112)
      let units = BigUInt(strata.reduce(0) { $0 + $1.population })
      let top = (BigUInt(width.numerator) * units) << 112
      let bottom = BigUInt(width.denominator) * scaled
      return BigFraction(top: top * top, bottom: bottom * bottom)
    }
  }

  /// The total that strata are described as having.
  static func total(
    _ strata: [Stratum],
    _ traits: [ProtocolText: StratumTraits]
  ) throws(AllocationError) -> BigFraction {
    var sum = BigFraction(top: 0, bottom: 1)
    for stratum in strata {
      guard let mean = traits[stratum.name]?.mean ?? traits[stratum.name]?.prevalence else {
        throw .missing(stratum: stratum.name, column: "mean")
      }
      let units = BigUInt(stratum.population) * BigUInt(mean.numerator)
      let bottom = BigUInt(mean.denominator)
      sum = BigFraction(top: sum.top * bottom + units * sum.bottom, bottom: sum.bottom * bottom)
      let divisor = sum.top.greatestCommonDivisor(with: sum.bottom)
      if divisor > 1 { sum = BigFraction(top: sum.top / divisor, bottom: sum.bottom / divisor) }
    }
    return sum
  }
}

/// A fraction of whole numbers of any length.
struct BigFraction: Sendable {
  /// The numerator.
  var top: BigUInt
  /// The denominator, > 0.
  var bottom: BigUInt

  init(top: BigUInt, bottom: BigUInt) {
    self.top = top
    self.bottom = bottom
  }

  init(_ ratio: Ratio) {
    self.init(top: BigUInt(ratio.numerator), bottom: BigUInt(ratio.denominator))
  }

  /// The quotient in double precision, also of numbers beyond its range.
  var quotient: Double {
    let shift = max(max(top.bitWidth, bottom.bitWidth) - 1000, 0)
    return Double(top >> shift) / Double(bottom >> shift)
  }
}

extension Allocation {
  /// The least sizes under rules that reach a precision, by Neyman's allocation in whole units.
  ///
  /// The variance falls with every unit of the best allocation, so that the least total is found by
  /// halving (Wright 2017, doi:10.1016/j.spl.2017.04.026, Algorithm IV, finds it unit by unit);
  /// whether a total suffices is decided in integers where doubles are near. Risk weights do not
  /// take part: the variance is that of the plain total. Prices, several variables and domains are
  /// those of ``PrecisionAllocation``.
  ///
  /// - Parameters:
  ///   - strata: the strata; names are unique.
  ///   - traits: what is known about each, by its name.
  ///   - rules: the rules.
  ///   - target: the precision.
  /// - Throws: ``AllocationError``; ``AllocationError/unreachable`` where the caps of the rules keep
  ///   the precision out of reach.
  /// - Complexity: O(H log² n).
  public init(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits],
    rules: RuleSet,
    target: PrecisionTarget
  ) throws(AllocationError) {
    let plain = traits.mapValues { traits in
      var plain = traits
      plain.weight = Ratio(1)
      return plain
    }
    let (problem, frame) = try Allocation.problem(
      strata,
      traits: plain,
      rules: rules,
      total: nil,
      method: .variance
    )
    let limit = try target.limit(strata, traits)
    var low = frame.total
    var high = problem.maximums.reduce(0, +)
    if !rules.overall.isEmpty {
      do {
        high = min(high, try StratumBounds(Stratum.all(strata), rules: rules.overall).maximum)
      } catch {
        throw .rules(error)
      }
    }
    guard problem.value(of: problem.sizes(total: high), isAtMost: limit) else {
      throw .unreachable
    }
    while low < high {
      let middle = low + (high - low) / 2
      if problem.value(of: problem.sizes(total: middle), isAtMost: limit) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    try self.init(strata, traits: plain, rules: rules, total: low, method: .variance)
  }
}

extension SeparableAllocation {
  /// Whether Σ w_h (N_h − n_h)/(N_h n_h) is at most a limit: in doubles where that is beyond doubt,
  /// else in fractions.
  func value(of sizes: [Int], isAtMost limit: BigFraction) -> Bool {
    var sum = 0.0
    for stratum in weights.indices where !weights[stratum].isZero {
      guard sizes[stratum] > 0 else { return false }
      let curve = GainCurve.residual.value(at: sizes[stratum], population: populations[stratum])
      sum += weights[stratum].approximation * curve.approximation
    }
    let goal = limit.quotient
    if goal.isFinite, abs(sum - goal) > max(sum, goal) * 0x1p-24 { return sum < goal }
    var terms: [(top: BigUInt, bottom: BigUInt)] = []
    for stratum in weights.indices where !weights[stratum].isZero {
      let (top, bottom) = weights[stratum].rational
      let curve = GainCurve.residual.value(at: sizes[stratum], population: populations[stratum])
      terms.append((top * BigUInt(curve.numerator), bottom * BigUInt(curve.denominator)))
    }
    // In pairs, so that the long denominators meet each other last.
    while terms.count > 1 {
      var next: [(top: BigUInt, bottom: BigUInt)] = []
      for place in stride(from: 0, to: terms.count, by: 2) {
        guard place + 1 < terms.count else {
          next.append(terms[place])
          continue
        }
        let (left, right) = (terms[place], terms[place + 1])
        let top = left.top * right.bottom + right.top * left.bottom
        let bottom = left.bottom * right.bottom
        let divisor = top.greatestCommonDivisor(with: bottom)
        next.append(divisor > 1 ? (top / divisor, bottom / divisor) : (top, bottom))
      }
      terms = next
    }
    let total = terms.first ?? (0, 1)
    return total.top * limit.bottom <= limit.top * total.bottom
  }
}
