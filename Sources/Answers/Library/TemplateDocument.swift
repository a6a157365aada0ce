internal import Frames
package import Inspections
internal import Reports
package import Sampling

/// The table to fill in for a list or library: CSV is the table itself, text and JSON explain its columns.
package struct TemplateDocument: ResultDocument, Sendable {
  /// `spotcheck.template/1`.
  package var schema = "spotcheck.template/1"
  /// The list or library.
  package var library: String
  /// The columns.
  package var columns: [Column]
  /// The heading and the example.
  package let rows: [[String]]
  private let explanations: [[String]]

  private enum CodingKeys: String, CodingKey { case schema, library, columns }

  /// A column.
  package struct Column: Encodable, Sendable {
    /// What it is called.
    package var title: String
    /// What to fill in.
    package var explanation: String
    /// Names under which it is also read.
    package var others: String
    /// A cell of the example.
    package var example: String
  }

  /// Makes the answer.
  package init(_ template: LibraryTemplate) {
    library = template.kind.name
    rows = template.rows
    explanations = template.explanations
    columns = zip(template.explanations.dropFirst(), template.rows[1]).map {
      Column(title: $0[0], explanation: $0[1], others: $0[2], example: $1)
    }
  }

  /// The table to fill in, and the sheet that explains its columns.
  ///
  /// - Parameter language: the language of the sheets' names.
  /// - Returns: the sheets of a workbook.
  package func sheets(_ language: Language) -> [ResultSheet] {
    func sheet(_ name: String, _ rows: [[String]]) -> ResultSheet {
      ResultSheet(
        name,
        header: rows[0],
        rows: rows.dropFirst().map { row in row.map { .text($0) } }
      )
    }
    return [
      sheet(LibraryTemplate.tableName.text(in: language), rows),
      sheet(language("Columns", "填写说明"), explanations),
    ]
  }

  /// What each column means.
  package func text(_ language: Language) -> String {
    TextTable(header: explanations[0], rows: Array(explanations.dropFirst())).text
      + language(
        "the table itself: -o FILE.xlsx; the row that begins with “Example:” is left out\n",
        "空表：-o 文件.xlsx；以“例：”开头的示例行不会导入\n"
      )
  }
}
