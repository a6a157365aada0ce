internal import Foundation
internal import Inference
public import Reports
public import Sampling

/// What a plan, or the draws of some years, cover: JSON `spotcheck.coverage/1`, CSV and text.
public struct CoverageDocument: ResultDocument, Sendable {
  /// `spotcheck.coverage/1`.
  public var schema = "spotcheck.coverage/1"
  /// SHA-256 digests: `strata`, `sizes` and `moves`, of the bytes of the tables; with draws `frame`,
  /// today's, `unit_frame`, the same as a record has it, `frame:NAME` of past ones, `draw:NAME` of the
  /// lists, or `draws` where they stand in one file.
  public var inputs: [String: String] = [:]
  /// `rules` for a plan, `draws` for lists that were really drawn.
  public var basis: Basis
  /// Years, or draws, one a year.
  public var years: Int
  /// Whether units come, go or change their class on the way.
  public var hasTurnover: Bool
  /// The classes, by the bytes of their names.
  public var strata: [CoverageClass]
  /// All classes together; its name is `*`.
  public var total: CoverageClass
  /// The draws, in their order; empty for a plan.
  public var draws: [CoverageDraw]
  /// What the lists can not show, in words; empty for a plan.
  public var notes: [Sentence]

  /// What a forecast or a history is made from.
  public enum Basis: String, Encodable, Sendable {
    /// A plan.
    case rules
    /// Lists that were really drawn.
    case draws
  }

  /// The shares of units for which the years are given.
  public static let shares = [Ratio(4, 5), Ratio(9, 10), Ratio(19, 20), Ratio(99, 100)]
}

/// What one class can expect, or has seen.
public struct CoverageClass: Encodable, Sendable {
  /// Its name.
  public var stratum: String
  /// Units in the first year; in today's frame where draws are looked at.
  public var population: Int
  /// Units drawn, a number for each year.
  public var sizes: [Int]
  /// Units in the frame, a number for each year.
  public var populations: [Int]
  /// With a draw of its own each year.
  public var independent: CoverageOutlook
  /// With one draw that goes on where it stopped the year before.
  public var rotation: CoverageOutlook
  /// What the lists show; null for a plan.
  public var observed: Nullable<ObservedCoverage>
}

/// What is to be expected.
public struct CoverageOutlook: Encodable, Sendable {
  /// P(seen at least once by the end of a year) of a unit of the first frame that is still there;
  /// null where the class was empty.
  public var seenByYear: [Nullable<Double>]
  /// The share of the frame of a year that was seen by its end; null where it is empty.
  public var frameSeenByYear: [Nullable<Double>]
  /// The number of distinct units seen in all years; null where units come and go.
  public var distinct: Nullable<DistinctSummary>
  /// Units of the last frame that are never seen, as expected.
  public var neverSeen: Double
  /// The longest run of years without a visit that at least one unit is expected to have; null where
  /// units come and go.
  public var longestGap: Nullable<Int>
  /// The years until a share was seen.
  public var yearsTo: [YearsTo]
}

/// A share and the years that it takes.
public struct YearsTo: Encodable, Sendable {
  /// The share, in lowest terms.
  public var share: String
  /// The share.
  public var shareDecimal: Double
  /// The years; null where none are enough, or, where units come and go, not those looked at.
  public var years: Nullable<Int>

  /// The share as people read it.
  let percentage: String

  enum CodingKeys: String, CodingKey { case share, shareDecimal, years }

  init(_ share: Ratio, _ years: Int?) {
    self.share = share.description
    shareDecimal = share.approximation
    percentage = share.percentage
    self.years = Nullable(years)
  }
}

/// The distribution of the number of distinct units seen.
public struct DistinctSummary: Encodable, Sendable {
  /// Its mean.
  public var mean: Double
  /// Its standard deviation.
  public var standardDeviation: Double
  /// Its 5 % quantile.
  public var q05: Int
  /// Its median.
  public var median: Int
  /// Its 95 % quantile.
  public var q95: Int
  /// Whether the quantiles are those of the distribution itself, or of a normal one with the same
  /// moments (in frames above 200,000 units, or of many classes and years).
  public var isExact: Bool

  init(mean: Double, variance: Double, distribution: CountDistribution?, population: Int) {
    self.mean = mean
    standardDeviation = variance.squareRoot()
    isExact = distribution != nil
    let quantile = { [standardDeviation] (share: Double, z: Double) in
      let units = (mean + z * standardDeviation).rounded()
      return distribution?.quantile(share)
        ?? Int(min(max(units, 0), Double(population), 0x1p62))
    }
    q05 = quantile(0.05, -1.6448536269514722)
    median = quantile(0.5, 0)
    q95 = quantile(0.95, 1.6448536269514722)
  }

  init(constant: Int) {
    (mean, standardDeviation) = (Double(constant), 0)
    (q05, median, q95, isExact) = (constant, constant, constant, true)
  }
}

/// One draw of those that were looked at.
public struct CoverageDraw: Encodable, Sendable {
  /// The name it was given.
  public var name: String
  /// Units in its list.
  public var listed: Int
  /// Those of them that are in today's frame.
  public var inFrame: Int
  /// Those of them that an earlier draw had seen.
  public var seenBefore: Int
}

/// What lists show of one class.
public struct ObservedCoverage: Encodable, Sendable {
  /// Units seen at least once.
  public var distinct: Int
  /// Units of today's frame in no list.
  public var neverSeen: Int
  /// Units by the number of their visits: none, one, two, ….
  public var unitsByVisits: [Int]
  /// The longest run of draws without a visit that a unit has.
  public var longestGap: Int
  /// Units that have it.
  public var unitsWithLongestGap: Int
  /// P(as few distinct units, or fewer) if the draws were independent; null with turnover.
  public var fewerByChance: Nullable<Double>
  /// P(as many distinct units, or more) if the draws were independent; null with turnover.
  public var moreByChance: Nullable<Double>
}
