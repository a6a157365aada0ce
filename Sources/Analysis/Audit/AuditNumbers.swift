internal import Frames
internal import Inference
internal import Sampling

extension AuditRequest {
  /// The published numbers of the whole frame, or of the selected units below the largest of theirs;
  /// nil where there is none.
  func spread(
    of column: String,
    _ frame: AuditFrame,
    _ lists: [DrawList]
  ) throws -> Uniformity? {
    var values: [Double] = []
    if let cells = frame.cells(of: column) {
      values = try cells.map {
        try AuditRequest.number($0, column: column, file: frame.roster.pool.file)
      }
    } else {
      for list in lists {
        let index = try list.table.requiredIndex(of: column)
        let cells = Dictionary(
          list.table.rows.map { ($0.number, $0.cells[index]) },
          uniquingKeysWith: { first, _ in first }
        )
        var byStratum = [[Double]](repeating: [], count: frame.roster.strata.count)
        for (id, row) in zip(list.ids, list.rows) {
          guard let place = frame.place(of: id) else { continue }
          let value = try AuditRequest.number(cells[row] ?? "", column: column, file: list.file)
          byStratum[frame.units.strata[place]].append(value)
        }
        // Given the greatest of the n smallest numbers, the others are spread evenly below it.
        for numbers in byStratum where numbers.count > 1 {
          let sorted = numbers.sorted()
          guard let greatest = sorted.last, greatest > 0 else { continue }
          values += sorted.dropLast().map { $0 / greatest }
        }
      }
    }
    return values.isEmpty ? nil : Uniformity(values)
  }

  /// A ticket of 64 hexadecimal digits, or a decimal number from 0 to 1.
  private static func number(_ cell: String, column: String, file: String) throws -> Double {
    if let digest = Digest(hex: cell) { return ProportionalToSize.uniform(digest) }
    if let value = Ratio(decimal: cell), value <= Ratio(1) { return value.approximation }
    // More digits than a ratio holds.
    let isDecimal = cell.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    if isDecimal, let value = Double(cell), (0...1).contains(value) { return value }
    throw DataError(
      .init(
        file: file,
        column: column,
        value: cell,
        reason: .notNumber(
          expected: "a random number: 64 hexadecimal digits, or a decimal from 0 to 1",
          expectedChinese: "随机数：64 位十六进制数字或 0 到 1 之间的小数"
        )
      )
    )
  }
}
