public import Sampling

/// The units of a stratified sample, for estimates that need every unit: ratios, domains,
/// post-stratification, unequal probabilities.
///
/// Every estimate is a total of weighted values or a ratio of two, and its variance that of the
/// total of a linearised value z:
///
/// ```
/// v = Σ_h n_h/(n_h − 1) Σ_i (1 − π_i) (z_i/π_i − A_h)²
/// A_h = Σ (1 − π_i) z_i/π_i / Σ (1 − π_i)
/// ```
///
/// over the units that were not certain (π < 1). With π = n_h/N_h this is N_h² (1 − n_h/N_h) s²/n_h;
/// for order sampling it is the estimator of Rosén 1997, doi:10.1016/S0378-3758(96)00186-3.
public struct SurveySample: Sendable {
  /// The strata of the design.
  public let strata: [Stratum]
  /// The stratum of each unit, a place in ``strata``.
  public let places: [Int]
  /// The design weight 1/π of each unit.
  public let weights: [Double]
  /// Whether the finite population correction 1 − π is made.
  public let isFinite: Bool

  /// A simple random sample in each stratum: the weights are N_h/n_h.
  ///
  /// - Parameters:
  ///   - strata: the strata, with their populations in the frozen frame.
  ///   - places: the stratum of each unit inspected.
  ///   - isFinite: whether the finite population correction is made.
  /// - Throws: ``InferenceError`` for no unit, or more units than a stratum has.
  public init(
    strata: [Stratum],
    places: [Int],
    isFinite: Bool = true
  ) throws(InferenceError) {
    let sizes = SurveySample.sizes(places, strata.count)
    try self.init(
      strata: strata,
      places: places,
      weights: places.map { Double(strata[$0].population) / Double(sizes[$0]) },
      isFinite: isFinite
    )
  }

  /// A sample with its own weights, as PPS gives them.
  ///
  /// - Parameters:
  ///   - strata: the strata.
  ///   - places: the stratum of each unit inspected.
  ///   - weights: 1/π of each unit, ≥ 1; 1 for a unit that was certain.
  ///   - isFinite: whether the finite population correction is made.
  /// - Throws: ``InferenceError`` for no unit, or more units than a stratum has.
  public init(
    strata: [Stratum],
    places: [Int],
    weights: [Double],
    isFinite: Bool = true
  ) throws(InferenceError) {
    guard !places.isEmpty else { throw .nothingInspected(stratum: nil) }
    for (stratum, size) in zip(strata, SurveySample.sizes(places, strata.count))
    where size > stratum.population {
      throw .sample(size, population: stratum.population, stratum: stratum.name)
    }
    self.strata = strata
    self.places = places
    self.weights = weights
    self.isFinite = isFinite
  }

  /// Σ w y: the Horvitz–Thompson estimate of a total.
  ///
  /// - Parameter values: y of each unit; 0 outside a domain.
  /// - Returns: the estimate.
  /// - Complexity: O(n).
  public func total(of values: [Double]) -> Estimate {
    Estimate(value: sum(values), parts: parts(values), scale: 1)
  }

  /// Σ w y / N: the mean over the frame, N being the units in the strata inspected.
  ///
  /// - Parameter values: y of each unit.
  /// - Returns: the estimate.
  /// - Complexity: O(n).
  public func mean(of values: [Double]) -> Estimate {
    let parts = parts(values)
    let all = parts.reduce(0.0) { $0 + ($1.sample > 0 ? Double($1.population) : 0) }
    return Estimate(value: sum(values) / all, parts: parts, scale: all)
  }

  /// Σ w y / Σ w x, linearised with z = (y − R x)/Σ w x.
  ///
  /// - Parameters:
  ///   - numerator: y of each unit.
  ///   - denominator: x of each unit.
  /// - Returns: the estimate, nil where Σ w x is 0.
  /// - Complexity: O(n).
  public func ratio(_ numerator: [Double], to denominator: [Double]) -> Estimate? {
    ratio(numerator, to: denominator, counted: nil)
  }

  /// The mean over the units of a domain, its size estimated: Hájek's Σ w y / Σ w.
  ///
  /// All units of the sample stay in the design: the n_h are those of the draw, not those of the
  /// domain. With every unit in the domain this is Hájek's estimate for the whole.
  ///
  /// - Parameters:
  ///   - values: y of each unit.
  ///   - domain: whether each unit is in the domain.
  /// - Returns: the estimate, nil where no unit is in the domain.
  /// - Complexity: O(n).
  public func mean(of values: [Double], in domain: [Bool]) -> Estimate? {
    let none = Array(repeating: 0, count: strata.count)
    var counted = (all: none, open: none)
    for index in places.indices where domain[index] {
      counted.all[places[index]] += 1
      if share(index) > 0 { counted.open[places[index]] += 1 }
    }
    return ratio(
      zip(values, domain).map { $1 ? $0 : 0 },
      to: domain.map { $0 ? 1 : 0 },
      counted: counted
    )
  }

  /// The mean after weights were brought to known totals of groups that cut across the design.
  ///
  /// ```
  /// g = N_g / Σ_{i in g} w_i      ȳ = Σ g w y / N      z = g (y − ȳ_g)/N
  /// ```
  ///
  /// Source: Särndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992, section 7.6.
  ///
  /// - Parameters:
  ///   - values: y of each unit.
  ///   - groups: the group of each unit, a place in `totals`.
  ///   - totals: N_g of each group.
  /// - Returns: the estimate, nil where a group with units has none in the sample.
  /// - Complexity: O(n).
  public func postStratifiedMean(
    of values: [Double],
    groups: [Int],
    totals: [Int]
  ) -> Estimate? {
    postStratified(values, groups, totals).map { value, parts, all in
      Estimate(value: value / all, parts: parts, scale: all)
    }
  }

  /// The total after weights were brought to known totals: N times ``postStratifiedMean(of:groups:totals:)``.
  ///
  /// - Parameters:
  ///   - values: y of each unit.
  ///   - groups: the group of each unit, a place in `totals`.
  ///   - totals: N_g of each group.
  /// - Returns: the estimate, nil where a group with units has none in the sample.
  /// - Complexity: O(n).
  public func postStratifiedTotal(
    of values: [Double],
    groups: [Int],
    totals: [Int]
  ) -> Estimate? {
    postStratified(values, groups, totals).map { value, parts, _ in
      Estimate(value: value, parts: parts, scale: 1)
    }
  }

  private func postStratified(
    _ values: [Double],
    _ groups: [Int],
    _ totals: [Int]
  ) -> (total: Double, parts: [StratumPart], all: Double)? {
    var sizes = Array(repeating: 0.0, count: totals.count)
    var sums = sizes
    for (index, group) in groups.enumerated() {
      sizes[group] += weights[index]
      sums[group] += weights[index] * values[index]
    }
    let all = Double(totals.reduce(0, +))
    var value = 0.0
    for (group, total) in totals.enumerated() where total > 0 {
      guard sizes[group] > 0 else { return nil }
      value += Double(total) * sums[group] / sizes[group]
    }
    let residuals = values.indices.map { index in
      let group = groups[index]
      return Double(totals[group]) / sizes[group] * (values[index] - sums[group] / sizes[group])
    }
    return (value, parts(residuals), all)
  }

  private func ratio(
    _ numerator: [Double],
    to denominator: [Double],
    counted: (all: [Int], open: [Int])?
  ) -> Estimate? {
    let size = sum(denominator)
    guard size != 0 else { return nil }
    let value = sum(numerator) / size
    guard value.isFinite else { return nil }
    let residuals = zip(numerator, denominator).map { $0 - value * $1 }
    return Estimate(
      value: value,
      parts: parts(residuals),
      scale: abs(size),
      counted: counted
    )
  }

  private func sum(_ values: [Double]) -> Double {
    zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// What each stratum adds to the variance of Σ w z.
  private func parts(_ values: [Double]) -> [StratumPart] {
    var parts = strata.map {
      StratumPart(name: $0.name, population: $0.population, sample: 0, uncertain: 0, variance: 0)
    }
    // Σ (1 − π) and Σ (1 − π) z/π of the units that were not certain.
    var open = Array(repeating: 0.0, count: strata.count)
    var centre = open
    for (index, place) in places.enumerated() {
      parts[place].sample += 1
      let share = share(index)
      guard share > 0 else { continue }
      parts[place].uncertain += 1
      open[place] += share
      centre[place] += share * weights[index] * values[index]
    }
    var squares = Array(repeating: 0.0, count: strata.count)
    for (index, place) in places.enumerated() {
      let share = share(index)
      guard share > 0 else { continue }
      let distance = weights[index] * values[index] - centre[place] / open[place]
      squares[place] += share * distance * distance
    }
    for place in parts.indices {
      let n = Double(parts[place].uncertain)
      if parts[place].uncertain == 1 {
        parts[place].variance = nil
      } else if parts[place].uncertain > 1 {
        let variance = n / (n - 1) * squares[place]
        // The variance of equal values is 0, and rounding leaves a little more than that.
        let scale = centre[place] * centre[place] / max(open[place], 1e-300)
        parts[place].variance = variance <= scale * 1e-26 ? 0 : variance
      }
    }
    return parts
  }

  /// 1 − π, or 1 without the finite population correction.
  private func share(_ index: Int) -> Double {
    isFinite ? max(1 - 1 / weights[index], 0) : 1
  }

  private static func sizes(_ places: [Int], _ count: Int) -> [Int] {
    var sizes = Array(repeating: 0, count: count)
    for place in places { sizes[place] += 1 }
    return sizes
  }
}
