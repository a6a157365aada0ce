import Foundation
internal import Sampling

/// The columns of a pool, found in its header.
struct PoolColumns: Sendable {
  /// How the pool is to be read.
  var layout: PoolLayout
  /// The names of all columns.
  var header: [String]
  /// The header as it stands, without its line end.
  var headerBytes: [UInt8]
  /// Columns of the identifier.
  var ids: [Int]
  /// The column of the stratum.
  var stratum: Int?
  /// The column of the size measure.
  var measure: Int?

  /// The conditions inside which is drawn, with their columns.
  var filters: [(column: Int, filter: RowFilter)] = []
  /// Which units are kept out; nil where none are.
  var exclusions: ExclusionIndex?
  /// The byte between fields.
  var delimiter: UInt8

  /// The row of the heading.
  var headingRow = 1

  /// The number of columns.
  var count: Int { header.count }
  /// Whether every row is a unit of the frame.
  var takesEveryRow: Bool { filters.isEmpty && exclusions == nil }

  /// Finds the columns.
  ///
  /// - Throws: ``DataError`` for a column that is not there or stands twice.
  init(
    header: [String],
    bytes: [UInt8],
    delimiter: UInt8,
    layout: PoolLayout,
    file: String,
    headingRow: Int = 1
  ) throws(DataError) {
    self.headingRow = headingRow
    self.layout = layout
    self.delimiter = delimiter
    self.header = header
    headerBytes = bytes
    if layout.idColumns.isEmpty {
      guard let usual = UsualColumns.index(of: UsualColumns.id, in: header) else {
        throw DataError(.init(file: file, row: headingRow, reason: .noUsualID(header: header)))
      }
      ids = [usual]
    } else {
      ids = []
      for name in layout.idColumns { ids.append(try index(of: name, file: file)) }
    }
    if let name = layout.stratumColumn { stratum = try index(of: name, file: file) }
    if let name = layout.measureColumn { measure = try index(of: name, file: file) }
    for filter in layout.filters {
      filters.append((try index(of: filter.column, file: file), filter))
    }
    if let list = layout.exclusions {
      exclusions = try ExclusionIndex(list, idColumns: ids.map { header[$0] }, accept: accepted)
    }
  }

  /// The column of a name.
  ///
  /// - Throws: ``DataError`` where it is not there or stands twice.
  func index(of name: String, file: String) throws(DataError) -> Int {
    var found = header.indices.filter { header[$0].utf8.elementsEqual(name.utf8) }
    if found.isEmpty, layout.heading != .plain {
      let folded = ColumnNames.fold(name)
      found = header.indices.filter { ColumnNames.fold(header[$0]) == folded }
    }
    guard let index = found.first else {
      throw DataError(
        .init(file: file, row: headingRow, reason: .missingColumn(name: name, header: header))
      )
    }
    guard found.count == 1 else {
      throw DataError(.init(file: file, row: headingRow, reason: .repeatedColumn(name: name)))
    }
    return index
  }

  /// The first column of the identifier that is not empty in a record; the last one where all are.
  func identifierColumn(of record: Record) -> Int {
    var column = ids[0]
    for next in ids.dropFirst() where isEmpty(record, column) { column = next }
    return column
  }

  private func isEmpty(_ record: Record, _ column: Int) -> Bool {
    let raw = record.raw(column)
    if raw.isEmpty || raw.elementsEqual([0x22, 0x22]) { return true }
    guard layout.normalizes else { return false }
    return normalized(record.text(column)).isEmpty
  }

  private func normalized(_ text: String) -> String {
    text.precomposedStringWithCompatibilityMapping.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What is wrong with a text that a draw does not accept, with the advice that helps.
  func problem(_ error: ProtocolTextError, in text: String) -> DataProblem {
    guard !layout.normalizes, (try? ProtocolText(normalized(text))) != nil else {
      return .text(error)
    }
    return .normalizable(error)
  }

  /// A text as a draw accepts it, normalised first where the layout says so.
  func accepted(_ text: String) -> Result<ProtocolText, ProtocolTextError> {
    var candidate = text
    if layout.normalizes {
      candidate = normalized(text)
    }
    if layout.encoding == .gb18030,
      let scalar = candidate.unicodeScalars.first(where: GB18030.isUnstable)
    {
      return .failure(.unstableCode(scalar.value))
    }
    do {
      return .success(try ProtocolText(candidate))
    } catch {
      return .failure(error)
    }
  }
}
