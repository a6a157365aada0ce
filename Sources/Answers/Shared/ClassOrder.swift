package import Sampling

/// The order in which an office lists its classes: that of the table they were read from.
///
/// Sizes are found by name, whose bytes decide ties; whoever reads them looks for the classes where they stand
/// in the table.
package struct ClassOrder {
  private let places: [ProtocolText: Int]

  /// Takes the classes of a table.
  ///
  /// - Parameter names: the names in the order of the table; of one that stands twice the first counts.
  package init(_ names: [ProtocolText]) {
    places = Dictionary(zip(names, names.indices)) { first, _ in first }
  }

  /// Where the rows of an answer stand in that order; those of other classes keep theirs, at the end.
  ///
  /// - Parameter names: the classes of the rows.
  /// - Returns: the places of the rows, each once.
  /// - Complexity: O(n log n).
  func indices(of names: [ProtocolText]) -> [Int] {
    names.indices.sorted {
      (places[names[$0]] ?? .max, $0) < (places[names[$1]] ?? .max, $1)
    }
  }

  /// Rows in that order.
  ///
  /// - Parameters:
  ///   - rows: the rows.
  ///   - name: the class of one.
  /// - Returns: the same rows.
  func sorted<Row>(_ rows: [Row], by name: (Row) -> ProtocolText) -> [Row] {
    indices(of: rows.map(name)).map { rows[$0] }
  }
}
