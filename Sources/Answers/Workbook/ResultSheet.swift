package import Frames
internal import Reports
package import Sampling

/// A table of an answer as a sheet of a workbook.
package struct ResultSheet {
  /// What the sheet is called.
  package var name: String
  /// The headings.
  package var header: [String]
  /// The rows.
  package var rows: [[WorkbookCell]]

  /// Makes a sheet.
  ///
  /// - Parameters:
  ///   - name: what it is called.
  ///   - header: the headings.
  ///   - rows: the rows.
  package init(_ name: String, header: [String], rows: [[WorkbookCell]]) {
    self.name = name
    self.header = header
    self.rows = rows
  }

  /// The rows of CSV as a sheet for people: headings in a language, shares as per cent, decimals in the place of
  /// exact fractions.
  ///
  /// - Parameters:
  ///   - name: what the sheet is called.
  ///   - csv: the rows of CSV, the header first.
  ///   - language: the language of headings and of words for kinds.
  package init(_ name: String, csv: [[String]], _ language: Language) {
    let names = csv.first ?? []
    // An exact fraction stands beside its decimal for programs.
    let kept = names.indices.filter { !names.contains(names[$0] + "_decimal") }
    self.name = name
    header = kept.map { ColumnHeading.of(names[$0])?.heading.text(in: language) ?? names[$0] }
    let quantity = names.firstIndex(of: "quantity")
    rows = csv.dropFirst().map { cells in
      // A total and its bounds are no shares.
      let isShare = quantity.map { cells[$0] == "proportion" } ?? true
      return kept.map { ResultSheet.cell(cells[$0], names[$0], isShare: isShare, language) }
    }
  }

  private static func cell(
    _ text: String,
    _ name: String,
    isShare: Bool,
    _ language: Language
  ) -> WorkbookCell {
    guard !text.isEmpty else { return .empty }
    if ColumnHeading.worded.contains(name), let word = ColumnHeading.words[text] {
      return .text(word.text(in: language))
    }
    guard let column = ColumnHeading.of(name), column.kind != .text else { return .text(text) }
    guard let value = number(text), value.isFinite else { return .text(text) }
    if column.kind == .share, isShare { return .share(value) }
    return Int(text).map { .count($0) } ?? .number(value)
  }

  /// A decimal or a fraction.
  private static func number(_ text: String) -> Double? {
    let parts = text.split(separator: "/", maxSplits: 1).map { Double($0) }
    guard parts.count == 2 else { return Double(text) }
    guard let above = parts[0], let below = parts[1] else { return nil }
    return above / below
  }

  /// Writes sheets as a workbook into an output, which is not shown yet.
  ///
  /// - Parameters:
  ///   - sheets: the sheets, at least one.
  ///   - path: the output, which only its owner may read.
  /// - Returns: the output.
  /// - Throws: `WorkbookRefused`, before anything is written where there are too many rows; `OutputError`.
  package static func write(_ sheets: [ResultSheet], to path: String) throws -> OutputFile {
    for sheet in sheets { try WorkbookWriter.check(rows: sheet.rows.count, of: path) }
    let file = try OutputFile(path, isPrivate: true)
    let writer = try WorkbookWriter(file)
    for sheet in sheets {
      try writer.begin(sheet.name, header: sheet.header)
      for row in sheet.rows { try writer.write(row) }
    }
    try writer.finish()
    return file
  }
}
