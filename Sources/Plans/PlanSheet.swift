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
    var best: SheetReader?
    var failure: DataError?
    for candidate in delimiter.map({ [$0] }) ?? PlanSheet.delimiters(of: bytes) {
      if best?.tables.isEmpty == false { break }
      do throws(DataError) {
        let table = try Table(bytes: bytes, file: file, delimiter: candidate, allowsRagged: true)
        var reader = SheetReader(
          rows: [(1, table.header)] + table.rows.map { ($0.number, $0.cells) }
        )
        reader.read()
        if best == nil || !reader.tables.isEmpty { best = reader }
      } catch {
        // A quote that is stray between commas may stand between tabs.
        if best == nil { failure = failure ?? error }
      }
    }
    // The mark that the file has most often decides whether it is a table without a plan or none.
    if let failure, best?.tables.isEmpty != false { throw failure }
    guard let best else { throw DataError(.init(file: file, reason: .emptyFile)) }
    lines = best.lines
    tables = best.tables
  }

  /// Comma, tab and semicolon, the most frequent first.
  private static func delimiters(of bytes: [UInt8]) -> [UInt8] {
    let marks: [UInt8] = [0x2C, 0x09, 0x3B]
    let counts = marks.map { mark in bytes.count { $0 == mark } }
    return zip(marks, counts).enumerated().sorted {
      ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
    }.map(\.element.0)
  }

  /// The year that a title above or below a table names: 2024年度…抽查计划.
  public var titleYear: Int? {
    lines.lazy.compactMap { PlanSheet.titleYear(of: $0.text) }.first
  }

  /// The year of a line that is a title.
  static func titleYear(of text: String) -> Int? {
    let isTitle = ["计划", "計劃", "方案", "安排"].contains { text.contains($0) }
    return isTitle ? YearWords.first(in: text) : nil
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
    /// What it holds, empty if not recognised.
    var roles: [PlanColumn]
    /// The class whose numbers it holds.
    var group: GroupName?

    /// The first thing that it holds.
    var role: PlanColumn? { roles.first }

    /// What may stand in its cells where they hold numbers.
    var content: CellReading.Content? {
      let parts = roles.compactMap(\.content)
      guard !parts.isEmpty else { return nil }
      var content = CellReading.Content(parts)
      if roles.contains(.scope) || roles.contains(.item) { content.insert(.scope) }
      if heading.contains("%") || heading.contains("％") { content.insert(.percent) }
      if ["大约", "预计", "约抽"].contains(where: heading.contains) { content.insert(.approximate) }
      return content
    }
  }

  struct Row: Sendable {
    var number: Int
    var cells: [String]

    /// The cell without white space at its ends, empty where the row is short.
    func cell(_ index: Int) -> String { index < cells.count ? cells[index].trimmed : "" }
  }

  /// The index of the first column with a role.
  func index(of role: PlanColumn) -> Int? { columns.firstIndex { $0.roles.contains(role) } }

  /// Settles what a heading leaves open, by the other headings and by the cells.
  mutating func settle() {
    settleNumbers()
    settleTimes()
    settleCategory()
    settleCode()
  }

  /// 抽查对象数量 is the base beside a number to draw, and the number to draw beside a base.
  private mutating func settleNumbers() {
    let hasBase = index(of: .base) != nil
    let hasTarget = index(of: .target) != nil
    let ratios = columns.filter { $0.roles.contains(.ratio) }
    for place in columns.indices {
      if let amount = columns[place].roles.firstIndex(of: .amount), hasBase || hasTarget {
        columns[place].roles[amount] = hasTarget ? .base : .target
      }
      // 抽查基数和比例 beside 抽查比例 is the base.
      let roles = columns[place].roles
      if roles.contains(.base), roles.contains(.ratio),
        ratios.contains(where: { $0.roles == [.ratio] })
      {
        columns[place].roles.removeAll { $0 == .ratio }
      }
    }
  }

  /// The time of the draw stands for that of the inspections where no other is given.
  private mutating func settleTimes() {
    let hasTime = [PlanColumn.period, .start, .end, .effective].contains { index(of: $0) != nil }
    let hasEnd = index(of: .drawEnd) != nil
    let needsStart = index(of: .period) == nil && index(of: .start) == nil
    for place in columns.indices {
      guard let role = columns[place].role else { continue }
      if role == .draw, !hasTime || needsStart && index(of: .effective) == nil {
        columns[place].roles = [hasEnd || hasTime ? .start : .period]
      } else if role == .drawEnd, !hasTime {
        columns[place].roles = [.end]
      }
    }
  }

  /// 抽查类别 is the field beside 事项类别, and where its cells are no categories.
  private mutating func settleCategory() {
    let places = columns.indices.filter { columns[$0].role == .category }
    for place in places where !columns[place].heading.contains("事项") {
      let cells = rows.map { $0.cell(place) }.filter { !$0.isEmpty }
      let isCategory = !cells.isEmpty && cells.allSatisfy { PlanTask.Category(cell: $0) != nil }
      let hasOther = places.contains { $0 != place && columns[$0].heading.contains("事项") }
      let isNamed = FoldedText(columns[place].heading).text == "类别"
      if hasOther || !isCategory && !isNamed && !cells.isEmpty { columns[place].roles = [.field] }
    }
  }

  /// 编号 with 1, 2, 3 … is the serial number.
  private mutating func settleCode() {
    guard index(of: .serial) == nil, let place = index(of: .code) else { return }
    let cells = rows.map { $0.cell(place) }.filter { !$0.isEmpty }
    let isSerial = !cells.isEmpty && cells.allSatisfy { $0.count <= 4 && Int($0) != nil }
    if isSerial { columns[place].roles = [.serial] }
  }
}

struct SheetReader {
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
    for index in tables.indices { tables[index].settle() }
  }

  /// A line under a table: a sum, or one cell that is not an item of the task above.
  private func isNote(_ cells: [String], _ filled: [Int]) -> Bool {
    guard let table = tables.last, let first = filled.first else { return false }
    let start = FoldedText(cells[first]).text
    if ["合计", "总计", "小计", "备注:", "注:", "填报", "填表", "说明:"].contains(where: { start.hasPrefix($0) }) {
      return true
    }
    guard filled.count == 1 else { return false }
    let roles = first < table.columns.count ? table.columns[first].roles : []
    return !roles.contains(.item) && !roles.contains(.content)
  }

  /// At least four known headings, short and without digits.
  static func isHeading(_ cells: [String]) -> Bool {
    // A row with its number is a task, which most rows tell by their first cell.
    guard
      !cells.contains(where: { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return false }
    let known = Set(cells.filter(isShort).compactMap(PlanColumn.init(heading:)))
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
      var roles = sub.isEmpty ? [] : PlanColumn.roles(of: sub)
      if roles.isEmpty { roles = PlanColumn.roles(of: sub.isEmpty ? own : parent) }
      let holdsNumbers = roles.contains { $0.isNumeric && $0 != .risk }
      let group = holdsNumbers ? SheetReader.group(in: sub.isEmpty ? own : sub) : nil
      columns.append(.init(heading: heading, roles: roles, group: group))
    }
    return (columns, usesBelow)
  }

  private static func isSubheading(_ below: [String], of cells: [String]) -> Bool {
    let filled = below.indices.filter { !below[$0].trimmed.isEmpty }
    guard filled.count >= 2, below.first?.trimmed.isEmpty == true else { return false }
    return filled.allSatisfy { index in
      isShort(below[index])
        && (PlanColumn(heading: below[index]) != nil || group(in: below[index]) != nil)
    }
  }

  /// The class that a heading names: `A类抽查比例`, `抽查比例（低风险）`, `D类`, `甲级`.
  private static func group(in heading: String) -> GroupName? {
    let bare = PlanColumn.withoutBrackets(heading)
    let inside = String(heading.filter { !bare.contains($0) && !"(（)）".contains($0) })
    for part in [bare, inside] {
      var text = CellText(part)
      let groups = Phrase(&text, text.all).groups
      if groups.count == 1, groups[0].isClass { return groups[0] }
    }
    return nil
  }
}
