internal import Reports
internal import Sampling

/// How precise the estimates are that sizes were chosen for: part of `spotcheck.sizes/1`.
struct PrecisionDocument: Encodable {
  /// Whether it is proved that no cheaper sizes are as precise.
  var isLeast: Bool
  /// What any sizes that are as precise must cost at least; null beyond 63 bits.
  @Nullable var bound: Ratio?
  /// The estimates, in the order of the demands.
  var estimates: [Estimate]

  /// What is limited.
  enum Measure: String, Encodable { case variance, cv, margin }

  /// One estimate.
  struct Estimate: Encodable {
    /// The variable, null for the one without a name.
    @Nullable var variable: String?
    /// The column of domains, null for the whole.
    @Nullable var domain: String?
    /// The domain, null for the whole.
    @Nullable var value: String?
    var measure: Measure
    /// The limit as it was asked for.
    var limit: Ratio
    var limitDecimal: Double
    /// What the sizes reach; null where a stratum has no unit.
    @Nullable var reached: Double?
    /// The variance of the total that the sizes reach, in 30 digits.
    @Nullable var variance: ExactValue?
    /// About what would be saved if the standard error might be 10 % greater; 0 for an estimate that
    /// is more precise than it must be.
    var tenthCosts: Double
  }

  init(_ allocation: PrecisionAllocation) {
    isLeast = allocation.isLeast
    bound = allocation.bound
    estimates = allocation.estimates.map(Estimate.init)
  }
}

extension PrecisionDocument.Estimate {
  fileprivate init(_ estimate: PrecisionAllocation.Estimate) {
    variable = estimate.demand.variable
    domain = estimate.demand.domain
    value = estimate.domain
    variance = estimate.variance
    tenthCosts = estimate.tenthCosts
    reached = estimate.reached
    (measure, limit) =
      switch estimate.demand.target {
      case .variance(let limit): (.variance, limit)
      case .variation(let limit): (.cv, limit)
      case .margin(let limit, _): (.margin, limit)
      }
    limitDecimal = limit.approximation
  }
}
