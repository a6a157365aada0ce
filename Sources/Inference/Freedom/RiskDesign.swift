public import Sampling

/// Detection in several strata together, with the violators spread by relative risk.
///
/// ```
/// AR_h = RR_h / (Σ RR_g N_g / N)           the adjusted risk
/// D_h  = ⌈p* AR_h N_h⌉                     violators that the design supposes in stratum h
/// P    = 1 − Π_h (1 − P_h)                 P_h of `Detection` with N_h, D_h, n_h
/// ```
///
/// With all RR_h equal this is the stratified product of one prevalence.
///
/// Source: Martin, Cameron and Greiner, Preventive Veterinary Medicine 79, 2007, 71–97; here with the
/// exact hypergeometric P_h instead of an approximation.
public struct RiskDesign: Hashable, Sendable {
  /// The strata.
  public let strata: [Stratum]
  /// D_h of each.
  public let violators: [Int]
  /// P_h of each.
  public let probabilities: [Double]
  /// AR_h of each.
  public let adjustedRisks: [Double]

  /// One stratum of a risk-based design.
  public struct Stratum: Hashable, Sendable {
    /// The name.
    public var name: ProtocolText
    /// N_h.
    public var population: Int
    /// n_h.
    public var sample: Int
    /// RR_h, the risk in proportion to that of a stratum with 1.
    public var relativeRisk: Ratio

    /// Makes a stratum.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - population: N_h, ≥ 0.
    ///   - sample: n_h, 0 to N_h.
    ///   - relativeRisk: RR_h, > 0.
    public init(name: ProtocolText, population: Int, sample: Int, relativeRisk: Ratio = Ratio(1)) {
      self.name = name
      self.population = population
      self.sample = sample
      self.relativeRisk = relativeRisk
    }
  }

  /// P, the probability that the design finds at least one violator.
  public var probability: Double {
    1 - probabilities.reduce(1) { $0 * (1 - $1) }
  }

  /// Computes a design.
  ///
  /// - Parameters:
  ///   - strata: the strata.
  ///   - prevalence: p*, the share of violators in the whole population, 0 to 1.
  ///   - rounding: how N_h AR_h p* becomes a whole number; a stratum has at most N_h violators.
  ///   - sensitivity: s, the probability that an inspection of a violator recognises it.
  /// - Throws: ``InferenceError`` for counts or shares out of their range.
  /// - Complexity: O(H) detections.
  public init(
    _ strata: [Stratum],
    prevalence: Ratio,
    rounding: Detection.Rounding,
    sensitivity: Ratio = Ratio(1)
  ) throws(InferenceError) {
    guard !strata.isEmpty else { throw .noStrata }
    guard prevalence <= Ratio(1) else { throw .prevalence(prevalence) }
    let all = strata.reduce(0) { $0 + $1.population }
    // Σ RR N, over the common denominator of all RR.
    var common = Int128(1)
    for stratum in strata {
      let denominator = Int128(stratum.relativeRisk.denominator)
      common = try RiskDesign.product(common / RiskDesign.divisor(common, denominator), denominator)
    }
    var sum = Int128(0)
    var risks: [Int128] = []
    for stratum in strata {
      let risk = try RiskDesign.product(
        Int128(stratum.relativeRisk.numerator),
        common / Int128(stratum.relativeRisk.denominator)
      )
      guard risk > 0 else { throw .relativeRisk(stratum.relativeRisk) }
      risks.append(risk)
      sum += try RiskDesign.product(risk, Int128(stratum.population))
    }
    var violators: [Int] = []
    var probabilities: [Double] = []
    for (stratum, risk) in zip(strata, risks) {
      guard (0...max(stratum.population, 0)).contains(stratum.sample) else {
        throw .sample(stratum.sample, population: stratum.population, stratum: stratum.name)
      }
      let shares = try RiskDesign.product(
        try RiskDesign.product(risk, Int128(stratum.population)),
        try RiskDesign.product(Int128(prevalence.numerator), Int128(all))
      )
      let whole = max(try RiskDesign.product(sum, Int128(prevalence.denominator)), 1)
      let (quotient, rest) = shares.quotientAndRemainder(dividingBy: whole)
      let expected = quotient + (rounding == .up && rest > 0 ? 1 : 0)
      violators.append(Int(min(expected, Int128(stratum.population))))
      do {
        let detection = try Detection(
          population: stratum.population,
          violators: violators[violators.count - 1],
          sensitivity: sensitivity
        )
        probabilities.append(try detection.probability(sample: stratum.sample))
      } catch {
        throw .detection(error)
      }
    }
    self.strata = strata
    self.violators = violators
    self.probabilities = probabilities
    adjustedRisks = risks.map { Double($0) * Double(all) / Double(max(sum, 1)) }
  }

  private static func product(_ left: Int128, _ right: Int128) throws(InferenceError) -> Int128 {
    let (result, overflow) = left.multipliedReportingOverflow(by: right)
    if overflow { throw .tooManyDigits }
    return result
  }

  private static func divisor(_ first: Int128, _ second: Int128) -> Int128 {
    var (larger, smaller) = (first, second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }
}
