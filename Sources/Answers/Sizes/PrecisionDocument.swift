internal import Foundation
internal import Reports
public import Sampling

/// How precise the estimates are that sizes were chosen for: part of `spotcheck.sizes/1`.
public struct PrecisionDocument: Codable, Hashable, Sendable {
  /// Whether it is proved that no cheaper sizes are as precise.
  public let isLeast: Bool
  /// What any sizes that are as precise must cost at least; absent beyond 63 bits.
  public let bound: String?
  /// The estimates, in the order of the demands.
  public let estimates: [Estimate]

  /// One estimate.
  public struct Estimate: Codable, Hashable, Sendable {
    /// The variable, absent for the one without a name.
    public let variable: String?
    /// The column of domains, absent for the whole.
    public let domain: String?
    /// The domain, absent for the whole.
    public let value: String?
    /// What is limited: `variance`, `cv` or `margin`.
    public let measure: String
    /// The limit as it was asked for, as an exact ratio.
    public let limit: String
    /// ``limit`` as a number.
    public let limitDecimal: Double
    /// What the sizes reach; absent where a stratum has no unit.
    public let reached: Double?
    /// The variance of the total that the sizes reach, in 30 digits.
    public let variance: String?
    /// About what would be saved if the standard error might be 10 % greater; 0 for an estimate that
    /// is more precise than it must be.
    public let tenthCosts: Double
  }

  /// Describes the precision of sizes.
  ///
  /// - Parameter allocation: the sizes.
  public init(_ allocation: PrecisionAllocation) {
    isLeast = allocation.isLeast
    bound = allocation.bound?.description
    estimates = allocation.estimates.map(Estimate.init)
  }

  /// The table below the sizes.
  ///
  /// - Parameter language: the language of the headings.
  /// - Returns: lines, each with a line feed at its end.
  public func text(_ language: Language) -> String {
    let header = [
      language("variable", "变量"), language("domain", "分域"), language("measure", "指标"),
      language("limit", "上限"), language("reached", "达到"),
      language("10% looser saves", "放宽 10% 可省"),
    ]
    let rows = estimates.map { estimate in
      [
        estimate.variable ?? "-",
        estimate.domain.map { domain in "\(domain)=\(estimate.value ?? "")" } ?? "-",
        estimate.measure, PrecisionDocument.short(estimate.limitDecimal),
        estimate.reached.map(PrecisionDocument.short) ?? "-",
        PrecisionDocument.short(estimate.tenthCosts),
      ]
    }
    let table = TextTable(header: header, rows: rows, rightAligned: [3, 4, 5]).text
    let ending =
      isLeast
      ? language(
        "no cheaper sizes are as precise (proved by the multipliers and a full search)\n",
        "没有更省的方案能达到同样精度（已由乘子与完全搜索证明）\n"
      )
      : language(
        "cheaper sizes that are as precise would cost \(bound ?? "?") at least; the search was given"
          + " up\n",
        "达到同样精度的更省方案至少花费 \(bound ?? "?")，搜索未能完成\n"
      )
    return table + ending
  }

  private static func short(_ value: Double) -> String { String(format: "%.6g", value) }
}

extension PrecisionDocument.Estimate {
  fileprivate init(_ estimate: PrecisionAllocation.Estimate) {
    variable = estimate.demand.variable
    domain = estimate.demand.domain
    value = estimate.domain
    variance = estimate.variance?.description
    tenthCosts = estimate.tenthCosts
    let deviation = estimate.variance.map { $0.approximation.squareRoot() }
    let ratio: Ratio
    switch estimate.demand.target {
    case .variance(let limit):
      (measure, ratio, reached) = ("variance", limit, estimate.variance?.approximation)
    case .variation(let limit):
      (measure, ratio) = ("cv", limit)
      reached = deviation.flatMap { deviation in
        estimate.total.flatMap { $0 > 0 ? deviation / $0 : nil }
      }
    case .margin(let limit, let quantile):
      (measure, ratio) = ("margin", limit)
      reached = deviation.map { quantile * $0 / Double(max(estimate.population, 1)) }
    }
    limit = ratio.description
    limitDecimal = ratio.approximation
  }
}
