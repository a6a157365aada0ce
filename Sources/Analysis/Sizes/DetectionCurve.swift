package import Sampling

/// How surely a violator of a class is found, by how many of its units are inspected.
///
/// ```
/// P(n) = 1 − C(N − D, n) / C(N, n),   D = ⌈N p⌉
/// ```
public struct DetectionCurve: Encodable, Hashable, Sendable {
  /// The class.
  public let stratum: String
  /// N.
  public let population: Int
  /// D, at least 1.
  public let violators: Int
  /// Some sizes, ascending: by steps of two ninths from 1 to where P reaches 99.9 %, and those of the plans
  /// with a name.
  public let sizes: [Int]
  /// P of each of them.
  public let probabilities: [Double]

  /// Follows a class.
  ///
  /// Nil where the class has no violator.
  package init?(_ stratum: Stratum, prevalence: Ratio, planned: Set<Int>) {
    let detection = try? Detection(
      population: stratum.population,
      prevalence: prevalence,
      rounding: .up
    )
    guard let detection, detection.violators > 0,
      let last = try? detection.sampleSize(confidence: Ratio(999, 1000))
    else { return nil }
    var sizes = planned.filter { $0 > 0 }
    // About 11 steps for a factor of 10.
    var size = 1
    while size < last {
      sizes.insert(size)
      size = max(size + 1, size + size * 2 / 9)
    }
    sizes.insert(last)
    self.stratum = stratum.name.text
    population = stratum.population
    violators = detection.violators
    self.sizes = sizes.sorted()
    probabilities = self.sizes.map { (try? detection.probability(sample: $0)) ?? 0 }
  }

  /// P of a size that a plan with a name has; nil for none inspected.
  package func probability(of size: Int) -> Double? {
    sizes.firstIndex(of: size).map { probabilities[$0] }
  }
}
