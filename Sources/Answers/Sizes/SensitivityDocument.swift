internal import Reports
internal import Sampling

/// What each demand on a plan is worth: part of `spotcheck.sizes/1`.
struct SensitivityDocument: Encodable {
  @Nullable var nextUnit: Double?
  @Nullable var lastUnit: Double?
  var strata: [Row]

  /// One stratum.
  struct Row: Encodable {
    var stratum: ProtocolText
    /// The share of the objective that the minimum costs.
    @Nullable var minimumCost: Double?
    /// The shares between which the demand leaves the plan as it is.
    @Nullable var ratioAbove: Ratio?
    @Nullable var ratioUpTo: Ratio?
    var sizeIfLower: Int
    var sizeIfHigher: Int
  }

  init(_ sensitivity: Sensitivity, order: ClassOrder) {
    nextUnit = sensitivity.nextUnit.flatMap { $0.isFinite ? $0 : nil }
    lastUnit = sensitivity.lastUnit.flatMap { $0.isFinite ? $0 : nil }
    let rows = sensitivity.strata.map { row in
      Row(
        stratum: row.stratum,
        minimumCost: row.minimumCost,
        ratioAbove: row.unchanged?.above,
        ratioUpTo: row.unchanged?.upTo,
        sizeIfLower: row.sizeIfLower,
        sizeIfHigher: row.sizeIfHigher
      )
    }
    strata = order.sorted(rows) { $0.stratum }
  }
}
