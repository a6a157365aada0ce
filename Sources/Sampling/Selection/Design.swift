/// How units are selected in a stratum.
public enum Design: String, Sendable, CaseIterable, Encodable {
  /// Simple random selection, coordinated where there is a start.
  case srs
  /// Probability proportional to size, Pareto.
  case pareto
  /// Probability proportional to size, sequential Poisson.
  case sequentialPoisson = "sequential-poisson"
  /// A numbered pool without a list.
  case positions

  /// The method of a design by size, nil for the others.
  public var sizeMethod: ProportionalToSize.Method? {
    switch self {
    case .pareto: .pareto
    case .sequentialPoisson: .sequentialPoisson
    case .srs, .positions: nil
    }
  }
}
