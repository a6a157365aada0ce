package import Analysis
internal import Reports
internal import Sampling

/// The strata of a list with what is known about them, as the table that `size` and `tune` take: JSON
/// `spotcheck.strata/2`, CSV and text.
package struct StrataDocument: ResultDocument {
  let schema = "spotcheck.strata/2"
  /// The strata, by the bytes of their names.
  var strata: [Line]

  /// One stratum.
  struct Line: Encodable {
    /// Its name, `*` for the one of a list without classes.
    var stratum: ProtocolText
    /// N_h.
    var population: Int
    /// The mean of the measure; null without one.
    @Nullable var mean: Double?
    /// The standard deviation of the measure; null without one.
    @Nullable var sd: Double?
    /// Its rules, joined by semicolons; null where no rule was given.
    @Nullable var rule: String?
  }

  package init(_ strata: PoolStrata) {
    self.strata = strata.rows.map { row in
      Line(
        stratum: row.stratum.name,
        population: row.stratum.population,
        mean: row.moments?.mean,
        sd: row.moments?.deviation,
        rule: row.rules?.map(\.description).joined(separator: "; ")
      )
    }
  }
}
