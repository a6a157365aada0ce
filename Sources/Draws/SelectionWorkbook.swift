package import Frames
package import Sampling

/// The rows of a selection for the office: the drawn rows with headings in its language.
///
/// Every cell of the pool is a text: an identifier keeps its zeros, and nothing is computed.
package struct SelectionSheet: Sendable {
  private let outcome: DrawOutcome
  private let pool: Pool
  private let isPlain: Bool
  fileprivate let language: Language
  let header: [String]
  /// Places of the columns to sort by within the pool's own.
  fileprivate let keys: [Int]

  /// A row of the selection.
  package struct Row: Sendable {
    let cells: [WorkbookCell]
    fileprivate let keys: [String]
  }

  /// What the sheet is called.
  static let name = Sentence("Selection", "抽取结果")

  /// Prepares the sheet of a sample.
  ///
  /// - Parameters:
  ///   - outcome: what the draw gave.
  ///   - pool: the pool that it was drawn from.
  ///   - isPlain: whether the columns of the draw are left out.
  ///   - columns: the columns of a second sheet's order; none for no second sheet.
  ///   - language: the language of the headings.
  /// - Throws: `DataError` for a column that is not in the pool.
  package init(
    _ outcome: DrawOutcome,
    pool: Pool,
    isPlain: Bool,
    sortedBy columns: [String],
    language: Language
  ) throws(DataError) {
    self.outcome = outcome
    self.pool = pool
    self.isPlain = isPlain
    self.language = language
    var keys: [Int] = []
    for name in columns {
      guard let place = pool.header.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
        throw DataError(
          .init(file: pool.file, row: 1, reason: .missingColumn(name: name, header: pool.header))
        )
      }
      keys.append(place)
    }
    self.keys = keys
    // A heading that the pool has too would stand twice.
    let own = SelectionSheet.headings(language).map { heading in
      pool.header.contains(heading) ? SelectionSheet.marked(heading, language) : heading
    }
    header = isPlain ? pool.header : own.dropLast() + pool.header + own.suffix(1)
  }

  /// The headings of the draw's columns, in the order of ``SelectionFile/columns``; the ticket, which is long,
  /// stands behind the pool's own.
  static func headings(_ language: Language) -> [String] {
    [
      language("Class", "分类"), language("No.", "序号"), language("Role", "入选/候补"),
      language("Units of the class", "分类对象数"), language("Drawn of the class", "分类抽取数"),
      language("Weight", "权重"), language("Ticket", "号码"),
    ]
  }

  /// A heading of the draw's beside the pool's own of that name.
  private static func marked(_ heading: String, _ language: Language) -> String {
    language("\(heading) (draw)", "\(heading)（抽取）")
  }

  /// The language of a selection's headings.
  ///
  /// - Parameter header: the heading of a table.
  /// - Returns: the language; nil for a table that was not written as a sheet for people.
  static func language(of header: [String]) -> Language? {
    Language.allCases.first { language in
      let own = headings(language).dropLast()
      return header.count > own.count
        && zip(header, own).allSatisfy { $0 == $1 || $0 == marked($1, language) }
    }
  }

  /// The row of a unit.
  ///
  /// - Parameter unit: the unit.
  /// - Returns: its row; may be made on any thread.
  package func row(of unit: SelectedUnit) -> Row {
    let cells = pool.cells(of: unit.record)
    return Row(
      cells: isPlain
        ? cells.map { .text($0) }
        : drawn(unit) + cells.map { .text($0) } + [.text(unit.ticket.hex)],
      keys: keys.map { cells.indices.contains($0) ? cells[$0] : "" }
    )
  }

  private func drawn(_ unit: SelectedUnit) -> [WorkbookCell] {
    let isWhole = outcome.plans[unit.stratum].stratum.name == .everything
    return outcome.listed(unit).cells(in: language, isWhole: isWhole)
  }

  /// How many rows there will be.
  fileprivate var count: Int {
    outcome.plans.reduce(0) { $0 + $1.count.size + $1.count.reserves }
  }
}

extension SelectionDocument.Unit {
  /// The cells of the draw's columns for people, without the ticket.
  fileprivate func cells(in language: Language, isWhole: Bool) -> [WorkbookCell] {
    [
      .text(isWhole ? language("all", "全部") : stratum),
      .count(rank),
      .text(isSelected ? language("selected", "入选") : language("reserve", "候补")),
      Int(exactly: population).map { .count($0) } ?? .text("\(population)"),
      .count(size),
      weight.map { .number($0) } ?? .empty,
    ]
  }
}

extension PositionDraw {
  /// The heading of a sheet for people; a position has no ticket.
  static func header(in language: Language) -> [String] {
    SelectionSheet.headings(language).dropLast() + [language("Position", "编号")]
  }

  /// The rows of a sheet for people; a position is a text, since it may have twenty digits.
  func rows(in language: Language) -> [[WorkbookCell]] {
    document.units.map { $0.cells(in: language, isWhole: true) + [.text($0.id)] }
  }

  /// Writes the sheet as a workbook, which is not shown yet.
  ///
  /// - Throws: `WorkbookRefused` for more positions than a sheet has rows, `OutputError`.
  func writeWorkbook(to output: OutputFile, in language: Language) throws {
    try WorkbookWriter.check(rows: positions.count, of: output.path)
    let writer = try WorkbookWriter(output)
    try writer.begin(
      SelectionSheet.name.text(in: language),
      header: PositionDraw.header(in: language)
    )
    for row in rows(in: language) { try writer.write(row) }
    try writer.finish()
  }
}

/// A selection as a workbook; where columns to sort by are named, with a second sheet in the order in which
/// inspectors walk.
package struct SelectionWorkbook {
  private let sheet: SelectionSheet
  private let writer: WorkbookWriter
  private var rows: [SelectionSheet.Row] = []

  /// Begins the workbook.
  ///
  /// - Parameters:
  ///   - sheet: its rows.
  ///   - output: where it goes.
  /// - Throws: `WorkbookRefused` for more units than a sheet has rows, before any is read; `OutputError`.
  package init(_ sheet: SelectionSheet, to output: OutputFile) throws {
    try WorkbookWriter.check(rows: sheet.count, of: output.path)
    self.sheet = sheet
    writer = try WorkbookWriter(output)
    try writer.begin(SelectionSheet.name.text(in: sheet.language), header: sheet.header)
  }

  /// Adds rows in the order of the selection.
  ///
  /// - Parameter rows: the rows.
  /// - Throws: `WorkbookRefused`, `OutputError`.
  package mutating func add(_ rows: [SelectionSheet.Row]) throws {
    for row in rows { try writer.write(row.cells) }
    if !sheet.keys.isEmpty { self.rows += rows }
  }

  /// Writes the second sheet and the rest; the output is not shown yet.
  ///
  /// - Throws: `WorkbookRefused`, `OutputError`.
  /// - Complexity: O(n log n) with a second sheet, whose rows are held in memory.
  package func finish() throws {
    if !sheet.keys.isEmpty {
      try writer.begin(sheet.language("In order of visits", "走访顺序"), header: sheet.header)
      // Rows with the same keys stay in the order of the selection.
      let order = rows.indices.sorted { first, second in
        for (left, right) in zip(rows[first].keys, rows[second].keys) {
          if NaturalOrder.precedes(left, right) { return true }
          if NaturalOrder.precedes(right, left) { return false }
        }
        return first < second
      }
      for place in order { try writer.write(rows[place].cells) }
    }
    try writer.finish()
  }
}
