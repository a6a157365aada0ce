public import Frames
internal import Sampling

/// One file of a plan: the lines around its tables, and the tables.
///
/// Title lines may stand above a heading, notes below a table, and several tables, each with its own
/// heading, may follow one another. Which column is which is read off the heading.
public struct PlanSheet: Sendable {
  /// The file, `-` for standard input.
  public let file: String
  /// Lines that belong to no table, with their rows.
  let lines: [Line]
  /// The tables.
  let tables: [PlanTable]

  struct Line: Sendable {
    var row: Int
    var cells: [String]

    /// The whole line.
    var text: String { cells.joined(separator: " ") }

    /// The line, its cells and its words, where a number or a date may stand by itself.
    var pieces: [String] {
      [text] + cells + text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file, UTF-8 or GB18030.
  ///   - file: its name for messages.
  ///   - delimiter: the byte between fields, nil to try comma, tab and semicolon.
  /// - Throws: ``DataError`` where the file is no text table. That it has no heading of a plan is
  ///   found by the check.
  /// - Complexity: O(bytes).
  public init(bytes: [UInt8], file: String, delimiter: UInt8? = nil) throws(DataError) {
    self.file = file
    let candidates: [UInt8] = delimiter.map { [$0] } ?? [0x2C, 0x09, 0x3B]
    var best: SheetReader?
    var failure: DataError?
    for candidate in candidates where best?.tables.isEmpty != false {
      do throws(DataError) {
        let table = try Table(bytes: bytes, file: file, delimiter: candidate, allowsRagged: true)
        var reader = SheetReader(
          rows: [(1, table.header)] + table.rows.map { ($0.number, $0.cells) }
        )
        reader.read()
        if best == nil || !reader.tables.isEmpty { best = reader }
      } catch {
        // A quote that is stray between commas may stand between tabs.
        failure = failure ?? error
      }
    }
    guard let best else { throw failure ?? DataError(.init(file: file, reason: .emptyFile)) }
    if best.tables.isEmpty, let failure { throw failure }
    lines = best.lines
    tables = best.tables
  }
}

/// A table of a plan.
struct PlanTable: Sendable {
  /// The row of the heading.
  var headingRow: Int
  /// Its columns.
  var columns: [Column]
  /// The rows below.
  var rows: [Row]

  struct Column: Sendable {
    /// The heading as it stands, without line breaks.
    var heading: String
    /// What it holds, nil if not recognised.
    var role: PlanColumn?
    /// The class whose ratio it holds.
    var riskClass: RiskClass?
  }

  struct Row: Sendable {
    var number: Int
    var cells: [String]

    /// The cell without white space at its ends, empty where the row is short.
    func cell(_ index: Int) -> String { index < cells.count ? cells[index].trimmed : "" }
  }

  /// The index of the first column with a role.
  func index(of role: PlanColumn) -> Int? { columns.firstIndex { $0.role == role } }
}

private struct SheetReader {
  let rows: [(number: Int, cells: [String])]
  var lines: [PlanSheet.Line] = []
  var tables: [PlanTable] = []

  mutating func read() {
    var index = 0
    while index < rows.count {
      let row = rows[index]
      index += 1
      let filled = row.cells.indices.filter { !row.cells[$0].trimmed.isEmpty }
      guard !filled.isEmpty else { continue }
      if SheetReader.isHeading(row.cells) {
        let below = index < rows.count ? rows[index].cells : []
        let (columns, usesBelow) = SheetReader.columns(row.cells, below: below)
        tables.append(PlanTable(headingRow: row.number, columns: columns, rows: []))
        if usesBelow { index += 1 }
      } else if tables.isEmpty || isNote(row.cells, filled) {
        lines.append(.init(row: row.number, cells: filled.map { row.cells[$0].trimmed }))
      } else {
        tables[tables.count - 1].rows.append(.init(number: row.number, cells: row.cells))
      }
    }
  }

  /// A line under a table: a sum, or one cell that is not an item of the task above.
  private func isNote(_ cells: [String], _ filled: [Int]) -> Bool {
    guard let table = tables.last, let first = filled.first else { return false }
    let start = FoldedText(cells[first]).text
    if ["合计", "总计", "小计", "备注:", "注:", "填报", "填表", "说明:"].contains(where: { start.hasPrefix($0) }) {
      return true
    }
    guard filled.count == 1 else { return false }
    let role = first < table.columns.count ? table.columns[first].role : nil
    return role != .item && role != .content
  }

  /// At least four known headings, short and without digits.
  static func isHeading(_ cells: [String]) -> Bool {
    // A row with its number is a task, which most rows tell by their first cell.
    guard
      !cells.contains(where: { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return false }
    let roles = cells.filter(isShort).compactMap(PlanColumn.init(heading:))
    let known = Set(roles)
    return known.count >= 4 && !known.isDisjoint(with: [.item, .scope, .task, .content])
  }

  private static func isShort(_ cell: String) -> Bool {
    let bare = PlanColumn.withoutBrackets(cell)
    return bare.count <= 20 && !bare.contains { $0.isASCII && $0.isNumber }
  }

  /// The columns of a heading, which may go over two rows where cells were merged.
  static func columns(_ cells: [String], below: [String]) -> ([PlanTable.Column], Bool) {
    let usesBelow = isSubheading(below, of: cells)
    var columns: [PlanTable.Column] = []
    var parent = ""
    for index in 0..<max(cells.count, usesBelow ? below.count : 0) {
      let own = index < cells.count ? cells[index].joinedLines : ""
      let sub = usesBelow && index < below.count ? below[index].joinedLines : ""
      if !own.isEmpty { parent = own }
      let heading = sub.isEmpty ? own : own.isEmpty ? "\(parent) \(sub)" : "\(own) \(sub)"
      var role = sub.isEmpty ? nil : PlanColumn(heading: sub)
      role = role ?? PlanColumn(heading: sub.isEmpty ? own : parent)
      let riskClass = role == .ratio ? SheetReader.riskClass(in: sub.isEmpty ? own : sub) : nil
      columns.append(.init(heading: heading, role: role, riskClass: riskClass))
    }
    return (columns, usesBelow)
  }

  private static func isSubheading(_ below: [String], of cells: [String]) -> Bool {
    let filled = below.indices.filter { !below[$0].trimmed.isEmpty }
    guard filled.count >= 2, below.first?.trimmed.isEmpty == true else { return false }
    return filled.allSatisfy { index in
      isShort(below[index])
        && (PlanColumn(heading: below[index]) != nil || riskClass(in: below[index]) != nil)
    }
  }

  /// The class that a heading names: `A类抽查比例`, `抽查比例（低风险）`, `D类`.
  private static func riskClass(in heading: String) -> RiskClass? {
    var scanner = FoldedScanner(heading)
    while !scanner.isAtEnd {
      if let found = RiskClass.take(from: &scanner) { return found }
      scanner.index += 1
    }
    return nil
  }
}
