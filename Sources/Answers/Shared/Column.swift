internal import Reports
internal import Sampling

/// A column of an answer: its name and cell in CSV, its heading and cell in the table for people.
///
/// An answer has one list of them, from which both are made; a column may stand in one of the two alone.
struct Column<Row> {
  /// How a table aligns its cells.
  enum Kind { case text, number }

  /// What a table shows.
  struct Shown {
    var heading: Sentence
    var kind: Kind
    var cell: (Row, Language) -> String
  }

  /// The column of CSV, nil where there is none.
  var saved: (name: String, cell: (Row) -> String)?
  /// The column of a table, nil where there is none.
  var shown: Shown?

  /// A column that CSV and table write alike.
  init(
    _ name: String,
    _ english: String,
    _ chinese: String,
    _ kind: Kind = .text,
    _ cell: @escaping (Row) -> String
  ) {
    saved = (name, cell)
    shown = Shown(heading: Sentence(english, chinese), kind: kind) { row, _ in cell(row) }
  }

  /// A column that a table rounds or words for people.
  init(
    _ name: String,
    _ english: String,
    _ chinese: String,
    _ kind: Kind = .text,
    _ cell: @escaping (Row) -> String,
    shown: @escaping (Row, Language) -> String
  ) {
    saved = (name, cell)
    self.shown = Shown(heading: Sentence(english, chinese), kind: kind, cell: shown)
  }

  /// A column of CSV alone.
  init(csv name: String, _ cell: @escaping (Row) -> String) {
    saved = (name, cell)
    shown = nil
  }

  /// A column of the table alone.
  init(
    table english: String,
    _ chinese: String,
    _ kind: Kind = .text,
    _ cell: @escaping (Row, Language) -> String
  ) {
    saved = nil
    shown = Shown(heading: Sentence(english, chinese), kind: kind, cell: cell)
  }
}

extension Column {
  /// A column of whole numbers; a missing one is empty in CSV and a dash for people.
  static func count(
    _ name: String,
    _ english: String,
    _ chinese: String,
    _ value: @escaping (Row) -> Int?
  ) -> Column {
    Column(name, english, chinese, .number) {
      ResultText.cell(value($0))
    } shown: { row, _ in
      value(row).map(String.init) ?? "-"
    }
  }

  /// A column of shares, in per cent for people.
  static func share(
    _ name: String,
    _ english: String,
    _ chinese: String,
    _ rounding: ResultText.Rounding = .nearest,
    _ value: @escaping (Row) -> Double?
  ) -> Column {
    Column(name, english, chinese, .number) {
      ResultText.cell(value($0))
    } shown: { row, _ in
      value(row).map { ResultText.percent($0, rounding) } ?? "-"
    }
  }

  /// A column of numbers, rounded for people.
  static func number(
    _ name: String,
    _ english: String,
    _ chinese: String,
    _ value: @escaping (Row) -> Double?
  ) -> Column {
    Column(name, english, chinese, .number) {
      ResultText.cell(value($0))
    } shown: { row, _ in
      value(row).map { ResultText.number($0) } ?? "-"
    }
  }

  /// A column of p-values.
  static func pValue(
    _ name: String,
    _ english: String,
    _ chinese: String,
    _ value: @escaping (Row) -> Double?
  ) -> Column {
    Column(name, english, chinese, .number) {
      ResultText.cell(value($0))
    } shown: { row, _ in
      value(row).map(PValue.text) ?? "-"
    }
  }
}

extension Array {
  /// The rows of CSV, the header first.
  func saved<Row>(_ rows: [Row]) -> [[String]] where Element == Column<Row> {
    let columns = compactMap(\.saved)
    return [columns.map(\.name)] + rows.map { row in columns.map { $0.cell(row) } }
  }

  /// The table for people.
  ///
  /// - Parameters:
  ///   - rows: the rows.
  ///   - ending: rows below that are no rows of the answer, such as a sum.
  ///   - language: the language of the headings and words.
  /// - Returns: the table.
  func table<Row>(
    _ rows: [Row],
    ending: [[String]] = [],
    _ language: Language
  ) -> TextTable where Element == Column<Row> {
    let columns = compactMap(\.shown)
    return TextTable(
      header: columns.map { $0.heading.text(in: language) },
      rows: rows.map { row in columns.map { $0.cell(row, language) } } + ending,
      rightAligned: Set(columns.indices.filter { columns[$0].kind == .number })
    )
  }
}
