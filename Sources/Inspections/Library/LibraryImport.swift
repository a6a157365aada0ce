package import Frames
internal import GRDB
package import Sampling

/// Brings a list or library to what a file says: records are known by their keys, what differs becomes a new
/// version, nothing is overwritten.
///
/// A cell of a column that the file does not have stays as it is; an empty cell of one that it has empties it. A
/// file with any problem imports nothing.
package struct LibraryImport: Sendable {
  /// The list or library.
  package var kind: LibraryKind
  /// The file, `-` for standard input.
  package var path: String
  /// How the table is read.
  package var layout: TableLayout
  /// Whether records that the file does not have are ended.
  package var endsMissing = false
  /// Whether wrong check digits are taken as they stand, and marked.
  package var acceptsChecksum = false
  /// Whether all is done but kept.
  package var isDryRun = false
  /// Why, in the office's words; empty where nobody says.
  package var reason = ""
  /// Records that are not read from the file but known already: those of a preset.
  package var preset: SchemePreset?

  /// Makes an import.
  package init(_ kind: LibraryKind, _ path: String, layout: TableLayout) {
    self.kind = kind
    self.path = path
    self.layout = layout
  }

  /// What an import has done, or would do.
  package struct Outcome: Sendable {
    /// The head of the ledger after it; nil where nothing has changed, or nothing was kept.
    package var head: LedgerHead?
    /// Records by what was done to them.
    package var counts: [LibraryChange.Kind: Int] = [:]
    /// Records that are as they were.
    package var unchanged = 0
    /// In how many changed records each column has changed, by its place.
    package var causes: [Int: Int] = [:]
    /// Records whose wrong check digit was taken.
    package var accepted = 0
    /// Rows of results that nobody has filled in, which were left out.
    package var unfilled = 0
    /// Columns of the file that the library does not keep.
    package var unread: [String] = []
    /// Rows without anything in a column that the library keeps, which were left out.
    package var blank = 0
    /// The digest of the file's bytes.
    package var file: Digest?
  }

  /// Imports.
  ///
  /// - Parameters:
  ///   - workspace: where to.
  ///   - actor: who does it.
  ///   - monitor: told what is done.
  ///   - ends: told how many records `endsMissing` ends, before it does.
  ///   - onChange: gets each line of the diff, in the order of the file, those that are ended last.
  /// - Returns: what was done.
  /// - Throws: `InputError`; `DataError` with every problem of the file; ``WorkspaceError``.
  /// - Complexity: O(rows · log records) time; a few bytes a row of memory.
  package func run(
    on workspace: Workspace,
    by actor: String,
    monitor: WorkMonitor = WorkMonitor(),
    ends: (Int) -> Void = { _ in },
    onChange: (LibraryChange) throws -> Void = { _ in }
  ) throws -> Outcome {
    let source: any RecordSource
    if let preset {
      source = PresetSource(preset)
    } else {
      source = try TableSource(kind, path, layout: layout, monitor: monitor)
    }
    var outcome = Outcome()
    outcome.unread = source.unread
    outcome.file = source.digest
    outcome.head = try workspace.change(
      kind == .results ? "results import" : "library import",
      subject: kind.name,
      by: actor
    ) {
      database,
      entry in
      // Room for the keys of two million objects, which come in any order.
      try database.execute(sql: "PRAGMA cache_size = -262144")
      let writer = try LibraryWriter(database, kind, entry: entry)
      var run = try ImportRun(
        writer,
        schemes: kind == .objects ? RiskSchemes(database) : RiskSchemes(),
        acceptsChecksum: acceptsChecksum,
        file: path,
        headingRow: source.headingRow
      )
      outcome.blank = try source.read { row, cells, errors in
        if let change = try run.take(row, cells, names: source.names, &errors) {
          try onChange(change)
        }
      }
      if endsMissing {
        let missing = try run.missing(database)
        if !missing.isEmpty { ends(missing.count) }
        for version in missing { try onChange(try run.end(version, database)) }
      }
      try CrossChecks(database, kind, file: path).throwIfAny { try run.row(of: $0) }
      outcome.counts = writer.counts
      outcome.unchanged = run.unchanged
      outcome.causes = writer.causes
      outcome.accepted = run.accepted
      outcome.unfilled = run.unfilled
      guard writer.lines > 0, !isDryRun else { return nil }
      var values: [String: LedgerPayload.Value] = [
        "file": .text(source.digest?.hex ?? ""), "unchanged": .integer(run.unchanged),
        "accepted": .integer(run.accepted), "reason": .text(reason),
        "causes": .array(
          writer.causes.sorted { $0.key < $1.key }.flatMap {
            [.text(kind.columns[$0.key].name), .integer($0.value)]
          }
        ),
      ]
      if endsMissing { values["ends-missing"] = .integer(1) }
      return writer.payload(values)
    }
    return outcome
  }
}

/// One import on its way: which records were met, and in which rows.
private struct ImportRun {
  private let writer: LibraryWriter
  private let schemes: RiskSchemes
  private let acceptsChecksum: Bool
  private let file: String
  private let headingRow: Int
  private let columns: [LibraryColumn]
  /// The row of each record, by the version it had before; 0 where it was not met.
  private var rowsBefore: [Int32]
  /// The row of each new version.
  private var rowsAfter: [Int32] = []
  private(set) var unchanged = 0
  private(set) var accepted = 0
  private(set) var unfilled = 0

  init(
    _ writer: LibraryWriter,
    schemes: RiskSchemes,
    acceptsChecksum: Bool,
    file: String,
    headingRow: Int
  ) throws {
    self.writer = writer
    self.schemes = schemes
    self.acceptsChecksum = acceptsChecksum
    self.file = file
    self.headingRow = headingRow
    columns = writer.kind.columns
    rowsBefore = [Int32](repeating: 0, count: writer.firstVersion)
  }

  /// Takes one row.
  ///
  /// - Parameters:
  ///   - row: its number.
  ///   - given: the cells, nil for a column that the file does not have.
  ///   - names: the file's names of the columns.
  ///   - errors: gets what is wrong with the row.
  /// - Returns: what has changed; nil where nothing has, or where the row has a problem.
  /// - Throws: what the database says.
  mutating func take(
    _ row: Int,
    _ given: [String?],
    names: [String?],
    _ errors: inout DataError
  ) throws -> LibraryChange? {
    var faulty: [Int] = []
    var cells = [String](repeating: "", count: columns.count)
    for (column, cell) in given.enumerated() {
      guard let cell else { continue }
      do {
        cells[column] = try columns[column].value(of: cell)
      } catch {
        faulty.append(column)
        errors.add(at(row, names, column, cell, error.reason))
      }
    }
    do {
      guard faulty.isEmpty else {
        // What is wrong with the key is said too, where its own cells could be read.
        if !faulty.contains(where: writer.kind.keyColumns.contains) {
          _ = try RecordKey(writer.kind, &cells, acceptsChecksum: acceptsChecksum)
        }
        return nil
      }
      if writer.kind == .results, ResultRules.isUnfilled(cells) {
        unfilled += 1
        return nil
      }
      let key = try RecordKey(writer.kind, &cells, acceptsChecksum: acceptsChecksum)
      let old = try writer.current(key.text)
      if let old, let other = self.row(ofVersion: old.version) {
        let column = keyColumn(cells)
        errors.add(at(row, names, column, cells[column], .duplicate(otherRow: other)))
        return nil
      }
      if let old { keep(old.cells, given, &cells) }
      try RecordRules.check(writer.kind, &cells, isAccepted: key.isAccepted, schemes: schemes)
      if key.isAccepted { accepted += 1 }
      if let old, old.version < writer.firstVersion {
        rowsBefore[old.version] = Int32(clamping: row)
      }
      guard let (change, _) = try writer.put(key.text, cells, over: old) else {
        unchanged += 1
        return nil
      }
      rowsAfter.append(Int32(clamping: row))
      return change
    } catch let error as RecordProblem {
      let value = given[error.column].map { $0 } ?? nil
      errors.add(at(row, names, error.column, value, error.reason))
      return nil
    }
  }

  /// Cells that the file does not speak of stay as they are.
  private func keep(_ old: [String], _ given: [String?], _ cells: inout [String]) {
    for column in cells.indices where given[column] == nil { cells[column] = old[column] }
    if writer.kind == .results { ResultRules.keepReview(of: old, in: &cells) }
    guard writer.kind == .objects else { return }
    let (name, standard, checksum) = (4, 5, 18)
    cells[checksum] = ""
    if given[standard] == nil, old[standard].utf8.elementsEqual(StandardName.of(old[name]).utf8) {
      cells[standard] = ""
    }
  }

  private func keyColumn(_ cells: [String]) -> Int {
    switch writer.kind {
    case .objects: cells[0].isEmpty ? (cells[1].isEmpty ? 3 : 1) : 0
    case .items: cells[0].isEmpty ? 3 : 0
    case .departments, .inspectors: cells[0].isEmpty ? 1 : 0
    case .schemes: 1
    case .results: 1
    case .calendar, .links, .tasks, .draws, .drawn, .absences, .avoidances, .staffing, .frames,
      .teams:
      0
    }
  }

  private func at(
    _ row: Int,
    _ names: [String?],
    _ column: Int,
    _ value: String?,
    _ reason: DataProblem
  ) -> DataError.Problem {
    DataError.Problem(
      file: file,
      row: row,
      column: names[column] ?? columns[column].title.chinese,
      value: value?.isEmpty == true ? nil : value,
      reason: reason
    )
  }

  private func row(ofVersion version: Int) -> Int? {
    let row =
      version < writer.firstVersion ? rowsBefore[version] : rowsAfter[version - writer.firstVersion]
    return row == 0 ? nil : Int(row)
  }

  /// The row of a key; nil where the file does not have it.
  func row(of key: String) throws -> Int? {
    try writer.current(key).flatMap { row(ofVersion: $0.version) }
  }

  /// The versions of records that were not met.
  func missing(_ database: Database) throws -> [Int] {
    let versions = try Int.fetchCursor(
      database,
      sql:
        "SELECT version FROM \(writer.kind.name) WHERE until = 0 AND version < ? AND erased IS NULL",
      arguments: [writer.firstVersion]
    )
    var missing: [Int] = []
    while let version = try versions.next() {
      if rowsBefore[version] == 0 { missing.append(version) }
    }
    return missing
  }

  /// Ends a record.
  func end(_ version: Int, _ database: Database) throws -> LibraryChange {
    let key = try String.fetchOne(
      database,
      sql: "SELECT key FROM \(writer.kind.name) WHERE version = ?",
      arguments: [version]
    )
    guard let key, let current = try writer.current(key) else {
      preconditionFailure("a record that holds has a key")
    }
    return try writer.end(key, current)
  }
}
