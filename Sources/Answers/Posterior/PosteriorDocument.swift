package import Analysis
internal import Inference
internal import Reports
internal import Sampling

/// The plan under last year's results beside the plan under their point estimates, as JSON
/// `spotcheck.posterior/2`, as CSV and for people.
package struct PosteriorDocument: ResultDocument {
  let schema = "spotcheck.posterior/2"
  /// The prior, by name, with α₀ and β₀.
  var prior: String
  var priorAlpha: Ratio
  var priorBeta: Ratio
  /// What the sizes are best for.
  var method: Sizes.Method
  /// The confidence of the credible intervals and of the tests.
  var confidence: Ratio
  /// The power of the tests; null where no class keeps a floor for one.
  @Nullable var power: Ratio?
  /// The rule on the share that is drawn purely at random; null where the whole sample is.
  @Nullable var randomShare: String?
  /// The classes, in the order of the table.
  var classes: [Class]
  /// Σ n_h under the posterior.
  var total: Int
  /// Of these, drawn purely at random.
  var totalRandom: Int
  /// Σ n_h under the point estimates; null where they give no plan.
  @Nullable var totalAtPoint: Int?
  /// Why the point estimates give no plan.
  @Nullable var noPlanAtPoint: EnglishText?
  /// E[variance of the estimated total] under the posterior.
  @Nullable var expectedVariance: Double?
  /// The same for the plan under the point estimates: what trusting them would cost.
  @Nullable var expectedVarianceAtPoint: Double?

  /// One class.
  struct Class: Encodable {
    var stratum: ProtocolText
    /// N_h.
    var population: Int
    /// Units inspected last year.
    var inspected: Int
    /// Those of them in violation.
    var violations: Int
    /// x/n; null where nothing was inspected.
    @Nullable var estimate: Double?
    /// α and β.
    var alpha: Ratio
    var beta: Ratio
    /// E[p].
    var mean: Ratio
    var meanDecimal: Double
    /// The credible interval.
    var lower: Double
    var upper: Double
    /// The class that the class model is tested against; null without a test.
    @Nullable var testAgainst: ProtocolText?
    /// The random sample that the test needs; null where no sample tells the two apart.
    @Nullable var testSample: Int?
    /// The result that refutes that the class is as the other.
    @Nullable var testCritical: Int?
    /// Whether the refuting result is at most, or else at least, ``testCritical``.
    @Nullable var testIsUpper: Bool?
    /// n_h under the posterior, and under the point estimates.
    var size: Int
    @Nullable var sizeAtPoint: Int?
    /// Of ``size``, drawn purely at random, and free for targeted inspections.
    var random: Int
    var targeted: Int
    /// P(at least one violation is found by ``size`` inspections) under the posterior.
    var findsOne: Double
  }

  package init(_ result: PosteriorSizes) {
    prior = result.plan.prior.name
    priorAlpha = result.plan.prior.alpha
    priorBeta = result.plan.prior.beta
    method = result.sizes.method
    confidence = result.confidence
    power = result.power
    randomShare = result.randomShare?.description
    classes = result.classes.map(Class.init)
    total = result.sizes.total
    totalRandom = result.totalRandom
    switch result.atPoint {
    case .success(let sizes): (totalAtPoint, noPlanAtPoint) = (sizes.total, nil)
    case .failure(let error):
      (totalAtPoint, noPlanAtPoint) = (nil, EnglishText(Sentence(error.explanation)))
    }
    expectedVariance = result.expectedVariance
    expectedVarianceAtPoint = result.expectedVarianceAtPoint
  }
}

extension PosteriorDocument.Class {
  fileprivate init(_ item: PosteriorSizes.Class) {
    let known = item.known
    stratum = known.stratum.name
    population = known.stratum.population
    inspected = known.results.inspected
    violations = known.results.violations
    estimate = item.estimate
    alpha = known.posterior.alpha
    beta = known.posterior.beta
    mean = known.posterior.mean
    meanDecimal = known.posterior.mean.approximation
    (lower, upper) = item.interval
    testAgainst = known.against
    testSample = known.test?.sample
    testCritical = known.test?.critical
    testIsUpper = known.test.flatMap { $0.sample == nil ? nil : $0.expected < $0.alternative }
    size = item.size
    sizeAtPoint = item.sizeAtPoint
    random = item.random
    targeted = item.targeted
    findsOne = item.findsOne
  }
}
