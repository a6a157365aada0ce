internal import Inference

/// Between which counts chance leaves the findings of an inspector, or of a domain.
package struct FunnelLimits: Hashable, Sendable {
  /// In 95 of 100 cases.
  package let usual: ClosedRange<Int>
  /// In 998 of 1,000 cases.
  package let rare: ClosedRange<Int>

  private static let risks = (usual: 0.05, rare: 0.002)

  /// The limits of a count.
  init(_ count: CountDistribution) {
    usual = count.limits(risk: FunnelLimits.risks.usual)
    rare = count.limits(risk: FunnelLimits.risks.rare)
  }

  private init(usual: ClosedRange<Int>, rare: ClosedRange<Int>) {
    (self.usual, self.rare) = (usual, rare)
  }

  /// The limits of every inspector.
  static func all(_ counts: FindingCounts) -> [FunnelLimits] {
    zip(counts.limits(risk: risks.usual), counts.limits(risk: risks.rare))
      .map { FunnelLimits(usual: $0, rare: $1) }
  }
}
