public import ArgumentParser
import Draws
public import Frames
import Plans
import Sampling

/// Which file is drawn from and what its columns mean.
struct PoolOptions: ParsableArguments {
  @Option(
    name: .customLong("id"),
    help: ArgumentHelp(
      "Columns of the identifier, joined by commas; the first that is not empty counts.",
      valueName: "column,…"
    )
  )
  var idColumns: String?

  @Option(help: "The column of the stratum; without it the pool is one stratum.")
  var stratum: String?

  @Option(help: "The column of the size measure, for a design by size.")
  var measure: String?

  @Option(help: "The name of the stratum of units whose class is empty.")
  var unclassified: String?

  @Flag(
    help: "Bring identifiers and strata into Unicode form NFKC and trim them; the receipt says so."
  )
  var normalizeIds = false

  @Flag(help: "Take codes that a spreadsheet seems to have shortened (9.14E+17) as they stand.")
  var keepCodes = false

  @Option(help: "utf-8 or gb18030; by default it is found.")
  var encoding: TextEncoding?

  @Option(help: "The table or view of an SQLite database that is the pool.")
  var table: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Draw inside this condition: \"status = open\", \"number:staff >= 50\", \"district in (east, west)\","
        + " \"closed is empty\". May be repeated; all hold together.",
      valueName: "column op value"
    )
  )
  var conditions: [String] = []

  @Option(
    help: ArgumentHelp(
      "A table of units to keep out of the draw, with the column of identifiers and a column reason; they"
        + " stay in the base of every ratio.",
      valueName: "file"
    )
  )
  var exclude: String?

  @OptionGroup var totals: TotalsOptions

  /// Whether nothing is said of the meaning of columns.
  var namesNothing: Bool {
    idColumns == nil && stratum == nil && measure == nil && unclassified == nil && !normalizeIds
      && !totals.keepTotals && !keepCodes
  }

  /// The layout of the pool.
  func layout(_ input: TableLayout) throws -> PoolLayout {
    var layout = PoolLayout()
    layout.idColumns = idColumns?.split(separator: ",").map(String.init) ?? []
    layout.stratumColumn = stratum
    layout.measureColumn = measure
    layout.unclassified = try unclassified.map { try Text.name($0, of: "--unclassified") }
    layout.normalizes = normalizeIds
    layout.encoding = encoding
    layout.table = table
    layout.refusesTotals = !totals.keepTotals
    layout.delimiter = input.delimiter
    layout.sheet = input.sheet
    layout.heading = input.heading
    layout.refusesDamage = true
    layout.keepsCodes = keepCodes
    layout.filters = try conditions.map { try RowFilter(parsing: $0) }
    layout.exclusions = try exclusions()
    return layout
  }

  /// Units to keep out; nil where no list is named.
  func exclusions() throws -> ExclusionList? { try exclude.map { try Self.exclusions($0) } }

  /// Units to keep out, as a file lists them.
  static func exclusions(_ path: String) throws -> ExclusionList {
    try ExclusionList(try Table(try TableText(path), layout: TableLayout()))
  }
}

/// What is done with rows of totals.
struct TotalsOptions: ParsableArguments {
  @Flag(help: "Keep rows that read like totals (合计, Total) or repeat the heading: they are real.")
  var keepTotals = false
}

extension TextEncoding: ExpressibleByArgument {
  /// Reads the name of an encoding, in any case.
  ///
  /// - Parameter argument: the name.
  public init?(argument: String) {
    self.init(rawValue: argument.lowercased())
  }
}
