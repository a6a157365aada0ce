/// What sizes between the bounds are to be best for.
public enum AllocationMethod: Hashable, Sendable {
  /// In proportion to the populations, by Sainte-Laguë; needs no data.
  case proportional
  /// The least Σ r_h N_h²(1/n_h − 1/N_h) S_h², r_h the risk weight: Neyman's variance of the total
  /// (1934, doi:10.2307/2342192), in whole units (Wright 2012).
  case variance
  /// The least greatest r_h S_h²(1/n_h − 1/N_h): no class is known worse than it must be.
  case worstError
  /// The same relative to the class's own prevalence: equal coefficients of variation.
  case equalPrecision
  /// The most expected violations, Σ r_h p_h n_h.
  case violations
  /// The least Σ (X_h^q CV_h)² with X_h = N_h p_h (Bankier 1988, doi:10.1080/00031305.1988.10475556)
  /// for an exponent q of 0, 1/2 or 1, at which it is rational.
  case power(Exponent)
  /// n_h near to √(I W_h² + H⁻²) S_h, between the precision of the whole and of each class (Kish
  /// 1988, Multipurpose sample designs), I the importance of the whole.
  case compromise(importance: Ratio)

  /// An exponent of the power allocation.
  public enum Exponent: Hashable, Sendable {
    /// 0: equal relative precision of all classes counts.
    case zero
    /// 1/2, Bankier's choice.
    case half
    /// 1: the whole alone counts, which is ``AllocationMethod/variance``.
    case one
  }

  /// The curve of its objective.
  var curve: GainCurve {
    switch self {
    case .proportional: .quota
    case .violations: .flat
    case .worstError, .equalPrecision: .residual
    case .variance, .power, .compromise: .reciprocal
    }
  }
}

extension AllocationMethod: CustomStringConvertible {
  /// The name, as `--method` takes it and sizes carry it.
  public var description: String {
    switch self {
    case .proportional: "proportional"
    case .variance: "variance"
    case .worstError: "worst-error"
    case .equalPrecision: "equal-precision"
    case .violations: "violations"
    case .power(.zero): "power:0"
    case .power(.half): "power:1/2"
    case .power(.one): "power:1"
    case .compromise(let importance): "compromise:\(importance)"
    }
  }

  /// Reads a name; nil where it is none.
  ///
  /// - Parameter name: `variance`, `power:1/2`, `compromise:3`.
  public init?(_ name: String) {
    let plain: [AllocationMethod] = [
      .proportional, .variance, .worstError, .equalPrecision, .violations, .power(.zero),
      .power(.half), .power(.one),
    ]
    if let method = plain.first(where: { $0.description == name }) {
      self = method
    } else if name == "power:0.5" {
      self = .power(.half)
    } else if name.hasPrefix("compromise:"), let ratio = Ratio(decimal: name.dropFirst(11)) {
      self = .compromise(importance: ratio)
    } else {
      return nil
    }
  }
}

/// What is known or assumed about a stratum, beside its population.
public struct StratumTraits: Hashable, Sendable {
  /// S_h, the standard deviation of a unit.
  public var deviation: Ratio?
  /// p_h, the share of units in violation, 0 to 1.
  public var prevalence: Ratio?
  /// r_h, how much the stratum counts; 1 where nothing is said.
  public var weight: Ratio
  /// S_h², the variance of a unit, where it is known and S_h is no finite decimal.
  public var variance: Ratio?
  /// ȳ_h, the mean of a unit; the prevalence where a unit either violates or not.
  public var mean: Ratio?

  /// Makes traits.
  ///
  /// - Parameters:
  ///   - deviation: S_h, nil to take it from the variance or the prevalence.
  ///   - prevalence: p_h.
  ///   - weight: r_h.
  ///   - variance: S_h².
  ///   - mean: ȳ_h.
  public init(
    deviation: Ratio? = nil,
    prevalence: Ratio? = nil,
    weight: Ratio = Ratio(1),
    variance: Ratio? = nil,
    mean: Ratio? = nil
  ) {
    self.deviation = deviation
    self.prevalence = prevalence
    self.weight = weight
    self.variance = variance
    self.mean = mean
  }
}

extension AllocationMethod {
  /// The exact weight of a stratum in the objective.
  ///
  /// S_h² is N_h/(N_h−1) p_h(1−p_h) where only a prevalence is given, 0 for a single unit.
  ///
  /// - Throws: ``AllocationError`` where a trait is missing, or its digits do not fit 128 bits.
  func weight(
    _ stratum: Stratum,
    _ traits: StratumTraits,
    strata: Int,
    total: Int
  ) throws(AllocationError) -> Weight {
    let population = UInt128(stratum.population)
    let risk = Product(stratum).times(Weight.Fraction(traits.weight))
    switch self {
    case .proportional:
      return Weight(linear: Weight.Fraction(population))
    case .violations:
      return Weight(linear: try risk.times(try prevalence(stratum, traits)).value())
    case .variance:
      return try spread(risk, traits, root: Product(stratum).times(Weight.Fraction(population)))
    case .worstError:
      return try spread(risk, traits, root: Product(stratum))
    case .equalPrecision, .power(.zero):
      return try spread(
        risk,
        traits,
        root: Product(stratum).over(try prevalence(stratum, traits, isDivisor: true))
      )
    case .power(.half):
      let share = try prevalence(stratum, traits, isDivisor: true)
      return try spread(
        risk.times(Weight.Fraction(population)).over(share),
        traits,
        root: Product(stratum)
      )
    case .power(.one):
      return try spread(risk, traits, root: Product(stratum).times(Weight.Fraction(population)))
    case .compromise(let importance):
      // I W² + H⁻² over its common (Σ N)⁻² H⁻².
      let own = Product(stratum).times(Weight.Fraction(UInt128(importance.numerator)))
        .times(Weight.Fraction(population)).times(Weight.Fraction(population))
        .times(Weight.Fraction(UInt128(strata))).times(Weight.Fraction(UInt128(strata)))
      let equal = Product(stratum).times(Weight.Fraction(UInt128(importance.denominator)))
        .times(Weight.Fraction(UInt128(total))).times(Weight.Fraction(UInt128(total)))
      let (sum, overflow) = try own.value().numerator
        .addingReportingOverflow(try equal.value().numerator)
      guard !overflow else { throw .tooManyDigits(stratum: stratum.name) }
      return try spread(risk.times(Weight.Fraction(sum)), traits, root: Product(stratum))
    }
  }

  /// `linear · root² · S_h²`.
  private func spread(
    _ linear: Product,
    _ traits: StratumTraits,
    root: Product
  ) throws(AllocationError) -> Weight {
    if let deviation = traits.deviation {
      let scaled = root.times(Weight.Fraction(deviation))
      return Weight(linear: try linear.value(), root: try scaled.value())
    }
    if let variance = traits.variance {
      return Weight(
        linear: try linear.times(Weight.Fraction(variance)).value(),
        root: try root.value()
      )
    }
    let stratum = linear.stratum
    guard let share = traits.prevalence else {
      throw .missing(stratum: stratum.name, column: "sd")
    }
    guard stratum.population > 1 else { return Weight(linear: Weight.Fraction(0)) }
    let variance = linear.times(Weight.Fraction(share))
      .times(
        Weight.Fraction(UInt128(share.denominator - share.numerator), UInt128(share.denominator))
      )
      .times(Weight.Fraction(UInt128(stratum.population), UInt128(stratum.population - 1)))
    return Weight(linear: try variance.value(), root: try root.value())
  }

  private func prevalence(
    _ stratum: Stratum,
    _ traits: StratumTraits,
    isDivisor: Bool = false
  ) throws(AllocationError) -> Weight.Fraction {
    guard let prevalence = traits.prevalence, !isDivisor || prevalence.numerator > 0 else {
      throw .missing(stratum: stratum.name, column: "prevalence")
    }
    return Weight.Fraction(prevalence)
  }
}

/// A product of fractions, kept in lowest terms, that remembers whether it left 128 bits.
private struct Product {
  var stratum: Stratum
  private var numerator: UInt128 = 1
  private var denominator: UInt128 = 1
  private var isTooLong = false

  init(_ stratum: Stratum) { self.stratum = stratum }

  func times(_ factor: Weight.Fraction) -> Product {
    let first = Product.divisor(numerator, factor.denominator)
    let second = Product.divisor(factor.numerator, denominator)
    let (top, topIsLong) = (numerator / first)
      .multipliedReportingOverflow(by: factor.numerator / second)
    let (bottom, bottomIsLong) = (denominator / second)
      .multipliedReportingOverflow(by: factor.denominator / first)
    var result = self
    (result.numerator, result.denominator) = (top, bottom)
    result.isTooLong = isTooLong || topIsLong || bottomIsLong
    return result
  }

  func over(_ divisor: Weight.Fraction) -> Product {
    times(Weight.Fraction(divisor.denominator, divisor.numerator))
  }

  func value() throws(AllocationError) -> Weight.Fraction {
    guard !isTooLong else { throw .tooManyDigits(stratum: stratum.name) }
    return Weight.Fraction(numerator, denominator)
  }

  private static func divisor(_ first: UInt128, _ second: UInt128) -> UInt128 {
    var (larger, smaller) = (first, second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return max(larger, 1)
  }
}
