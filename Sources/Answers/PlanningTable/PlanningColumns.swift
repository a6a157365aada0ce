internal import Reports
package import Sampling

extension PlanningDocument {
  /// A row of CSV for each row of the table.
  package var rows: [[String]] {
    [[row] + columns] + values.map { [$0.row] + $0.values.map { $0 ?? "" } }
  }

  package func text(_ language: Language) -> String {
    TextTable(
      header: ["\(row) \\ \(column)"] + columns,
      rows: values.map { [$0.row] + $0.values.map { $0 ?? "-" } },
      rightAligned: Set(1...columns.count)
    ).text
  }
}
