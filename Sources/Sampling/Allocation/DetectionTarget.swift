/// What a sample without a finding must prove about each class.
///
/// It becomes a rule `≥n` of each class, beside the legal ones, and the one that binds is named.
public enum DetectionTarget: Hashable, Sendable {
  /// At least one violator is found with the probability, if the class has ⌈N_h p_h⌉.
  case confidence(Ratio)
  /// If nothing is found, the class has at most this share of violators, at the confidence.
  case boundIfClean(share: Ratio, confidence: Ratio)

  /// The rules of all classes that the target leads to.
  ///
  /// A class without a violator, where the prevalence is 0, gets none.
  ///
  /// - Parameters:
  ///   - strata: the strata.
  ///   - traits: what is known about each; ``confidence(_:)`` needs the prevalence.
  /// - Returns: a rule for each stratum that needs one.
  /// - Throws: ``AllocationError/missing(stratum:column:)``; ``AllocationError/detection(_:)`` for a
  ///   share above 1.
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
      do throws(DetectionError) {
        if let size = try sampleSize(of: stratum.population, prevalence: prevalence ?? Ratio(0)) {
          result[stratum.name] = .atLeast(.count(size))
        }
      } catch {
        throw .detection(error)
      }
    }
    return result
  }

  /// The least size that proves it in one class; nil where nothing is to be proved.
  private func sampleSize(
    of population: Int,
    prevalence: Ratio
  ) throws(DetectionError) -> Int? {
    switch self {
    case .confidence(let confidence):
      return try Detection(population: population, prevalence: prevalence, rounding: .up)
        .sampleSize(confidence: confidence)
    case .boundIfClean(let share, let confidence):
      guard let allowed = share.maximumCount(of: population) else {
        throw .share(.prevalence, share)
      }
      guard allowed < population else { return nil }
      // One violator more than allowed would be met with the confidence.
      return try Detection(population: population, violators: allowed + 1)
        .sampleSize(confidence: confidence)
    }
  }
}
