internal import Inference
package import Sampling

/// The sizes under last year's results beside those under their point estimates.
package struct PosteriorSizes: Sendable {
  /// What is known of the classes.
  package let plan: PosteriorPlan
  /// The sizes under the posterior.
  package let sizes: Sizes
  /// The sizes under the point estimates, or why there are none.
  package let atPoint: Result<Sizes, AllocationError>
  /// The confidence of the credible intervals and of the tests.
  package let confidence: Ratio
  /// The power of the tests, nil where no class keeps a floor for one.
  package let power: Ratio?
  /// The rule on the share that is drawn purely at random, nil where the whole sample is.
  package let randomShare: Rule?
  /// The classes, in the order of the table.
  package let classes: [Class]

  /// One class.
  package struct Class: Sendable {
    /// What is known of it.
    package let known: PosteriorPlan.Class
    /// The credible interval of its prevalence.
    package let interval: (lower: Double, upper: Double)
    /// n_h under the posterior.
    package let size: Int
    /// n_h under the point estimates, nil where they give no plan.
    package let sizeAtPoint: Int?
    /// Of ``size``, drawn purely at random: the share, and what the test needs.
    package let random: Int
    /// P(at least one violation is found by ``size`` inspections) under the posterior.
    package let findsOne: Double

    /// x/n, nil where nothing was inspected.
    package var estimate: Double? {
      let results = known.results
      return results.inspected > 0 ? Double(results.violations) / Double(results.inspected) : nil
    }

    /// Of ``size``, free for targeted inspections.
    package var targeted: Int { size - random }

    fileprivate init(
      _ known: PosteriorPlan.Class,
      size: Int,
      sizeAtPoint: Int?,
      confidence: Ratio,
      randomShare: Rule?
    ) throws {
      self.known = known
      interval = try known.posterior.interval(confidence: confidence)
      self.size = size
      self.sizeAtPoint = sizeAtPoint
      let demanded = randomShare?.counts(of: size).minimum ?? size
      random = min(size, max(demanded, known.test?.sample ?? 0))
      findsOne = known.posterior.detection(inspections: size)
    }
  }

  /// Puts the two side by side.
  ///
  /// - Parameters:
  ///   - plan: the classes and what is known of them.
  ///   - sizes: the sizes under the posterior.
  ///   - atPoint: those under the point estimates, or why there are none.
  ///   - confidence: that of the intervals and tests.
  ///   - power: that of the tests, nil for no floors.
  ///   - randomShare: the rule on the share that is drawn purely at random, nil for all.
  /// - Throws: `InferenceError/confidence(_:)`.
  package init(
    _ plan: PosteriorPlan,
    sizes: Sizes,
    atPoint: Result<Sizes, AllocationError>,
    confidence: Ratio,
    power: Ratio?,
    randomShare: Rule?
  ) throws {
    self.plan = plan
    self.sizes = sizes
    self.atPoint = atPoint
    self.confidence = confidence
    self.power = power
    self.randomShare = randomShare
    let point = try? atPoint.get()
    let places = sizes.strata.enumerated().map { ($1.bounds.stratum.name, $0) }
    let place = Dictionary(uniqueKeysWithValues: places)
    var classes: [Class] = []
    for item in plan.classes {
      guard let place = place[item.stratum.name] else { continue }
      classes.append(
        try Class(
          item,
          size: sizes.strata[place].size,
          sizeAtPoint: point?.strata[place].size,
          confidence: confidence,
          randomShare: randomShare
        )
      )
    }
    self.classes = classes
  }

  /// The units drawn purely at random in all classes.
  package var totalRandom: Int { classes.reduce(0) { $0 + $1.random } }

  /// E[variance of the estimated total] under the posterior; nil where a class has no inspection.
  package var expectedVariance: Double? { expectedVariance(of: sizes) }

  /// The same for the plan under the point estimates: what trusting them would cost.
  package var expectedVarianceAtPoint: Double? {
    (try? atPoint.get()).flatMap(expectedVariance)
  }

  private func expectedVariance(of sizes: Sizes) -> Double? {
    let known = plan.byName
    var sum = 0.0
    for row in sizes.strata {
      guard let item = known[row.bounds.stratum.name] else { continue }
      let variance = item.posterior.varianceOfTotal(
        population: row.bounds.stratum.population,
        sample: row.size
      )
      guard let variance else { return nil }
      sum += variance
    }
    return sum
  }

  /// The sizes of the purely random part, each under a rule of its own.
  ///
  /// - Returns: the sizes, as a draw takes them.
  /// - Throws: `AllocationError`.
  package func randomSizes() throws(AllocationError) -> Sizes {
    var rules = RuleSet()
    for item in classes {
      rules.add(.atLeast(.count(item.random)), in: item.known.stratum.name)
    }
    return try Allocation(plan.classes.map(\.stratum), rules: rules, method: .proportional).sizes
  }
}
