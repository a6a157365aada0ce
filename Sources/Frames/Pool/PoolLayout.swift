public import Sampling

/// How a pool is to be read: which columns mean what.
public struct PoolLayout: Sendable {
  /// Columns of the identifier, the first that is not empty counting; empty to find the usual one.
  public var idColumns: [String] = []
  /// The column of the stratum; nil where the pool is one stratum, named `*`.
  public var stratumColumn: String?
  /// The column of the size measure, nil without a design by size.
  public var measureColumn: String?
  /// The name that stands for an empty stratum cell; nil where that is an error.
  public var unclassified: ProtocolText?
  /// Whether identifiers and strata are brought into NFKC and trimmed before they are checked.
  public var normalizes = false
  /// The conditions inside which is drawn; all of them hold of a unit of the frame.
  public var filters: [RowFilter] = []
  /// Units that are kept out of the frame and stay in the base of its ratios.
  public var exclusions: ExclusionList?
  /// The table of an SQLite database; nil for a file of text.
  public var table: String?
  /// Columns that are read from an engine besides those that decide the draw, as those to be published.
  package var others: [String] = []
  /// The byte between fields; nil to find it in the heading.
  public var delimiter: UInt8? = 0x2C
  /// The encoding, nil to find it out.
  public var encoding: TextEncoding?
  /// Whether rows of totals and repeated headings are errors, as what a draw is made from should have
  /// none; whoever verifies takes them as the units that they were drawn as.
  public var refusesTotals = false

  /// How the heading is found.
  public var heading: HeadingChoice = .plain
  /// The sheet of a workbook; nil where one alone has content.
  public var sheet: String?
  /// Whether identifiers and classes that were damaged before are errors, U+FFFD and codes that a
  /// spreadsheet has shortened, as of what a draw is made from.
  public var refusesDamage = false
  /// Whether codes that a spreadsheet seems to have shortened are taken as they stand.
  public var keepsCodes = false

  /// The layout of a pool with the usual columns, unstratified.
  public init() {}
}

/// The names under which a column is found where none is given.
///
/// Compared without regard to case, spaces and width, in this order.
public enum UsualColumns {
  /// Identifiers of units.
  public static let id = [
    "统一社会信用代码", "统一社会信用码", "社会信用代码", "信用代码", "注册号", "主体代码", "项目编号", "编号", "id", "uscc", "unit_id",
    "unitid", "identifier", "企业编号", "单位编号", "主体编号", "对象编号", "检查对象编号", "产品编号", "许可证编号", "许可证号", "标识",
    "唯一标识", "主体标识", "对象标识", "credit code", "registration number", "licence number",
    "license number",
  ]

  /// The first of the usual names that the header has.
  static func index(of names: [String], in header: [String]) -> Int? {
    for name in names {
      let wanted = ColumnNames.fold(name)
      if let index = header.firstIndex(where: { ColumnNames.fold($0) == wanted }) { return index }
    }
    return nil
  }
}
