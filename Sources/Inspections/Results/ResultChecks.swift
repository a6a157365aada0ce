internal import Frames
internal import GRDB
internal import Sampling

/// Whether the results of an entry are of a task that was drawn, of its objects, items and departments, by
/// inspectors of the library, and on a day that has been.
struct ResultChecks {
  private let database: Database
  private let today: CivilDate?
  private var tasks: [String: InspectedTask?] = [:]
  private var findings: [CrossChecks.Finding] = []

  init(_ database: Database) throws {
    self.database = database
    let time = try String.fetchOne(
      database,
      sql: "SELECT time FROM ledger ORDER BY number DESC LIMIT 1"
    )
    today = time.flatMap(BeijingDay.of)
  }

  /// What is wrong with the results that the last entry has changed.
  mutating func run() throws -> [CrossChecks.Finding] {
    let list = LibraryKind.results.columns.map(\.name).joined(separator: ", ")
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT key, \(list) FROM results
        WHERE until = 0 AND since = (SELECT max(number) FROM ledger) ORDER BY version
        """
    )
    for row in rows {
      let cells = LibraryKind.results.columns.indices.map { row[1 + $0] as String }
      try check(row["key"], cells)
    }
    return findings
  }

  private mutating func check(_ key: String, _ cells: [String]) throws {
    guard let task = try task(cells[.task]) else {
      return find(
        key,
        .task,
        cells,
        "is no task; write its number with the year, 2024/3, as spotcheck task list shows it",
        "不是任务；请按 spotcheck task list 填写“年度/序号”（如 2024/3）"
      )
    }
    guard let drawnOn = task.drawnOn else {
      return find(
        key,
        .task,
        cells,
        "was not drawn yet, and has no objects; see spotcheck task show",
        "尚未抽取，没有检查对象；请查看 spotcheck task show"
      )
    }
    if !task.keys.contains(cells[.object]) {
      find(
        key,
        .object,
        cells,
        "was not drawn for task \(cells[.task]); correct the object or the task",
        "不是任务 \(cells[.task]) 抽中的对象，请更正对象或任务"
      )
    }
    let visits = task.visits
    if !visits.contains(where: { $0.department.utf8.elementsEqual(cells[.department].utf8) }) {
      find(
        key,
        .department,
        cells,
        "takes no part in task \(cells[.task]): \(Set(visits.map(\.department)).sorted().joined(separator: ", "))",
        "不参与任务 \(cells[.task])；参与部门：\(Set(visits.map(\.department)).sorted().joined(separator: "、"))"
      )
    } else if !visits.contains(where: {
      $0.department.utf8.elementsEqual(cells[.department].utf8)
        && $0.item.utf8.elementsEqual(cells[.item].utf8)
    }) {
      find(
        key,
        .item,
        cells,
        "is no item of this department in task \(cells[.task]); write it as the plan does",
        "不是该部门在任务 \(cells[.task]) 中的事项，请按计划填写"
      )
    }
    checkDays(key, cells, drawnOn)
    try checkTeam(key, cells)
  }

  private mutating func checkDays(_ key: String, _ cells: [String], _ drawnOn: CivilDate) {
    if let date = CivilDate(cells[.date]), date < drawnOn {
      find(
        key,
        .date,
        cells,
        "is before the draw (\(drawnOn)); no drawn object was inspected then",
        "早于抽取日期（\(drawnOn)），请更正"
      )
    }
    guard let today else { return }
    let past: [ResultColumn] = [
      .date, .measureDone, .decided, .decisionPublished, .entered, .published,
    ]
    for column in past {
      if let day = CivilDate(cells[column]), day > today {
        find(
          key,
          column,
          cells,
          "is still to come (today is \(today)); write it when it has happened",
          "尚未到来（今天为 \(today)），请在发生后填写"
        )
      }
    }
  }

  private mutating func checkTeam(_ key: String, _ cells: [String]) throws {
    for number in NameList.split(cells[.team]) {
      let isKnown = try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM inspectors WHERE key IN (:number, :own) AND erased IS NULL)
          """,
        arguments: ["number": number, "own": RecordKey.ownNumber + number]
      )
      if isKnown != true {
        find(
          key,
          .team,
          cells,
          "names \(number.excerpt), which is no number of the library of inspectors; write the certificate's",
          "中的“\(number.excerpt)”不在执法检查人员名录库中，请填写执法证号"
        )
      }
    }
  }

  private mutating func task(_ text: String) throws -> InspectedTask? {
    if let known = tasks[text] { return known }
    var found: InspectedTask?
    if let key = TaskKey(text) {
      let isThere = try Bool.fetchOne(
        database,
        sql: "SELECT EXISTS (SELECT 1 FROM tasks WHERE key = ? AND until = 0)",
        arguments: [text]
      )
      if isThere == true { found = try InspectedTask(key, database) }
    }
    tasks[text] = .some(found)
    return found
  }

  private mutating func find(
    _ key: String,
    _ column: ResultColumn,
    _ cells: [String],
    _ english: String,
    _ chinese: String
  ) {
    findings.append(
      CrossChecks.Finding(
        key: key,
        column: LibraryKind.results.columns[column.rawValue].title.chinese,
        value: cells[column],
        sentence: Sentence(english, chinese)
      )
    )
  }
}
