package import Inspections
package import Reports
package import Sampling

/// What one edit has done: JSON `spotcheck.edit/1`.
package struct EditDocument: ResultDocument, Sendable {
  /// `spotcheck.edit/1`.
  package var schema = "spotcheck.edit/1"
  /// The list or library.
  package var library: String
  /// The cells that have changed, or that a record is new or ended.
  package var changes: [Change]
  /// The head of the ledger after it; null where nothing had to be changed.
  @Nullable package var head: String?
  private let line: Sentence?

  private enum CodingKeys: String, CodingKey { case schema, library, changes, head }

  /// A changed cell.
  package struct Change: Encodable, Sendable {
    /// `new`, `changed` or `ended`.
    package var change: String
    /// The column; empty where the record is new or ended.
    package var column: String
    /// The key.
    package var key: String
    /// What stands there now.
    package var new: String
    /// What stood there.
    package var old: String
  }

  /// Makes the answer.
  package init(_ outcome: LibraryEdit.Outcome, showsClasses: Bool) {
    let kind = outcome.kind
    library = kind.name
    changes =
      outcome.change.map { change in
        ChangeText.rows(change, in: kind, showsClasses: showsClasses).map {
          Change(change: $0[0], column: $0[1], key: $0[2], new: $0[3], old: $0[4])
        }
      } ?? []
    head = outcome.head?.description
    line = outcome.change.map { change in
      Sentence(
        ChangeText.line(change, in: kind, showsClasses: showsClasses, .english),
        ChangeText.line(change, in: kind, showsClasses: showsClasses, .chinese)
      )
    }
  }

  /// A row a change.
  package var rows: [[String]] {
    [["change", "column", "key", "new", "old"]]
      + changes.map { [$0.change, $0.column, $0.key, $0.new, $0.old] }
  }

  /// What has changed, and the head.
  package func text(_ language: Language) -> String {
    guard let line, let head = head else {
      return language("it is so already: nothing has changed", "原本如此，没有变化") + "\n"
    }
    return line.text(in: language) + "\n" + language("head of the ledger: ", "台账头：") + head + "\n"
  }
}
