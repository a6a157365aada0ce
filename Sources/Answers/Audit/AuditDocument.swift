package import Analysis
internal import Frames
internal import Inference
internal import Reports
internal import Sampling

/// What an audit of draws found: JSON `spotcheck.audit/1`, CSV, text and a page.
///
/// P-values, how many tests there were and the smallest bias that they could have found. Never a
/// verdict: what no test finds is not thereby random.
package struct AuditDocument: ResultDocument {
  let schema = "spotcheck.audit/1"
  /// SHA-256 digests of everything that was read.
  var inputs: [String: String]
  /// The file of the frame; null where inspectors alone were looked at.
  @Nullable var frame: String?
  /// The strata of the frame, by the bytes of their names.
  var strata: [Stratum]
  /// The draws, in their order.
  var draws: [Draw]
  /// The hypothesis; null where inspectors alone were looked at.
  @Nullable var design: Design?
  /// The level of the whole family of tests.
  var alpha: Ratio
  var alphaDecimal: Double
  /// The power that the smallest bias is meant at.
  var powerDecimal: Double
  var correction: Multiplicity
  /// The seed of the replicates.
  var seed: String
  /// How often the draws were drawn again.
  var replicates: Int
  /// The smallest p-value that replicates can give a test that looks at both sides.
  var smallestReplicatedP: Double
  /// The tests.
  var tests: [Test]
  /// Tests whose adjusted p-value is at most the level.
  var found: Int
  /// What was found, in sentences: the signs of one cause are one, with the tests that are its evidence.
  var findings: [Finding]
  /// How many units were drawn how often; empty for one draw and for draws by size.
  ///
  /// A picture beside the tests: what lies outside of it is not counted in ``found``.
  var inclusion: [Inclusion]
  /// How evenly the published random numbers are spread; null without any.
  @Nullable var evenness: Evenness?
  /// What is certain and needs no test: units that are not in the frame, repeated ones.
  var facts: [Sentence]
  /// The smallest bias that could have been found.
  var limits: [Limit]
  /// What these lists can not show.
  var notes: [Sentence]
  /// Each inspector's load; empty without assignments.
  var inspectors: [Inspector]
  /// How their loads differ; null without assignments.
  @Nullable var load: Load?

  /// One stratum of the frame.
  struct Stratum: Encodable {
    var stratum: ProtocolText
    /// N_h.
    var population: Int
    /// n_h of each draw.
    var sizes: [Int]
  }

  /// One draw.
  struct Draw: Encodable {
    var name: String
    /// The file of its list.
    var file: String
    /// Distinct units of the list.
    var listed: Int
    /// Those that are in the frame, of which the tests speak.
    var inFrame: Int
    /// Rows that name a unit again.
    var repeated: Int
  }

  /// Where a p-value comes from.
  enum Method: String, Encodable { case exact, replicates }

  /// One test.
  struct Test: Encodable {
    /// What it looks at.
    var kind: AuditTestKind
    /// In which order, column or named list; empty for the list itself and for all units.
    var subject: String
    /// The value of its statistic.
    var value: Double
    /// What an honest lottery has on average, and its standard deviation there.
    var expected: Double
    var deviation: Double
    /// The p-value, and the same adjusted for the number of tests.
    var pValue: Double
    var adjustedP: Double
    var method: Method
    /// How far from its expectation the statistic would have to lie on average to be found; null where
    /// its spread is none.
    @Nullable var smallestEffect: Double?
    /// Whether the adjusted p-value is at most the level.
    var isFound: Bool
    /// What the test looks for, in a phrase.
    var looksFor: Sentence
  }

  /// What some tests together show.
  struct Finding: Encodable {
    var sentence: Sentence
    /// The least adjusted p-value of its tests.
    var adjustedP: Double
    /// The tests that show it, the least p-value first.
    var evidence: [Evidence]
  }

  /// A test that is evidence.
  struct Evidence: Encodable {
    var kind: AuditTestKind
    var subject: String
    var adjustedP: Double
  }

  /// Whose limits those of an inclusion are.
  enum InclusionMethod: String, Encodable { case exact, binomial }

  /// The units that were drawn so often.
  struct Inclusion: Encodable {
    /// From and up to how many times.
    var fromTimes: Int
    var toTimes: Int
    /// How many units, and how many are expected.
    var units: Int
    var expected: Double
    /// The least and the greatest number that an honest lottery leaves, for all rows together but with
    /// probability alpha.
    var lower: Int
    var upper: Int
    var method: InclusionMethod
    /// Whether there are more or fewer.
    var isOutside: Bool

    /// How often, as people read it.
    var times: String { fromTimes == toTimes ? "\(fromTimes)" : "\(fromTimes)–\(toTimes)" }
  }

  /// Whose distance a critical one is: the exact one's, or the limit's for many numbers.
  enum EvennessMethod: String, Encodable { case exact, limit }

  /// How evenly published random numbers are spread between 0 and 1.
  struct Evenness: Encodable {
    var column: String
    /// How many numbers.
    var count: Int
    /// The greatest distance of their distribution from an even one.
    var distance: Double
    /// The distance that an honest lottery reaches with probability alpha in this test alone.
    var criticalDistance: Double
    var method: EvennessMethod
    /// Some of the steps, ascending, among them the one of the greatest distance.
    var steps: [Step]
  }

  /// One step of a distribution.
  struct Step: Encodable {
    var value: Double
    /// The share of the numbers below it, and up to it.
    var before: Double
    var share: Double
  }

  /// A bias that could have been found, or not.
  struct Limit: Encodable {
    var bias: AuditLimit.Bias
    /// How many units, or how many draws; null where no number is found.
    @Nullable var number: Int?
    var sentence: Sentence
  }

  /// One inspector's part; what is of findings is null where none are known.
  struct Inspector: Encodable {
    var inspector: String
    /// Assignments.
    var load: Int
    /// Those with a finding, and how many are expected, given the classes of the units.
    @Nullable var findings: Int?
    @Nullable var expectedFindings: Double?
    /// Visits whose result is known.
    @Nullable var knownVisits: Int?
    /// The least and the most findings that chance leaves in 95 of 100 cases, given the classes.
    @Nullable var usualFindings: [Int]?
    /// The same in 998 of 1,000 cases.
    @Nullable var rareFindings: [Int]?
  }

  /// How loads differ.
  struct Load: Encodable {
    /// Assignments of an inspector on average, the least and the greatest.
    var mean: Double
    var least: Int
    var greatest: Int
    /// Standard deviation over mean.
    var variation: Double
    /// The coefficient of Gini.
    var gini: Double
    /// The greatest over the mean.
    var greatestOverMean: Double
  }

  package init(_ result: AuditResult) {
    let request = result.request
    inputs = request.inputs
    frame = request.draws?.frame.roster.pool.file
    strata = result.strata.map { stratum, sizes in
      Stratum(stratum: stratum.name, population: stratum.population, sizes: sizes)
    }
    draws = result.draws.map {
      Draw(
        name: $0.name,
        file: $0.file,
        listed: $0.listed,
        inFrame: $0.inFrame,
        repeated: $0.repeated
      )
    }
    design = request.draws == nil ? nil : request.design
    alpha = request.alpha
    alphaDecimal = request.alpha.approximation
    powerDecimal = request.power.approximation
    correction = request.correction
    seed = request.seed
    replicates = result.replicates
    smallestReplicatedP = result.smallestReplicatedP
    tests = result.tests.map(Test.init)
    found = result.found
    findings = result.findings.map(Finding.init)
    inclusion = result.inclusion.map(Inclusion.init)
    evenness = result.evenness.map {
      Evenness($0, column: request.numbers ?? "", risk: request.alpha.approximation)
    }
    facts = result.facts.map(\.sentence)
    limits = result.limits.map { limit in
      Limit(
        bias: limit.bias,
        number: limit.number,
        sentence: limit.sentence(power: request.power, draws: result.draws.count)
      )
    }
    notes = result.notes.map(\.sentence)
    inspectors = result.inspectors.map(Inspector.init)
    load = result.load.map(Load.init)
  }
}

extension AuditDocument.Test {
  fileprivate init(_ line: AuditResult.Test) {
    kind = line.test.kind
    subject = line.test.subject
    value = line.test.value
    expected = line.test.expected
    deviation = line.test.deviation
    pValue = line.test.pValue
    adjustedP = line.adjustedP
    method = line.test.isExact ? .exact : .replicates
    smallestEffect = line.smallestEffect
    isFound = line.isFound
    looksFor = line.test.kind.looksFor
  }
}

extension AuditDocument.Finding {
  fileprivate init(_ finding: AuditFinding) {
    sentence = finding.sentence
    adjustedP = finding.adjustedP
    evidence = finding.evidence.map {
      .init(kind: $0.test.kind, subject: $0.test.subject, adjustedP: $0.adjustedP)
    }
  }
}

extension AuditDocument.Inclusion {
  fileprivate init(_ bin: InclusionHistogram.Bin) {
    (fromTimes, toTimes) = (bin.times.lowerBound, bin.times.upperBound)
    (units, expected) = (bin.units, bin.expected)
    (lower, upper) = (bin.usual.lowerBound, bin.usual.upperBound)
    method = bin.isExact ? .exact : .binomial
    isOutside = bin.isOutside
  }
}

extension AuditDocument.Evenness {
  fileprivate init(_ uniformity: Uniformity, column: String, risk: Double) {
    self.column = column
    count = uniformity.values.count
    distance = uniformity.distance
    criticalDistance = Uniformity.criticalDistance(risk: risk, count: count)
    method = count <= Uniformity.exactLimit ? .exact : .limit
    steps = uniformity.steps().map {
      .init(value: $0.value, before: $0.before, share: $0.share)
    }
  }
}

extension AuditDocument.Inspector {
  fileprivate init(_ inspector: AuditResult.Inspector) {
    self.inspector = inspector.inspector
    load = inspector.load
    let findings = inspector.findings
    self.findings = findings?.count
    expectedFindings = findings?.expected
    knownVisits = findings?.visits
    usualFindings = findings.map { [$0.limits.usual.lowerBound, $0.limits.usual.upperBound] }
    rareFindings = findings.map { [$0.limits.rare.lowerBound, $0.limits.rare.upperBound] }
  }
}

extension AuditDocument.Load {
  fileprivate init(_ summary: LoadSummary) {
    mean = summary.mean
    least = summary.least
    greatest = summary.greatest
    variation = summary.variation
    gini = summary.gini
    greatestOverMean = summary.mean > 0 ? Double(summary.greatest) / summary.mean : 0
  }
}
