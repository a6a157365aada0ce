internal import Sampling

/// One line of a diff: what was done to one record.
package struct LibraryChange: Sendable {
  /// What was done.
  package enum Kind: String, Sendable, CaseIterable {
    /// There was no such record.
    case new
    /// Cells have changed.
    case changed
    /// It is kept no longer.
    case ended
  }

  /// A cell that has changed.
  package struct Cell: Hashable, Sendable {
    /// The place of its column.
    package var column: Int
    /// What stood there; empty in a new record.
    package var old: String
    /// What stands there now.
    package var new: String
  }

  /// What was done.
  package var kind: Kind
  /// The key of the record.
  package var key: String
  /// The cells that have changed, in the order of the columns; those of a new record that are not empty.
  package var cells: [Cell]

  /// The text whose digest stands in the ledger: fields parted by TAB, in each backslash, TAB, LF and CR escaped.
  ///
  /// `kind TAB library TAB key`, then for each changed cell `TAB column TAB old TAB new`.
  func line(in library: LibraryKind) -> String {
    var line = kind.rawValue + "\t" + library.name + "\t" + RecordText.escape(key)
    let columns = library.columns
    for cell in cells {
      line += "\t" + columns[cell.column].name + "\t" + RecordText.escape(cell.old) + "\t"
      line += RecordText.escape(cell.new)
    }
    return line
  }

  /// The change from one version of a record to the next.
  ///
  /// - Parameters:
  ///   - key: the key.
  ///   - old: the cells before; nil for a new record.
  ///   - new: the cells after; nil for one that is ended.
  init(_ key: String, from old: [String]?, to new: [String]?) {
    self.key = key
    kind = old == nil ? .new : new == nil ? .ended : .changed
    cells = []
    guard let new else { return }
    for column in new.indices {
      let before = old?[column] ?? ""
      if !before.utf8.elementsEqual(new[column].utf8) {
        cells.append(Cell(column: column, old: before, new: new[column]))
      }
    }
  }
}
