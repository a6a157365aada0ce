package import Analysis
internal import Inference
internal import Reports
internal import Sampling

/// Estimates as JSON, `spotcheck.estimate/2`, as CSV, for people and as a page.
package struct EstimateDocument: ResultDocument {
  let schema = "spotcheck.estimate/2"
  /// The SHA-256 of each input: `sample`, `strata`, `post_strata`.
  var inputs: [String: String]
  /// The confidence of the bounds.
  var confidence: Ratio
  var confidenceDecimal: Double
  /// Which ends are bounds.
  var side: Side
  /// The estimates of all strata together.
  var overall: [Quantity: Line]
  /// The estimates of each stratum, in the order of the file.
  var strata: [Part]
  /// The estimates of each domain, by its bytes.
  var domains: [Part]
  /// Findings by domain among the inspected units of the same classes; empty without an event, and
  /// for unequal probabilities within a stratum.
  var findings: [DomainFindings]
  /// The exact bounds of the total.
  @Nullable var bound: Bound?
  /// The variance against that of a simple random sample.
  @Nullable var designEffect: Effect?
  /// Where the total would be if none of the units not reached, or every one, had the event.
  @Nullable var unreachableRange: [Double]?
  /// Rows of inspections for cause, which are left out.
  var forCause: Int
  /// What a reader has to know.
  var notes: [EnglishText]

  /// The estimates of a stratum or a domain.
  struct Part: Encodable {
    /// The name.
    var name: String
    /// The estimates; none where nothing was inspected.
    var estimates: [Quantity: Line]
    /// What became of the units drawn.
    var dispositions: [Fate: Int]
  }

  /// What became of a unit that was drawn.
  enum Fate: String, Encodable, CodingKeyRepresentable, CaseIterable {
    case inspected
    case outOfScope = "out_of_scope"
    case closed, unreachable
  }

  /// What was found in one domain, against the others.
  struct DomainFindings: Encodable {
    var domain: String
    /// Units inspected.
    var inspected: Int
    /// Those of them with the event, and how many are expected, if every domain has the rates of its
    /// classes.
    var found: Int
    var expected: Double
    /// The least and the most that chance leaves in 95 of 100 cases, and in 998 of 1,000.
    var usual: [Int]
    var rare: [Int]
  }

  /// The exact bounds of the total and what drives them.
  struct Bound: Encodable {
    /// Whether each bracket is one number.
    var exact: Bool
    /// The brackets that the exact bounds lie in.
    @Nullable var lower: [Int]?
    @Nullable var upper: [Int]?
    /// The split of the upper bound over the strata.
    @Nullable var split: [String: Int]?
    /// The stratum that drives the upper bound.
    @Nullable var driver: ProtocolText?
    /// Where a further inspection helps most, and the upper bound after a clean one there.
    @Nullable var nextStratum: ProtocolText?
    @Nullable var nextUpper: Int?
  }

  /// A design effect.
  struct Effect: Encodable {
    var comparison: DesignEffect
    /// The ratio of the variances.
    @Nullable var value: Double?
  }

  /// One estimate, whose names in JSON stay as they are: n is the sample and N the population.
  struct Line: Encodable {
    var line: EstimateLine

    private enum Field: Encodable {
      case count(Int)
      case number(Double?)
      case method(BoundMethod?)

      func encode(to encoder: any Encoder) throws {
        switch self {
        case .count(let value): try value.encode(to: encoder)
        case .number(let value): try Nullable(wrappedValue: value).encode(to: encoder)
        case .method(let value): try Nullable(wrappedValue: value).encode(to: encoder)
        }
      }
    }

    func encode(to encoder: any Encoder) throws {
      let estimate = line.estimate
      let freedom = line.method == .t ? estimate.effectiveDegreesOfFreedom : nil
      let fields: [String: Field] = [
        "estimate": .number(estimate.value),
        "standard_error": .number(estimate.standardError),
        "lower": .number(line.lower),
        "upper": .number(line.upper),
        "method": .method(line.method),
        "n": .count(estimate.sample),
        "N": .count(estimate.population),
        "degrees_of_freedom": .count(estimate.openDegreesOfFreedom),
        "satterthwaite": .number(estimate.satterthwaite),
        "t_degrees_of_freedom": .number(freedom),
      ]
      var container = encoder.singleValueContainer()
      try container.encode(fields)
    }
  }

  package init(_ estimates: Estimates) {
    inputs = estimates.inputs
    confidence = estimates.confidence
    confidenceDecimal = estimates.confidence.approximation
    side = estimates.side
    overall = estimates.overall.mapValues(Line.init)
    strata = estimates.strata.map(Part.init)
    domains = estimates.domains.map(Part.init)
    findings = estimates.findings.map { item in
      DomainFindings(
        domain: item.domain,
        inspected: item.inspected,
        found: item.found,
        expected: item.expected,
        usual: [item.limits.usual.lowerBound, item.limits.usual.upperBound],
        rare: [item.limits.rare.lowerBound, item.limits.rare.upperBound]
      )
    }
    bound = estimates.bound.map(Bound.init)
    designEffect = estimates.designEffect.map { Effect(comparison: $0.comparison, value: $0.value) }
    unreachableRange = estimates.unreachableRange.map { [$0.none, $0.all] }
    forCause = estimates.forCause
    notes = estimates.notes.map { EnglishText($0.sentence) }
  }
}

extension EstimateDocument.Part {
  fileprivate init(_ part: Estimates.Part) {
    name = part.name
    estimates = part.estimates.mapValues(EstimateDocument.Line.init)
    dispositions = [:]
    for (disposition, count) in part.dispositions {
      if let fate = EstimateDocument.Fate(disposition) { dispositions[fate] = count }
    }
  }
}

extension EstimateDocument.Fate {
  /// Nil for a unit that was not drawn.
  fileprivate init?(_ disposition: Disposition) {
    switch disposition {
    case .inspected: self = .inspected
    case .outOfScope: self = .outOfScope
    case .closed: self = .closed
    case .unreachable: self = .unreachable
    case .forCause: return nil
    }
  }
}

extension EstimateDocument.Bound {
  fileprivate init(_ bound: Estimates.TotalBound) {
    exact = bound.isExact
    lower = bound.lower.map { [$0.lowerBound, $0.upperBound] }
    upper = bound.upper.map { [$0.lowerBound, $0.upperBound] }
    split = bound.split.map { split in
      Dictionary(uniqueKeysWithValues: split.map { ($0.stratum.text, $0.units) })
    }
    driver = bound.driver
    nextStratum = bound.next?.stratum
    nextUpper = bound.next?.count
  }
}
