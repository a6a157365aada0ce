/// A stratum and its population.
public struct Stratum: Hashable, Sendable {
  /// The name.
  public var name: ProtocolText
  /// N_h, the number of units in the frame, ≥ 0.
  public var population: Int

  /// Makes a stratum.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - population: N_h, ≥ 0.
  public init(name: ProtocolText, population: Int) {
    self.name = name
    self.population = population
  }
}
