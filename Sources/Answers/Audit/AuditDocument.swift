public import Inference
public import Reports
public import Sampling

/// What an audit of draws found: JSON `spotcheck.audit/1`, CSV and text.
///
/// P-values, how many tests there were and the smallest bias that they could have found. Never a
/// verdict: what no test finds is not thereby random.
public struct AuditDocument: ResultDocument, Sendable {
  /// `spotcheck.audit/1`.
  public var schema = "spotcheck.audit/1"
  /// SHA-256 digests of everything that was read: `frame`, the bytes of the file, `unit_frame`, the
  /// same as a record has it, `draw:NAME` of the lists, or `draws` where they stand in one file,
  /// `named:NAME`; `assignments`, `avoid`, `roster`.
  public var inputs: [String: String] = [:]
  /// The file of the frame; null where inspectors alone were looked at.
  public var frame: Nullable<String>
  /// The strata of the frame, by the bytes of their names.
  public var strata: [AuditStratum]
  /// The draws, in their order.
  public var draws: [AuditDraw]
  /// The hypothesis: `srs`, `pareto` or `sequential-poisson`; null where inspectors alone were
  /// looked at.
  public var design: Nullable<String>
  /// The level of the whole family of tests, in lowest terms.
  public var alpha: String
  /// The level of the whole family of tests.
  public var alphaDecimal: Double
  /// The power that the smallest bias is meant at.
  public var powerDecimal: Double
  /// `holm` or `benjamini-hochberg`.
  public var correction: Multiplicity
  /// The seed of the replicates.
  public var seed: String
  /// How often the draws were drawn again.
  public var replicates: Int
  /// The smallest p-value that replicates can give a test that looks at both sides.
  public var smallestReplicatedP: Double
  /// The tests.
  public var tests: [AuditLine]
  /// Tests whose adjusted p-value is at most the level.
  public var found: Int
  /// What was found, in sentences: the signs of one cause are one, with the tests that are its evidence.
  public var findings: [AuditFinding]
  /// How many units were drawn how often; empty for one draw and for draws by size.
  ///
  /// A picture beside the tests: what lies outside of it is not counted in ``found``.
  public var inclusion: [AuditInclusion]
  /// How evenly the published random numbers are spread; null without any.
  public var evenness: Nullable<AuditEvenness>
  /// What is certain and needs no test: units that are not in the frame, repeated ones.
  public var facts: [Sentence]
  /// The smallest bias that could have been found.
  public var limits: [AuditLimit]
  /// What these lists can not show.
  public var notes: [Sentence]
  /// Each inspector's load; empty without assignments.
  public var inspectors: [AuditInspector]
  /// How their loads differ; null without assignments.
  public var load: Nullable<AuditLoad>

  /// Whether everything is as an honest lottery would have left it, as far as the tests can see.
  public var isClear: Bool { found == 0 && facts.isEmpty }
}

/// One stratum of the frame.
public struct AuditStratum: Encodable, Sendable {
  /// Its name.
  public var stratum: String
  /// N_h.
  public var population: Int
  /// n_h of each draw.
  public var sizes: [Int]
}

/// One draw.
public struct AuditDraw: Encodable, Sendable {
  /// Its name.
  public var name: String
  /// The file of its list.
  public var file: String
  /// Distinct units of the list.
  public var listed: Int
  /// Those that are in the frame, of which the tests speak.
  public var inFrame: Int
  /// Rows that name a unit again.
  public var repeated: Int
}

/// One test.
public struct AuditLine: Encodable, Sendable {
  /// What it looks at, as `AuditTestKind` names it.
  public var kind: String
  /// In which order, column or named list; empty for the list itself and for all units.
  public var subject: String
  /// The value of its statistic.
  public var value: Double
  /// What an honest lottery has on average.
  public var expected: Double
  /// Its standard deviation there.
  public var deviation: Double
  /// The p-value.
  public var pValue: Double
  /// The p-value adjusted for the number of tests.
  public var adjustedP: Double
  /// `exact` or `replicates`.
  public var method: String
  /// How far from its expectation the statistic would have to lie on average to be found; null where
  /// its spread is none.
  public var smallestEffect: Nullable<Double>
  /// Whether the adjusted p-value is at most the level.
  public var isFound: Bool
  /// What the test looks for, in a phrase.
  public var looksFor: Sentence
}

/// The units that were drawn so often.
public struct AuditInclusion: Encodable, Sendable {
  /// From how many times.
  public var fromTimes: Int
  /// Up to how many times.
  public var toTimes: Int
  /// How many units.
  public var units: Int
  /// How many are expected.
  public var expected: Double
  /// The least number that an honest lottery leaves, for all rows together but with probability
  /// alpha.
  public var lower: Int
  /// The greatest.
  public var upper: Int
  /// `exact` or `binomial`: whose limits they are.
  public var method: String
  /// Whether there are more or fewer.
  public var isOutside: Bool

  init(_ bin: InclusionHistogram.Bin) {
    (fromTimes, toTimes) = (bin.times.lowerBound, bin.times.upperBound)
    (units, expected) = (bin.units, bin.expected)
    (lower, upper) = (bin.usual.lowerBound, bin.usual.upperBound)
    method = bin.isExact ? "exact" : "binomial"
    isOutside = bin.isOutside
  }

  /// How often, as people read it.
  var times: String { fromTimes == toTimes ? "\(fromTimes)" : "\(fromTimes)–\(toTimes)" }
}

/// How evenly published random numbers are spread between 0 and 1.
public struct AuditEvenness: Encodable, Sendable {
  /// The column.
  public var column: String
  /// How many numbers.
  public var count: Int
  /// The greatest distance of their distribution from an even one.
  public var distance: Double
  /// The distance that an honest lottery reaches with probability alpha in this test alone.
  public var criticalDistance: Double
  /// `exact`, or `limit` for many numbers.
  public var method: String
  /// Some of the steps, ascending, among them the one of the greatest distance.
  public var steps: [Step]

  /// One step.
  public struct Step: Encodable, Sendable {
    /// The number.
    public var value: Double
    /// The share of the numbers below it.
    public var before: Double
    /// The share of the numbers up to it.
    public var share: Double
  }

  init(_ uniformity: Uniformity, column: String, risk: Double) {
    self.column = column
    count = uniformity.values.count
    distance = uniformity.distance
    criticalDistance = Uniformity.criticalDistance(risk: risk, count: count)
    method = count <= Uniformity.exactLimit ? "exact" : "limit"
    steps = uniformity.steps().map {
      Step(value: $0.value, before: $0.before, share: $0.share)
    }
  }
}

/// What some tests together show.
public struct AuditFinding: Encodable, Sendable {
  /// What was found, in a sentence.
  public var sentence: Sentence
  /// The least adjusted p-value of its tests.
  public var adjustedP: Double
  /// The tests that show it, the least p-value first.
  public var evidence: [Evidence]

  /// A test that is evidence.
  public struct Evidence: Encodable, Sendable, Hashable {
    /// What it looks at, as `AuditTestKind` names it.
    public var kind: String
    /// In which order, column or named list.
    public var subject: String
    /// Its adjusted p-value.
    public var adjustedP: Double
  }
}

/// A bias that could have been found, or not.
public struct AuditLimit: Encodable, Sendable {
  /// `spared-by-name`, `spared-unnamed`, `draws-for-20-unnamed`.
  public var bias: String
  /// How many units, or how many draws; null where no number is found.
  public var number: Nullable<Int>
  /// The sentence.
  public var sentence: Sentence
}

/// One inspector's part.
public struct AuditInspector: Encodable, Sendable {
  /// The identifier.
  public var inspector: String
  /// Assignments.
  public var load: Int
  /// Those with a finding; null without findings.
  public var findings: Nullable<Int>
  /// Findings expected of them, given the classes of their units; null without findings.
  public var expectedFindings: Nullable<Double>
  /// Visits whose result is known; null without findings.
  public var knownVisits: Nullable<Int>
  /// The least and the most findings that chance leaves in 95 of 100 cases, given the classes; null
  /// without findings.
  public var usualFindings: Nullable<[Int]>
  /// The same in 998 of 1,000 cases.
  public var rareFindings: Nullable<[Int]>
}

/// How loads differ.
public struct AuditLoad: Encodable, Sendable {
  /// Assignments of an inspector on average.
  public var mean: Double
  /// The least.
  public var least: Int
  /// The greatest.
  public var greatest: Int
  /// Standard deviation over mean.
  public var variation: Double
  /// The coefficient of Gini.
  public var gini: Double
  /// The greatest over the mean.
  public var greatestOverMean: Double

  init(_ summary: LoadSummary) {
    mean = summary.mean
    least = summary.least
    greatest = summary.greatest
    variation = summary.variation
    gini = summary.gini
    greatestOverMean = summary.mean > 0 ? Double(summary.greatest) / summary.mean : 0
  }
}
