internal import Analysis
public import Frames
public import Inference
public import Sampling

/// What an estimate is asked for: the files, their columns, and the bounds.
public struct EstimateRequest: Sendable {
  /// How bounds of shares are computed.
  public enum Interval: String, Sendable {
    /// Exactly, from the hypergeometric distribution of each stratum.
    case exact
    /// Student's, poor near 0 and 1.
    case t
  }

  /// The columns of a file with a row for each unit.
  public struct Columns: Sendable {
    /// The stratum; nil where there is one alone.
    public var stratum: String?
    /// The outcome: an event, or a number.
    public var outcome: String
    /// The outcomes that count; none where the outcome is a number.
    public var events: [String] = []
    /// The characters between several codes in a cell of outcomes; none where a cell is one code.
    public var separators = ""
    /// The identifier, none of which may repeat.
    public var id: String?
    /// Design weights.
    public var weight: String?
    /// What became of the unit.
    public var disposition: String?
    /// The denominator of a ratio.
    public var ratio: String?
    /// The domains, each estimated by itself.
    public var domain: String?
    /// Groups of known totals.
    public var postStratum: String?

    /// Columns with an outcome alone.
    ///
    /// - Parameter outcome: the column with the outcome.
    public init(outcome: String) { self.outcome = outcome }
  }

  /// A sample with a row for each unit, and the files that belong to it.
  public struct Rows: Sendable {
    /// The file with `stratum`, `population` and perhaps `excluded`.
    public var strata: String
    /// The columns of the sample.
    public var columns: Columns
    /// The file with the totals of the groups, where there are groups.
    public var postStrata: String?

    /// Names the files.
    ///
    /// - Parameters:
    ///   - strata: the file with the populations.
    ///   - columns: the columns of the sample.
    ///   - postStrata: the file with the totals of groups.
    public init(strata: String, columns: Columns, postStrata: String? = nil) {
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
  public var sample: String
  /// How the rows are read, nil for a file with a row a stratum.
  public var rows: Rows?
  /// What the file of the sample does not tell by itself.
  public var layout = TableLayout()
  /// The confidence, 0 < C < 1.
  public var confidence = Ratio(19, 20)
  /// Which ends are bounds.
  public var side = Side.two
  /// How bounds of shares are computed.
  public var interval = Interval.exact
  /// Whether the finite population is corrected for.
  public var isFinite = true
  /// What the design is compared with.
  public var designEffect: DesignEffect?
  /// Whether rows of strata that read like totals are strata.
  public var keepsTotals = false
  /// Splits examined in search of an exact bound, at least 1.
  public var limit = StratifiedBound.defaultLimit

  /// A request with the usual bounds: exact, two-sided, 95 %.
  ///
  /// - Parameters:
  ///   - sample: the file.
  ///   - rows: how its rows are read, nil for a file with a row a stratum.
  public init(sample: String, rows: Rows? = nil) {
    self.sample = sample
    self.rows = rows
  }

  /// Reads the files and estimates.
  ///
  /// - Parameter language: the language of the notes.
  /// - Returns: the document.
  /// - Throws: `InputError`, `DataError`, `InferenceError` or ``EstimateError``.
  /// - Complexity: O(rows), and up to ``limit`` splits for an exact bound.
  public func document(in language: Language) throws -> EstimateDocument {
    var estimation = Estimation(request: self, language: language)
    var table = try ResultTable(path: sample, layout: layout)
    table.keepsTotals = keepsTotals
    guard let rows else {
      var document =
        table.table.index(of: "mean") == nil
        ? try estimation.document(table.counts())
        : try estimation.document(table.summaries())
      document.inputs = ["sample": table.digest.hex]
      return document
    }
    var frame = try ResultTable(
      path: rows.strata,
      layout: TableLayout(),
      holding: ["stratum", "population"]
    )
    frame.keepsTotals = keepsTotals
    let (strata, excluded) = try frame.frame()
    guard rows.columns.stratum != nil || strata.count == 1 else {
      throw EstimateError.noStratumColumn
    }
    let input = try EstimateInput(table, strata: strata, columns: rows.columns)
    var groups = try rows.postStrata.map {
      try ResultTable(path: $0, layout: TableLayout(), holding: ["stratum"])
    }
    groups?.keepsTotals = keepsTotals
    var document = try estimation.document(
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
    document.inputs = ["sample": table.digest.hex, "strata": frame.digest.hex]
    document.inputs["post_strata"] = groups?.digest.hex
    return document
  }
}
