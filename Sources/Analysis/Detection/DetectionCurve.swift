package import Sampling

/// How surely a violator of a class is found, by how many of its units are inspected.
///
/// ```
/// P(n) = 1 − C(N − D, n) / C(N, n),   D = ⌈N p⌉
/// ```
package struct DetectionCurve: Sendable {
  /// The class.
  package let stratum: Stratum
  /// D, at least 1.
  package let violators: Int
  /// Some sizes, ascending: by steps of two ninths from 1 to where P reaches 99.9 %, and those of the plans
  /// with a name.
  package let sizes: [Int]
  /// P of each of them.
  package let probabilities: [Double]

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
    self.stratum = stratum
    violators = detection.violators
    self.sizes = sizes.sorted()
    probabilities = self.sizes.map { (try? detection.probability(sample: $0)) ?? 0 }
  }
}
