/// What sizes between the bounds are to be best for.
public enum AllocationMethod: Hashable, Sendable {
  /// In proportion to the populations, by Sainte-Laguë; needs no data.
  case proportional
  /// The least Σ r_h N_h²(1/n_h − 1/N_h) S_h², r_h the risk weight: the variance of the total of
  /// Tschuprow (1923, Metron 2) and Neyman (1934, doi:10.2307/2342192), in whole units (Wright 2012).
  case variance
  /// The least greatest r_h S_h²(1/n_h − 1/N_h): no class is known worse than it must be.
  case worstError
  /// The same relative to the class's own prevalence: equal coefficients of variation.
  case equalPrecision
  /// The most expected violations, Σ r_h p_h n_h.
  case violations
  /// The greatest least probability to find one of the ⌈N_h p_h⌉ violators of a class; risk weights
  /// do not take part.
  case worstDetection
  /// The least Σ (X_h^q CV_h)² with X_h = N_h p_h (Bankier 1988, doi:10.1080/00031305.1988.10475556),
  /// q from 0 (each class alike) to 1 (the whole alone, as ``variance``).
  case power(Ratio)
  /// n_h near to √(I W_h² + H⁻²) S_h, between the precision of the whole and of each class (Kish
  /// 1988, Multipurpose sample designs), I the importance of the whole.
  case compromise(importance: Ratio)
  /// n_h near to k W_h + (1 − k)/H, between proportional and equal sizes (Costa, Satorra and Ventura
  /// 2004, SORT 28), by Sainte-Laguë; needs no data.
  case costa(share: Ratio)
  /// n_h near to N_h^(2q₁) ȳ_h^(2q₂) S_h^(2q₃), ȳ_h the mean or else the prevalence (Hidiroglou and
  /// Srinath 1993, Journal of Business & Economic Statistics 11, 397–405): (1/2, 0, 1/2) is
  /// ``variance``.
  case general(population: Ratio, mean: Ratio, deviation: Ratio)

  /// The greatest common denominator of exponents.
  static let greatestDegree = 100

  /// The curve of its objective.
  var curve: GainCurve {
    switch self {
    case .proportional, .costa: .quota
    case .violations: .flat
    case .worstError, .equalPrecision: .residual
    case .worstDetection: .miss
    case .variance, .power, .compromise, .general: .reciprocal
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
    case .worstDetection: "worst-detection"
    case .power(let exponent): "power:\(exponent)"
    case .compromise(let importance): "compromise:\(importance)"
    case .costa(let share): "costa:\(share)"
    case .general(let population, let mean, let deviation):
      "general:\(population),\(mean),\(deviation)"
    }
  }

  /// Reads a name; nil where it is none, or an exponent is above 1 or beyond a common denominator of
  /// 100.
  ///
  /// The names of the field stand beside the plain ones: `neyman`, `tschuprow` and `optimal` for
  /// `variance` (with prices the cost-optimal allocation is of the same objective), `bankier:1/2` for
  /// `power:1/2`, which `bankier` alone is too, and `kish:3` for `compromise:3`.
  ///
  /// - Parameter name: `variance`, `power:1/2`, `power:0.35`, `compromise:3`, `costa:1/2`,
  ///   `general:1/2,0,1/2`, in any case.
  public init?(_ name: String) {
    let name = AllocationMethod.plain(name.lowercased())
    let plain: [AllocationMethod] = [
      .proportional, .variance, .worstError, .equalPrecision, .violations, .worstDetection,
    ]
    if let method = plain.first(where: { $0.description == name }) {
      self = method
      return
    }
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let texts = parts[1].split(separator: ",", omittingEmptySubsequences: false)
    let numbers = texts.compactMap { Ratio(fraction: $0) }
    guard numbers.count == texts.count else { return nil }
    let isShare = numbers.allSatisfy { $0 <= Ratio(1) }
    let degree = numbers.reduce(1) { degree, number in
      let divisor = Ratio.greatestCommonDivisor(degree, number.denominator)
      let product = (degree / divisor).multipliedReportingOverflow(by: number.denominator)
      return product.overflow ? .max : product.partialValue
    }
    let isExponent = isShare && degree <= Self.greatestDegree
    switch (parts[0], numbers.count) {
    case ("compromise", 1): self = .compromise(importance: numbers[0])
    case ("costa", 1) where isShare: self = .costa(share: numbers[0])
    case ("power", 1) where isExponent: self = .power(numbers[0])
    case ("general", 3) where isExponent:
      self = .general(population: numbers[0], mean: numbers[1], deviation: numbers[2])
    default: return nil
    }
  }
}

extension AllocationMethod {
  /// The plain name of a method by its name in the field.
  private static func plain(_ name: String) -> String {
    switch name {
    case "neyman", "tschuprow", "tchuprow", "chuprov", "optimal", "optimum": return "variance"
    case "bankier": return "power:1/2"
    default: break
    }
    for (own, plain) in [("bankier:", "power:"), ("kish:", "compromise:")]
    where name.hasPrefix(own) {
      return plain + name.dropFirst(own.count)
    }
    return name
  }

  /// Names of Bethel's (1989) and Chromy's (1987) problem, several variances bounded at least cost: no
  /// method for a total, but what sizes for precisions are anyway.
  public static let precisionNames = ["bethel", "chromy"]
}

extension Ratio {
  /// Reads a decimal number, or one whole number over another: `0.35`, `7/20`.
  fileprivate init?(fraction text: Substring) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      self.init(decimal: text)
      return
    }
    guard let top = Ratio(decimal: parts[0]), let bottom = Ratio(decimal: parts[1]),
      top.denominator == 1, bottom.denominator == 1, bottom.numerator > 0
    else { return nil }
    self.init(top.numerator, bottom.numerator)
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
