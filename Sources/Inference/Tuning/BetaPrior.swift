public import Sampling

/// What is believed of a class's prevalence before its inspections: a beta distribution.
///
/// The prior is an assumption and is named wherever it is used.
public struct BetaPrior: Hashable, Sendable {
  /// The name, as `--prior` takes it.
  public let name: String
  /// α₀ > 0.
  public let alpha: Ratio
  /// β₀ > 0.
  public let beta: Ratio

  /// Beta(½, ½), Jeffreys' rule (1946, doi:10.1098/rspa.1946.0056): worth one inspection.
  public static let jeffreys = BetaPrior(name: "jeffreys", alpha: Ratio(1, 2), beta: Ratio(1, 2))
  /// Beta(1, 1), every prevalence alike (Bayes 1763): worth two inspections.
  public static let uniform = BetaPrior(name: "uniform", alpha: Ratio(1), beta: Ratio(1))

  private init(name: String, alpha: Ratio, beta: Ratio) {
    self.name = name
    self.alpha = alpha
    self.beta = beta
  }

  /// Reads a prior; nil where it is none.
  ///
  /// - Parameter text: `jeffreys`, `uniform`, or α and β, as `0.5,9.5`.
  public init?(_ text: String) {
    if let named = [BetaPrior.jeffreys, .uniform].first(where: { $0.name == text }) {
      self = named
      return
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let alpha = Ratio(decimal: parts[0]), alpha > Ratio(0),
      let beta = Ratio(decimal: parts[1]), beta > Ratio(0)
    else { return nil }
    self.init(name: "beta(\(parts[0]),\(parts[1]))", alpha: alpha, beta: beta)
  }
}
