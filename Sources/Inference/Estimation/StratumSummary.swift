public import Sampling

/// A stratum's simple random sample by its size, mean and variance: all that estimates of a mean
/// and a total need.
public struct StratumSummary: Hashable, Sendable {
  /// The name.
  public let name: ProtocolText
  /// N_h, the units in the frame.
  public let population: Int
  /// n_h, the units inspected.
  public let sample: Int
  /// ȳ_h, the mean of the sample; 0 without one.
  public let mean: Double
  /// s_h², with the divisor n_h − 1; 0 for fewer than two units.
  public let variance: Double

  /// A summary from a mean and a variance.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - population: N_h, ≥ 0.
  ///   - sample: n_h, 0 to N_h.
  ///   - mean: ȳ_h.
  ///   - variance: s_h² with the divisor n_h − 1, ≥ 0.
  /// - Throws: ``InferenceError`` for a sample above the population.
  public init(
    name: ProtocolText,
    population: Int,
    sample: Int,
    mean: Double,
    variance: Double
  ) throws(InferenceError) {
    guard population >= 0, (0...population).contains(sample) else {
      throw .sample(sample, population: population, stratum: name)
    }
    self.name = name
    self.population = population
    self.sample = sample
    self.mean = mean
    self.variance = variance
  }

  /// A summary of units that have a property or not: p = x/n, s² = p (1 − p) n/(n − 1).
  ///
  /// - Parameter stratum: what was inspected and found.
  public init(_ stratum: InspectedStratum) {
    let n = Double(stratum.sample)
    let share = stratum.sample > 0 ? Double(stratum.found) / n : 0
    name = stratum.name
    population = stratum.population
    sample = stratum.sample
    mean = share
    variance = stratum.sample > 1 ? share * (1 - share) * n / (n - 1) : 0
  }

  /// A summary of values.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - population: N_h.
  ///   - values: the values of the units inspected, at most N_h.
  /// - Throws: ``InferenceError`` for more values than units.
  public init(name: ProtocolText, population: Int, values: [Double]) throws(InferenceError) {
    let n = Double(values.count)
    let mean = values.isEmpty ? 0 : values.reduce(0, +) / n
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    try self.init(
      name: name,
      population: population,
      sample: values.count,
      mean: mean,
      variance: values.count > 1 ? squares / (n - 1) : 0
    )
  }

  /// N² (1 − n/N) s²/n, without the second factor where the population is not finite.
  func part(isFinite: Bool) -> StratumPart {
    let (n, all) = (Double(sample), Double(population))
    let open = !isFinite || sample < population
    let variance =
      sample > 0 && open ? all * (isFinite ? all - n : all) * variance / n : 0
    return StratumPart(
      name: name,
      population: population,
      sample: sample,
      uncertain: open ? sample : 0,
      variance: sample == 1 && open ? nil : variance
    )
  }
}

/// What a design effect compares with.
public enum DesignEffect: String, Hashable, Sendable, CaseIterable, Encodable {
  /// A simple random sample of the same size without replacement.
  case withoutReplacement = "wor"
  /// A simple random sample of the same size with replacement.
  case withReplacement = "wr"
}

/// Estimates from the summaries of a stratified simple random sample.
///
/// ```
/// Ŷ = Σ N_h ȳ_h     ȳ = Ŷ/N     v(Ŷ) = Σ N_h² (1 − n_h/N_h) s_h²/n_h
/// ```
///
/// N_h is of the frozen frame and n_h what was inspected, never the plan. Strata without an
/// inspection are left out, and the estimate says so.
///
/// Source: Cochran, Sampling Techniques, 3rd ed. 1977, equations 5.1, 5.6 and 5.12.
public struct StratifiedEstimate: Hashable, Sendable {
  /// The strata.
  public let strata: [StratumSummary]
  /// Whether the finite population correction 1 − n_h/N_h is made.
  public let isFinite: Bool

  /// Takes the strata.
  ///
  /// - Parameters:
  ///   - strata: the strata, at least one with an inspection.
  ///   - isFinite: whether the estimate speaks of the N units of the frame, so that a census has no
  ///     error; false for the process that made them.
  /// - Throws: ``InferenceError`` where nothing was inspected.
  public init(_ strata: [StratumSummary], isFinite: Bool = true) throws(InferenceError) {
    guard !strata.isEmpty else { throw .noStrata }
    guard strata.contains(where: { $0.sample > 0 }) else { throw .nothingInspected(stratum: nil) }
    self.strata = strata
    self.isFinite = isFinite
  }

  /// The total over the strata with an inspection.
  public var total: Estimate { estimate(scale: 1) }

  /// The mean; of 0 and 1 the share.
  public var mean: Estimate { estimate(scale: Double(population)) }

  /// Each stratum by itself, its mean.
  ///
  /// - Parameter index: the place of the stratum, which must have an inspection.
  /// - Returns: the mean of the stratum.
  public func mean(of index: Int) -> Estimate {
    let stratum = strata[index]
    return Estimate(
      value: stratum.mean,
      parts: [stratum.part(isFinite: isFinite)],
      scale: Double(max(stratum.population, 1))
    )
  }

  /// Each stratum by itself, its total.
  ///
  /// - Parameter index: the place of the stratum, which must have an inspection.
  /// - Returns: the total of the stratum.
  public func total(of index: Int) -> Estimate {
    let stratum = strata[index]
    return Estimate(
      value: Double(stratum.population) * stratum.mean,
      parts: [stratum.part(isFinite: isFinite)],
      scale: 1
    )
  }

  /// The variance of the mean against that of a simple random sample of the same size.
  ///
  /// ```
  /// v(ȳ) / (S²/n · (1 − n/N))        without the last factor for sampling with replacement
  /// S² = n/(n − 1) Σ (N_h/n_h) Σ (y − ȳ)² / N
  /// ```
  ///
  /// - Parameter comparison: what to compare with; tools differ, so it has to be named.
  /// - Returns: the ratio, nil where there is no standard error or nothing varies.
  /// - Complexity: O(H).
  public func designEffect(_ comparison: DesignEffect) -> Double? {
    let mean = mean
    guard let standardError = mean.standardError, mean.sample > 1 else { return nil }
    let n = Double(mean.sample)
    let all = Double(mean.population)
    let squares = strata.filter { $0.sample > 0 }.reduce(0.0) { sum, stratum in
      let size = Double(stratum.sample)
      let distance = stratum.mean - mean.value
      let own = (size - 1) * stratum.variance + size * distance * distance
      return sum + Double(stratum.population) / size * own
    }
    var simple = squares / all * n / (n - 1) / n
    if comparison == .withoutReplacement { simple *= 1 - n / all }
    return simple > 0 ? standardError * standardError / simple : nil
  }

  private var population: Int {
    strata.reduce(0) { $0 + ($1.sample > 0 ? $1.population : 0) }
  }

  private func estimate(scale: Double) -> Estimate {
    let total = strata.reduce(0) { $0 + ($1.sample > 0 ? Double($1.population) * $1.mean : 0) }
    return Estimate(
      value: total / scale,
      parts: strata.map { $0.part(isFinite: isFinite) },
      scale: scale
    )
  }
}
