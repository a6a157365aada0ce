internal import Sampling

extension Pool {
  /// Problems of rows with those of identifiers that stand twice beside them, so that a list is mended
  /// in one go.
  ///
  /// Only where something is wrong already: the pool is read once more, on one thread.
  func withDuplicates(_ error: DataError) throws -> DataError {
    guard source.size <= Pool.greatestSearched else { return error }
    var seen: [String: Int] = [:]
    var result = error
    try RowNumbers(self).forEachRecord { record, _, row in
      guard record.count == columns.count else { return true }
      let column = columns.identifierColumn(of: record)
      guard case .success(let id) = columns.accepted(record.text(column)) else { return true }
      // Refused already, as what it is.
      if columns.layout.refusesDamage, ShortenedCode.isOne(id.text.utf8) { return true }
      guard let other = seen[id.text] else {
        seen[id.text] = row
        return true
      }
      result.add(
        DataError.Problem(
          file: file,
          row: row,
          column: columns.header[column],
          value: id.text,
          reason: .duplicate(otherRow: other)
        )
      )
      return true
    }
    return result
  }

  /// Identifiers of a file of this length are held in memory for it.
  private static var greatestSearched: Int { 1 << 28 }
}
