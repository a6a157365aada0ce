package import Sampling

/// The list of inspection items as it is published: the columns of the national form, and nothing else of the library.
///
/// An allow list, so that a column that the library gets later is not public before somebody says so. The office's own
/// code and its notes are not in it.
package struct PublishedItems: Sendable {
  /// The columns that may be published, by their names in the library, in the order of the form.
  package static let allowed = [
    "compiler", "category", "matter", "object", "level", "method", "body", "basis",
  ]

  /// The names of the columns in CSV and JSON.
  package var header: [String]
  /// What the columns are called in the form.
  package var titles: [Sentence]
  /// The items, by category, item and object as the library keeps them in order.
  package var rows: [[String]]
  /// The head of the ledger that they were read under.
  package var head: LedgerHead

  /// Reads the items that hold now.
  ///
  /// - Parameter workspace: the workspace.
  /// - Throws: ``WorkspaceError`` where there is no item, or the file can not be read.
  package init(of workspace: Workspace) throws {
    let list = try LibraryList(.items)
    let places = PublishedItems.allowed.compactMap { list.header.firstIndex(of: $0) }
    precondition(places.count == PublishedItems.allowed.count, "the library has the form's columns")
    header = places.map { list.header[$0] }
    titles = places.map { list.titles[$0] }
    head = try workspace.head
    var rows: [[String]] = []
    _ = try list.forEach(in: workspace) { cells in rows.append(places.map { cells[$0] }) }
    guard !rows.isEmpty else {
      throw WorkspaceError(
        .no,
        "there are no items to publish; import the list with library import items",
        "没有可公布的抽查事项，请先用 library import items 导入"
      )
    }
    self.rows = rows
  }
}
