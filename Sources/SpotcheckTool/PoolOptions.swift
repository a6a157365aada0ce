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
      "标识所在的列，以逗号分隔，取第一个非空者",
      value: .columns
    )
  )
  var idColumns: String?

  @Option(
    help: ArgumentHelp(
      "The column of the stratum; without it the pool is one stratum.",
      "分类所在的列；不给出时整个对象库为一个分类",
      value: .column
    )
  )
  var stratum: String?

  @Option(
    help: ArgumentHelp(
      "The column of the size measure, for a design by size.",
      "规模指标所在的列，用于按规模抽取",
      value: .column
    )
  )
  var measure: String?

  @Option(
    help: ArgumentHelp(
      "The name of the stratum of units whose class is empty.",
      "分类为空的对象归入的分类名称",
      value: .name
    )
  )
  var unclassified: String?

  @Flag(
    help: ArgumentHelp(
      "Bring identifiers and strata into Unicode form NFKC and trim them; the receipt says so.",
      "将标识和分类规范为 Unicode NFKC 并去掉首尾空白，回执中会注明"
    )
  )
  var normalizeIds = false

  @Flag(
    help: ArgumentHelp(
      "Take codes that a spreadsheet seems to have shortened (9.14E+17) as they stand.",
      "对疑似被表格软件缩短的代码（如 9.14E+17）照原样使用"
    )
  )
  var keepCodes = false

  @Option(
    help: ArgumentHelp(
      "utf-8 or gb18030; by default it is found.",
      "编码：utf-8 或 gb18030；默认自动识别",
      value: .encoding
    )
  )
  var encoding: TextEncoding?

  @Option(
    help: ArgumentHelp(
      "The table or view of an SQLite database that is the pool.",
      "作为对象库的 SQLite 表或视图",
      value: .name
    )
  )
  var table: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Draw inside this condition: \"status = open\", \"number:staff >= 50\", \"district in"
        + " (east, west)\", \"closed is empty\". May be repeated; all hold together.",
      "只在符合条件的对象中抽取（定向）：\"状态 = 存续\"、\"number:从业人数 >= 50\"、\"片区 in (东, 西)\"、"
        + "\"注销日期 is empty\"；可多次给出，须同时满足",
      value: .condition
    )
  )
  var conditions: [String] = []

  @Option(
    help: ArgumentHelp(
      "A table of units to keep out of the draw, with the column of identifiers and a column"
        + " reason; they stay in the base of every ratio.",
      "不参加抽取的对象表，含标识列和 reason（原因）列；这些对象仍计入比例的基数",
      value: .file
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
  @Flag(
    help: ArgumentHelp(
      "Keep rows that read like totals (合计, Total) or repeat the heading: they are real.",
      "保留形似合计行（合计、Total）或重复标题的行：它们是真实对象"
    )
  )
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
