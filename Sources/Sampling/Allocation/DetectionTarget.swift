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
  /// A class without a violator, where the prevalence is 0 or N_h p_h is rounded down to 0, gets none.
  ///
  /// - Parameters:
  ///   - strata: the strata.
  ///   - traits: what is known about each; ``confidence(_:rounding:sensitivity:)`` needs the prevalence.
  /// - Returns: a rule for each stratum that needs one.
  /// - Throws: ``AllocationError/missing(stratum:column:)``; ``AllocationError/detection(_:)`` for a
  ///   share above 1; ``AllocationError/undetectable(stratum:confidence:)`` where inspections overlook
  ///   so many that not even the whole class reaches the probability.
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
      let size: Int?
      do throws(DetectionError) {
        let detection = try supposed(stratum.population, prevalence: prevalence ?? Ratio(0))
        guard let detection, detection.violators > 0 else { continue }
        size = try detection.sampleSize(confidence: confidence)
      } catch {
        throw .detection(error)
      }
      guard let size else {
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
      guard let allowed = share.maximumCount(of: population) else {
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
