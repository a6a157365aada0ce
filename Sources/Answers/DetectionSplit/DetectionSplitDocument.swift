package import Analysis
internal import Reports
internal import Sampling

/// A sample split across classes to find at least one violator, as JSON, `spotcheck.split/2`, as CSV,
/// which `draw --sizes` takes, and for people.
package struct DetectionSplitDocument: ResultDocument {
  let schema = "spotcheck.split/2"
  /// `known`, or the inspections that prevalences are as uncertain as.
  var belief: Belief
  /// Null where violators are not known.
  @Nullable var rounding: Detection.Rounding?
  /// Σ n_h.
  var total: Int
  /// The probability that was asked for, null where a total was.
  @Nullable var confidence: Ratio?
  /// The probability that nothing is found, in 30 digits.
  var miss: ExactValue
  /// The probability to find at least one violator.
  var probability: Double
  /// The same for the sizes that giving unit by unit leads to.
  var greedyProbability: Double
  /// Whether these find less.
  var greedyFails: Bool
  /// The classes, in the order of the table.
  var strata: [Row]

  /// What is believed about the violators.
  enum Belief: Encodable {
    case known(Detection.Rounding)
    case uncertain(strength: Ratio)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .known: try "known".encode(to: encoder)
      case .uncertain(let strength): try strength.encode(to: encoder)
      }
    }
  }

  /// One class.
  struct Row: Encodable {
    var stratum: ProtocolText
    /// N_h.
    var population: Int
    /// p_h.
    var prevalence: Ratio
    /// m_h.
    var minimum: Int
    /// M_h.
    var maximum: Int
    /// n_h.
    var size: Int
    /// The size that giving unit by unit leads to.
    var greedySize: Int
  }

  package init(_ result: SplitResult, order: ClassOrder) {
    switch result.belief {
    case .known(let rounding):
      belief = .known(rounding)
      self.rounding = rounding
    case .uncertain(let strength):
      belief = .uncertain(strength: strength)
      rounding = nil
    }
    let split = result.split
    total = split.sizes.reduce(0, +)
    if case .confidence(let goal) = result.goal { confidence = goal } else { confidence = nil }
    miss = split.miss
    probability = split.probability
    greedyProbability = split.greedyProbability
    greedyFails = split.greedyMiss != split.miss
    let rows = result.bounds.indices.map { place in
      let bounds = result.bounds[place]
      return Row(
        stratum: bounds.stratum.name,
        population: bounds.stratum.population,
        prevalence: result.prevalences[place],
        minimum: bounds.minimum,
        maximum: bounds.maximum,
        size: split.sizes[place],
        greedySize: split.greedySizes[place]
      )
    }
    strata = order.sorted(rows, by: \.stratum)
  }
}
