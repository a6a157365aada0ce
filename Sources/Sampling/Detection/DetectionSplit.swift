internal import BigInt

/// A sample split across classes so that it finds at least one violator most surely.
///
/// ```
/// least Π_h P(nothing found in class h with n_h),   Σ n_h = n,   m_h ≤ n_h ≤ M_h
/// known       C(N_h − D_h, n_h)/C(N_h, n_h)             D_h violators, N_h p_h rounded
/// uncertain   Π_{i < n_h} (s (1 − p_h) + i)/(s + i)     prevalence beta(s p_h, s (1 − p_h))
/// ```
///
/// With known violators each further unit of a class gains more than the one before it, since
/// fewer are left among which they can hide: giving unit by unit fails (it can find a violator with
/// 0.706 where 1 is possible), and all totals of all classes are tried by dynamic programming. It
/// then likes to see one class whole and another not at all, which is
/// right only if the violators are just as many as supposed. With an uncertain prevalence, of which
/// as much is known as s inspections would tell, the gain falls and unit by unit is the optimum.
///
/// Every comparison that doubles leave open is made in exact integers.
public struct DetectionSplit: Hashable, Sendable {
  /// What is believed about the violators.
  public enum Belief: Hashable, Sendable {
    /// Each class has N_h p_h of them, rounded.
    case known(Detection.Rounding)
    /// The prevalence is as uncertain as after this many inspections, > 0.
    case uncertain(strength: Ratio)
  }

  /// n_h, as the classes are given; of equally good splits one that gives most to the class that
  /// stands first.
  public let sizes: [Int]
  /// P(nothing found) in 30 digits.
  public let miss: ExactValue
  /// The sizes that giving unit by unit leads to, each to the greatest gain.
  public let greedySizes: [Int]
  /// P(nothing found) with these.
  public let greedyMiss: ExactValue

  /// The products of classes and totals that may be tried.
  static let stepLimit = 1 << 26
  /// The totals that are kept for each class, at most for all.
  static let cellLimit = 1 << 23
  /// The greatest total: its probability is a fraction of as many factors, in exact integers.
  public static let greatestTotal = 1 << 16

  /// Splits a total.
  ///
  /// - Parameters:
  ///   - bounds: the classes, with their least and greatest sizes.
  ///   - prevalences: p_h, from 0 to 1, one a class.
  ///   - total: Σ n_h, from Σ m_h to Σ M_h.
  ///   - belief: what is believed about the violators.
  /// - Throws: ``DetectionSplitError``; ``DetectionSplitError/tooLarge(steps:limit:)`` above
  ///   ``greatestTotal`` units, or for too many products.
  /// - Complexity: O(n Σ (M_h − m_h)) with known violators, O(n log H) else.
  public init(
    _ bounds: [StratumBounds],
    prevalences: [Ratio],
    total: Int,
    belief: Belief
  ) throws(DetectionSplitError) {
    let least = bounds.reduce(0) { $0 + $1.minimum }
    let most = bounds.reduce(0) { $0 + $1.maximum }
    guard least <= total, total <= most else {
      throw .total(total, least: least, most: most)
    }
    let search = try DetectionSearch(bounds, prevalences, belief, greatest: total)
    sizes = search.best(total: total)
    greedySizes = search.greedy(total: total)
    miss = search.value(of: sizes)
    greedyMiss = greedySizes == sizes ? miss : search.value(of: greedySizes)
  }

  /// Finds the least total that finds at least one violator with a probability, and splits it.
  ///
  /// - Parameters:
  ///   - bounds: the classes, with their least and greatest sizes.
  ///   - prevalences: p_h, from 0 to 1, one a class.
  ///   - confidence: the probability to reach, from 0 to 1.
  ///   - belief: what is believed about the violators.
  /// - Throws: ``DetectionSplitError``; ``DetectionSplitError/unreachable(_:most:)`` where not even
  ///   Σ M_h reaches it.
  /// - Complexity: as for the total that it finds.
  public init(
    _ bounds: [StratumBounds],
    prevalences: [Ratio],
    confidence: Ratio,
    belief: Belief
  ) throws(DetectionSplitError) {
    guard confidence <= Ratio(1) else { throw .share(confidence) }
    let risk = Ratio(confidence.denominator - confidence.numerator, confidence.denominator)
    let least = bounds.reduce(0) { $0 + $1.minimum }
    let most = bounds.reduce(0) { $0 + $1.maximum }
    var reach = min(most, least + 64)
    while true {
      let search = try DetectionSearch(bounds, prevalences, belief, greatest: reach)
      if search.isMissed(at: reach, atMost: risk) {
        var (low, high) = (least, reach)
        while low < high {
          let middle = low + (high - low) / 2
          if search.isMissed(at: middle, atMost: risk) { high = middle } else { low = middle + 1 }
        }
        sizes = search.best(total: low)
        greedySizes = search.greedy(total: low)
        miss = search.value(of: sizes)
        greedyMiss = greedySizes == sizes ? miss : search.value(of: greedySizes)
        return
      }
      guard reach < most else { throw .unreachable(confidence, most: most) }
      reach = min(most, least + 2 * (reach - least))
    }
  }
}

extension DetectionSplit {
  /// The probability that the split finds at least one violator, from the digits of ``miss``.
  public var probability: Double { DetectionSplit.complement(of: miss) }

  /// The same of the greedy split.
  public var greedyProbability: Double { DetectionSplit.complement(of: greedyMiss) }

  /// 1 less a probability, whose digits are not lost in a double near 1.
  private static func complement(of value: ExactValue) -> Double {
    guard value.exponent < 0, value.exponent >= -60, let digits = BigUInt(value.digits) else {
      return 1 - value.approximation
    }
    let one = BigUInt(10).power(-value.exponent)
    guard digits < one else { return 0 }
    return ExactValue(digits: "\(one - digits)", exponent: value.exponent).approximation
  }
}

/// Why a sample is not split (exit status 1; 64 for a share).
public enum DetectionSplitError: ExplainedError, Hashable {
  /// A total outside of what the rules allow.
  case total(Int, least: Int, most: Int)
  /// Not even the greatest sizes reach the probability.
  case unreachable(Ratio, most: Int)
  /// A probability above 1.
  case share(Ratio)
  /// More steps than the limit.
  case tooLarge(steps: Int, limit: Int)

  /// What it is about.
  public var kind: ErrorKind {
    if case .share = self { .usage } else { .no }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .total(let total, let least, let most):
      language(
        "a total of \(total) is not between \(least) and \(most), which the rules and the strata"
          + " allow; change it or a rule",
        "总数 \(total) 不在规则和分类允许的 \(least) 到 \(most) 之间，请修改总数或规则"
      )
    case .unreachable(let confidence, let most):
      language(
        "not even all \(most) units that the rules allow find a violator with \(confidence.percentage);"
          + " lower the probability, raise a cap or the prevalence",
        "即使抽取规则允许的 \(most) 个对象，发现违规的概率也达不到 \(confidence.percentage)，请降低概率、放宽上限或提高违规率"
      )
    case .share(let share):
      language(
        "a probability of \(share.percentage) is above 100%; write a share such as 0.95",
        "概率 \(share.percentage) 超过 100%，请填写 0.95 这样的比例"
      )
    case .tooLarge(let steps, let limit):
      language(
        "an exact split takes \(steps) steps, and \(limit) are the limit; name a --strength, by which"
          + " prevalences are uncertain, or split fewer units",
        "精确分配需要 \(steps) 步，上限为 \(limit) 步，请用 --strength 表示违规率的不确定性，或减少抽取数"
      )
    }
  }
}
