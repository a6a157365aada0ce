package import Frames
package import Inference
package import Sampling

/// What an estimate is asked for: the files, their columns, and the bounds.
package struct EstimateRequest: Sendable {
  /// The columns of a file with a row for each unit.
  package struct Columns: Sendable {
    /// The stratum; nil where there is one alone.
    package var stratum: String?
    /// The outcome: an event, or a number.
    package var outcome: String
    /// The outcomes that count; none where the outcome is a number.
    package var events: [String] = []
    /// The characters between several codes in a cell of outcomes; none where a cell is one code.
    package var separators = ""
    /// The identifier, none of which may repeat.
    package var id: String?
    /// Design weights.
    package var weight: String?
    /// What became of the unit.
    package var disposition: String?
    /// The denominator of a ratio.
    package var ratio: String?
    /// The domains, each estimated by itself.
    package var domain: String?
    /// Groups of known totals.
    package var postStratum: String?

    /// Columns with an outcome alone.
    ///
    /// - Parameter outcome: the column with the outcome.
    package init(outcome: String) { self.outcome = outcome }
  }

  /// A sample with a row for each unit, and the files that belong to it.
  package struct Rows: Sendable {
    /// The file with `stratum`, `population` and perhaps `excluded`.
    package var strata: String
    /// The columns of the sample.
    package var columns: Columns
    /// The file with the totals of the groups, where there are groups.
    package var postStrata: String?

    /// Names the files.
    ///
    /// - Parameters:
    ///   - strata: the file with the populations.
    ///   - columns: the columns of the sample.
    ///   - postStrata: the file with the totals of groups.
    package init(strata: String, columns: Columns, postStrata: String? = nil) {
      self.strata = strata
      self.columns = columns
      self.postStrata = postStrata
    }
  }

  /// Groups of known totals, and the file that names them.
  struct Groups {
    var file: String
    var strata: [Stratum]
  }

  /// The file with the units, or with counts or means of strata; `-` is standard input.
  package var sample: String
  /// How the rows are read, nil for a file with a row a stratum.
  package var rows: Rows?
  /// What the file of the sample does not tell by itself.
  package var layout = TableLayout()
  /// The confidence, 0 < C < 1.
  package var confidence = Ratio(19, 20)
  /// Which ends are bounds.
  package var side = Side.two
  /// How bounds of shares are computed.
  package var interval = IntervalKind.exact
  /// Whether the finite population is corrected for.
  package var isFinite = true
  /// What the design is compared with.
  package var designEffect: DesignEffect?
  /// Whether rows of strata that read like totals are strata.
  package var keepsTotals = false
  /// Splits examined in search of an exact bound, at least 1.
  package var limit = StratifiedBound.defaultLimit

  /// A request with the usual bounds: exact, two-sided, 95 %.
  ///
  /// - Parameters:
  ///   - sample: the file.
  ///   - rows: how its rows are read, nil for a file with a row a stratum.
  package init(sample: String, rows: Rows? = nil) {
    self.sample = sample
    self.rows = rows
  }

  /// Reads the files and estimates.
  ///
  /// - Returns: the estimates.
  /// - Throws: `InputError`, `DataError`, `InferenceError` or ``EstimateError``.
  /// - Complexity: O(rows), and up to ``limit`` splits for an exact bound.
  package func run() throws -> Estimates {
    try run { (path: String, layout: TableLayout) throws in
      try TableText(path, sheet: layout.sheet)
    }
  }

  /// Estimates from tables that are in memory under the names of the request's files.
  ///
  /// - Parameter texts: the tables by their names.
  /// - Returns: the estimates, the same as of files of these bytes.
  /// - Throws: as ``run()``.
  package func run(on texts: [String: TableText]) throws -> Estimates {
    try run { (path: String, _: TableLayout) throws in
      guard let text = texts[path] else { throw InputError.missing(file: path) }
      return text
    }
  }

  private func run(
    reading text: (_ path: String, _ layout: TableLayout) throws -> TableText
  ) throws -> Estimates {
    func read(_ path: String, _ layout: TableLayout, holding columns: [String] = []) throws
      -> ResultTable
    {
      try ResultTable(text(path, layout), layout: layout, holding: columns)
    }
    var estimation = Estimation(request: self)
    var table = try read(sample, layout)
    table.keepsTotals = keepsTotals
    guard let rows else {
      var estimates =
        table.table.index(of: "mean") == nil
        ? try estimation.estimates(table.counts())
        : try estimation.estimates(table.summaries())
      estimates.inputs = ["sample": table.digest.hex]
      return estimates
    }
    var frame = try read(rows.strata, TableLayout(), holding: ["stratum", "population"])
    frame.keepsTotals = keepsTotals
    let (strata, excluded) = try frame.frame()
    guard rows.columns.stratum != nil || strata.count == 1 else {
      throw EstimateError.noStratumColumn
    }
    let input = try EstimateInput(table, strata: strata, columns: rows.columns)
    var groups = try rows.postStrata.map {
      try read($0, TableLayout(), holding: ["stratum"])
    }
    groups?.keepsTotals = keepsTotals
    var estimates = try estimation.estimates(
      input,
      excluded: excluded,
      groups: try groups.map { _ in
        EstimateRequest.Groups(
          file: rows.postStrata ?? "",
          strata: try groups?.frame().strata ?? []
        )
      },
      columns: rows.columns
    )
    estimates.inputs = ["sample": table.digest.hex, "strata": frame.digest.hex]
    estimates.inputs["post_strata"] = groups?.digest.hex
    return estimates
  }
}
