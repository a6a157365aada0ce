extension PlanningDocument {
  /// The heading of the rows, then a column for each of the table's own.
  var lineColumns: [Column<Line>] {
    let words = PlanningDocument.words
    let chinese = "\(words[row] ?? row) \\ \(words[column] ?? column)"
    return [Column(row, "\(row) \\ \(column)", chinese) { $0.row }]
      + columns.enumerated().map { place, name in
        Column(name, name, name, .number) {
          $0.values[place] ?? ""
        } shown: { line, _ in
          line.values[place] ?? "-"
        }
      }
  }

  /// What heads rows and columns, in Chinese.
  private static let words = [
    "expected": "预期违规数", "tolerable": "可容忍违规率", "sample": "抽取数", "found": "发现数",
    "confidence": "置信度",
    "level of detection": "检出水平",
  ]

  package var rows: [[String]] { lineColumns.saved(values) }
}
