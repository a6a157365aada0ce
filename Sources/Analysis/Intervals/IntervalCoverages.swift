package import Inference
package import Sampling

/// How often the intervals of some methods hold the truth, for one population and one size of sample.
package struct IntervalCoverages: Sendable {
  package let population: Int
  package let sample: Int
  package let side: Side
  package let confidence: Ratio
  /// The coverages, in the order of the methods.
  package let methods: [Coverage]

  /// Enumerates them.
  ///
  /// - Parameters:
  ///   - methods: the methods; nil for all there are.
  ///   - sample: n, 1 to N.
  ///   - population: N.
  ///   - confidence: C, 0 < C < 1.
  ///   - side: which ends are bounds.
  /// - Throws: `InferenceError`.
  /// - Complexity: as `Coverage`, for each method.
  package init(
    of methods: [ProportionInterval.Method]? = nil,
    sample: Int,
    population: Int,
    confidence: Ratio,
    side: Side
  ) throws(InferenceError) {
    self.population = population
    self.sample = sample
    self.side = side
    self.confidence = confidence
    var coverages: [Coverage] = []
    for method in methods ?? ProportionInterval.Method.allCases {
      coverages.append(
        try Coverage(
          of: method,
          sample: sample,
          population: population,
          confidence: confidence,
          side: side
        )
      )
    }
    self.methods = coverages
  }
}
