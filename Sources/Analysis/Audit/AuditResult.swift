package import Inference
package import Sampling

/// What an audit of draws found.
///
/// P-values, how many tests there were and the smallest bias that they could have found. Never a
/// verdict: what no test finds is not thereby random.
package struct AuditResult: Sendable {
  /// What was asked for.
  package let request: AuditRequest
  /// The strata of the frame, by the bytes of their names.
  package var strata: [(stratum: Stratum, sizes: [Int])] = []
  /// The draws, in their order.
  package var draws: [Draw] = []
  /// How often the draws were drawn again.
  package var replicates = 0
  /// The smallest p-value that replicates can give a test that looks at both sides.
  package var smallestReplicatedP = 1.0
  /// The tests.
  package var tests: [Test] = []
  /// What was found: the signs of one cause are one, with the tests that are its evidence.
  package var findings: [AuditFinding] = []
  /// How many units were drawn how often; empty for one draw and for draws by size.
  package var inclusion: [InclusionHistogram.Bin] = []
  /// The published random numbers, nil without any.
  package var evenness: Uniformity?
  /// What is certain and needs no test.
  package var facts: [AuditFact] = []
  /// The smallest bias that could have been found; empty where none is told.
  package var limits: [AuditLimit] = []
  /// What these lists can not show.
  package var notes: [AuditNote] = []
  /// Each inspector's load; empty without assignments.
  package var inspectors: [Inspector] = []
  /// How their loads differ, nil without assignments.
  package var load: LoadSummary?

  init(_ request: AuditRequest) { self.request = request }

  /// Tests whose adjusted p-value is at most the level.
  package var found: Int { tests.count { $0.isFound } }

  /// Whether everything is as an honest lottery would have left it, as far as the tests can see.
  package var isClear: Bool { found == 0 && facts.isEmpty }

  /// One draw.
  package struct Draw: Sendable {
    /// Its name.
    package let name: String
    /// The file of its list.
    package let file: String
    /// Distinct units of the list.
    package let listed: Int
    /// Those that are in the frame, of which the tests speak.
    package let inFrame: Int
    /// Rows that name a unit again.
    package let repeated: Int
  }

  /// A test as one of the family.
  package struct Test: Sendable {
    package let test: DrawAudit.Test
    /// The p-value adjusted for the number of tests.
    package let adjustedP: Double
    /// How far from its expectation the statistic would have to lie on average to be found; nil where
    /// its spread is none.
    package let smallestEffect: Double?
    /// Whether the adjusted p-value is at most the level.
    package let isFound: Bool
  }

  /// One inspector's part.
  package struct Inspector: Sendable {
    /// The identifier.
    package let inspector: String
    /// Assignments.
    package let load: Int
    /// What is known of the findings, nil where no visit's is known.
    package let findings: Findings?
  }

  /// An inspector's findings.
  package struct Findings: Sendable {
    /// How many.
    package let count: Int
    /// How many are expected, given the classes of the units.
    package let expected: Double
    /// Visits whose result is known.
    package let visits: Int
    /// How many chance leaves, given the classes.
    package let limits: FunnelLimits
  }
}

/// What some tests together show.
package struct AuditFinding: Sendable {
  /// What it is.
  package let cause: Cause
  /// The tests that show it, the least p-value first.
  package let evidence: [AuditResult.Test]

  /// The least adjusted p-value of its tests.
  package var adjustedP: Double { evidence.map(\.adjustedP).min() ?? 1 }

  /// What tests point to.
  package enum Cause: Sendable {
    /// Every k-th unit of an order.
    case pattern(RegularPattern)
    /// Values of a column that were drawn too often or too rarely, in so many draws; none that stand out.
    case values([ValueCounts.Value], column: String, draws: Int)
    /// A stretch of an order that no draw met.
    case stretch(Stretch?)
    /// Inspectors who were kept for, or from, classes or districts; none that stand out.
    case places([PlaceDeparture], isClass: Bool)
    /// The inspector whose findings are farthest from what is expected.
    case rates(RateDeparture?)
    /// What the test itself says.
    case test(DrawAudit.Test)
  }

  /// Units in a row that no draw met.
  package struct Stretch: Sendable {
    /// The order, empty for the list.
    package let order: String
    package let units: Int
    /// The places in the list of the first and the last, from 0.
    package let first: Int
    package let last: Int
  }

  /// An inspector's visits to a class or district.
  package struct PlaceDeparture: Sendable {
    package let inspector: String
    /// The class or district.
    package let place: String
    package let visits: Int
    /// All visits there.
    package let all: Int
    package let expected: Double
  }

  /// An inspector's findings.
  package struct RateDeparture: Sendable {
    package let inspector: String
    package let findings: Int
    package let visits: Int
    package let expected: Double
  }
}

/// What is certain and needs no test.
package enum AuditFact: Sendable {
  /// Units of a draw that are not in the frame.
  case unknown(draw: String, units: [String], listed: Int, frame: String)
  /// Rows of a draw that name a unit again.
  case repeated(draw: String, units: [String])
  /// Visits by an inspector who must avoid the unit.
  case forbidden(units: [String], file: String)
  /// Teams in which somebody stands twice.
  case doubled(units: [String], file: String)
}

/// A bias that could have been found, or not.
package struct AuditLimit: Sendable {
  package let bias: Bias
  /// How many units, or how many draws; nil where no number is found.
  package let number: Int?

  package enum Bias: String, Sendable, Encodable {
    /// Units that were named beforehand.
    case sparedByName = "spared-by-name"
    /// Units that nobody names.
    case sparedUnnamed = "spared-unnamed"
    /// The draws that 20 such units take.
    case drawsForTwentyUnnamed = "draws-for-20-unnamed"
  }
}

/// What an audit can not show.
package enum AuditNote: Sendable {
  /// Columns that are not tested.
  case untested(columns: [String], UntestedReason)
  case oneDraw
  /// All draws are taken to be from one frame.
  case sameFrame
  case redraws
  /// So many draws that their pairs are not compared.
  case tooManyDraws
  /// Every unit was drawn.
  case everything
  /// Replicates that can find nothing alone, with their smallest p-value.
  case tooFewReplicates(Double)
  /// Limits are told of simple draws only.
  case noLimitsBySize
  case fewInspectors
  /// Neither classes nor districts were named.
  case noPlaces
  case findingsAreNoProof

  /// Why columns are not tested, or not wholly.
  package enum UntestedReason: Sendable {
    case constant, rowNumbers, distinct, leftOut
  }
}
