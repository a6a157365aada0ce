internal import Frames
internal import GRDB
internal import Sampling

/// What an office has done, as evaluation and deadlines look at it: years, tasks with their draws, results.
struct YearRecords {
  /// The plan of a year.
  struct Year {
    var year: Int
    /// Whether every task of it has the number of a document.
    var isIssued: Bool
    /// How many of them have one, and how many there are.
    var numbered: (some: Int, all: Int)
    /// The day on which the plan was published here; nil before.
    var published: CivilDate?
  }

  /// A task.
  struct Task {
    var key: String
    var year: Int
    var inspected: InspectedTask
    /// All attempts to draw it.
    var attempts: [DrawAttempt]
    /// The day on which its inspectors were drawn; nil before.
    var assignedOn: CivilDate?
  }

  var years: [Year] = []
  var tasks: [Task] = []
  var results: [ResultKey: InspectionRecord] = [:]

  /// Everything, or one year's.
  static func all(_ database: Database, year: Int? = nil) throws -> YearRecords {
    var records = YearRecords()
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT key, year, document FROM tasks WHERE until = 0 AND (:year IS NULL OR year = :year)
        ORDER BY CAST(year AS INTEGER), CAST(number AS INTEGER)
        """,
      arguments: ["year": year.map(String.init)]
    )
    var counts: [Int: (some: Int, all: Int)] = [:]
    for row in rows {
      guard let key = TaskKey(row["key"] as String) else { continue }
      counts[key.year, default: (0, 0)].all += 1
      if !(row["document"] as String).isEmpty { counts[key.year, default: (0, 0)].some += 1 }
      let inspected = try InspectedTask(key, database)
      records.tasks.append(
        Task(
          key: key.text,
          year: key.year,
          inspected: inspected,
          attempts: try DrawAttempt.all(of: key.text, database),
          assignedOn: try day(of: "task assign", key.text, after: inspected.draw, database)
        )
      )
    }
    for (year, count) in counts.sorted(by: { $0.key < $1.key }) {
      records.years.append(
        Year(
          year: year,
          isIssued: count.some == count.all,
          numbered: count,
          published: try Publication.entries("plan", year, database).first
            .flatMap { BeijingDay.of($0.time) }
        )
      )
    }
    try records.readResults(database, year: year)
    return records
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

  private mutating func readResults(_ database: Database, year: Int?) throws {
    let list = LibraryKind.results.columns.map(\.name).joined(separator: ", ")
    let statement = try RawStatement(
      database,
      "SELECT \(list) FROM results WHERE until = 0 AND erased IS NULL"
    )
    let width = Int32(LibraryKind.results.columns.count)
    while try statement.step() {
      let cells = (0..<width).map { statement.text($0) }
      guard year == nil || cells[.task].hasPrefix("\(year ?? 0)/") else { continue }
      if let record = InspectionRecord(cells) { results[ResultKey(cells)] = record }
    }
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
