public import Sampling

/// An estimate of a mean, a share, a ratio or a total, with what is known of its error.
public struct Estimate: Hashable, Sendable {
  /// The estimate.
  public let value: Double
  /// The standard error; nil where the sample can not tell it (``reasons`` say why), and 0 only
  /// where every unit was inspected.
  public let standardError: Double?
  /// n − H over the strata with a sample, as survey programs count.
  public let degreesOfFreedom: Int
  /// n − H of the units that were not certain to be in the sample: a census has no sampling error, and
  /// adds none.
  public let openDegreesOfFreedom: Int
  /// Satterthwaite's degrees of freedom, (Σ v_h)² / Σ v_h²/(n_h − 1); nil without a standard error
  /// or where nothing varies.
  public let satterthwaite: Double?
  /// Whether ``satterthwaite`` are the degrees of freedom that hold: units were certain to be in the
  /// sample, or a stratum of few units carries nearly all of the variance (a tenth of n − H and less).
  public let isUneven: Bool
  /// n, the units that the estimate rests on.
  public let sample: Int
  /// N, the units of the frame that it speaks of.
  public let population: Int
  /// What limits the standard error.
  public let reasons: [Reason]

  /// What limits a standard error.
  public enum Reason: Hashable, Sendable {
    /// One unit in a stratum of more: its variance can not be estimated.
    case loneUnit(ProtocolText)
    /// All units inspected in a stratum are alike: their variance counts as 0, so that the standard
    /// error is too small.
    case alike(ProtocolText, sample: Int)
    /// Nothing varies in any stratum: a standard error of 0 would claim certainty.
    case nothingVaries
    /// Every unit of the stratum was inspected: it adds no sampling error.
    case census(ProtocolText)
    /// Nothing was inspected in the stratum, so that the estimate does not speak of it.
    case notInspected(ProtocolText, population: Int)
  }

  /// Which degrees of freedom Student's t has.
  public enum DegreesOfFreedom: Hashable, Sendable {
    /// n − H, as R's survey package, SAS and Stata have it: too many where a stratum was inspected whole.
    case survey
    /// ``Estimate/effectiveDegreesOfFreedom``.
    case effective
  }

  /// ``satterthwaite`` where ``isUneven``, else ``openDegreesOfFreedom``.
  public var effectiveDegreesOfFreedom: Double {
    let open = Double(openDegreesOfFreedom)
    return isUneven ? min(satterthwaite ?? open, open) : open
  }

  /// The interval value ± t · standard error.
  ///
  /// For a share near 0 or 1 its coverage is far below the confidence (53 to 77 % instead of 95 % at
  /// rates of 1 to 2 %); take ``StratifiedBound`` there.
  ///
  /// Source: Satterthwaite, Biometrics Bulletin 2, 1946, 110–114, doi:10.2307/3002019.
  ///
  /// - Parameters:
  ///   - confidence: C, 0 < C < 1.
  ///   - side: which ends are bounds.
  ///   - degreesOfFreedom: those of t: with a census, or one stratum of few units, only the effective
  ///     ones hold the confidence.
  /// - Returns: the bounds, nil where the standard error or the degrees of freedom lack; an end that
  ///   is no bound is nil.
  /// - Throws: ``InferenceError/confidence(_:)``.
  /// - Complexity: O(1).
  public func interval(
    confidence: Ratio,
    side: Side = .two,
    degreesOfFreedom: DegreesOfFreedom = .survey
  ) throws(InferenceError) -> (lower: Double?, upper: Double?)? {
    let risk = try side.risk(confidence)
    guard let standardError else { return nil }
    if standardError == 0 { return (side.hasLower ? value : nil, side.hasUpper ? value : nil) }
    guard
      let t = GSL.studentUpperQuantile(
        risk.approximation,
        degreesOfFreedom: degreesOfFreedom == .survey
          ? Double(self.degreesOfFreedom) : effectiveDegreesOfFreedom
      )
    else { return nil }
    return (
      side.hasLower ? value - t * standardError : nil,
      side.hasUpper ? value + t * standardError : nil
    )
  }
}

extension Estimate.Reason {
  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .loneUnit(let name):
      language(
        "stratum \"\(name)\" has one inspected unit: no standard error without a second",
        "分类“\(name)”只检查了一个对象，至少两个才能估计标准误"
      )
    case .alike(let name, let sample):
      language(
        "stratum \"\(name)\": all \(sample) units are alike, so that the standard error counts no"
          + " variance there and is too small",
        "分类“\(name)”：检查的 \(sample) 个对象结果完全相同，方差按 0 计，标准误偏小"
      )
    case .nothingVaries:
      language(
        "nothing varies in the sample, so it tells no standard error; read the exact bounds",
        "样本结果完全相同，无法估计标准误，请以精确界限为准"
      )
    case .census(let name):
      language(
        "stratum \"\(name)\" was inspected whole: no sampling error there",
        "分类“\(name)”已全部检查，没有抽样误差"
      )
    case .notInspected(let name, let population):
      language(
        "stratum \"\(name)\" was not inspected: nothing here speaks of its \(population) units",
        "分类“\(name)”未检查，以下结果不包括其 \(population) 个对象"
      )
    }
  }
}

/// What one stratum adds to a total.
struct StratumPart {
  var name: ProtocolText
  /// N_h.
  var population: Int
  /// n_h.
  var sample: Int
  /// The units that were not certain to be in the sample; they carry the variance.
  var uncertain: Int
  /// The variance of its estimated total; nil where one unit can not tell it.
  var variance: Double?

  /// Whether the sample leaves something open and shows no variation.
  var isAlike: Bool { variance == 0 && uncertain > 0 }
}

extension Estimate {
  /// Puts a value and the parts of its variance together.
  ///
  /// - Parameters:
  ///   - value: the estimate.
  ///   - parts: the strata, those without a sample included.
  ///   - scale: what a total is divided by to give the value.
  ///   - counted: the units of a domain by stratum, and those that were not certain, which count for
  ///     the degrees of freedom; nil for all.
  init(
    value: Double,
    parts: [StratumPart],
    scale: Double,
    counted: (all: [Int], open: [Int])? = nil
  ) {
    var reasons: [Reason] = []
    var sum = 0.0
    var isKnown = true
    for part in parts where part.population > 0 {
      if part.sample == 0 {
        reasons.append(.notInspected(part.name, population: part.population))
      } else if let variance = part.variance {
        if part.uncertain == 0 {
          reasons.append(.census(part.name))
        } else if part.isAlike {
          reasons.append(.alike(part.name, sample: part.sample))
        }
        sum += variance
      } else {
        reasons.append(.loneUnit(part.name))
        isKnown = false
      }
    }
    // Of a ratio to next to nothing.
    if !sum.isFinite { isKnown = false }
    let inspected = parts.filter { $0.sample > 0 }
    if isKnown, sum == 0, inspected.contains(where: \.isAlike) {
      isKnown = false
      reasons.append(.nothingVaries)
    }
    self.value = value
    standardError = isKnown ? sum.squareRoot() / scale : nil
    // Of the greatest variance, so that no square leaves the range.
    let scaled = parts.compactMap { part in
      part.variance.map { (share: sum > 0 ? $0 / sum : 0, units: part.uncertain) }
    }
    let squares = scaled.reduce(0.0) {
      $0 + ($1.units > 1 ? $1.share * $1.share / Double($1.units - 1) : 0)
    }
    satterthwaite = isKnown && squares > 0 ? 1 / squares : nil
    let open = counted?.open ?? parts.map(\.uncertain)
    let freedom = open.reduce(0) { $0 + max($1 - 1, 0) }
    openDegreesOfFreedom = freedom
    degreesOfFreedom = (counted?.all ?? parts.map(\.sample)).reduce(0) { $0 + max($1 - 1, 0) }
    let hasCertain = parts.contains { $0.uncertain < $0.sample }
    isUneven = satterthwaite.map { hasCertain || $0 * 10 <= Double(freedom) } ?? false
    sample = (counted?.all ?? parts.map(\.sample)).reduce(0, +)
    population = inspected.reduce(0) { $0 + $1.population }
    self.reasons = reasons
  }
}
