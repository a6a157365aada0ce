internal import Frames
internal import Sampling

/// Where the records of an import come from.
protocol RecordSource {
  /// The row of the heading.
  var headingRow: Int { get }
  /// The file's names of the library's columns; nil where it does not have one.
  var names: [String?] { get }
  /// Columns that the library does not keep.
  var unread: [String] { get }
  /// The digest of the file's bytes; nil where there is none.
  var digest: Digest? { get }

  /// Goes through the records; throws every problem at the end.
  ///
  /// - Returns: how many rows have nothing in any column that the library keeps, and were left out.
  func read(_ body: (_ row: Int, _ cells: [String?], inout DataError) throws -> Void) throws -> Int
}

/// A table of a file.
struct TableSource: RecordSource {
  private let rows: TableRows
  private let places: [Int?]
  let names: [String?]
  let unread: [String]

  /// Finds the columns of a library in a file.
  ///
  /// - Throws: `DataError` where a column that names the records is missing, or one stands twice.
  init(
    _ kind: LibraryKind,
    _ path: String,
    layout: TableLayout,
    monitor: WorkMonitor
  ) throws {
    let table = LibraryTemplate.tableName
    let rows = try TableRows(
      path,
      layout: layout,
      wanted: kind.wanted,
      sheets: [table.chinese, table.english],
      monitor: monitor
    )
    var errors = DataError()
    let places = kind.columns.map { column -> Int? in
      // The plainer name counts where a table has several.
      let found = column.names.isEmpty ? [] : rows.columns(named: column.names)
      if found.count > 1 {
        let list = found.map { "“\(rows.header[$0].excerpt)”" }.joined(separator: "、")
        errors.add(
          .init(
            file: path,
            row: rows.headingRow,
            reason: .other(
              Sentence(
                "several columns are known as \(column.title.english): \(list); rename all but one",
                "有多列均可作为“\(column.title.chinese)”：\(list)，请只保留一列的列名"
              )
            )
          )
        )
      }
      return found.first
    }
    let required = kind.columns.indices.filter { index in
      if case .name = kind.columns[index].content { places[index] == nil } else { false }
    }
    for index in required {
      errors.add(
        .init(
          file: path,
          row: rows.headingRow,
          reason: .missingColumn(name: kind.columns[index].title.chinese, header: rows.header)
        )
      )
    }
    try errors.throwIfAny()
    self.rows = rows
    self.places = places
    names = places.map { $0.map { rows.header[$0] } }
    let read = Set(places.compactMap { $0 })
    unread = rows.header.indices.filter { !read.contains($0) && !rows.header[$0].isEmpty }
      .map { rows.header[$0] }
  }

  var headingRow: Int { rows.headingRow }
  var digest: Digest? { rows.digest }

  func read(_ body: (Int, [String?], inout DataError) throws -> Void) throws -> Int {
    var errors = DataError()
    var hasRows = false
    var blanks = 0
    try rows.forEach(&errors) { row, errors in
      let cells = places.map { $0.map { row.text($0) } }
      // Rows that are numbered beforehand, and a number of rows written below them.
      guard cells.contains(where: { $0?.isEmpty == false }) else {
        blanks += 1
        return
      }
      hasRows = true
      try body(row.number, cells, &errors)
    }
    if !hasRows, errors.count == 0 { errors.add(.init(file: rows.file, reason: .noRows)) }
    try errors.throwIfAny()
    return blanks
  }
}

/// The classes of a preset.
struct PresetSource: RecordSource {
  private let preset: SchemePreset
  let headingRow = 1
  let unread: [String] = []
  let digest: Digest? = nil

  init(_ preset: SchemePreset) { self.preset = preset }

  var names: [String?] { LibraryKind.schemes.columns.map(\.name) }

  func read(_ body: (Int, [String?], inout DataError) throws -> Void) throws -> Int {
    var errors = DataError()
    for (index, cells) in preset.rows.enumerated() { try body(index + 2, cells, &errors) }
    try errors.throwIfAny()
    return 0
  }
}
