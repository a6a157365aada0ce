/// How many units were drawn how often in some simple draws, and between which numbers they lie by
/// chance.
///
/// ```
/// p_h(j) = P(Σ_t B_t = j),  B_t independent, P(B_t = 1) = n_ht/N_h          a unit of stratum h is drawn j times
/// E = Σ_h N_h p_h(j)                                                        units drawn j times, exact
/// lower = min{x : P(X ≤ x) > α/(2 m)}     upper = max{x : P(X ≥ x) > α/(2 m)}      X ~ binomial(N, E/N), m bins
/// ```
///
/// The limits hold for all m bins together (Bonferroni): an honest lottery leaves any of them with
/// probability α at most. For the units that were never drawn X has its exact distribution
/// (``RepeatedDraws/neverSeen(of:)``). For the other bins the binomial is somewhat too wide: units of
/// strata that differ scatter less than those of one (Hoeffding 1956, doi:10.1214/aoms/1177728178),
/// and draws without replacement balance the units against each other (negative association:
/// Joag-Dev and Proschan 1983, doi:10.1214/aos/1176346079). In the enumerations of the tests the whole
/// band is left with 0.54 α at most; a single bin of two draws of half of all units, whose count moves
/// in steps of two, with 1.6 times its share.
///
/// Not for draws by size, whose inclusion probabilities are not known exactly.
public struct InclusionHistogram: Sendable, Hashable {
  /// The units that were drawn so often.
  public struct Bin: Sendable, Hashable {
    /// How often.
    public let times: ClosedRange<Int>
    /// How many units.
    public let units: Int
    /// How many are expected.
    public let expected: Double
    /// How many there are by chance.
    public let usual: ClosedRange<Int>
    /// Whether the limits are those of the distribution itself, not of a binomial one.
    public let isExact: Bool

    /// Whether there are more or fewer than chance leaves.
    public var isOutside: Bool { !usual.contains(units) }
  }

  /// The bins, by how often; from the first to the last in which a unit is, or is expected.
  public let bins: [Bin]

  /// More bins than this are brought together, as many neighbours in each.
  public static let greatestBins = 40

  /// Counts units.
  ///
  /// - Parameters:
  ///   - frame: the units and their strata.
  ///   - draws: the units of each draw, each once.
  ///   - risk: α, the probability that an honest lottery leaves the limits, 0 < α < 1.
  ///   - neverDrawn: the distribution of the number of units that no draw has, where it is known
  ///     already (``DrawAudit/neverDrawn``).
  /// - Complexity: O(draws² · strata + N), and that of ``RepeatedDraws/distinct``.
  public init(
    frame: AuditedFrame,
    draws: [[Int]],
    risk: Double,
    neverDrawn: CountDistribution? = nil
  ) {
    var times = [Int](repeating: 0, count: frame.count)
    var sizes = frame.members.map { _ in [Int](repeating: 0, count: draws.count) }
    for (number, draw) in draws.enumerated() {
      for unit in draw {
        times[unit] += 1
        sizes[frame.strata[unit]][number] += 1
      }
    }
    var units = [Int](repeating: 0, count: draws.count + 1)
    for count in times { units[count] += 1 }
    var expected = [Double](repeating: 0, count: draws.count + 1)
    for (members, sizes) in zip(frame.members, sizes) where !members.isEmpty {
      let chance = sizes.reduce(CountDistribution(constant: 0)) { sum, size in
        let share = Double(size) / Double(members.count)
        return sum.convolved(with: CountDistribution(trials: 1, probability: share))
      }
      for (offset, value) in chance.values.enumerated() {
        expected[chance.first + offset] += Double(members.count) * value
      }
    }
    let ranges = InclusionHistogram.ranges(units: units, expected: expected)
    let strata = zip(frame.members, sizes).map { members, sizes in
      RepeatedDraws(counted: members.count, sizes: sizes)
    }
    let share = risk / Double(max(ranges.count, 1))
    bins = ranges.map { range in
      let mean = range.reduce(0) { $0 + expected[$1] }
      let exact =
        range == 0...0
        ? neverDrawn ?? RepeatedDraws.neverSeen(of: strata) : nil
      let probability = min(mean / Double(max(frame.count, 1)), 1)
      let chance = exact ?? CountDistribution(trials: frame.count, probability: probability)
      return Bin(
        times: range,
        units: range.reduce(0) { $0 + units[$1] },
        expected: mean,
        usual: chance.limits(risk: share),
        isExact: exact != nil
      )
    }
  }

  /// The bins: what lies outside of them has no unit, and less than half of one is expected there.
  private static func ranges(units: [Int], expected: [Double]) -> [ClosedRange<Int>] {
    func first(_ places: some Sequence<Int>) -> Int {
      var sum = 0.0
      for place in places {
        sum += expected[place]
        if units[place] > 0 || sum >= 0.5 { return place }
      }
      return 0
    }
    let low = first(units.indices)
    let high = max(first(units.indices.reversed()), low)
    let width = (high - low) / greatestBins + 1
    return stride(from: low, through: high, by: width).map { $0...min($0 + width - 1, high) }
  }
}
