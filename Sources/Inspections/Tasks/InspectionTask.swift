package import Frames
internal import GRDB
package import Sampling

/// A task of a year: who is inspected, by which rules, and who is kept out.
package struct InspectionTask: Sendable {
  /// The key, `2024/3`.
  package var key: String
  /// The version of its row.
  package var version: Int
  /// The cells in the order of the columns.
  package var cells: [String]
  /// The conditions of its scope; nil where nobody has said them.
  package var filters: [RowFilter]?
  /// The rules on sizes.
  package var rules: RuleSet
  /// The rules on reserves.
  package var reserves: RuleSet
  /// Objects drawn within so many years are kept out; nil where none is.
  package var window: Int?
  /// Visits of one object in the year over all departments; nil without a cap.
  package var cap: Int?

  /// What stands for the whole library in the column of conditions.
  static let wholeLibrary = "全部"
  /// The class that stands for objects without one, where the rules name it.
  package static let unclassified = "未分类"
  /// The name under which a rule holds in all classes that no other names.
  static let others = "其他"
  /// What stands in the column of rotations in the first year.
  static let firstYear = "首年"

  /// Reads a task of its cells.
  ///
  /// - Throws: which cell is not as it has to be.
  init(key: String, version: Int, cells: [String]) throws(RecordProblem) {
    (self.key, self.version, self.cells) = (key, version, cells)
    let place = LibraryKind.tasks.place
    filters = try InspectionTask.filters(cells[place("filter")], at: place("filter"))
    rules = try InspectionTask.rules(cells[place("rules")], at: place("rules"))
    for line in InspectionTask.lines(cells[place("overall")]) {
      rules.overall.append(try InspectionTask.rule(line, at: place("overall")))
    }
    reserves = try InspectionTask.rules(cells[place("reserves")], at: place("reserves"))
    window = try InspectionTask.years(cells[place("window")], at: place("window"))
    cap = try InspectionTask.count(cells[place("cap")], at: place("cap"))
    _ = try InspectionTask.count(cells[place("rounds")], at: place("rounds"))
    let rotation = cells[place("rotation")]
    guard rotation.isEmpty || rotation == InspectionTask.firstYear || TaskKey(rotation) != nil
    else {
      throw RecordProblem(
        place("rotation"),
        "is neither 首年, for the first year, nor the key of the task of the year before, 2023/4",
        "既不是“首年”，也不是上年任务的标识（如 2023/4）"
      )
    }
  }

  /// A cell by the name of its column.
  package subscript(_ column: String) -> String { cells[LibraryKind.tasks.place(column)] }

  /// Who takes part beside the lead.
  package var partners: [String] { NameList.split(self["partners"]) }

  /// Whether several departments inspect in one visit.
  package var isJoint: Bool { !partners.isEmpty }

  /// The items, each with the department that it is of; empty where one alone inspects.
  package var items: [(department: String, text: String)] {
    InspectionTask.lines(self["items"]).map { line in
      guard let sign = line.firstIndex(of: "："), isJoint else { return ("", line) }
      let department = String(line[..<sign])
      guard ([self["lead"]] + partners).contains(department) else { return ("", line) }
      return (department, String(line[line.index(after: sign)...]))
    }
  }

  /// Reasons for visits that do not count against the cap.
  package var uncounted: [String] { NameList.split(self["uncounted"]) }

  static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in
      String(line.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }.filter { !$0.isEmpty }
  }

  private static func filters(
    _ text: String,
    at column: Int
  ) throws(RecordProblem) -> [RowFilter]? {
    guard !text.isEmpty else { return nil }
    guard text != wholeLibrary else { return [] }
    var filters: [RowFilter] = []
    for line in lines(text) {
      do throws(RowFilterError) {
        filters.append(try RowFilter(parsing: line))
      } catch {
        throw RecordProblem(
          column,
          .other(Sentence(error.explanation(in: .english), error.explanation(in: .chinese)))
        )
      }
      let name = filters[filters.count - 1].column
      guard ObjectSnapshot.header.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
        throw RecordProblem(
          column,
          "is on \"\(name.excerpt)\", which is no column of a snapshot; there are"
            + " \(ObjectSnapshot.header.joined(separator: ", "))",
          "使用了“\(name.excerpt)”，快照没有该列；现有：\(ObjectSnapshot.header.joined(separator: "、"))"
        )
      }
    }
    return filters
  }

  private static func rules(_ text: String, at column: Int) throws(RecordProblem) -> RuleSet {
    var set = RuleSet()
    for line in lines(text) {
      guard let sign = line.lastIndex(where: { ":：".contains($0) }) else {
        set.add(try rule(line, at: column), in: nil)
        continue
      }
      let rule = try rule(String(line[line.index(after: sign)...]), at: column)
      let name = lines(String(line[..<sign])).first ?? ""
      guard name != others else {
        set.others.append(rule)
        continue
      }
      do {
        set.add(rule, in: try ProtocolText(name))
      } catch {
        throw RecordProblem(column, .text(error))
      }
    }
    return set
  }

  private static func rule(_ text: String, at column: Int) throws(RecordProblem) -> Rule {
    do {
      return try Rule(parsing: text)
    } catch {
      throw RecordProblem(column, .rule(error))
    }
  }

  /// `3年`, `3` or `3 years`.
  private static func years(_ text: String, at column: Int) throws(RecordProblem) -> Int? {
    guard !text.isEmpty else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let word = text.dropFirst(digits.count).drop { $0 == " " }
    guard let years = Int(digits), (1...99).contains(years),
      ["", "年", "year", "years"].contains(String(word))
    else {
      throw RecordProblem(
        column,
        "is no number of years from 1 to 99; write 1年 or 3年",
        "不是 1 至 99 的年数，请写成 1年、3年"
      )
    }
    return years
  }

  private static func count(_ text: String, at column: Int) throws(RecordProblem) -> Int? {
    guard !text.isEmpty else { return nil }
    guard let count = Int(text), count >= 1, String(count) == text else {
      throw RecordProblem(
        column,
        "is no whole number from 1; write 1, 2, 3 …",
        "不是从 1 开始的整数，请写 1、2、3……"
      )
    }
    return count
  }
}

extension InspectionTask {
  /// Checks the cells of a task, and writes conditions under the names that columns have in a snapshot.
  static func check(_ cells: inout [String]) throws(RecordProblem) {
    let place = LibraryKind.tasks.place("filter")
    let rotation = LibraryKind.tasks.place("rotation")
    if FoldedText(cells[place]).text == "all" { cells[place] = wholeLibrary }
    if FoldedText(cells[rotation]).text == "first" { cells[rotation] = firstYear }
    if cells[place] != wholeLibrary {
      cells[place] = lines(cells[place]).map(ObjectSnapshot.canonical).joined(separator: "\n")
    }
    _ = try InspectionTask(key: "", version: 0, cells: cells)
  }

  /// The task of a key as it is now.
  ///
  /// - Throws: ``WorkspaceError`` where there is none.
  init(_ key: TaskKey, _ database: Database) throws {
    let columns = LibraryKind.tasks.columns.map(\.name).joined(separator: ", ")
    guard
      let row = try Row.fetchOne(
        database,
        sql: "SELECT version, \(columns) FROM tasks WHERE key = ? AND until = 0",
        arguments: [key.text]
      )
    else { throw TaskKey.unknown(key.text) }
    try self.init(row: row, key: key.text)
  }

  /// The task that a row holds: its version, then its cells.
  init(row: Row, key: String) throws {
    do throws(RecordProblem) {
      try self.init(
        key: key,
        version: row[0],
        cells: LibraryKind.tasks.columns.indices.map { row[1 + $0] }
      )
    } catch {
      let column = LibraryKind.tasks.columns[error.column]
      throw DataError(
        .init(
          file: "task \(key)",
          column: column.title.chinese,
          value: row[1 + error.column] as String,
          reason: error.reason
        )
      )
    }
  }
}

/// The year of a task and its number there: `2024/3`.
package struct TaskKey: Hashable, Sendable {
  /// The year.
  package var year: Int
  /// The number in the year, from 1.
  package var number: Int

  /// Makes a key.
  package init(year: Int, number: Int) { (self.year, self.number) = (year, number) }

  /// Reads `2024/3`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let year = Int(parts[0]), (1000...9999).contains(year),
      let number = Int(parts[1]), number >= 1, "\(year)/\(number)" == text
    else { return nil }
    self.init(year: year, number: number)
  }

  /// `2024/3`.
  package var text: String { "\(year)/\(number)" }

  /// The task that a person means: `2024/3`, or `3` in the last year that has tasks.
  ///
  /// - Throws: ``WorkspaceError`` where there is none.
  package static func find(_ text: String, in workspace: Workspace) throws -> TaskKey {
    let key: TaskKey?
    if let whole = TaskKey(text) {
      key = whole
    } else {
      let year = try workspace.read { database in
        try Int.fetchOne(
          database,
          sql: "SELECT max(CAST(year AS INTEGER)) FROM tasks WHERE until = 0"
        )
      }
      key = year.flatMap { TaskKey("\($0)/\(text)") }
    }
    guard let key else { throw unknown(text) }
    let isThere = try workspace.read { database in
      try Bool.fetchOne(
        database,
        sql: "SELECT EXISTS (SELECT 1 FROM tasks WHERE key = ? AND until = 0)",
        arguments: [key.text]
      )
    }
    guard isThere == true else { throw unknown(text) }
    return key
  }

  static func unknown(_ text: String) -> WorkspaceError {
    WorkspaceError(
      .no,
      "there is no task \"\(text.excerpt)\"; write its number, or 2024/3 with the year; see spotcheck task list",
      "没有任务“\(text.excerpt)”；请填写任务序号或“年度/序号”（如 2024/3），可用 spotcheck task list 查看"
    )
  }
}
