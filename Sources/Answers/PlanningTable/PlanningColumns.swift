extension PlanningDocument {
  /// The heading of the rows, then a column for each of the table's own.
  var lineColumns: [Column<Line>] {
    let heading = "\(row) \\ \(column)"
    return [Column(row, heading, heading) { $0.row }]
      + columns.enumerated().map { place, name in
        Column(name, name, name, .number) {
          $0.values[place] ?? ""
        } shown: { line, _ in
          line.values[place] ?? "-"
        }
      }
  }

  package var rows: [[String]] { lineColumns.saved(values) }
}
