package import Sampling

/// The table to fill in for a list or library: its heading, an example that an import leaves out, and what each
/// column means.
package struct LibraryTemplate: Sendable {
  /// The list or library.
  package var kind: LibraryKind
  /// The language of the heading.
  package var language: Language

  /// Makes a template.
  package init(_ kind: LibraryKind, language: Language) {
    self.kind = kind
    self.language = language
  }

  /// The name of the sheet to fill in, by which an import finds it beside the one that explains the columns.
  package static let tableName = Sentence("Table", "填报表")

  private var columns: [LibraryColumn] { kind.columns.filter { !$0.names.isEmpty } }

  /// The rows of the table: the heading, and the example, which begins with 例： so that an import knows it.
  package var rows: [[String]] {
    let heading = columns.map { $0.title.text(in: language) }
    var example = columns.map(\.example)
    example[0] = language("Example: ", "例：") + example[0]
    return [heading, example]
  }

  /// The sheet that explains the columns: name, what to fill in, other names under which it is known.
  package var explanations: [[String]] {
    [
      [
        language("column", "列名"), language("what to fill in", "填写说明"),
        language("also read as", "也可写作"),
      ]
    ]
      + columns.map { column in
        [
          column.title.text(in: language), column.explanation.text(in: language),
          column.names.filter { $0 != column.title.text(in: language) }.joined(separator: "; "),
        ]
      }
  }
}
