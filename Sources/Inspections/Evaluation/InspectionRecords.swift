internal import Frames
internal import GRDB
internal import Sampling

/// What an office has done, read once: years, tasks with their draws, results, items, and the working days.
///
/// Evaluation, deadlines, rates and publication look at the same records.
package struct InspectionRecords: Sendable {
  /// The plan of a year.
  struct Year {
    var year: Int
    /// Whether every task of it has the number of a document.
    var isIssued: Bool { numbered.some == numbered.all }
    /// How many of them have one, and how many there are.
    var numbered: (some: Int, all: Int)
    /// The day on which the plan was published here; nil before.
    var published: CivilDate?
  }

  /// A task.
  struct Task {
    var key: TaskKey
    var inspected: InspectedTask
    /// The day on which its inspectors were drawn; nil before.
    var assignedOn: CivilDate?
  }

  /// An item of the list: all names by which a task may call it, and the one that is shown.
  struct Item {
    var names: [String]
    var matter: String
  }

  private(set) var years: [Year] = []
  private(set) var tasks: [Task] = []
  private(set) var results: [ResultKey: InspectionRecord] = [:]
  private(set) var items: [Item] = []
  /// How many objects the library has.
  private(set) var objects = 0
  let calendar: WorkingCalendar

  /// Reads what a workspace holds.
  ///
  /// - Parameter workspace: the workspace.
  /// - Throws: ``WorkspaceError``; `DataError` for a task whose cells are none.
  /// - Complexity: O(objects + drawn objects + results) time, O(drawn objects + results) memory.
  package init(of workspace: Workspace) throws {
    self = try workspace.read { try InspectionRecords($0) }
  }

  init(_ database: Database) throws {
    calendar = try WorkingCalendar.of(database)
    let keys = try String.fetchAll(
      database,
      sql: """
        SELECT key FROM tasks WHERE until = 0
        ORDER BY CAST(year AS INTEGER), CAST(number AS INTEGER)
        """
    )
    var counts: [Int: (some: Int, all: Int)] = [:]
    for key in keys.compactMap({ TaskKey($0) }) {
      let inspected = try InspectedTask(key, database)
      counts[key.year, default: (0, 0)].all += 1
      if !inspected.task["document"].isEmpty { counts[key.year, default: (0, 0)].some += 1 }
      let assignedOn = try InspectionRecords.day(
        of: "task assign",
        key.text,
        after: inspected.draw,
        database
      )
      tasks.append(Task(key: key, inspected: inspected, assignedOn: assignedOn))
    }
    for (year, count) in counts.sorted(by: { $0.key < $1.key }) {
      let published = try Publication.entries("plan", year, database).first
      years.append(
        Year(
          year: year,
          numbered: count,
          published: published.flatMap { BeijingDay.of($0.time) }
        )
      )
    }
    try readResults(database)
    try readLists(database)
  }

  /// The day in Beijing of the first entry that did something to a subject, behind the draw where there is one.
  private static func day(
    of action: String,
    _ subject: String,
    after draw: DrawAttempt?,
    _ database: Database
  ) throws -> CivilDate? {
    try String.fetchOne(
      database,
      sql: """
        SELECT ledger.time FROM ledger JOIN ledger_name ON ledger_name.entry = ledger.number
        WHERE ledger.action = ? AND ledger_name.subject = ? AND ledger.number > ?
        ORDER BY ledger.number LIMIT 1
        """,
      arguments: [action, subject, draw?.snapshot ?? 0]
    ).flatMap(BeijingDay.of)
  }

  private mutating func readResults(_ database: Database) throws {
    let list = LibraryKind.results.columns.map(\.name).joined(separator: ", ")
    let statement = try RawStatement(
      database,
      "SELECT \(list) FROM results WHERE until = 0 AND erased IS NULL"
    )
    let width = Int32(LibraryKind.results.columns.count)
    while try statement.step() {
      let cells = (0..<width).map { statement.text($0) }
      if let record = InspectionRecord(cells) { results[ResultKey(cells)] = record }
    }
  }

  private mutating func readLists(_ database: Database) throws {
    items = try Row.fetchAll(
      database,
      sql: "SELECT key, code, matter FROM items WHERE until = 0 AND erased IS NULL ORDER BY key"
    ).map { row in
      let names: [String] = [row["key"], row["code"], row["matter"]]
      return Item(names: names.filter { !$0.isEmpty }, matter: row["matter"])
    }
    objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM objects WHERE until = 0") ?? 0
  }
}

/// A result with its days and codes read.
struct InspectionRecord {
  var date: CivilDate
  var codes: [InspectionResult]
  var measures: [FollowUp]
  var measureDue: CivilDate?
  var measureDone: CivilDate?
  var decided: CivilDate?
  var decisionPublished: CivilDate?
  var entered: CivilDate?
  var published: CivilDate?
  var isReviewed: Bool

  /// Reads the cells of a row; nil where they are none, which the ledger's check finds.
  init?(_ cells: [String]) {
    guard let date = CivilDate(cells[.date]) else { return nil }
    self.date = date
    codes = InspectionResult.list(cells[.codes])
    measures = cells[.measure].split(separator: "；").compactMap { FollowUp(rawValue: String($0)) }
    measureDue = CivilDate(cells[.measureDue])
    measureDone = CivilDate(cells[.measureDone])
    decided = CivilDate(cells[.decided])
    decisionPublished = CivilDate(cells[.decisionPublished])
    entered = CivilDate(cells[.entered])
    published = CivilDate(cells[.published])
    isReviewed = !cells[.reviewed].isEmpty
  }

  /// Whether something follows.
  var hasFollowUp: Bool { measures.contains { $0 != .none } }
  /// Whether what follows is not done yet.
  var isFollowUpOpen: Bool { hasFollowUp && measureDone == nil }
  /// Whether a problem was found.
  var hasProblem: Bool { codes.contains(where: \.isProblem) }
}
