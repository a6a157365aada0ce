public import Analysis
internal import Inference
internal import Reports
public import Sampling

/// The plan under last year's results beside the plan under their point estimates,
/// `spotcheck.posterior/1`.
public struct PosteriorDocument: ResultDocument, Hashable, Sendable {
  /// The form of the document.
  public let schema = "spotcheck.posterior/1"
  /// The prior, by name.
  public let prior: String
  /// α₀ and β₀ as exact ratios.
  public let priorAlpha: String
  /// β₀ as an exact ratio.
  public let priorBeta: String
  /// What the sizes are best for.
  public let method: String
  /// The confidence of the credible intervals and of the tests, as an exact ratio.
  public let confidence: String
  /// The power of the tests, as an exact ratio; absent where no class keeps a floor for one.
  public let power: String?
  /// The rule on the share that is drawn purely at random; absent where the whole sample is.
  public let randomShare: String?
  /// The classes, by name.
  public let classes: [Class]
  /// Σ n_h under the posterior.
  public let total: Int
  /// Of these, drawn purely at random.
  public let totalRandom: Int
  /// Σ n_h under the point estimates; absent where they give no plan.
  public let totalAtPoint: Int?
  /// Why the point estimates give no plan.
  public let noPlanAtPoint: String?
  /// E[variance of the estimated total] under the posterior.
  public let expectedVariance: Double?
  /// The same for the plan under the point estimates: what trusting them would cost.
  public let expectedVarianceAtPoint: Double?

  /// One class.
  public struct Class: Encodable, Hashable, Sendable {
    /// The name.
    public let stratum: String
    /// N_h.
    public let population: Int
    /// Units inspected last year.
    public let inspected: Int
    /// Those of them in violation.
    public let violations: Int
    /// x/n; absent where nothing was inspected.
    public let estimate: Double?
    /// α as an exact ratio.
    public let alpha: String
    /// β as an exact ratio.
    public let beta: String
    /// E[p] as an exact ratio.
    public let mean: String
    /// ``mean`` as a number.
    public let meanDecimal: Double
    /// The lower end of the credible interval.
    public let lower: Double
    /// Its upper end.
    public let upper: Double
    /// The class that the class model is tested against; absent without a test.
    public let testAgainst: String?
    /// The random sample that the test needs; absent where no sample tells the two apart.
    public let testSample: Int?
    /// The result that refutes that the class is as the other.
    public let testCritical: Int?
    /// Whether the refuting result is at most, or else at least, ``testCritical``.
    public let testIsUpper: Bool?
    /// n_h under the posterior.
    public let size: Int
    /// n_h under the point estimates.
    public let sizeAtPoint: Int?
    /// Of ``size``, drawn purely at random.
    public let random: Int
    /// Of ``size``, free for targeted inspections.
    public let targeted: Int
    /// P(at least one violation is found by ``size`` inspections) under the posterior.
    public let findsOne: Double
  }

  /// Puts the two plans side by side.
  ///
  /// - Parameters:
  ///   - plan: the classes and what is known of them.
  ///   - sizes: the sizes under the posterior.
  ///   - atPoint: those under the point estimates, or why there are none.
  ///   - confidence: that of the intervals and tests.
  ///   - power: that of the tests, nil for no floors.
  ///   - randomShare: the rule on the share that is drawn purely at random, nil for all.
  ///   - language: the language of the reason for no plan.
  /// - Throws: ``InferenceError/confidence(_:)``.
  public init(
    _ plan: PosteriorPlan,
    sizes: Sizes,
    atPoint: Result<Sizes, AllocationError>,
    confidence: Ratio,
    power: Ratio?,
    randomShare: Rule?,
    language: Language
  ) throws {
    prior = plan.prior.name
    priorAlpha = plan.prior.alpha.description
    priorBeta = plan.prior.beta.description
    method = sizes.method
    self.confidence = confidence.description
    self.power = power?.description
    self.randomShare = randomShare?.description
    let point = try? atPoint.get()
    let known = Dictionary(uniqueKeysWithValues: plan.classes.map { ($0.stratum.name, $0) })
    var classes: [Class] = []
    for (place, row) in sizes.strata.enumerated() {
      guard let item = known[row.bounds.stratum.name] else { continue }
      classes.append(
        try Class(
          item,
          size: row.size,
          sizeAtPoint: point?.strata[place].size,
          confidence: confidence,
          randomShare: randomShare
        )
      )
    }
    self.classes = classes
    total = sizes.total
    totalRandom = classes.reduce(0) { $0 + $1.random }
    totalAtPoint = point?.total
    if case .failure(let error) = atPoint {
      noPlanAtPoint = error.explanation(in: language)
    } else {
      noPlanAtPoint = nil
    }
    func variance(_ sizes: Sizes) -> Double? {
      var sum = 0.0
      for row in sizes.strata {
        guard let item = known[row.bounds.stratum.name], row.bounds.stratum.population > 0
        else { continue }
        guard row.size > 0 else { return nil }
        let units = Double(row.bounds.stratum.population)
        sum +=
          units * (units - Double(row.size)) / Double(row.size)
          * item.posterior.spread.approximation
      }
      return sum
    }
    expectedVariance = variance(sizes)
    expectedVarianceAtPoint = point.flatMap(variance)
  }

  /// The sizes of the purely random part, as draw takes them.
  ///
  /// - Parameter plan: the plan of the document.
  /// - Returns: the sizes, each under a rule of its own.
  /// - Throws: `AllocationError`.
  public func randomSizes(_ plan: PosteriorPlan) throws -> Sizes {
    var rules = RuleSet()
    let shown = Dictionary(classes.map { ($0.stratum, $0.random) }) { first, _ in first }
    for item in plan.classes {
      let random = shown[item.stratum.name.text] ?? 0
      rules.add(.atLeast(.count(random)), in: item.stratum.name)
    }
    return try Allocation(plan.classes.map(\.stratum), rules: rules, method: .proportional).sizes
  }
}

extension PosteriorDocument.Class {
  fileprivate init(
    _ item: PosteriorPlan.Class,
    size: Int,
    sizeAtPoint: Int?,
    confidence: Ratio,
    randomShare: Rule?
  ) throws {
    stratum = item.stratum.name.text
    population = item.stratum.population
    inspected = item.results.inspected
    violations = item.results.violations
    estimate = inspected > 0 ? Double(violations) / Double(inspected) : nil
    alpha = item.posterior.alpha.description
    beta = item.posterior.beta.description
    mean = item.posterior.mean.description
    meanDecimal = item.posterior.mean.approximation
    (lower, upper) = try item.posterior.interval(confidence: confidence)
    testAgainst = item.against?.text
    testSample = item.test?.sample
    testCritical = item.test?.critical
    testIsUpper = item.test.flatMap { $0.sample == nil ? nil : $0.expected < $0.alternative }
    self.size = size
    self.sizeAtPoint = sizeAtPoint
    let demanded = randomShare?.counts(of: size).minimum ?? size
    random = min(size, max(demanded, item.test?.sample ?? 0))
    targeted = size - random
    findsOne = item.posterior.detection(inspections: size)
  }
}
