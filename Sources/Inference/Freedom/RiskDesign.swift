public import Sampling

/// Detection in several strata together, with the violators spread by relative risk.
///
/// ```
/// AR_h = RR_h / (Σ RR_g N_g / N)           the adjusted risk
/// D    = ⌈p* N⌉                            violators that the design supposes in all
/// D_h  = ⌊D AR_h N_h / N⌋, and one more    where the fractions are largest, until they sum to D
/// P    = 1 − Π_h (1 − P_h)                 P_h of `Detection` with N_h, D_h, n_h
/// ```
///
/// With all RR_h equal this is the stratified product of one prevalence. It is the whole population whose
/// violators are rounded: with 10 of 1,000 in 100 strata of 10, ten strata have one, and not each.
///
/// Of equal fractions the one more goes to the stratum of which the smallest share was inspected, so that
/// the design does not promise more than it keeps. A stratum has at most N_h, and what is above goes to
/// the others in proportion.
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
  ///
  /// Added up from the P_h, so that a tiny one is not lost.
  public var probability: Double {
    probabilities.reduce(0) { $0 + $1 * (1 - $0) }
  }

  /// Computes a design.
  ///
  /// - Parameters:
  ///   - strata: the strata.
  ///   - prevalence: p*, the share of violators in the whole population, 0 to 1.
  ///   - rounding: how N p* becomes a whole number.
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
    for stratum in strata {
      guard (0...max(stratum.population, 0)).contains(stratum.sample) else {
        throw .sample(stratum.sample, population: stratum.population, stratum: stratum.name)
      }
    }
    let violators = try RiskDesign.violators(strata, risks, prevalence, rounding)
    var probabilities: [Double] = []
    for (stratum, count) in zip(strata, violators) {
      do {
        let detection = try Detection(
          population: stratum.population,
          violators: count,
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

  /// D_h of each stratum, by the largest fractions.
  private static func violators(
    _ strata: [Stratum],
    _ risks: [Int128],
    _ prevalence: Ratio,
    _ rounding: Detection.Rounding
  ) throws(InferenceError) -> [Int] {
    let all = strata.reduce(0) { $0 + $1.population }
    let total =
      (rounding == .up ? prevalence.minimumCount(of: all) : prevalence.maximumCount(of: all)) ?? 0
    var violators = strata.map { _ in 0 }
    var open = strata.indices.filter { strata[$0].population > 0 }
    var left = min(total, all)
    while !open.isEmpty {
      let weights = try open.map { stratum throws(InferenceError) in
        try product(risks[stratum], Int128(strata[stratum].population))
      }
      let whole = max(weights.reduce(0, +), 1)
      let shares = try weights.map { weight throws(InferenceError) in
        try product(weight, Int128(left)).quotientAndRemainder(dividingBy: whole)
      }
      // A stratum whose part is all of it, or more, has all.
      let full = zip(open, shares).filter { $1.quotient >= Int128(strata[$0].population) }.map(\.0)
      guard full.isEmpty else {
        for stratum in full {
          violators[stratum] = strata[stratum].population
          left -= strata[stratum].population
        }
        open.removeAll { full.contains($0) }
        continue
      }
      for (stratum, share) in zip(open, shares) { violators[stratum] = Int(share.quotient) }
      left -= shares.reduce(0) { $0 + Int($1.quotient) }
      let order = open.indices.sorted { left, right in
        if shares[left].remainder != shares[right].remainder {
          return shares[left].remainder > shares[right].remainder
        }
        let (one, two) = (strata[open[left]], strata[open[right]])
        let first = Int128(one.sample) * Int128(two.population)
        let second = Int128(two.sample) * Int128(one.population)
        return first != second ? first < second : left < right
      }
      for place in order.prefix(left) { violators[open[place]] += 1 }
      break
    }
    return violators
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
