package import Analysis
internal import Reports
internal import Sampling

/// What a plan, or the draws of some years, cover: JSON `spotcheck.coverage/1`, CSV, text and a page.
package struct CoverageDocument: ResultDocument {
  let schema = "spotcheck.coverage/1"
  /// SHA-256 digests: `strata`, `sizes` and `moves`, of the bytes of the tables; with draws `frame`,
  /// today's, `unit_frame`, the same as a record has it, `frame:NAME` of past ones, `draw:NAME` of the
  /// lists, or `draws` where they stand in one file.
  var inputs: [String: String]
  var basis: CoverageResult.Basis
  /// Years, or draws, one a year.
  var years: Int
  /// Whether units come, go or change their class on the way.
  var hasTurnover: Bool
  /// The classes: of a plan in the order of its table, of draws by the bytes of their names.
  var strata: [Class]
  /// All classes together; its name is `*`.
  var total: Class
  /// The draws, in their order; empty for a plan.
  var draws: [Draw]
  /// What the lists can not show, in words; empty for a plan.
  var notes: [Sentence]

  /// What one class can expect, or has seen.
  struct Class: Encodable {
    var stratum: String
    /// Units in the first year; in today's frame where draws are looked at.
    var population: Int
    /// Units drawn, a number for each year.
    var sizes: [Int]
    /// Units in the frame, a number for each year.
    var populations: [Int]
    /// With a draw of its own each year.
    var independent: Outlook
    /// With one draw that goes on where it stopped the year before.
    var rotation: Outlook
    /// What the lists show; null for a plan.
    @Nullable var observed: Observed?
  }

  /// What is to be expected.
  struct Outlook: Encodable {
    /// P(seen at least once by the end of a year) of a unit of the first frame that is still there;
    /// null where the class was empty.
    var seenByYear: [Double?]
    /// The share of the frame of a year that was seen by its end; null where it is empty.
    var frameSeenByYear: [Double?]
    /// The number of distinct units seen in all years; null where units come and go.
    @Nullable var distinct: Distinct?
    /// Units of the last frame that are never seen, as expected.
    var neverSeen: Double
    /// The longest run of years without a visit that at least one unit is expected to have; null where
    /// units come and go.
    @Nullable var longestGap: Int?
    /// The years until a share was seen.
    var yearsTo: [YearsTo]

    /// The years until 19 of 20 units were seen.
    var yearsToNearlyAll: YearsTo? { yearsTo.first { $0.share == Ratio(19, 20) } }
  }

  /// A share and the years that it takes.
  struct YearsTo: Encodable {
    var share: Ratio
    var shareDecimal: Double
    /// The years; null where none are enough, or, where units come and go, not those looked at.
    @Nullable var years: Int?
  }

  /// The distribution of the number of distinct units seen.
  struct Distinct: Encodable {
    var mean: Double
    var standardDeviation: Double
    var q05: Int
    var median: Int
    var q95: Int
    /// Whether the quantiles are those of the distribution itself, or of a normal one with the same
    /// moments.
    var isExact: Bool
  }

  /// One draw of those that were looked at.
  struct Draw: Encodable {
    var name: String
    /// Units in its list.
    var listed: Int
    /// Those of them that are in today's frame.
    var inFrame: Int
    /// Those of them that an earlier draw had seen.
    var seenBefore: Int
  }

  /// What lists show of one class.
  struct Observed: Encodable {
    /// Units seen at least once.
    var distinct: Int
    /// Units of today's frame in no list.
    var neverSeen: Int
    /// Units by the number of their visits: none, one, two, ….
    var unitsByVisits: [Int]
    /// The longest run of draws without a visit that a unit has, and the units that have it.
    var longestGap: Int
    var unitsWithLongestGap: Int
    /// P(as few distinct units, or fewer), and P(as many, or more), if the draws were independent; null
    /// with turnover.
    @Nullable var fewerByChance: Double?
    @Nullable var moreByChance: Double?
  }

  package init(_ result: CoverageResult, order: ClassOrder) {
    inputs = result.inputs
    basis = result.basis
    years = result.years
    hasTurnover = result.hasTurnover
    strata = order.sorted(result.classes) { $0.stratum ?? .everything }.map(Class.init)
    total = Class(result.total)
    draws = result.draws.map {
      Draw(name: $0.name, listed: $0.listed, inFrame: $0.inFrame, seenBefore: $0.seenBefore)
    }
    notes = result.notes.map(\.sentence)
  }
}

extension CoverageDocument.Class {
  fileprivate init(_ item: CoverageResult.Class) {
    stratum = item.stratum?.text ?? "*"
    population = item.population
    sizes = item.sizes
    populations = item.populations
    independent = CoverageDocument.Outlook(item.independent)
    rotation = CoverageDocument.Outlook(item.rotation)
    observed = item.observed.map(CoverageDocument.Observed.init)
  }
}

extension CoverageDocument.Outlook {
  fileprivate init(_ outlook: CoverageOutlook) {
    seenByYear = outlook.seenByYear
    frameSeenByYear = outlook.frameSeenByYear
    distinct = outlook.distinct.map { distinct in
      CoverageDocument.Distinct(
        mean: distinct.mean,
        standardDeviation: distinct.standardDeviation,
        q05: distinct.quantiles.q05,
        median: distinct.quantiles.median,
        q95: distinct.quantiles.q95,
        isExact: distinct.isExact
      )
    }
    neverSeen = outlook.neverSeen
    longestGap = outlook.longestGap
    yearsTo = zip(CoverageOutlook.shares, outlook.yearsTo).map { share, years in
      CoverageDocument.YearsTo(share: share, shareDecimal: share.approximation, years: years)
    }
  }
}

extension CoverageDocument.Observed {
  fileprivate init(_ observed: ObservedCoverage) {
    distinct = observed.distinct
    neverSeen = observed.neverSeen
    unitsByVisits = observed.unitsByVisits
    longestGap = observed.longestGap
    unitsWithLongestGap = observed.unitsWithLongestGap
    fewerByChance = observed.fewerByChance
    moreByChance = observed.moreByChance
  }
}
