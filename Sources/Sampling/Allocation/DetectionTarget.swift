/// What a sample without a finding must prove about each class.
///
/// It becomes a rule `≥n` of each class, beside the legal ones, and the one that binds is named.
public enum DetectionTarget: Hashable, Sendable {
  /// At least one violator is found with the probability, if the class has N_h p_h of them, rounded,
  /// and an inspection recognises one with the sensitivity.
  case confidence(Ratio, rounding: Detection.Rounding = .up, sensitivity: Ratio = Ratio(1))
  /// If nothing is found, the class has at most this share of violators, at the confidence.
  case boundIfClean(share: Ratio, confidence: Ratio, sensitivity: Ratio = Ratio(1))

  /// The rules of all classes that the target leads to.
  ///
  /// An empty class gets none.
  ///
  /// - Parameters:
  ///   - strata: the strata.
  ///   - traits: what is known about each; ``confidence(_:rounding:sensitivity:)`` needs the prevalence.
  /// - Returns: a rule for each stratum that needs one.
  /// - Throws: ``AllocationError/missing(stratum:column:)``;
  ///   ``AllocationError/noViolator(stratum:isRoundedDown:)`` where the prevalence is 0, or N_h p_h is
  ///   rounded down to 0; ``AllocationError/provesNothing`` for a bound of 1;
  ///   ``AllocationError/detection(_:)`` for a share above 1;
  ///   ``AllocationError/undetectable(stratum:confidence:)`` where inspections overlook so many that
  ///   not even the whole class reaches the probability.
  /// - Complexity: O(H log N) tests of a size.
  public func rules(
    _ strata: [Stratum],
    traits: [ProtocolText: StratumTraits]
  ) throws(AllocationError) -> [ProtocolText: Rule] {
    var result: [ProtocolText: Rule] = [:]
    for stratum in strata where stratum.population > 0 {
      let prevalence = traits[stratum.name]?.prevalence
      if case .confidence = self, prevalence == nil {
        throw .missing(stratum: stratum.name, column: "prevalence")
      }
      let found: (violators: Int, size: Int?)?
      do throws(DetectionError) {
        let detection = try supposed(stratum.population, prevalence: prevalence ?? Ratio(0))
        found = try detection.map { detection throws(DetectionError) in
          (detection.violators, try detection.sampleSize(confidence: confidence))
        }
      } catch {
        throw .detection(error)
      }
      guard let found else { throw .provesNothing }
      guard found.violators > 0 else {
        throw .noViolator(stratum: stratum.name, isRoundedDown: roundsDown)
      }
      guard let size = found.size else {
        throw .undetectable(stratum: stratum.name, confidence: confidence)
      }
      result[stratum.name] = .atLeast(.count(size))
    }
    return result
  }

  /// The probability to reach.
  private var confidence: Ratio {
    switch self {
    case .confidence(let confidence, _, _), .boundIfClean(_, let confidence, _): confidence
    }
  }

  /// Whether N_h p_h may be rounded down to no violator.
  private var roundsDown: Bool {
    if case .confidence(_, .down, _) = self { true } else { false }
  }

  /// The violators that must be met in one class; nil where nothing is to be proved.
  private func supposed(
    _ population: Int,
    prevalence: Ratio
  ) throws(DetectionError) -> Detection? {
    switch self {
    case .confidence(_, let rounding, let sensitivity):
      return try Detection(
        population: population,
        prevalence: prevalence,
        rounding: rounding,
        sensitivity: sensitivity
      )
    case .boundIfClean(let share, _, let sensitivity):
      guard share <= Ratio(1), let allowed = share.maximumCount(of: population) else {
        throw .share(.prevalence, share)
      }
      guard allowed < population else { return nil }
      // One violator more than allowed would be met with the confidence.
      return try Detection(
        population: population,
        violators: allowed + 1,
        sensitivity: sensitivity
      )
    }
  }
}
