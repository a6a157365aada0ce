/// How a table was read, where that is not the plain way: the receipt of a draw holds it, and whoever
/// verifies the draw reads by it.
///
/// The plain way is that of version 0.1: the first record is the heading, every other one is a row, and
/// nothing is left out but blank lines at the end.
public struct TableReading: Codable, Hashable, Sendable {
  /// The kind of workbook: `xlsx`, `xls` or `spreadsheetml`; left out for text.
  public var format: String?
  /// The sheet of a workbook.
  public var sheet: String?
  /// The row of the heading as a spreadsheet counts it; left out where it is the first.
  public var heading: Int?
  /// The rows of the heading; left out where there is one.
  public var headingRows: Int?
  /// The row of the first unit; left out where it follows the heading.
  public var first: Int?
  /// The rows left out at the end: notes, and rows without content; left out where there are none.
  public var below: Int?
  /// The character between fields; left out where it is the comma.
  public var delimiter: String?
  /// The encoding; left out where it is UTF-8.
  public var encoding: String?
  /// `kept` where codes that a spreadsheet seems to have shortened were taken as they stand.
  public var codes: String?

  private enum CodingKeys: String, CodingKey {
    case format, sheet, heading, first, below, delimiter, encoding, codes
    case headingRows = "heading_rows"
  }

  /// The plain reading.
  public init() {}

  /// Whether nothing is said.
  public var isPlain: Bool { self == TableReading() }
}

/// How the heading of a table is to be found.
public enum HeadingChoice: Hashable, Sendable {
  /// As version 0.1 did: the first record.
  case plain
  /// Wherever it is; in this row where one is named.
  case found(row: Int?)
  /// As a receipt says.
  case given(TableReading)
}

/// How a table is to be read, where its file does not tell by itself.
public struct TableLayout: Hashable, Sendable {
  /// The byte between fields; nil to find it in the heading.
  public var delimiter: UInt8?
  /// The sheet of a workbook; nil where one alone has content.
  public var sheet: String?
  /// How the heading is found.
  public var heading: HeadingChoice

  /// Makes a layout.
  ///
  /// - Parameters:
  ///   - delimiter: the byte between fields; nil to find it in the heading.
  ///   - sheet: the sheet of a workbook; nil where one alone has content.
  ///   - heading: how the heading is found.
  public init(
    delimiter: UInt8? = nil,
    sheet: String? = nil,
    heading: HeadingChoice = .found(row: nil)
  ) {
    self.delimiter = delimiter
    self.sheet = sheet
    self.heading = heading
  }
}
