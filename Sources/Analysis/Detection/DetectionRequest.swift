package import Inference
package import Sampling

/// What a sample of one population is asked for.
package struct DetectionRequest: Sendable {
  /// The violators that are supposed.
  package enum Supposition: Sendable {
    case violators(Int)
    case prevalence(Ratio, Detection.Rounding)
  }

  /// The sample, or what it is to reach.
  package enum Goal: Sendable {
    case sample(Int)
    /// The smallest that finds a violator with this probability.
    case confidence(Ratio)
    /// The smallest that brings the probability of freedom so high in one year.
    case freedom(Ratio)
  }

  /// N.
  package var population: Int
  package var supposition: Supposition
  /// The probability that an inspection recognises a violator.
  package var sensitivity: Ratio
  package var goal: Goal
  /// What is believed of the years before, nil where no years are looked at.
  package var years: DetectionYears?

  package init(
    population: Int,
    supposition: Supposition,
    sensitivity: Ratio,
    goal: Goal,
    years: DetectionYears?
  ) {
    self.population = population
    self.supposition = supposition
    self.sensitivity = sensitivity
    self.goal = goal
    self.years = years
  }

  /// Tells what the sample finds.
  ///
  /// - Returns: the sample and its probability.
  /// - Throws: `DetectionError`; `InferenceError`; ``OutOfReach`` where no sample is enough.
  /// - Complexity: O(log N) detections.
  package func run() throws -> DetectionResult {
    let detection: Detection
    switch supposition {
    case .violators(let count):
      detection = try Detection(
        population: population,
        violators: count,
        sensitivity: sensitivity
      )
    case .prevalence(let share, let rounding):
      detection = try Detection(
        population: population,
        prevalence: share,
        rounding: rounding,
        sensitivity: sensitivity
      )
    }
    let size = try sample(detection)
    let probability = try detection.probability(sample: size)
    var result = DetectionResult(
      population: population,
      violators: detection.violators,
      sensitivity: sensitivity,
      sample: size,
      probability: probability
    )
    if case .prevalence(let share, let rounding) = supposition {
      result.prevalence = (share, rounding)
    }
    if case .confidence(let confidence) = goal { result.confidence = confidence }
    result.freedom = try years?.freedom(probability)
    return result
  }

  /// The sample given, or the one that reaches what was asked for.
  private func sample(_ detection: Detection) throws -> Int {
    switch goal {
    case .sample(let size): return size
    case .confidence(let goal):
      if let size = try detection.sampleSize(confidence: goal) { return size }
      throw OutOfReach(population: population, goal: goal)
    case .freedom(let goal):
      let years = years ?? DetectionYears()
      let size = try Freedom.sampleSize(
        for: goal,
        prior: years.prior,
        introduction: years.introduction,
        in: detection
      )
      if let size { return size.sample }
      throw OutOfReach(population: population, goal: goal)
    }
  }
}

/// Years in which nothing is found.
package struct DetectionYears: Sendable {
  /// The probability that the population is free before the first year.
  package var prior = Ratio(1, 2)
  /// The probability that a violation is introduced in a year.
  package var introduction = Ratio(0)
  /// How many years the sample is repeated.
  package var count = 1

  package init() {}

  /// The probability of freedom after each year.
  func freedom(_ detection: Double) throws(InferenceError) -> Freedom {
    try Freedom(
      prior: prior,
      introduction: introduction,
      detections: Array(repeating: detection, count: count)
    )
  }
}

/// What a sample finds.
package struct DetectionResult: Sendable {
  /// N.
  package var population: Int
  /// The violators in all strata.
  package var violators: Int
  /// The prevalence that they were rounded from, nil where their number was given.
  package var prevalence: (share: Ratio, rounding: Detection.Rounding)?
  /// The probability that an inspection recognises a violator.
  package var sensitivity: Ratio
  /// What the sample is the smallest for, nil where it was given or is for the probability of freedom.
  package var confidence: Ratio?
  /// n.
  package var sample: Int
  /// The probability to find at least one violator.
  package var probability: Double
  /// The strata, nil where there is one alone.
  package var design: RiskDesign?
  /// The probability of freedom year by year, nil where no years are looked at.
  package var freedom: Freedom?
}

extension DetectionResult {
  /// What a design of several strata finds.
  ///
  /// - Parameters:
  ///   - strata: the strata with their samples.
  ///   - prevalence: the share of violators that is supposed, and which way it is rounded.
  ///   - sensitivity: the probability that an inspection recognises a violator.
  ///   - years: what is believed of the years before, nil where no years are looked at.
  /// - Throws: `InferenceError`.
  package init(
    _ strata: [RiskDesign.Stratum],
    prevalence: (share: Ratio, rounding: Detection.Rounding),
    sensitivity: Ratio,
    years: DetectionYears?
  ) throws {
    let design = try RiskDesign(
      strata,
      prevalence: prevalence.share,
      rounding: prevalence.rounding,
      sensitivity: sensitivity
    )
    self.init(
      population: design.strata.reduce(0) { $0 + $1.population },
      violators: design.violators.reduce(0, +),
      prevalence: prevalence,
      sensitivity: sensitivity,
      sample: design.strata.reduce(0) { $0 + $1.sample },
      probability: design.probability,
      design: design,
      freedom: try years?.freedom(design.probability)
    )
  }
}

/// No sample reaches what was asked for (exit status 1).
package struct OutOfReach: ExplainedError {
  package var population: Int
  package var goal: Ratio

  package var kind: ErrorKind { .no }

  package func explanation(in language: Language) -> String {
    language(
      "not even all \(population) units reach \(goal.percentage): there is no violator to find or"
        + " inspections overlook too many; lower the goal or raise the prevalence",
      "检查全部 \(population) 个对象也达不到 \(goal.percentage)：没有违规对象或漏检太多，请降低目标或提高违规率"
    )
  }
}
