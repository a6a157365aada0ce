internal import BigInt

/// How precise a total must be known: the inverse of an allocation.
public enum PrecisionTarget: Hashable, Sendable {
  /// A greatest variance of the estimated total, Σ N_h²(1/n_h − 1/N_h) S_h².
  case variance(Ratio)
  /// A greatest coefficient of variation of the estimated number of violations, √variance / Σ N_h p_h.
  case variation(Ratio)

  /// The greatest variance, as numerator and denominator.
  fileprivate func limit(
    _ strata: [Stratum],
    _ traits: [ProtocolText: StratumTraits]
  ) throws(AllocationError) -> (top: BigUInt, bottom: BigUInt) {
    switch self {
    case .variance(let variance):
      return (BigUInt(variance.numerator), BigUInt(variance.denominator))
    case .variation(let share):
      var sum: (top: BigUInt, bottom: BigUInt) = (0, 1)
      for stratum in strata {
        guard let prevalence = traits[stratum.name]?.prevalence else {
          throw .missing(stratum: stratum.name, column: "prevalence")
        }
        let units = BigUInt(stratum.population) * BigUInt(prevalence.numerator)
        let bottom = BigUInt(prevalence.denominator)
        sum = (sum.top * bottom + units * sum.bottom, sum.bottom * bottom)
        let divisor = sum.top.greatestCommonDivisor(with: sum.bottom)
        if divisor > 1 { sum = (sum.top / divisor, sum.bottom / divisor) }
      }
      let top = BigUInt(share.numerator) * sum.top
      let bottom = BigUInt(share.denominator) * sum.bottom
      return (top * top, bottom * bottom)
    }
  }
}

extension Allocation {
  /// The least sizes under rules that reach a precision, by Neyman's allocation in whole units.
  ///
  /// The variance falls with every unit of the best allocation, so that the least total is found by
  /// halving (Wright 2017, doi:10.1016/j.spl.2017.04.026, Algorithm IV, finds it unit by unit);
  /// whether a total suffices is decided in integers where doubles are near. Risk weights do not
  /// take part: the variance is that of the plain total.
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
    let plain = traits.mapValues {
      StratumTraits(deviation: $0.deviation, prevalence: $0.prevalence)
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
  func value(of sizes: [Int], isAtMost limit: (top: BigUInt, bottom: BigUInt)) -> Bool {
    var sum = 0.0
    for stratum in weights.indices where !weights[stratum].isZero {
      guard sizes[stratum] > 0 else { return false }
      let curve = GainCurve.residual.value(at: sizes[stratum], population: populations[stratum])
      sum += weights[stratum].approximation * curve.approximation
    }
    let goal = Double(limit.top) / Double(limit.bottom)
    if goal.isFinite, abs(sum - goal) > max(sum, goal) * 0x1p-24 { return sum < goal }
    var terms: [(top: BigUInt, bottom: BigUInt)] = []
    for stratum in weights.indices where !weights[stratum].isZero {
      let (top, bottom) = weights[stratum].exact
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
