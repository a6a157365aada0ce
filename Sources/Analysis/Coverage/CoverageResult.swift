internal import Inference
package import Sampling

/// What a plan, or the draws of some years, cover.
package struct CoverageResult: Sendable {
  /// What it was made from.
  package var basis: Basis
  /// The digests of what was read, by what it was read as.
  package var inputs: [String: String]
  /// Years, or draws, one a year.
  package var years: Int
  /// Whether units come, go or change their class on the way.
  package var hasTurnover: Bool
  /// The classes, by the bytes of their names.
  package var classes: [Class]
  /// All classes together.
  package var total: Class
  /// The draws, in their order; empty for a plan.
  package var draws: [Draw]
  /// What the lists can not show; empty for a plan.
  package var notes: [CoverageNote]

  /// What a forecast or a history is made from.
  package enum Basis: String, Encodable, Sendable {
    /// A plan.
    case rules
    /// Lists that were really drawn.
    case draws
  }

  /// What one class can expect, or has seen.
  package struct Class: Sendable {
    /// Its name, nil for all together.
    package var stratum: ProtocolText?
    /// Units in the first year; in today's frame where draws are looked at.
    package var population: Int
    /// Units drawn, a number for each year.
    package var sizes: [Int]
    /// Units in the frame, a number for each year.
    package var populations: [Int]
    /// With a draw of its own each year.
    package var independent: CoverageOutlook
    /// With one draw that goes on where it stopped the year before.
    package var rotation: CoverageOutlook
    /// What the lists show, nil for a plan.
    package var observed: ObservedCoverage?
  }

  /// One draw of those that were looked at.
  package struct Draw: Sendable {
    /// The name it was given.
    package var name: String
    /// Units in its list.
    package var listed: Int
    /// Those of them that are in today's frame.
    package var inFrame: Int
    /// Those of them that an earlier draw had seen.
    package var seenBefore: Int
  }
}

/// What is to be expected.
package struct CoverageOutlook: Sendable {
  /// P(seen at least once by the end of a year) of a unit of the first frame that is still there; nil
  /// where the class was empty.
  package var seenByYear: [Double?]
  /// The share of the frame of a year that was seen by its end; nil where it is empty.
  package var frameSeenByYear: [Double?]
  /// The number of distinct units seen in all years; nil where units come and go.
  package var distinct: DistinctUnits?
  /// Units of the last frame that are never seen, as expected.
  package var neverSeen: Double
  /// The longest run of years without a visit that at least one unit is expected to have; nil where
  /// units come and go.
  package var longestGap: Int?
  /// The years until each of ``shares`` was seen; nil where none are enough, or, where units come and go,
  /// not those looked at.
  package var yearsTo: [Int?]

  /// The shares of units for which the years are given.
  package static let shares = [Ratio(4, 5), Ratio(9, 10), Ratio(19, 20), Ratio(99, 100)]
}

extension CoverageOutlook {
  /// Fills in what is known of independent draws from strata that stay as they are.
  ///
  /// - Parameters:
  ///   - draws: the draws of the strata that are looked at.
  ///   - classes: how many strata there are in all, over which the work is spread.
  mutating func fill(_ draws: [RepeatedDraws], of classes: Int) {
    distinct = DistinctUnits(draws, of: classes)
    longestGap = RepeatedDraws.longestGap(of: draws)
  }

  /// Fills in what is known of a rotation through such strata.
  mutating func fillRotation(_ draws: [RepeatedDraws]) {
    distinct = DistinctUnits(constant: draws.reduce(0) { $0 + $1.distinctInRotation })
    longestGap = draws.map(\.longestGapInRotation).max() ?? 0
  }
}

/// The distribution of the number of distinct units seen.
package struct DistinctUnits: Sendable {
  package let mean: Double
  package let standardDeviation: Double
  /// The quantiles of 5, 50 and 95 %.
  package let quantiles: (q05: Int, median: Int, q95: Int)
  /// Whether the quantiles are those of the distribution itself, or of a normal one with the same
  /// moments (in frames above 200,000 units, or of many classes and years).
  package let isExact: Bool

  /// Of independent draws from some strata together.
  init(_ draws: [RepeatedDraws], of classes: Int) {
    let (mean, variance) = draws.reduce((0.0, 0.0)) { ($0.0 + $1.mean, $0.1 + $1.variance) }
    let distribution = RepeatedDraws.distinct(of: draws, ofAll: classes)
    let population = draws.reduce(0) { $0 + $1.population }
    let deviation = variance.squareRoot()
    func quantile(_ share: Double, _ z: Double) -> Int {
      let units = (mean + z * deviation).rounded()
      return distribution?.quantile(share)
        ?? Int(min(max(units, 0), Double(population), 0x1p62))
    }
    self.mean = mean
    standardDeviation = deviation
    isExact = distribution != nil
    quantiles = (
      quantile(0.05, -1.6448536269514722), quantile(0.5, 0), quantile(0.95, 1.6448536269514722)
    )
  }

  /// A number that is certain.
  init(constant: Int) {
    (mean, standardDeviation) = (Double(constant), 0)
    (quantiles, isExact) = ((constant, constant, constant), true)
  }
}

extension RepeatedDraws {
  /// The distribution of the distinct units seen in some strata together; nil where it takes too many
  /// steps.
  static func distinct(of draws: [RepeatedDraws], ofAll classes: Int) -> CountDistribution? {
    var total = CountDistribution(constant: 0)
    var steps = 0
    for draw in draws {
      guard let own = draw.distinct(within: stepLimit / max(classes, 1)) else { return nil }
      steps += total.values.count * own.values.count
      guard steps <= stepLimit else { return nil }
      total = total.convolved(with: own)
    }
    return total
  }
}

/// What lists show of one class.
package struct ObservedCoverage: Sendable {
  /// Units by the number of their visits: none, one, two, ….
  package let unitsByVisits: [Int]
  /// The longest run of draws without a visit that a unit has.
  package let longestGap: Int
  /// Units that have it.
  package let unitsWithLongestGap: Int
  /// P(as few distinct units, or fewer) if the draws were independent; nil with turnover.
  package var fewerByChance: Double?
  /// P(as many distinct units, or more) if the draws were independent; nil with turnover.
  package var moreByChance: Double?

  /// Units seen at least once.
  package var distinct: Int { unitsByVisits.dropFirst().reduce(0, +) }
  /// Units of today's frame in no list.
  package var neverSeen: Int { unitsByVisits[0] }

  /// Counts.
  ///
  /// - Parameters:
  ///   - visits: the draws that have each unit, ascending.
  ///   - draws: how many draws there are.
  init(_ visits: [[Int]], draws: Int) {
    var byVisits = [Int](repeating: 0, count: draws + 1)
    var gaps = [Int](repeating: 0, count: draws + 1)
    for own in visits {
      byVisits[own.count] += 1
      var (last, longest) = (-1, 0)
      for visit in own + [draws] {
        longest = max(longest, visit - last - 1)
        last = visit
      }
      gaps[longest] += 1
    }
    unitsByVisits = byVisits
    longestGap = gaps.lastIndex { $0 > 0 } ?? 0
    unitsWithLongestGap = gaps[longestGap]
  }
}

/// What lists can not show.
package enum CoverageNote: Hashable, Sendable {
  /// There is one draw only.
  case oneDraw
  /// Units of a list that are not in today's frame.
  case gone(draw: String, units: Int, listed: Int)
  /// Rows of a list that name a unit again, one of which is told.
  case repeated(draw: String, rows: Int, first: String)
  /// All draws are taken to be from today's frame.
  case sameFrame
}
