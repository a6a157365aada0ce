internal import Sampling

/// What some years of draws from one stratum, which stays as it is, have seen.
///
/// ```
/// P(a unit is seen at least once) = 1 − Π_t (1 − n_t/N)
/// E[never seen] = N Π q_t,  q_t = 1 − n_t/N
/// E[U (U − 1)] = N (N − 1) Π r_t,  r_t = (N − n_t)(N − n_t − 1) / (N (N − 1))
/// ```
///
/// The draws are independent, or leave the units of the last draws out (`leftOut`): then N is the
/// number of the units that are not left out, which those never seen always are. In a rotation without
/// repeats Σ n_t units are seen, until all are.
public struct RepeatedDraws: Hashable, Sendable {
  /// N.
  public let population: Int
  /// n_t, a size for each year.
  public let sizes: [Int]
  /// The draws after its own that a unit is left out of.
  public let leftOut: Int
  /// The units that each draw is made from: N, less those left out.
  private let eligible: [Int]

  /// Populations up to which ``distinct`` is computed; the moments are exact for all.
  public static let exactLimit = 200_000
  /// The products that ``distinct`` may form, in a second or so.
  public static let stepLimit = 1 << 28

  /// Takes the sizes of some years.
  ///
  /// - Parameters:
  ///   - population: N ≥ 0.
  ///   - sizes: n_t of each year, 0 to N less the units left out.
  ///   - leftOut: the draws after its own that a unit is left out of, ≥ 0.
  /// - Throws: ``InferenceError/sample(_:population:stratum:)`` for a size outside its range.
  public init(population: Int, sizes: [Int], leftOut: Int = 0) throws(InferenceError) {
    var eligible: [Int] = []
    var barred = 0
    for (year, size) in sizes.enumerated() {
      if leftOut > 0, year > leftOut { barred -= sizes[year - 1 - leftOut] }
      let units = population - barred
      guard size >= 0, size <= units else {
        throw .sample(size, population: units, stratum: nil)
      }
      eligible.append(units)
      if leftOut > 0 { barred += size }
    }
    self.population = population
    self.sizes = sizes
    self.leftOut = leftOut
    self.eligible = eligible
  }

  /// Takes the sizes of draws whose units were counted.
  ///
  /// - Precondition: each draw has at most as many units as there are.
  init(counted population: Int, sizes: [Int]) {
    do {
      try self.init(population: population, sizes: sizes)
    } catch {
      preconditionFailure("a draw has each unit once")
    }
  }

  /// P(a unit is seen at least once), 0 in an empty stratum.
  public var seen: Double { population == 0 ? 0 : 1 - unseen }

  /// The same in a rotation without repeats: min(1, Σ n_t / N).
  public var seenInRotation: Double {
    population == 0 ? 0 : Double(distinctInRotation) / Double(population)
  }

  /// The units that a rotation has seen: min(N, Σ n_t).
  public var distinctInRotation: Int {
    Int(min(sizes.reduce(Int128(0)) { $0 + Int128($1) }, Int128(population)))
  }

  /// E[distinct units seen].
  public var mean: Double { Double(population) * seen }

  /// Var[distinct units seen].
  public var variance: Double {
    guard population > 1 else { return 0 }
    let units = Double(population)
    let never = units * unseen
    let pairs = zip(sizes, eligible).reduce(units * (units - 1)) { product, draw in
      let (own, left) = (Double(draw.1), Double(draw.1 - draw.0))
      return own > 1 ? product * (left / own) * ((left - 1) / (own - 1)) : 0
    }
    return max(pairs + never - never * never, 0)
  }

  /// The distribution of the number of distinct units seen; nil above ``exactLimit`` units, and where
  /// it takes more than ``stepLimit`` products.
  ///
  /// A chain over the years: what is new in a year is hypergeometric given what was seen before.
  ///
  /// - Complexity: O(years · N) at most, for each year the product of two standard deviations.
  public var distinct: CountDistribution? { distinct(within: RepeatedDraws.stepLimit) }

  /// The same within a number of products, where many distributions are formed.
  ///
  /// - Parameter steps: the products that may be formed.
  /// - Returns: the distribution; nil where it takes more, and above ``exactLimit`` units.
  public func distinct(within steps: Int) -> CountDistribution? {
    distinctByYear(within: steps) { _ in }
  }

  /// P(every unit has been seen) by the end of each year; nil where ``distinct`` is.
  ///
  /// - Complexity: that of ``distinct``.
  public var allSeenByYear: [Double]? {
    var result: [Double] = []
    let last = distinctByYear(within: RepeatedDraws.stepLimit) { seen in
      result.append(seen.last == population ? seen.values[seen.values.count - 1] : 0)
    }
    return last == nil ? nil : result
  }

  /// The chain over the years, and each of its steps.
  private func distinctByYear(
    within limit: Int,
    _ step: (CountDistribution) -> Void
  ) -> CountDistribution? {
    guard population <= RepeatedDraws.exactLimit else { return nil }
    var steps = 0
    var seen = CountDistribution(constant: 0)
    for (size, eligible) in zip(sizes, eligible) {
      defer { step(seen) }
      guard size > 0 else { continue }
      var next = [Double](repeating: 0, count: min(seen.last + size, population) + 1)
      steps += next.count
      for (index, weight) in seen.values.enumerated() where weight > 0 {
        guard steps <= limit else { return nil }
        let before = seen.first + index
        let new = Hypergeometric(
          population: eligible,
          marked: population - before,
          draws: size
        ).probabilities
        steps += new.values.count
        for (offset, value) in new.values.enumerated() {
          next[before + new.first + offset] += weight * value
        }
      }
      seen = CountDistribution(first: 0, values: next).trimmed
    }
    return seen
  }

  /// The distribution of the number of units never seen; nil above ``exactLimit`` units.
  public var neverSeen: CountDistribution? {
    distinct.map {
      CountDistribution(first: population - $0.last, values: $0.values.reversed())
    }
  }

  /// The distribution of the number of units never seen in some strata together; nil where one of them
  /// has more than ``exactLimit`` units.
  ///
  /// - Parameter strata: the draws of each stratum.
  /// - Returns: the distribution of the sum.
  /// - Complexity: that of ``distinct``, and of the convolutions.
  public static func neverSeen(of strata: [RepeatedDraws]) -> CountDistribution? {
    strata.reduce(CountDistribution(constant: 0)) { total, draws in
      draws.neverSeen.flatMap { total?.convolved(with: $0) }
    }
  }

  /// The number of units that are expected to be passed over some years in succession, at some time
  /// within the years.
  ///
  /// A unit that is left out of a draw is passed over too.
  ///
  /// - Parameter length: how many years in succession.
  /// - Returns: N P(a run of as many years without a visit).
  /// - Complexity: O(years · length).
  public func expectedUnits(unseenFor length: Int) -> Double {
    guard length > 0 else { return Double(population) }
    guard population > 0, length <= sizes.count else { return 0 }
    // By the length of the run that just lasts, for units never seen and for the others; the last
    // place keeps those that were passed over.
    var fresh = [Double](repeating: 0, count: length + 1)
    var runs = fresh
    fresh[0] = 1
    for (size, eligible) in zip(sizes, eligible) {
      let hit = eligible == 0 ? 0 : Double(size) / Double(eligible)
      var nextFresh = [Double](repeating: 0, count: length + 1)
      var next = nextFresh
      (nextFresh[length], next[length]) = (fresh[length], runs[length])
      for run in 0..<length {
        let chance = run < leftOut ? 0 : hit
        next[0] += fresh[run] * hit + runs[run] * chance
        nextFresh[run + 1] += fresh[run] * (1 - hit)
        next[run + 1] += runs[run] * (1 - chance)
      }
      (fresh, runs) = (nextFresh, next)
    }
    return Double(population) * (fresh[length] + runs[length])
  }

  /// The longest run of years without a visit that at least one unit is expected to have, in some
  /// strata together.
  ///
  /// All years where units are expected never to be seen.
  ///
  /// - Parameter strata: the draws of each stratum, of the same years.
  /// - Returns: the length of the run; 0 without a stratum.
  /// - Complexity: O(strata · years² log years).
  public static func longestGap(of strata: [RepeatedDraws]) -> Int {
    var low = 0
    var high = strata.map(\.sizes.count).max() ?? 0
    while low < high {
      let middle = (low + high + 1) / 2
      let units = strata.reduce(0) { $0 + $1.expectedUnits(unseenFor: middle) }
      // A whole unit may be missed by a rounding error.
      if units >= 1 - 1e-9 { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The longest run of years without a visit that a unit has in a rotation, within these years.
  ///
  /// The unit drawn last in a year waits longest of that year's: until the turn has come round to it.
  public var longestGapInRotation: Int {
    guard population > 0 else { return 0 }
    var reached: [Int128] = []
    for size in sizes { reached.append((reached.last ?? 0) + Int128(size)) }
    let visit = { (place: Int128) in reached.firstIndex { $0 > place } ?? reached.count }
    var longest = visit(Int128(population) - 1)
    for year in sizes.indices where sizes[year] > 0 {
      longest = max(longest, visit(reached[year] - 1 + Int128(population)) - year - 1)
    }
    return longest
  }

  private var unseen: Double {
    zip(sizes, eligible).reduce(1) { $1.1 == 0 ? $0 : $0 * (Double($1.1 - $1.0) / Double($1.1)) }
  }
}
