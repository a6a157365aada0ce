public import Sampling

/// What was inspected and found in one stratum.
public struct InspectedStratum: Hashable, Sendable {
  /// The name.
  public let name: ProtocolText
  /// N_h, the units in the frame.
  public let population: Int
  /// n_h, the units inspected, a simple random sample of the stratum.
  public let sample: Int
  /// x_h, the units found to have the property.
  public let found: Int

  /// Makes a stratum.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - population: N_h, ≥ 0.
  ///   - sample: n_h, 0 to N_h.
  ///   - found: x_h, 0 to n_h.
  /// - Throws: ``InferenceError`` that names the stratum, for a count out of its range.
  public init(
    name: ProtocolText,
    population: Int,
    sample: Int,
    found: Int
  ) throws(InferenceError) {
    guard population >= 0, (0...population).contains(sample) else {
      throw .sample(sample, population: population, stratum: name)
    }
    guard (0...sample).contains(found) else {
      throw .found(found, sample: sample, stratum: name)
    }
    self.init(unchecked: name, population: population, sample: sample, found: found)
  }

  private init(unchecked name: ProtocolText, population: Int, sample: Int, found: Int) {
    self.name = name
    self.population = population
    self.sample = sample
    self.found = found
  }

  /// After one more inspection that finds nothing; nil where all units were inspected.
  var withOneMoreClean: InspectedStratum? {
    guard sample < population else { return nil }
    return InspectedStratum(
      unchecked: name,
      population: population,
      sample: sample + 1,
      found: found
    )
  }

  /// x_h, or for a lower bound n_h − x_h.
  func found(isLower: Bool) -> Int { isLower ? sample - found : found }

  /// X_h where M units of the stratum have the property.
  func distribution(_ marked: Int) -> Hypergeometric {
    Hypergeometric(population: population, marked: marked, draws: sample)
  }
}
