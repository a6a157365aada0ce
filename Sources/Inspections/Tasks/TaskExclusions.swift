internal import Frames
internal import GRDB
internal import Sampling

/// Who is kept out of a draw though he belongs to its base: inspected within the window, or as often in the year as
/// one object may be.
struct TaskExclusions {
  /// Days on which each object was drawn, in any task of any department.
  private var days: [String: [String]] = [:]
  private let task: InspectionTask
  private let year: String
  private let day: String

  /// Looks what was drawn before.
  ///
  /// - Parameters:
  ///   - database: where.
  ///   - task: the task.
  ///   - day: the day of the commitment in Beijing, `2024-03-20`.
  ///   - visits: other visits, of keys, days and reasons.
  /// - Throws: what the database says.
  init(
    _ database: Database,
    for task: InspectionTask,
    on day: String,
    visits: [ObjectVisit] = []
  ) throws {
    self.task = task
    self.day = day
    year = String(day.prefix(4))
    guard task.window != nil || task.cap != nil else { return }
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT objects.key AS id, ledger.time AS time FROM drawn
        JOIN draws ON draws.key = drawn.draw AND draws.until = 0 AND draws.state = 'drawn'
        JOIN objects ON objects.version = CAST(drawn.object AS INTEGER)
        JOIN ledger ON ledger.number = draws.since
        WHERE drawn.until = 0 AND draws.task <> ?
          AND ((drawn.role = 'selected' AND drawn.state <> 'struck')
            OR (drawn.role = 'reserve' AND drawn.state = 'called'))
        """,
      // What an attempt before has drawn is not inspected by it.
      arguments: [task.key]
    )
    while let row = try rows.next() {
      guard let drawn = BeijingDay.of(row["time"] as String) else {
        throw WorkspaceError(
          .data,
          "the time of an entry of the ledger is none; see spotcheck ledger verify",
          "台账某条记录的时间无效；请运行 spotcheck ledger verify"
        )
      }
      days[row["id"], default: []].append(drawn.description)
    }
    for visit in visits where !task.uncounted.contains(visit.reason) && visit.day <= day {
      days[visit.key, default: []].append(visit.day)
    }
  }

  /// Why an object is kept out; nil where it is not.
  func reason(for key: String) -> String? {
    guard let days = days[key] else { return nil }
    if let window = task.window {
      let first = "\((Int(day.prefix(4)) ?? 0) - window)" + day.dropFirst(4)
      if days.contains(where: { $0 > first }) { return "\(window)年内已抽查" }
    }
    if let cap = task.cap, days.count(where: { $0.hasPrefix(year) }) >= cap {
      return "当年已受检\(cap)次（上限）"
    }
    return nil
  }
}

/// A visit that is no draw of the workspace's: a complaint, a case, another authority's.
package struct ObjectVisit: Hashable, Sendable {
  /// The object's key.
  package var key: String
  /// The day, `2024-03-20`.
  package var day: String
  /// The reason.
  package var reason: String

  /// Reads a table of visits: the key, the day, the reason.
  ///
  /// - Parameter path: the file.
  /// - Returns: the visits, in the order of the file.
  /// - Throws: `InputError`; `DataError` for a table without these columns, and for a day that is none.
  package static func read(_ path: String) throws -> [ObjectVisit] {
    let table = try Table(try TableText(path), layout: TableLayout())
    func column(_ names: [String]) throws -> Int {
      let folded = names.map { FoldedText($0).text }
      guard let place = table.header.firstIndex(where: { folded.contains(FoldedText($0).text) })
      else { return try table.requiredIndex(of: names[0]) }
      return place
    }
    let key = try column(["标识", "key", "统一社会信用代码"])
    let day = try column(["日期", "date", "检查日期"])
    let reason = try column(["原因", "reason", "事由", "检查事由"])
    var errors = DataError()
    var visits: [ObjectVisit] = []
    for row in table.rows {
      guard let date = CivilDate(row.cells[day]) else {
        errors.add(table.problem(row, day, .notDay))
        continue
      }
      visits.append(
        ObjectVisit(key: row.cells[key], day: date.description, reason: row.cells[reason])
      )
    }
    try errors.throwIfAny()
    return visits
  }
}
