/// Where the heading of a table stands, and where its body begins.
struct Heading {
  /// The record of the heading, from 0; the first of two.
  var record: Int
  /// Records of the heading: one or two.
  var records = 1
  /// The names of the columns.
  var names: [String]
  /// The first record of the body.
  var first: Int

  /// Records that are looked at for the heading.
  static let reach = 40

  /// Finds the heading in the beginning of a table.
  ///
  /// - Parameters:
  ///   - records: the cells of the first records, not fewer than ``reach`` where there are so many.
  ///   - wanted: columns that the heading must have, each by any of some names.
  ///   - record: the record that is named as the heading; nil to find it.
  /// - Returns: the heading; nil where no record has the wanted columns.
  static func find(
    in records: [[String]],
    wanted: [[String]],
    named record: Int? = nil
  ) -> Heading? {
    if let record {
      guard records.indices.contains(record) else { return nil }
      return heading(at: record, in: records, of: pair(at: record, in: records))
    }
    for record in records.indices.prefix(reach) where !NoteRows.isEmpty(records[record]) {
      let pair = pair(at: record, in: records)
      if let pair, has(pair, wanted) { return heading(at: record, in: records, of: pair) }
      if has(records[record], wanted) {
        return heading(at: record, in: records, of: nil)
      }
    }
    return nil
  }

  /// The heading by its shape alone: the first record that fills most of the columns.
  static func byShape(in records: [[String]]) -> Heading? {
    let widths = records.prefix(reach).map { cells in cells.count { !NoteRows.isEmpty([$0]) } }
    guard let widest = widths.max(), widest > 0,
      let record = widths.firstIndex(where: { $0 * 2 > widest })
    else { return nil }
    return heading(at: record, in: records, of: pair(at: record, in: records))
  }

  /// As a receipt says: no step of the finding is made again.
  static func given(
    _ reading: TableReading,
    marker: Int,
    in records: [[String]]
  ) -> Heading? {
    let record = (reading.heading ?? 1) - 1 + marker
    let count = reading.headingRows ?? 1
    guard record >= 0, (1...2).contains(count), record + count <= records.count else { return nil }
    let names =
      count == 2 ? joined(records[record], records[record + 1]) : records[record]
    let first = reading.first.map { $0 - 1 + marker } ?? record + count
    guard first >= record + count else { return nil }
    return Heading(record: record, records: count, names: names, first: first)
  }

  private static func heading(
    at record: Int,
    in records: [[String]],
    of pair: [String]?
  ) -> Heading {
    let count = pair == nil ? 1 : 2
    var first = record + count
    let last = min(first + 6, records.count)
    // Empty rows and examples; but an empty table keeps its empty rows.
    while first < last, NoteRows.isEmpty(records[first]) || NoteRows.isExample(records[first]) {
      first += 1
    }
    while first > record + count, first == records.count, NoteRows.isEmpty(records[first - 1]) {
      first -= 1
    }
    return Heading(
      record: record,
      records: count,
      names: pair ?? records[record],
      first: first
    )
  }

  static func has(_ names: [String], _ wanted: [[String]]) -> Bool {
    wanted.allSatisfy { alternatives in
      alternatives.contains { ColumnNames.index(of: $0, in: names) != nil }
    }
  }

  /// The names of a heading over two records, nil where the second is none of it.
  ///
  /// A group's name stands over several columns (empty cells or its own name beside it), whose names
  /// stand below; under every other name the cell is empty, or the name again where cells were merged.
  private static func pair(at record: Int, in records: [[String]]) -> [String]? {
    guard record + 1 < records.count else { return nil }
    let (upper, lower) = (records[record], records[record + 1])
    guard upper.count == lower.count, upper.count > 2 else { return nil }
    var (groups, others) = (0, 0)
    var column = 0
    while column < upper.count {
      var end = column + 1
      while end < upper.count, !upper[column].isEmpty,
        upper[end].isEmpty || upper[end] == upper[column]
      { end += 1 }
      let below = lower[column..<end]
      let isAlone = end == column + 1
      let isSame = below.allSatisfy { $0.isEmpty || $0 == upper[column] }
      if isAlone {
        guard isSame else { return nil }
        others += 1
      } else {
        // The columns behind a group may be without any name.
        guard let last = below.lastIndex(where: { !$0.isEmpty }), last > column,
          below[...last].allSatisfy({ !$0.isEmpty }), Set(below[...last]).count > 1
        else { return nil }
        groups += 1
      }
      column = end
    }
    guard groups > 0, others > 0 else { return nil }
    return joined(upper, lower)
  }

  /// The lower name where there is one; with its group's before it where it stands twice.
  private static func joined(_ upper: [String], _ lower: [String]) -> [String] {
    var group = ""
    var names: [String] = []
    for (column, below) in lower.enumerated() {
      let above = upper.indices.contains(column) ? upper[column] : ""
      if !above.isEmpty { group = above }
      if below.isEmpty {
        names.append(above)
      } else {
        let isRepeated = below != above && lower.count { $0 == below } > 1
        names.append(isRepeated ? "\(group) \(below)" : below)
      }
    }
    return names
  }
}
