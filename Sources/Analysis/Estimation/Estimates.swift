package import Inference
package import Sampling

/// What is estimated of a stratum, a domain, or the whole.
package enum Quantity: String, Hashable, Sendable, CaseIterable, Encodable, CodingKeyRepresentable {
  /// The share of units with an event.
  case proportion
  case mean
  case ratio
  case total
}

/// How bounds were computed.
package enum BoundMethod: String, Hashable, Sendable, Encodable {
  case exact
  /// The safe ends of what the search for the exact ones left.
  case bracket
  /// Exact given the estimated number of units in scope or in the domain.
  case conditional
  /// Student's.
  case t
}

/// One estimate with its bounds.
package struct EstimateLine: Sendable {
  package var quantity: Quantity
  /// The estimate with its standard error.
  package var estimate: Estimate
  /// The lower bound, nil where there is none.
  package var lower: Double?
  /// The upper bound, nil where there is none.
  package var upper: Double?
  /// How the bounds were computed, nil where there are none.
  package var method: BoundMethod?

  /// The line with bounds that go no further than what is possible.
  func within(_ possible: ClosedRange<Double>) -> EstimateLine {
    var line = self
    line.lower = lower.map { min(max($0, possible.lowerBound), possible.upperBound) }
    line.upper = upper.map { max(min($0, possible.upperBound), possible.lowerBound) }
    return line
  }

  /// The line without bounds.
  var unbounded: EstimateLine { EstimateLine(quantity: quantity, estimate: estimate) }
}

/// What a stratified sample says of the frame.
package struct Estimates: Sendable {
  /// The digests of what was read, by what it was read as.
  package var inputs: [String: String] = [:]
  /// The confidence of the bounds.
  package let confidence: Ratio
  /// Which ends are bounds.
  package let side: Side
  /// The estimates of all strata together.
  package var overall: [Quantity: EstimateLine] = [:]
  /// The estimates of each stratum, in the order of the file.
  package var strata: [Part] = []
  /// The estimates of each domain, by its bytes.
  package var domains: [Part] = []
  /// Findings by domain among the inspected units of the same classes; empty without an event, and
  /// for unequal probabilities within a stratum.
  package var findings: [DomainFindings] = []
  /// The exact bounds of the total, nil where there are none.
  package var bound: TotalBound?
  /// The variance against that of a simple random sample, nil where it was not asked for.
  package var designEffect: (comparison: DesignEffect, value: Double?)?
  /// The total if none of the units not reached had the event, and if all had.
  package var unreachableRange: (none: Double, all: Double)?
  /// Rows of inspections for cause, which are left out.
  package var forCause = 0
  /// What a reader has to know.
  package var notes: [EstimateNote] = []

  /// An answer without a line.
  init(_ request: EstimateRequest) {
    confidence = request.confidence
    side = request.side
  }

  /// The estimates of a stratum or a domain.
  package struct Part: Sendable {
    /// The name; empty for a domain without one.
    package var name: String
    /// The estimates; none where nothing was inspected.
    package var estimates: [Quantity: EstimateLine]
    /// What became of the units drawn; none for a domain, or where that is not told.
    package var dispositions: [Disposition: Int] = [:]
  }

  /// What was found in one domain, against the others.
  package struct DomainFindings: Sendable {
    package let domain: String
    /// Units inspected.
    package let inspected: Int
    /// Those of them with the event.
    package let found: Int
    /// How many are expected, if every domain has the rates of its classes.
    package let expected: Double
    /// How many chance leaves.
    package let limits: FunnelLimits
  }

  /// The exact bounds of the total and what drives them.
  package struct TotalBound: Sendable {
    /// The brackets that the exact bounds lie in, one number each where they were found.
    package let lower: ClosedRange<Int>?
    package let upper: ClosedRange<Int>?
    /// Whether each bracket is one number.
    package let isExact: Bool
    /// The split of the upper bound over the strata.
    package let split: [(stratum: ProtocolText, units: Int)]?
    /// The stratum that drives the upper bound.
    package let driver: ProtocolText?
    /// Where a further inspection helps most, and the upper bound after a clean one there.
    package let next: (stratum: ProtocolText, count: Int?)?
  }
}

/// What a reader of estimates has to know.
package enum EstimateNote: Sendable {
  /// Events that no row has, all that were named or some, and outcomes that there are.
  case missingEvents([String], isEvery: Bool, seen: [String])
  /// Outcomes with several codes in a cell and an event among them, by the number of rows.
  case mixedOutcomes([(outcome: String, rows: Int)])
  /// Outcomes that count as no event, by the number of rows.
  case otherOutcomes([(outcome: String, rows: Int)])
  /// What limits a standard error.
  case limited(Estimate.Reason)
  /// Degrees of freedom after Satterthwaite.
  case satterthwaite(Double)
  /// Units that were excluded from the draw.
  case excluded(Int)
  case designEffect(DesignEffect, Double?)
  /// Weights differ within a stratum: no exact bounds.
  case unequalProbabilities
  /// Means are of the units in scope; whether bounds are exact.
  case scope(isExact: Bool)
  /// Rows of inspections for cause.
  case forCause(Int)
  /// Rows of reserves.
  case reserves(Int)
  /// Units that were not reached; the total if none of them had the event, and if all had.
  case unreached(Int, range: (none: Double, all: Double)?)
  /// A stratum without a unit in scope.
  case noUnitInScope(ProtocolText)
  /// Rows without a value in the column of domains.
  case unnamedDomain(rows: Int, column: String)
  /// A domain none of whose units was inspected.
  case notInspected(domain: String)
  /// Bounds of domains are brackets.
  case bracketedDomains
  /// A domain without an interval.
  case noInterval(domain: String, Quantity, NoInterval)
  /// Weights were brought to known totals.
  case postStratified
  /// An exact bound lies in a bracket, of which one end is safe to quote.
  case bracket(Side, ClosedRange<Int>, quoted: Int)
  /// The stratum that drives an upper bound of so many units.
  case driver(ProtocolText, upper: Int)
  /// The best next inspection, and the upper bound after a clean one where it is lower.
  case next(ProtocolText, upper: Int?)

  /// Why a domain has no interval.
  package enum NoInterval: Sendable {
    /// One unit of it was inspected.
    case loneUnit
    /// No stratum has a second unit of it.
    case loneUnits
    /// Its units are alike.
    case alike
  }
}
